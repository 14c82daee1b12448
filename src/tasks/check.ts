import type { Grid, Task } from './types.ts';
import { truthFault } from './score.ts';

const most = 30;
/** A single row or column is a one-dimensional task and may be as long as the largest plate has sites. */
const longest = most * most;

/**
 * The first thing that is wrong with a grid, or undefined where nothing is.
 * A grid has 1 to 30 rows of 1 to 30 colours 0..9, all rows of one length; a single row or column may have up to 900. Rows are
 * counted from 0.
 */
export function gridFault(value: unknown): string | undefined {
  if (!Array.isArray(value)) return `: ${kind(value)} came, expected a grid (rows of colours 0..9).`;
  if (value.length === 0) return ': an empty grid came, expected 1 to 30 rows.';
  const columns: unknown = Array.isArray(value[0]) ? value[0].length : 0;
  if (value.length > (columns === 1 ? longest : most)) return `: ${value.length} rows came, expected at most ${most}.`;
  for (let r = 0; r < value.length; r++) {
    const row: unknown = value[r];
    if (!Array.isArray(row)) return ` row ${r}: ${kind(row)} came, expected a row of colours 0..9.`;
    if (row.length === 0) return ` row ${r}: an empty row came, expected 1 to ${most} colours.`;
    if (row.length > (value.length === 1 ? longest : most)) return ` row ${r}: ${row.length} columns came, expected at most ${most}.`;
    if (row.length !== value[0].length) return ` row ${r}: ${row.length} columns came, expected ${value[0].length} as in row 0.`;
    const odd = row.findIndex((c) => !Number.isInteger(c) || c < 0 || c > 9);
    if (odd >= 0) return ` row ${r}: colour ${show(row[odd])} came, expected 0..9.`;
  }
  return undefined;
}

/**
 * A task from parsed JSON, or the first fault in it, worded so that it can follow the name of the file.
 * `test[i].output` is looked at by the scorer's module alone.
 */
export function checkTask(value: unknown, name: string): { task: Task } | { fault: string } {
  if (!isObject(value)) return { fault: `: ${kind(value)} came, expected a task {"train": […], "test": […]}.` };
  const { train, test } = value;
  if (!Array.isArray(train)) return { fault: ` train: ${kind(train)} came, expected a list of demonstrations.` };
  if (train.length === 0) return { fault: ' train: no demonstrations came, expected at least one.' };
  if (!Array.isArray(test)) return { fault: ` test: ${kind(test)} came, expected a list of test inputs.` };
  if (test.length === 0) return { fault: ' test: no test inputs came, expected at least one.' };
  for (let i = 0; i < train.length; i++) {
    if (!isObject(train[i])) return { fault: ` train[${i}]: ${kind(train[i])} came, expected {"input": grid, "output": grid}.` };
    for (const side of ['input', 'output'] as const) {
      const fault = gridFault(train[i][side]);
      if (fault !== undefined) return { fault: ` train[${i}].${side}${fault}` };
    }
  }
  for (let i = 0; i < test.length; i++) {
    if (!isObject(test[i])) return { fault: ` test[${i}]: ${kind(test[i])} came, expected {"input": grid}.` };
    const fault = gridFault(test[i].input);
    if (fault !== undefined) return { fault: ` test[${i}].input${fault}` };
    const truth = truthFault(test[i], gridFault);
    if (truth !== undefined) return { fault: ` test[${i}].output${truth}` };
  }
  return { task: { train: train.map(({ input, output }: { input: Grid; output: Grid }) => ({ input, output })), test, name } };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names what came, for an error message. */
export function kind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${show(value)}`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
