import { oscillator, real } from '../oscillator.ts';

/**
 * Van der Pol oscillator.
 *
 *   dx/dt = y,   dy/dt = μ (1 − x²) y − x + K (U − D x),   U = Σ_j W_ij x_j
 *
 *   symbol  argument   meaning                                              unit  shape
 *   μ       mu         nonlinear damping                                    1     N or 1
 *   K, D    K, degree  coupling; D = Σ_j W_ij makes it diffusive, 0 direct  1     N or 1
 *
 * Known answer: for small μ the limit cycle has amplitude 2 (averaging: energy gained and lost over a cycle balance at x = 2 cos t).
 */
export const vanDerPol = oscillator({
  name: 'van der Pol',
  state: { x: real, y: real },
  parameters: { mu: 1, K: 0, degree: 0 },
  rate: { x: 'y', y: 'mu*(1 - x^2)*y - x + K*(U - degree*x)' },
  emits: { U: 'x' },
});
