import { plasticityRule } from './rule.ts';

/**
 * BCM: dw_ij/dt = η x_j y_i (y_i − ϑ_i), τ dϑ_i/dt = y_i² − ϑ_i, y_i = Σ_j w_ij x_j.
 *
 *   x  x  what the sending end shows      1   N        η  eta        learning rate               1/(x² T)  1
 *   y  y  what the receiving end hears    1   N        τ  tau        clock of the threshold      T         1
 *   w  w  coupling                        1   links    ϑ  threshold  running average of y²       1         N
 *
 * Reads: x at its sending end, y and the running average ϑ at its receiving end. Changes: w, unbounded. Fixed point: y = ϑ = 1 for one
 * pattern. Stable only if homeostasis is the faster clock, τ η |x|² < 1 (Hopf at 1): the Jacobian of (y, ϑ) there is
 * [[ηx², −ηx²], [2/τ, −1/τ]], of determinant ηx²/τ and trace ηx² − 1/τ. Source: validation-suite.md V23.
 */
export const bcm = plasticityRule({
  name: 'BCM', of: 'link', reads: ['x'], hears: { y: 'x' }, averages: { threshold: { of: 'y^2', tau: 'tau' } }, parameters: { eta: 0.1, tau: 1 },
  rate: 'eta * x_j * y_i * (y_i - threshold_i)',
  timescale: '1/(eta * x^2), slower than tau', fixedPoint: 'y = threshold = 1',
});
