import { oscillator, real } from '../oscillators/oscillator.ts';
import type { Contours } from './contours.ts';
import { defineField } from './field.ts';
import { group } from './group.ts';
import { GAIN, PHASE_PACE, REACH } from './ringPhase.ts';
import type { ParameterValues } from './parameters.ts';
import { settle, type Settled } from './settle.ts';
import type { RingField } from './ringField.ts';

/**
 * The phase ring field as the engine's own text: one site a synapse, θ and a of a ring repeated at each of its synapses, where they
 * obey the same equation and stay equal. `violation` is the filter of time constant dt. Clipping and the one-sided rings are written
 * as what an Euler step does. Known answer: the fused module (fused/ringModule.ts), step for step (test/solvers/constraints/engine.test.ts).
 */
const synapse = oscillator({
  name: 'ring synapse',
  state: { q: real, x: real, theta: real, a: real, violation: real },
  parameters: { dt: PHASE_PACE.dt, kappa: PHASE_PACE.turn, kt: PHASE_PACE.inhibition, kp: PHASE_PACE.prompt, growth: PHASE_PACE.growth, leak: PHASE_PACE.leak, reach: REACH, gain: GAIN, low: -1e3, high: 1e3, feltLow: -1e3, feltHigh: 1e3, noise: 0 },
  rate: {
    q: '(min(reach, max(-reach, q + dt*kappa*(x - theta - kp*min(feltHigh, max(feltLow, S - 1))))) - q)/dt',
    x: '(2*U - X)/A - 0.5 - gain*tanh(q) + noise',
    theta: '(min(high, max(low, theta + dt*kt*(S - 1))) - theta)/dt',
    a: 'growth*V - leak*(a - 1)',
    violation: '((U/A - 0.5 - gain*tanh(q))^2 - violation)/dt',
  },
  emits: { awake: '0.5 + gain*tanh(q)', fight: 'violation', wanted: 'a*(0.5 + gain*tanh(q))', state: 'a*x', strength: 'a' },
  hears: ['S', 'V', 'U', 'X', 'A'],
});

const field = defineField({
  model: synapse, integrator: 'euler', dt: PHASE_PACE.dt,
  carriers: { ring: group({ reduce: 'sum', from: { S: 'awake', V: 'fight' } }), unit: group({ reduce: 'sum', from: { U: 'wanted', X: 'state', A: 'strength' } }) },
});

/**
 * Runs the equations of the phase form, from a moment of a fresh field, on the engine's kernels for `steps` steps. Its noise is handed in launch by launch, drawn
 * by `noise(k)` for step k: the same numbers on every backend. Without noise many steps share a launch.
 */
export async function engineRings(from: RingField, steps: number, options: { backend?: string; noise?: (step: number) => Float32Array; chunk?: number } = {}): Promise<Settled> {
  const { unit, ring, kind }: Contours = from.contours, { noise, backend, chunk = noise ? 1 : 16 } = options, sites = unit.length;
  const each = (value: (e: number) => number) => Float32Array.from({ length: sites }, (_, e) => value(e)), of = (e: number) => kind[ring[e]];
  const drawn = (step: number): ParameterValues => (noise ? { noise: Float32Array.from(noise(step), (v) => v / PHASE_PACE.dt) } : {});
  let next = 0;
  return settle(field, {
    sites, backend, chunk, tolerance: 0, timeLimit: steps * PHASE_PACE.dt, frame: 'rest',
    state: { q: Float32Array.from(from.q), x: Float32Array.from(from.x), theta: each((e) => from.threshold[ring[e]]), a: each((e) => from.strengths[ring[e]]), violation: 0 },
    parameters: {
      ...drawn(next), low: each((e) => (of(e) === 1 ? 0.5 : -1e3)), high: each((e) => (of(e) === 2 ? 0.5 : 1e3)),
      feltLow: each((e) => (of(e) === 1 ? 0 : -1e3)), feltHigh: each((e) => (of(e) === 2 ? 0 : 1e3)),
    },
    wiring: { ring: { group: Int32Array.from(ring) }, unit: { group: Int32Array.from(unit) } },
    adapt: noise ? () => ({ parameters: drawn((next += 1)) }) : undefined,
  });
}
