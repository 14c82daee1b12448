import type { Lines } from './fused/lines.ts';
import type { RingDynamics, RingPace } from './ringField.ts';

export interface PhasePace extends RingPace {
  /** κ: how fast a phase turns. */
  turn: number;
  /** k_t: how fast the inhibition of a ring adapts. */
  inhibition: number;
  /** k_p: its prompt part. */
  prompt: number;
}

/**
 * The pace at which the phase form was measured best (docs/constraints.md). A ring is a loop of proportional and integral inhibition:
 * with k_t dt / k_p above 1 or so all its phases swing together and even an empty board may never settle; here it is 0.8.
 */
export const PHASE_PACE: PhasePace = { dt: 0.4, rate: 1, deviation: 0.07, growth: 0.01, leak: 0.003, turn: 8, inhibition: 1.2, prompt: 0.6 };

/** Largest |q|: the phase stays 0.0995 rad away from 0 and π, where it could not turn back. */
export const REACH = 3;

/** ½ / tanh 3 by the fraction below: a phase at its end is awake or asleep altogether. */
export const GAIN = 0.5 * (135135 + 9 * (62370 + 9 * (3150 + 9 * 28))) / (3 * (135135 + 9 * (17325 + 9 * (378 + 9))));

/**
 * The ring field of true phase oscillators: every synapse is an oscillator φ_e that its drive turns towards 0, awake, or towards π, asleep
 * (the first harmonic alone, sin φ: both are resting places, and the sign of the drive says which of them is stable).
 *
 *   dφ_e = −κ (x_e − θ_m − k_p (S_m − 1)) sin φ_e dt      u_e = (1 + cos φ_e / cos φ_0)/2       S_m = Σ_{e in m} u_e
 *   dθ_m = k_t (S_m − 1) dt                               one inhibitory homeostat a ring
 *   dx_e, da_m as in the adiabatic limit (ringLimit.ts), with these u; a_m feels its violation one step late (a filter of time
 *   constant dt), so that one carry a step is enough and the engine's kernels can run the same equations (ringEngine.ts)
 *
 * In the coordinate q = ln cot(φ/2), which maps the open half circle onto the line, the first equation reads exactly
 *   dq_e = κ (x_e − θ_m − k_p (S_m − 1)) dt,    cos φ = tanh q,    sin φ = sech q,
 * so no sine is taken and an Euler step in q is the exact turn for a held drive. |q| ≤ 3 keeps φ in [0.0995, 3.042].
 * φ_0 = 0.0995 is that end: there u is exactly 1, so that rings of different size agree and no copy drifts away from the others
 * (with plain (1 + cos φ)/2 the copies of a settled unit drift by up to 0.02 a time unit).
 * Rings of at most one keep θ ≥ ½ and feel only S > 1; rings of at least one keep θ ≤ ½ and feel only S < 1.
 * tanh is the continued fraction of depth 7: error below 2e-5 on |q| ≤ 3.
 *
 * Settled: by the consensus of the phases every ring has its demanded number of units awake (fused/ringModule.ts).
 */
export const PHASE: RingDynamics<PhasePace> = {
  pace: PHASE_PACE,
  constants: ({ dt, turn, inhibition, prompt }) => [dt * turn, dt * inhibition, prompt],
  gathers: 'sum',
  late: true,
  feel(l, x, level, q, u, constant) {
    const turned = l.f('add', q.get(), l.f('mul', constant(0), l.f('sub', x, level)));
    q.set(l.f('pmin', l.f('pmax', turned, l.constant(-REACH)), l.constant(REACH)));
    return u.get();
  },
  show(l, _, q, u) {
    const on = awakeness(l, q.get());
    u.set(on);
    return on;
  },
  level(l, heard, { theta, before, low, high, feltLow, feltHigh }, constant) {
    const over = l.f('sub', heard, l.constant(1)), clipped = (v: string, from: string, to: string) => l.f('pmin', l.f('pmax', v, from), to);
    const next = clipped(l.f('add', theta.get(), l.f('mul', constant(1), before.get())), low, high);
    theta.set(next);
    before.set(over);
    return l.f('add', next, l.f('mul', constant(2), clipped(over, feltLow, feltHigh)));
  },
};

/** u = ½ + ½ tanh q / tanh 3. */
function awakeness(l: Lines, q: string): string {
  const z = l.f('mul', q, q), horner = (terms: number[]) => terms.slice(1).reduce((sum, c) => l.f('add', l.constant(c), l.f('mul', z, sum)), l.f('add', l.constant(terms[0]), z));
  const above = horner([378, 17325, 135135]), below = l.f('add', l.constant(135135), l.f('mul', z, l.f('add', l.constant(62370), l.f('mul', z, l.f('add', l.constant(3150), l.f('mul', z, l.constant(28)))))));
  return l.f('add', l.constant(0.5), l.f('div', l.f('mul', l.f('mul', l.constant(GAIN), q), above), below));
}

/** q at which a ring of so many synapses is at rest as a whole: S = 1, every u the same. */
export const restingPhase = (size: number): number => Math.atanh((2 / size - 1) * Math.tanh(REACH));
