/** Grid tasks in the published ARC JSON shape. */

/** Rows of colours 0..9, row-major, 1 to 30 rows and columns (a single row or column: up to 900), every row of one length. */
export type Grid = number[][];

/** One demonstration: what went in and what came out. */
export interface Pair {
  input: Grid;
  output: Grid;
}

/** A test input. Its truth may be absent; only `src/tasks/score.ts` may read it. */
export interface Probe {
  input: Grid;
  output?: Grid;
}

export interface Task {
  train: Pair[];
  test: Probe[];
  name?: string;
}

/** What a solver may see: the demonstrations and the test inputs, never a test output. */
export interface Question {
  train: Pair[];
  test: Grid[];
}

export type TaskSet = Record<string, Task>;
