import { solveByField } from '../../../src/solvers/grid/solve.ts';
import type { Solved } from '../../../src/tasks/answer.ts';
import type { Question } from '../../../src/tasks/types.ts';

/** What the worker says: an answer and the seconds it took, or one line. */
export type Said = { solved: Solved; seconds: number } | { failed: string };

/** Runs in a worker of the page, so that the page stays awake: the field answers the question it is handed. It never sees a test output. */
self.addEventListener('message', ({ data: question }: MessageEvent<Question>) => {
  const begun = performance.now(), say = (said: Said) => self.postMessage(said);
  solveByField(question, { seed: 1, seconds: 120 }).then(
    (solved) => say({ solved, seconds: (performance.now() - begun) / 1e3 }),
    (error: Error) => say({ failed: error.message.split('\n')[0] }),
  );
});
