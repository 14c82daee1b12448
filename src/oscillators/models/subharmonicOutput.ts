import { oscillator, phase } from '../oscillator.ts';
import type { Oscillator } from '../oscillator.ts';

/**
 * Output oscillator under sub-harmonic injection of order m: m phases 2πk/m are its only resting places, the drive picks one.
 *
 *   dθ/dt = ω + K (S cos θ − C sin θ) − K_s sin(mθ) + A (f_S cos θ − f_C sin θ)
 *
 *   symbol    argument  meaning                                       unit    shape
 *   ω         omega     detuning from the frame                       rad/T   N or 1
 *   K         K         coupling to what is carried                   1/T     N or 1
 *   K_s       Ks        strength of the injection                     1/T     N or 1
 *   A         A         strength of the drive from outside            1/T     N or 1
 *   f_S, f_C  fS, fC    drive, sine and cosine part                   1       N or 1
 *
 * Known answers: with only the injection, θ = 2πk/m are stable (slope −mK_s) and θ = 2π(k+½)/m unstable; E = −(K_s/m) cos mθ never rises.
 */
export function subharmonicOutput(order: number): Oscillator {
  if (!Number.isInteger(order) || order < 1 || order > 1000) {
    throw new RangeError(`subharmonicOutput: order is ${order}, expected a whole number from 1 to 1000. Ten colours need 10.`);
  }
  return oscillator({
    name: `sub-harmonic output of order ${order}`,
    state: { theta: phase },
    parameters: { omega: 0, K: 1, Ks: 1, A: 0, fS: 0, fC: 0 },
    rate: { theta: `omega + K*(S*cos(theta) - C*sin(theta)) - Ks*sin(${order}*theta) + A*(fS*cos(theta) - fC*sin(theta))` },
    emits: { S: 'sin(theta)', C: 'cos(theta)' },
  });
}
