import { oscillator, phase } from '../oscillator.ts';
import type { Oscillator } from '../oscillator.ts';

/**
 * Kuramoto under sub-harmonic injection of order m; m = 2 is the Kuramoto Ising machine, m = 3, 4, … settle Potts and clock models.
 *
 *   dθ_i/dt = ω_i + K Σ_j W_ij sin(θ_j − θ_i) − K_s sin(mθ_i)
 *
 *   symbol  argument  meaning                                                      unit    shape
 *   θ       theta     phase, against 1/m of the injected frequency                 rad     N
 *   ω       omega     detuning from it                                             rad/T   N or 1
 *   K       K         coupling strength; negative weights repel                    1/T     N or 1
 *   K_s     Ks        strength of the injection; may grow with time by `adapt`     1/T     N or 1
 *
 * Known answers: for symmetric W and ω = 0, E = −½K Σ_ij W_ij cos(θ_j − θ_i) − (K_s/m) Σ_i cos mθ_i never rises (validation-suite.md V27), because
 * dθ_i/dt = −∂E/∂θ_i. Alone, |ω| ≤ K_s locks, with m phases. For m = 2 two sites that attract each other (weight 1) rest in phase always, and half a
 * turn apart (the wrong spin) iff K_s > K: the rates there are −2K_s and 2K − 2K_s. So an injection that is too strong freezes mistakes.
 */
export function injectedKuramoto(order: number): Oscillator {
  if (!Number.isInteger(order) || order < 1 || order > 1000) throw new RangeError(`injectedKuramoto: order is ${order}, expected a whole number from 1 to 1000. The Ising machine has 2.`);
  return oscillator({
    name: order === 2 ? 'Kuramoto Ising machine' : `Kuramoto under injection of order ${order}`,
    state: { theta: phase },
    parameters: { omega: 0, K: 1, Ks: 0.5 },
    rate: { theta: `omega + K*(S*cos(theta) - C*sin(theta)) - Ks*sin(${order}*theta)` },
    emits: { S: 'sin(theta)', C: 'cos(theta)' },
  });
}
