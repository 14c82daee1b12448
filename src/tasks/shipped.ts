import type { TaskIndex } from '../schemas/taskIndex.ts';
import type { Made } from './generate.ts';

/** One task as its file holds it. */
const taskText = ({ task: { train, test } }: Made): string => `${JSON.stringify({ train, test })}\n`;

/** The files of a folder of generated tasks: one a task, and the index that says where each came from. */
export function folderFiles(made: readonly Made[], command: string): Record<string, string> {
  const index: TaskIndex = { made: command, tasks: made.map(({ id, family, prior, level, seed }) => ({ id, family, prior, level, seed })) };
  return {
    ...Object.fromEntries(made.map((m) => [`${m.id}.json`, taskText(m)])),
    'index.json': `${JSON.stringify(index, null, 1)}\n`,
  };
}

/** The same tasks in one file `{id: task}`. */
export const setText = (made: readonly Made[]): string => `{${made.map((m) => `${JSON.stringify(m.id)}:${taskText(m).trimEnd()}`).join(',\n')}}\n`;
