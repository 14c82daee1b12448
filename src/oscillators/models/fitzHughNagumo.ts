import { oscillator, real } from '../oscillator.ts';

/**
 * FitzHugh-Nagumo excitable oscillator.
 *
 *   dv/dt = v − v³/3 − w + I + K (U − D v),   dw/dt = ε (v + a − b w),   U = Σ_j W_ij v_j
 *
 *   symbol  argument   meaning                                                unit  shape
 *   v, w    v, w       fast voltage, slow recovery                            1     N
 *   ε       epsilon    ratio of the two clocks                                1     N or 1
 *   a, b    a, b       threshold and slope of the recovery                    1     N or 1
 *   I       I          drive                                                  1     N or 1
 *   K, D    K, degree  coupling; D = Σ_j W_ij makes it diffusive, 0 direct    1     N or 1
 *
 * Known answer: the trace 1 − v² − εb of the Jacobian vanishes at v = ±√(1 − εb), where the rest point loses stability (Hopf).
 */
export const fitzHughNagumo = oscillator({
  name: 'FitzHugh-Nagumo',
  state: { v: real, w: real },
  parameters: { epsilon: 0.08, a: 0.7, b: 0.8, I: 0, K: 0, degree: 0 },
  rate: { v: 'v - v^3/3 - w + I + K*(U - degree*v)', w: 'epsilon*(v + a - b*w)' },
  emits: { U: 'v' },
});
