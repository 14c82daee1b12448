import { oscillator, phase } from '../oscillator.ts';
import type { Oscillator } from '../oscillator.ts';

/**
 * Output oscillator driven from outside under sub-harmonic injection of order m; it hears no neighbours.
 *
 *   dθ/dt = A (f_S cos θ − f_C sin θ) − K_s sin(mθ)
 *
 *   symbol    argument  meaning                                            unit  shape
 *   A         A         strength of the drive                              1/T   N or 1
 *   f_S, f_C  fS, fC    drive a·e^{iψ}: a sin ψ and a cos ψ                  1     N or 1
 *   K_s       Ks        strength of the injection                          1/T   N or 1
 *
 * Known answers: V(θ) = −A a cos(θ − ψ) − (K_s/m) cos mθ never rises. With ψ = 2πk/m the driven phase is stable with slope
 * −(A a + m K_s); another resting place 2πj/m holds against the drive iff A a |sin(2π(j − k)/m)| is at most about K_s.
 */
export function drivenOutput(order: number): Oscillator {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`drivenOutput: order is ${order}, expected a whole number from 1. Ten colours need 10.`);
  return oscillator({
    name: `driven output of order ${order}`,
    state: { theta: phase },
    parameters: { A: 1, fS: 0, fC: 0, Ks: 1 },
    rate: { theta: `A*(fS*cos(theta) - fC*sin(theta)) - Ks*sin(${order}*theta)` },
    emits: {},
  });
}
