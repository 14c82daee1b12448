import type { RingField, RingForm } from '../../field/ringField.ts';
import { settleColouring } from './colouring.ts';
import type { MachineName } from './machines.ts';
import { settleMaxCut } from './maxCut.ts';
import { settleMaze } from './maze.ts';
import type { Problem } from './problem.ts';
import type { ProblemSettled } from './result.ts';
import { settleFormula } from './satisfiability.ts';
import { settleSudoku } from './sudoku.ts';
import { ringFrame, round, type Frame } from './watch.ts';

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
  signal?: AbortSignal;
  observe?(frame: Frame): void;
}

/** Settles one problem by the contours or machine of its kind. Errors (RangeError): the problem cannot be read. */
export async function settleProblem({ name, kind, text }: Problem, how: SettleHow): Promise<ProblemSettled> {
  const { form, seed, replicas, places, colours, machine, target, signal, observe } = how, seconds = how.seconds ?? 60;
  const rings = observe && ((field: RingField) => observe(ringFrame(name, field)));
  switch (kind) {
    case 'sudoku': return settleSudoku(name, text, { form, seed, replicas, seconds, places, signal, observe: rings });
    case 'colouring': return settleColouring(name, text, { form, seed, replicas, seconds, colours, signal, observe: rings });
    case 'satisfiability': return settleFormula(name, text, {
      seed, seconds, signal,
      observe: observe && ((f) => observe({ name, time: f.time, energy: round(f.violation.reduce((a, b) => a + b, 0)), strengths: Array.from(f.strengths, round), phases: Array.from(f.value, (v) => round(Math.acos(v))) })),
    });
    case 'maze': return settleMaze(name, text, seed);
    case 'max-cut': return settleMaxCut(name, text, {
      seed, machine, target, seconds: how.seconds ?? 2, signal,
      observe: observe && ((m) => observe({ name, time: m.time, energy: -m.cut, strengths: Array.from(m.gain ?? [], round), phases: Array.from(m.phases(), round) })),
    });
  }
}
