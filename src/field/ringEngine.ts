import { oscillator, real } from '../oscillators/oscillator.ts';
import { prepareBackend } from './backend.ts';
import { defineField, type Field } from './field.ts';
import { group } from './group.ts';
import { launched } from './launches.ts';
import type { ParameterValues } from './parameters.ts';
import { ringBatch, type RingBatch } from './ringBatch.ts';
import type { RingField, RingSeed } from './ringField.ts';
import { GAIN, PHASE_PACE, REACH } from './ringPhase.ts';
import { begin } from './run.ts';

/**
 * The phase ring field as the engine's own text: one site a synapse, θ and a of a ring repeated at each of its synapses, where they
 * obey the same equation and stay equal. `violation` is the filter of time constant dt. Clipping and the one-sided rings are written
 * as what an Euler step does. Known answer: the fused module (fused/ringModule.ts), step for step (test/solvers/constraints/engine.test.ts).
 * `handed`: its noise comes in from outside as a rate, one value a synapse, instead of being thrown by the engine.
 */
const synapse = (handed: boolean) => oscillator({
  name: 'ring synapse',
  state: { q: real, x: real, theta: real, a: real, violation: real },
  parameters: {
    dt: PHASE_PACE.dt, kappa: PHASE_PACE.turn, kt: PHASE_PACE.inhibition, kp: PHASE_PACE.prompt, growth: PHASE_PACE.growth, leak: PHASE_PACE.leak, reach: REACH, gain: GAIN,
    low: -1e3, high: 1e3, feltLow: -1e3, feltHigh: 1e3, ...(handed ? { handed: 0 } : { sigma: PHASE_PACE.deviation }),
  },
  rate: {
    q: '(min(reach, max(-reach, q + dt*kappa*(x - theta - kp*min(feltHigh, max(feltLow, S - 1))))) - q)/dt',
    x: `(2*U - X)/A - 0.5 - gain*tanh(q)${handed ? ' + handed' : ''}`,
    theta: '(min(high, max(low, theta + dt*kt*(S - 1))) - theta)/dt',
    a: 'growth*V - leak*(a - 1)',
    violation: '((U/A - 0.5 - gain*tanh(q))^2 - violation)/dt',
  },
  ...(!handed && { noise: { x: 'sigma' } }),
  emits: { awake: '0.5 + gain*tanh(q)', fight: 'violation', wanted: 'a*(0.5 + gain*tanh(q))', state: 'a*x', strength: 'a' },
  hears: ['S', 'V', 'U', 'X', 'A'],
});

const fieldOf = (handed: boolean): Field => defineField({
  model: synapse(handed), integrator: 'euler', dt: PHASE_PACE.dt,
  carriers: { ring: group({ reduce: 'sum', from: { S: 'awake', V: 'fight' } }), unit: group({ reduce: 'sum', from: { U: 'wanted', X: 'state', A: 'strength' } }) },
});
let drawn: Field | undefined, handed: Field | undefined;

/** Steps between two looks whether a field is at rest. */
export const LAUNCH = 32;

export interface EngineRings extends RingBatch {
  advance(steps: number): Promise<void>;
  /** Backend and executor that really ran, and every degradation so far. */
  report(): { backend: string; executor: string; warnings: string[] };
}

/**
 * Ring fields of the phase form, wired alike or not, as the entries of one batch on the engine's kernels, each with the noise of its own seed; shorter ones are filled
 * up with synapses that belong to nobody. They start as in `ringBatch`. A field at rest is kept as it was; the launch goes on for the others.
 * `noise(step)` hands its noise in instead, entry by entry: the same numbers on every backend, a launch a step.
 */
export async function engineRings(entries: readonly RingSeed[], options: { backend?: string; signal?: AbortSignal; noise?: (step: number) => ArrayLike<number> } = {}): Promise<EngineRings> {
  const { backend, signal, noise } = options, fresh = ringBatch('phase', entries), starts = entries.map((_, k) => fresh.read(k)), batch = entries.length, sites = Math.max(...entries.map(({ contours }) => contours.unit.length));
  fresh.release();
  await prepareBackend(backend);
  /** One value a synapse of every entry; `spare` for those that fill up. */
  const each = (value: (k: number, e: number) => number, spare: number) => Float32Array.from({ length: batch * sites }, (_, i) => (i % sites < entries[Math.floor(i / sites)].contours.unit.length ? value(Math.floor(i / sites), i % sites) : spare));
  const kind = (k: number, e: number) => entries[k].contours.kind[entries[k].contours.ring[e]], of = (k: number, e: number) => entries[k].contours.ring[e];
  const labels = (member: 'ring' | 'unit', k: number) => Array.from({ length: sites }, (_, e) => entries[k].contours[member][e] ?? sites + e);
  const wired = (member: 'ring' | 'unit') => ({ group: Int32Array.from(entries.flatMap((_, k) => labels(member, k))) });
  const field = noise ? (handed ??= fieldOf(true)) : (drawn ??= fieldOf(false)), given = (step: number): ParameterValues => ({ handed: Float32Array.from(noise!(step), (v) => v / PHASE_PACE.dt) });
  const run = begin(field, {
    sites, batch, backend, seed: entries.map(({ seed }) => seed),
    state: { q: each((k, e) => starts[k].q[e], 0), x: each((k, e) => starts[k].x[e], 0), theta: each((k, e) => starts[k].threshold[of(k, e)], 0), a: each((k, e) => starts[k].strengths[of(k, e)], 1), violation: 0 },
    parameters: {
      low: each((k, e) => (kind(k, e) === 1 ? 0.5 : -1e3), 0), high: each((k, e) => (kind(k, e) === 2 ? 0.5 : 1e3), 0),
      feltLow: each((k, e) => (kind(k, e) === 1 ? 0 : -1e3), 0), feltHigh: each((k, e) => (kind(k, e) === 2 ? 0 : 1e3), 0), ...(noise ? { handed: 0 } : entries.some(({ deviation }) => deviation !== undefined) && { sigma: each((k) => entries[k].deviation ?? PHASE_PACE.deviation, 0) }),
    },
    wiring: { ring: wired('ring'), unit: wired('unit') },
  });
  let state = run.start, steps = 0;
  const rested = new Map<number, RingField>();
  const read = (k: number): RingField => rested.get(k) ?? fieldAt(entries[k], steps, (name) => state[name].slice(k * sites, k * sites + entries[k].contours.unit.length));
  return {
    dt: PHASE_PACE.dt, atRest: (k) => rested.has(k), steps: (k) => rested.get(k)?.steps ?? steps, read, loud: (k) => read(k).quarrel.reduce((s, v) => s + v, 0), halt: (k) => void rested.set(k, read(k)), release: () => undefined, report: () => run.report(),
    async advance(count) {
      for (let left = count; left > 0 && rested.size < batch && !(left < count && signal?.aborted);) {
        const now = noise ? 1 : Math.min(LAUNCH, left);
        if (noise) run.change({ parameters: given(steps) });
        const went = await launched(run, state, now, signal);
        state = went.state;
        steps += went.steps;
        left -= now;
        entries.forEach((_, k) => {
          if (rested.has(k)) return;
          const seen = read(k);
          if (seen.atRest) rested.set(k, seen);
        });
      }
    },
  };
}

/** One field out of its synapses. */
function fieldAt({ contours, seed }: RingSeed, steps: number, of: (name: string) => Float32Array): RingField {
  const { units, unit, ring, start, kind } = contours, [q, x, theta, a, violation] = ['q', 'x', 'theta', 'a', 'violation'].map(of), activity = new Float32Array(units), weight = new Float32Array(units), quarrel = new Float32Array(kind.length);
  for (let e = 0; e < unit.length; e++) {
    activity[unit[e]] += a[e] * (0.5 + GAIN * Math.tanh(q[e]));
    weight[unit[e]] += a[e];
    quarrel[ring[e]] += violation[e];
  }
  for (let i = 0; i < units; i++) activity[i] /= weight[i];
  const awake = () => Uint8Array.from(activity, (u) => (u > 0.5 ? 1 : 0)), on = awake();
  const met = Array.from(kind).every((what, m) => {
    let count = 0;
    for (let e = start[m]; e < start[m + 1]; e++) count += on[unit[e]];
    return what === 0 ? count === 1 : what === 1 ? count <= 1 : count >= 1;
  });
  const first = (values: Float32Array) => Float32Array.from(kind, (_, m) => values[start[m]]);
  return {
    form: 'phase', contours, seed, steps, time: steps * PHASE_PACE.dt, atRest: steps > 0 && met, x, q, threshold: first(theta), strengths: first(a), quarrel, activity, awake,
    phases: () => q.map((y) => 2 * Math.atan(Math.exp(-y))),
  };
}
