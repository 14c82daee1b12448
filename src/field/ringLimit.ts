import { Chance } from './chance.ts';
import type { Contours } from './contours.ts';
import type { RingField, RingPace } from './ringField.ts';
import { consensus } from './ringReading.ts';

/** The pace at which the limit form was measured best (docs/constraints.md). Units: T = field time. */
export const LIMIT_PACE: RingPace = { dt: 0.5, deviation: 0.07, growth: 0.01, leak: 0.003 };

/**
 * The ring field in its adiabatic limit: the phases of a ring are infinitely fast, so its competition is over at once.
 *
 *   u_e = 1 for the winner of ring m, else 0      'one': largest x; 'most': largest x if above ½; 'least': all above ½, else the largest
 *   ū_i = Σ_m a_m u_mi / Σ_m a_m                  x̄_i likewise
 *   dx_e = (2 ū_i − x̄_i − u_e) dt + σ dW          integral homeostasis: fatigue where I win alone, sensitisation where others want me
 *   da_m = [ε Σ_i (ū_i − u_mi)² − λ (a_m − 1)] dt  a contour grows while it is violated and leaks otherwise
 *
 *   symbol  argument   meaning                                      unit   shape
 *   x_e     state      homeostatic state of synapse e               1      synapses
 *   a_m     strengths  strength of ring m, starts at 1              1      rings
 *   σ       deviation  noise, uniform, variance σ² dt a step        T^-½   1
 *   ε, λ    growth, leak                                            1/T    1
 *
 * Explicit Euler; read by consensus (ringReading.ts). A fixed point of the noiseless flow exists only where every ring agrees, that is at a solution: u_e = ū_i for
 * all copies gives dx_e = ū_i − x̄_i, at rest when the copies share one x. Ours; the relaxed-reflect-reflect map read as homeostasis.
 */
export function limitField(contours: Contours, seed: number, pace: RingPace = LIMIT_PACE): RingField {
  const { start, unit, units, kind } = contours, rings = kind.length, synapses = unit.length;
  const { dt, deviation, growth, leak } = pace, chance = new Chance(seed), noise = new Float64Array(synapses);
  const x = new Float64Array(synapses), strengths = new Float64Array(rings).fill(1), quarrel = new Float64Array(rings);
  for (let e = 0; e < synapses; e++) x[e] = chance.next();
  const winner = new Int32Array(rings), awake = new Uint8Array(synapses);
  const activity = new Float64Array(units), desire = new Float64Array(units), weight = new Float64Array(units);

  const settled = consensus(contours);

  /** Competes inside every ring; leaves the weighted sums of u, x and a at the units. */
  const compete = () => {
    activity.fill(0);
    desire.fill(0);
    weight.fill(0);
    for (let m = 0; m < rings; m++) {
      const a = strengths[m], to = start[m + 1], most = kind[m] === 1;
      let best = most ? 0.5 : -Infinity, w = -1;
      for (let e = start[m]; e < to; e++) {
        const v = x[e], i = unit[e];
        if (v > best) {
          best = v;
          w = e;
        }
        desire[i] += a * v;
        weight[i] += a;
      }
      winner[m] = w;
      if (kind[m] === 2) {
        for (let e = start[m]; e < to; e++) if ((awake[e] = x[e] > 0.5 || e === w ? 1 : 0)) activity[unit[e]] += a;
      } else if (w >= 0) activity[unit[w]] += a;
    }
  };

  const field: RingField = {
    form: 'limit', contours, x, strengths, quarrel, noise, steps: 0, time: 0,
    step() {
      compete();
      chance.fill(noise, deviation * Math.sqrt(dt));
      for (let i = 0; i < units; i++) { // from here on: activity = ū, desire = 2ū − x̄
        const inverse = 1 / weight[i], mean = activity[i] * inverse;
        desire[i] = 2 * mean - desire[i] * inverse;
        activity[i] = mean;
      }
      for (let m = 0; m < rings; m++) {
        let violated = 0;
        for (let e = start[m], to = start[m + 1]; e < to; e++) {
          const i = unit[e], u = activity[i];
          x[e] += dt * desire[i] + noise[e];
          violated += u * u;
        }
        if (kind[m] === 2) {
          for (let e = start[m], to = start[m + 1]; e < to; e++) {
            if (!awake[e]) continue;
            x[e] -= dt;
            violated += 1 - 2 * activity[unit[e]];
          }
        } else if (winner[m] >= 0) {
          x[winner[m]] -= dt;
          violated += 1 - 2 * activity[unit[winner[m]]];
        }
        quarrel[m] = violated = violated > 1e-9 ? violated : 0; // rounding of the three sums
        strengths[m] += dt * (growth * violated - leak * (strengths[m] - 1));
      }
      field.steps += 1;
      field.time = field.steps * dt;
      return settled(activity);
    },
    awake: () => Uint8Array.from(activity, (u) => (u > 0.5 ? 1 : 0)),
    phases: () => {
      const u = new Float64Array(synapses);
      for (let m = 0; m < rings; m++) {
        if (kind[m] === 2) for (let e = start[m]; e < start[m + 1]; e++) u[e] = awake[e];
        else if (winner[m] >= 0) u[winner[m]] = 1;
      }
      return u.map((on) => (on ? 0 : Math.PI));
    },
  };
  return field;
}
