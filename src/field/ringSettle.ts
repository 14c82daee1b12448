import { breathe, breathIsDue, unhurried } from './breath.ts';
import type { Contours } from './contours.ts';
import { batchInParts } from './ringBatch.ts';
import { engineRings, LAUNCH, type EngineRings } from './ringEngine.ts';
import { unmoved, type RingField, type RingForm, type RingPaceChange } from './ringField.ts';

export interface RingOptions {
  form: RingForm;
  /** Simulated time after which it is given up. */
  timeLimit: number;
  seeds: readonly number[];
  /** What of the pace of each wiring differs from that of the form. */
  paces?: readonly (RingPaceChange | undefined)[];
  /** Runs on the engine's kernels there (ringEngine.ts) instead of the fused module. */
  backend?: string;
  /** Wall clock, seconds, of each of the wirings. */
  seconds?: number;
  /** Moment of `performance.now()` at which all that still move are given up. */
  deadline?: number;
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
  /** Steps of all its replicas together. */
  steps: number;
  /** Wall clock that these contours took: of what was settled side by side, their even share. */
  seconds: number;
  /** What ran, where the engine was asked for. */
  engine?: ReturnType<EngineRings['report']>;
}

/** Steps of every replica in one call, and where somebody looks; fewer where that would be more synapse steps than about 30 ms hold. */
const TURN = 128, LOOK = 8, HELD = 2 ** 23;

/** Settles replicas of one field side by side, one a seed, until the first is at rest. */
export async function settleRings(contours: Contours, options: RingOptions): Promise<RingsSettled> {
  let settled: RingsSettled | undefined;
  await settleRingsTogether([contours], options, (one) => void (settled = one));
  return settled!;
}

/**
 * Settles fields of several wirings, each with replicas of its own, in one batch: all step in one call of the fused module (ringBatch.ts) or in one launch of the engine
 * (ringEngine.ts). `tell` hears of each as soon as its first replica is at rest, its share of the wall clock is spent, or all are interrupted; the others go on.
 * Nothing is handed from one field to another, so that each settles as it would alone. Of two replicas that come to rest within one call, the one with fewer steps is the first.
 */
export async function settleRingsTogether(list: readonly Contours[], options: RingOptions, tell: (settled: RingsSettled, k: number) => void | Promise<void>): Promise<void> {
  const { form, timeLimit, seeds, paces, backend, seconds = Infinity, deadline = Infinity, signal, observe } = options;
  if (seeds.length === 0) throw new RangeError('settleRings: no seeds came, expected at least one. Pass { seeds: [1] }.');
  if (!(timeLimit > 0)) throw new RangeError(`settleRings: timeLimit is ${timeLimit}, expected a time above 0. 4e5 is ample for Sudoku.`);
  const entries = list.flatMap((contours, k) => seeds.map((seed) => ({ contours, seed, pace: paces?.[k] }))), engine = backend === undefined ? undefined : await engineRings(form, entries, { backend, signal }), batch = engine ?? (await unhurried(batchInParts(form, entries), signal));
  if (!batch) { // interrupted before all stood: none has moved
    for (const [k, contours] of list.entries()) await tell({ status: 'interrupted', field: unmoved(form, contours, seeds[0]), time: 0, steps: 0, seconds: 0 }, k);
    return;
  }
  const synapses = entries.reduce((s, { contours }) => s + contours.unit.length, 0), turn = engine ? (observe ? LOOK : LAUNCH) : Math.max(1, Math.min(observe ? LOOK : TURN, Math.floor(HELD / synapses)));
  let open = list.map((_, k) => ({ k, replicas: seeds.map((_seed, r) => k * seeds.length + r), spent: 0 })), last = performance.now(), breath = last;
  const quietest = (replicas: number[]) => batch.read(replicas.map((r) => ({ r, loud: batch.loud(r) })).reduce((a, b) => (b.loud < a.loud ? b : a)).r);
  const end = async (one: (typeof open)[number], status: RingsSettled['status'], field: RingField) => {
    open = open.filter((other) => other !== one);
    one.replicas.forEach(batch.halt);
    if (one.k === 0) observe?.(field);
    await tell({ status, field, time: field.time, steps: one.replicas.reduce((s, r) => s + batch.steps(r), 0), seconds: one.spent, engine: engine?.report() }, one.k);
    last = performance.now();
  };
  try {
    if (breathIsDue()) await breathe(); // many short settlings, one after the other
    for (let left = Math.ceil(timeLimit / batch.dt - 1e-9); open.length > 0; left -= turn) {
      const stepping = batch.advance(Math.min(turn, left));
      if (stepping) await stepping;
      const now = performance.now(), share = (now - last) / 1000 / open.length, pause = now - breath > 50;
      last = now;
      for (const one of [...open]) {
        one.spent += share;
        const done = one.replicas.filter(batch.atRest);
        if (done.length > 0) await end(one, 'settled', batch.read(done.reduce((a, b) => (batch.steps(b) < batch.steps(a) ? b : a))));
        else if (left <= turn || one.spent > seconds || now > deadline) await end(one, 'timeLimit', quietest(one.replicas));
        else if (one.k === 0) observe?.(quietest(one.replicas));
      }
      if (!pause || open.length === 0) continue;
      breath = now;
      await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
      if (signal?.aborted) for (const one of [...open]) await end(one, 'interrupted', quietest(one.replicas));
    }
  } finally {
    batch.release();
  }
}
