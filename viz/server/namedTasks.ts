import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readTasks } from '../../src/tasks/read.ts';
import type { TaskSet } from '../../src/tasks/types.ts';

/** A place with more than this is no set of tasks. */
const MOST_FILES = 20_000, MOST_BYTES = 2 ** 28;

/**
 * The tasks at the place that a run names: any file or folder of this machine may be one (`cymatic solve ../elsewhere/tasks.json`), and a run folder
 * may come from anybody. So names and sizes are looked at first, only what is a whole task comes back, and the fault quotes nothing of what was read.
 */
export function namedTasks(where: string): { set: TaskSet; fault: string | undefined } {
  const none = (fault: string) => ({ set: {}, fault: `The tasks of this run: ${where}: ${fault}` });
  if (!existsSync(where)) return none('no such file or folder. The answers are shown without them; put the tasks back to see them.');
  try {
    measure(where);
    const { tasks } = readTasks(where);
    return Object.keys(tasks).length > 0 ? { set: tasks, fault: undefined } : none('it holds no task, expected ARC JSON files (.json or .json.gz). The answers are shown without them.');
  } catch (error) {
    return none(`${error instanceof RangeError ? error.message : 'it cannot be read, expected ARC JSON files (.json or .json.gz).'} The answers are shown without them.`);
  }
}

/** Errors: RangeError where the place holds more than a set of tasks does, or a task's name is no file (a pipe would never end). */
function measure(where: string): void {
  let files = 0, bytes = 0;
  const look = (path: string, folder: boolean): void => {
    if (++files > MOST_FILES) throw new RangeError(`it holds more than ${MOST_FILES} files, expected a set of tasks.`);
    if (folder) {
      for (const entry of readdirSync(path, { withFileTypes: true })) if (!entry.name.startsWith('.') && entry.name !== 'node_modules') look(join(path, entry.name), entry.isDirectory());
      return;
    }
    if (path !== where && !/\.json(\.gz)?$/i.test(path)) return;
    const about = statSync(path);
    bytes += about.size;
    if (!about.isFile()) throw new RangeError('it is no file, expected ARC JSON files (.json or .json.gz).');
    if (bytes > MOST_BYTES) throw new RangeError(`it holds more than ${MOST_BYTES / 2 ** 20} MB, expected a set of tasks.`);
  };
  look(where, statSync(where).isDirectory());
}
