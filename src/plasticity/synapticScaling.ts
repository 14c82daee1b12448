import { plasticityRule } from './rule.ts';

/**
 * Synaptic scaling (multiplicative): dw_ij/dt = w_ij (ρ* − a_i) / τ, τ_a da_i/dt = y_i − a_i, y_i = Σ_j w_ij x_j.
 *
 *   x  x    what the sending end shows    1  N       ρ*  setPoint  target activity              1  1
 *   y  y    what the receiving end hears  1  N       τ   tau       how slow scaling is          T  1
 *   a  activity  running average of y     1  N       τ_a tauActivity  clock of the average      T  1
 *
 * Reads: its own w and the running average at its receiving end. Changes: w; keeps its sign and the relative weights of a row. Time constant τ over ρ*,
 * slower than τ_a (it rings for τ < 4 ρ* τ_a: eigenvalues of [[0, −ρ* /τ], [1/τ_a, −1/τ_a]]). Fixed point: a = y = ρ*.
 * Source: validation-suite.md section 5 (Turrigiano).
 */
export const synapticScaling = plasticityRule({
  name: 'synaptic scaling', of: 'link', reads: ['x'], hears: { y: 'x' }, averages: { activity: { of: 'y', tau: 'tauActivity' } },
  parameters: { setPoint: 1, tau: 20, tauActivity: 1 },
  rate: 'w * (setPoint - activity_i) / tau', holds: { name: 'activity', of: 'activity', at: 'setPoint' },
  timescale: 'tau/setPoint, slower than tauActivity', fixedPoint: 'activity = y = setPoint',
});
