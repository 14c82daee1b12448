import { plasticityRule } from './rule.ts';

/**
 * Soft winner-take-all Hebb: dw_ij/dt = η y_i (x_j − u_i w_ij), u_i = Σ_j w_ij x_j.
 *
 *   x  x  what the sending end shows             1  N       η  eta  learning rate  1/T  1
 *   u  u  what the receiving end hears           1  N       w  w    coupling       1    links
 *   y  y  share of the receiving end in its competition, 0 to 1, as the field settled it (a state or signal)   1  N
 *
 * Reads: x_j; u and y at its receiving end. Changes: w, unbounded. Time constant 1/(η y u). Fixed point for one pattern x: w = x/|x|, |w| = 1
 * (0 = x − u w, so w ∥ x and u = |x|). Source: validation-suite.md section 5; the competition itself belongs to the field.
 */
export const softHebb = plasticityRule({
  name: 'soft winner-take-all', of: 'link', reads: ['x', 'y'], hears: { u: 'x' }, parameters: { eta: 0.05 },
  rate: 'eta * y_i * (x_j - u_i * w)', timescale: '1/(eta * y * u)', fixedPoint: 'w = x / norm of x, for the winner',
});
