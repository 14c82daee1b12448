import { breathe, breathIsDue } from './breath.ts';
import type { Contours } from './contours.ts';
import { ringBatch } from './ringBatch.ts';
import { engineRings, type EngineRings } from './ringEngine.ts';
import type { RingField, RingForm } from './ringField.ts';

export interface RingOptions {
  form: RingForm;
  /** Simulated time after which it is given up. */
  timeLimit: number;
  seeds: readonly number[];
  /** Runs on the engine's kernels there (ringEngine.ts) instead of the fused module: phase form only. */
  backend?: string;
  /** Wall clock, seconds. */
  seconds?: number;
  signal?: AbortSignal;
  /** Called after every 8 steps with the replica that quarrels least, and at the end. */
  observe?(field: RingField): void;
}

export interface RingsSettled {
  status: 'settled' | 'timeLimit' | 'interrupted';
  /** The replica that settled first, or the one with the smallest quarrel. */
  field: RingField;
  /** Simulated time of that replica. */
  time: number;
  /** Steps of all replicas together. */
  steps: number;
  /** What ran, where the engine was asked for. */
  engine?: ReturnType<EngineRings['report']>;
}

/** Steps of every replica in one call, and where somebody looks. */
const TURN = 128, LOOK = 8;

/**
 * Settles replicas side by side, one a seed, until the first is at rest: all in one call of the fused module (ringBatch.ts). Nothing is
 * handed from one replica to another. Of two that come to rest within one call, the one with fewer steps is the first.
 */
export async function settleRings(contours: Contours, options: RingOptions): Promise<RingsSettled> {
  const { form, timeLimit, seeds, backend, seconds = Infinity, signal, observe } = options;
  if (seeds.length === 0) throw new RangeError('settleRings: no seeds came, expected at least one. Pass { seeds: [1] }.');
  if (!(timeLimit > 0)) throw new RangeError(`settleRings: timeLimit is ${timeLimit}, expected a time above 0. 4e5 is ample for Sudoku.`);
  if (backend !== undefined && form === 'limit') throw new RangeError('settleRings: a backend came for the limit form, expected the phase form: the limit has no engine form. Leave one out.');
  const entries = seeds.map((seed) => ({ contours, seed })), engine = backend === undefined ? undefined : await engineRings(entries, { backend }), batch = engine ?? ringBatch(form, entries), all = Array.from(seeds.keys()), turn = observe ? LOOK : TURN, started = performance.now();
  let breath = started;
  if (breathIsDue()) await breathe(); // many short settlings, one after the other
  const outcome = (status: RingsSettled['status'], field: RingField): RingsSettled => {
    observe?.(field);
    return { status, field, time: field.time, steps: all.reduce((s, k) => s + batch.steps(k), 0), engine: engine?.report() };
  };
  const quietest = () => all.map(batch.read).map((field) => ({ field, loud: field.quarrel.reduce((s, v) => s + v, 0) })).reduce((a, b) => (b.loud < a.loud ? b : a)).field;
  try {
    for (let left = Math.ceil(timeLimit / batch.dt - 1e-9); ; left -= turn) {
      const stepping = batch.advance(Math.min(turn, left));
      if (stepping) await stepping;
      const done = all.filter(batch.atRest);
      if (done.length > 0) return outcome('settled', batch.read(done.reduce((a, b) => (batch.steps(b) < batch.steps(a) ? b : a))));
      observe?.(quietest());
      const now = performance.now(), over = left <= turn || now - started > seconds * 1000;
      if (now - breath > 50 || over) {
        breath = now;
        if (over) return outcome('timeLimit', quietest());
        await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
        if (signal?.aborted) return outcome('interrupted', quietest());
      }
    }
  } finally {
    batch.release();
  }
}
