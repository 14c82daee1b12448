import { breathe, breathIsDue } from '../../field/breath.ts';
import type { RingForm } from '../../field/ringField.ts';
import { settleColouring } from './colouring.ts';
import type { MachineName } from './machines.ts';
import { settleMaxCut } from './maxCut.ts';
import { settleMaze } from './maze.ts';
import type { Problem } from './problem.ts';
import type { ProblemSettled } from './result.ts';
import { settleFormula } from './satisfiability.ts';
import { settleSudoku } from './sudoku.ts';
import { watchMachine, watchRings, type Watch } from './watch.ts';

export interface SettleHow {
  form: RingForm;
  seed: number;
  replicas: number;
  /** Wall clock a problem. */
  seconds?: number;
  /** Sudoku: look for a second place to settle. */
  places: boolean;
  colours?: number;
  machine?: MachineName;
  target?: number;
  /** Max-Cut: so many steps in all instead of seconds. */
  steps?: number;
  /** Runs on the engine's kernels there instead of the fused loops. */
  backend?: string;
  signal?: AbortSignal;
  /** Looks at the settling field, often; it decides what it keeps. */
  watch?: Watch;
}

/** Settles one problem by the contours or machine of its kind. Errors (Unreadable): the problem cannot be read. */
export async function settleProblem({ name, kind, text }: Problem, how: SettleHow): Promise<ProblemSettled> {
  if (breathIsDue()) await breathe(); // many problems that are known at once, one after the other
  const { form, seed, replicas, places, colours, machine, target, steps, backend, signal, watch } = how, seconds = how.seconds ?? 60, rings = watch && watchRings(watch);
  switch (kind) {
    case 'sudoku': return settleSudoku(name, text, { form, seed, replicas, seconds, places, backend, signal, observe: rings && ((field) => rings(field)) });
    case 'colouring': return settleColouring(name, text, { form, seed, replicas, seconds, colours, backend, signal, observe: rings });
    case 'satisfiability': return settleFormula(name, text, { seed, seconds, backend, replicas, signal, watch });
    case 'maze': return settleMaze(name, text, seed, { seconds, backend, signal, watch });
    case 'max-cut': return settleMaxCut(name, text, { seed, machine, target, backend, replicas, ...(steps === undefined ? { seconds: how.seconds ?? 2 } : { steps }), signal, observe: watch && watchMachine(watch) });
  }
}
