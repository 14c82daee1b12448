import { gridFault } from '../tasks/check.ts';
import type { Shown, SolveOptions, Solved } from '../tasks/answer.ts';
import type { Question } from '../tasks/types.ts';
import type { Method } from '../runs/record.ts';

/** One question for one method. */
export interface SolveJob {
  method: Method;
  question: Question;
  options: SolveOptions;
  /** Whether somebody watches. */
  shown?: boolean;
}

/** What a worker shows of a task: that it begins, then what its method shows. */
export type JobShown = { kind: 'begins' } | Shown;

const explanationLimit = 4e6;

const solvers = {
  field: async () => (await import('../solvers/grid/solve.ts')).solveByField,
  attention: async () => (await import('../baseline/attention.ts')).solveByAttention,
};

/** Loads the method before the clock of the task starts, so that no task pays for it, and none waits for a method that it does not need. */
export async function prepare({ method }: SolveJob): Promise<void> {
  await solvers[method]();
}

/** Solves one question in this process. Throws where what came back is not two grids a test input. */
export async function work({ method, question, options, shown }: SolveJob, show?: (moment: JobShown) => void): Promise<Solved> {
  if (shown) show?.({ kind: 'begins' });
  const solved = await (await solvers[method]())(question, shown ? { ...options, show } : options);
  checkSolved(solved, question.test.length);
  return portable(solved);
}

/** What the contract names and nothing else, so that it can be sent and written down: an explanation beyond the limit is left out, with a warning. */
function portable({ attempts, confidence, sure, verified, parameters, explanation, backend, warnings }: Solved): Solved {
  const answer = { attempts, confidence, sure, verified, parameters, backend };
  let why: string;
  try {
    const { length } = JSON.stringify(explanation ?? null);
    if (length <= explanationLimit) return { ...answer, explanation, warnings };
    why = `${(length / 1e6).toFixed(0)} MB of JSON`;
  } catch (error) {
    why = (error as Error).message.split('\n')[0];
  }
  return { ...answer, explanation: null, warnings: [...warnings, `the explanation was left out: ${why}, expected at most ${explanationLimit / 1e6} MB`] };
}

function checkSolved(solved: Solved, tests: number): void {
  if (solved.attempts.length !== tests) throw new RangeError(`${solved.attempts.length} answers came, expected ${tests}, one a test input`);
  for (const grid of solved.attempts.flat()) {
    const fault = gridFault(grid);
    if (fault !== undefined) throw new RangeError(`an answer is no grid${fault}`);
  }
}
