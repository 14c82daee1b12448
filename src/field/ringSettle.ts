import type { Contours } from './contours.ts';
import type { RingField, RingForm } from './ringField.ts';
import { limitField } from './ringLimit.ts';
import { phaseField } from './ringPhase.ts';

export interface RingOptions {
  form: RingForm;
  /** Simulated time after which it is given up. */
  timeLimit: number;
  seeds: readonly number[];
  /** Wall clock, seconds. */
  seconds?: number;
  signal?: AbortSignal;
  /** Called about every 50 ms of wall clock, and at the end, with the replica that quarrels least. */
  observe?(field: RingField): void;
}

export interface RingsSettled {
  status: 'settled' | 'timeLimit' | 'interrupted';
  /** The replica that settled first, or the one with the smallest quarrel. */
  field: RingField;
  seed: number;
  /** Simulated time of that replica. */
  time: number;
  /** Steps of all replicas together. */
  steps: number;
}

/** Steps of one replica before the next has its turn. */
const TURN = 64;

/** Settles replicas side by side, one a seed, until the first is at rest. Nothing is handed from one replica to another. */
export async function settleRings(contours: Contours, options: RingOptions): Promise<RingsSettled> {
  const { form, timeLimit, seeds, seconds = Infinity, signal, observe } = options;
  if (seeds.length === 0) throw new RangeError('settleRings: no seeds came, expected at least one. Pass { seeds: [1] }.');
  if (!(timeLimit > 0)) throw new RangeError(`settleRings: timeLimit is ${timeLimit}, expected a time above 0. 4e5 is ample for Sudoku.`);
  const fields = seeds.map((seed) => (form === 'phase' ? phaseField : limitField)(contours, seed)), started = performance.now();
  let breath = started;
  const outcome = (status: RingsSettled['status'], k: number): RingsSettled => {
    observe?.(fields[k]);
    return { status, field: fields[k], seed: seeds[k], time: fields[k].time, steps: fields.reduce((s, f) => s + f.steps, 0) };
  };
  for (;;) {
    for (let k = 0; k < fields.length; k++) for (let s = 0; s < TURN; s++) if (fields[k].step()) return outcome('settled', k);
    const now = performance.now(), over = fields[0].time >= timeLimit || now - started > seconds * 1000;
    if (now - breath > 50 || over) {
      breath = now;
      const calmest = quietest(fields);
      if (over) return outcome('timeLimit', calmest);
      observe?.(fields[calmest]);
      await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
      if (signal?.aborted) return outcome('interrupted', calmest);
    }
  }
}

function quietest(fields: readonly RingField[]): number {
  const loud = fields.map((f) => f.quarrel.reduce((s, v) => s + v, 0));
  return loud.indexOf(Math.min(...loud));
}
