import { nearest } from '../oscillators/nearest.ts';
import { Trouble } from '../runs/trouble.ts';
import type { TaskSet } from '../tasks/types.ts';

/** The tasks named (all where none are), the first `limit` of them. Throws Trouble for a name that is not there. */
export function chooseTasks(tasks: TaskSet, only: string | undefined, limit: number | undefined): TaskSet {
  const ids = only === undefined ? Object.keys(tasks) : only.split(',').map((id) => id.trim()).filter((id) => id !== '');
  for (const id of ids) {
    if (Object.hasOwn(tasks, id)) continue;
    const near = nearest(id, Object.keys(tasks));
    throw new Trouble(`--only: no task is called "${id}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  return Object.fromEntries([...new Set(ids)].slice(0, limit).map((id) => [id, tasks[id]]));
}
