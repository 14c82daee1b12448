import { Chance } from './chance.ts';
import type { Contours } from './contours.ts';
import type { RingField, RingPace } from './ringField.ts';
import { consensus } from './ringReading.ts';

export interface PhasePace extends RingPace {
  /** κ: how fast a phase turns. */
  turn: number;
  /** k_t: how fast the inhibition of a ring adapts. */
  inhibition: number;
  /** k_p: its prompt part. */
  prompt: number;
}

/** The pace at which the phase form was measured best (docs/constraints.md). */
export const PHASE_PACE: PhasePace = { dt: 0.2, deviation: 0.07, growth: 0.01, leak: 0.003, turn: 10, inhibition: 2, prompt: 0.5 };

/** Largest |q|: the phase stays 0.0995 rad away from 0 and π, where it could not turn back. */
export const REACH = 3;

/** ½ / tanh 3 by the fraction below: a phase at its end is awake or asleep altogether. */
export const GAIN = 0.5 * (135135 + 9 * (62370 + 9 * (3150 + 9 * 28))) / (3 * (135135 + 9 * (17325 + 9 * (378 + 9))));

/**
 * The ring field of true phase oscillators: every synapse is an oscillator φ_e under second-harmonic injection, awake near 0,
 * asleep near π.
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
 * Settled: by the consensus of the phases every ring has its demanded number of units awake (ringReading.ts).
 */
export function phaseField(contours: Contours, seed: number, pace: PhasePace = PHASE_PACE): RingField & { q: Float64Array; threshold: Float64Array } {
  const { start, unit, units, kind } = contours, rings = kind.length, synapses = unit.length;
  const { dt, deviation, growth, leak, turn, inhibition, prompt } = pace, chance = new Chance(seed), noise = new Float64Array(synapses);
  const x = new Float64Array(synapses), q = new Float64Array(synapses), u = new Float64Array(synapses);
  const strengths = new Float64Array(rings).fill(1), threshold = new Float64Array(rings), quarrel = new Float64Array(rings), sum = new Float64Array(rings);
  for (let e = 0; e < synapses; e++) x[e] = chance.next();
  for (let m = 0; m < rings; m++) { // at rest as a whole: S = 1, and θ the mean of x
    const size = start[m + 1] - start[m], level = size > 1 ? -0.5 * Math.log(size - 1) : REACH;
    let mean = 0;
    for (let e = start[m]; e < start[m + 1]; e++) {
      mean += x[e] / size;
      q[e] = level;
    }
    threshold[m] = kind[m] === 1 ? Math.max(0.5, mean) : kind[m] === 2 ? Math.min(0.5, mean) : mean;
  }
  const activity = new Float64Array(units), desire = new Float64Array(units), weight = new Float64Array(units);

  const settled = consensus(contours);

  const field = {
    form: 'phase' as const, contours, x, q, threshold, strengths, quarrel, noise, steps: 0, time: 0,
    step() {
      activity.fill(0);
      desire.fill(0);
      weight.fill(0);
      for (let m = 0; m < rings; m++) {
        const a = strengths[m];
        let total = 0;
        for (let e = start[m], to = start[m + 1]; e < to; e++) {
          const i = unit[e], y = q[e], z = y * y;
          const on = 0.5 + GAIN * y * (135135 + z * (17325 + z * (378 + z))) / (135135 + z * (62370 + z * (3150 + z * 28)));
          u[e] = on;
          total += on;
          activity[i] += a * on;
          desire[i] += a * x[e];
          weight[i] += a;
        }
        sum[m] = total;
      }
      for (let i = 0; i < units; i++) { // from here on: activity = ū, desire = 2ū − x̄
        const inverse = 1 / weight[i], mean = activity[i] * inverse;
        desire[i] = 2 * mean - desire[i] * inverse;
        activity[i] = mean;
      }
      if (settled(activity)) return true;
      chance.fill(noise, deviation * Math.sqrt(dt));
      for (let m = 0; m < rings; m++) {
        const over = sum[m] - 1, felt = kind[m] === 0 ? over : kind[m] === 1 ? Math.max(0, over) : Math.min(0, over);
        const level = threshold[m] + prompt * felt;
        let violated = 0;
        for (let e = start[m], to = start[m + 1]; e < to; e++) {
          const i = unit[e], on = u[e], d = activity[i] - on, y = q[e] + dt * turn * (x[e] - level);
          q[e] = y > REACH ? REACH : y < -REACH ? -REACH : y;
          x[e] += dt * (desire[i] - on) + noise[e];
          violated += d * d;
        }
        const next = threshold[m] + dt * inhibition * over;
        threshold[m] = kind[m] === 0 ? next : kind[m] === 1 ? Math.max(0.5, next) : Math.min(0.5, next);
        strengths[m] += dt * (growth * quarrel[m] - leak * (strengths[m] - 1));
        quarrel[m] = violated;
      }
      field.steps += 1;
      field.time = field.steps * dt;
      return false;
    },
    awake: () => Uint8Array.from(activity, (on) => (on > 0.5 ? 1 : 0)),
    phases: () => q.map((y) => 2 * Math.atan(Math.exp(-y))),
  };
  return field;
}
