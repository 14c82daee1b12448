import type { Grid, Probe, Task } from './types.ts';

/** How the attempts at one task fared. Nothing is scored where a truth is absent. */
export interface TaskScore {
  /** True where every test input was answered exactly by one of its two attempts. */
  solved: boolean;
  /** The same with the first attempts alone: what confidence speaks about. */
  firstSolved: boolean;
  /** Per test input: 0 missed, 1 by the first attempt, 2 by the second. */
  inputs: (0 | 1 | 2)[];
}

/**
 * Exact match with two attempts, every test input of the task counted. This module is the only reader of `test[i].output`,
 * and it is called after the answers are written.
 * Returns undefined where any test input of the task comes without its truth.
 * Throws RangeError when the number of attempts is not the number of test inputs.
 */
export function score(task: Task, attempts: readonly (readonly [Grid, Grid])[]): TaskScore | undefined {
  if (!hasTruth(task)) return undefined;
  if (attempts.length !== task.test.length) {
    throw new RangeError(`score: ${attempts.length} answers came, expected ${task.test.length}, one a test input. Answer every test input.`);
  }
  const inputs = task.test.map(({ output }, i): 0 | 1 | 2 =>
    same(attempts[i][0], output!) ? 1 : same(attempts[i][1], output!) ? 2 : 0);
  return { solved: inputs.every((hit) => hit > 0), firstSolved: inputs.every((hit) => hit === 1), inputs };
}

/** True where every test input comes with its truth. */
export function hasTruth(task: Task): boolean {
  return task.test.every((probe) => (probe.output ?? undefined) !== undefined);
}

/** The fault of a truth that is there but no grid; undefined where it is absent or sound. `gridFault` judges it. */
export function truthFault(probe: Partial<Probe>, gridFault: (grid: unknown) => string | undefined): string | undefined {
  const truth: unknown = probe.output ?? undefined;
  return truth === undefined ? undefined : gridFault(truth);
}

function same(a: Grid, b: Grid): boolean {
  return a.length === b.length && a.every((row, r) => row.length === b[r].length && row.every((c, k) => c === b[r][k]));
}
