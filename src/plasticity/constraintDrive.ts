import { plasticityRule } from './rule.ts';

/**
 * Constraint drive: a repelling link grows while its two ends are in phase (its constraint is violated) and leaks otherwise.
 *
 *   dw_ij/dt = η max(0, cos(θ_i − θ_j) − m) − w_ij/τ
 *
 *   θ  theta  phase of both ends   rad  N        η  eta     growth at full violation     1/T  1
 *   w  w      how strongly the ends repel  1  links     m  margin  what still counts as apart   1    1
 *   τ  tau    leak                 T    1
 *
 * Reads: its own w and both phases. Changes: w, 0 or more. Time constant τ, exact. Fixed point: w = ητ max(0, cos(θ_i − θ_j) − m). Ours; derived by w' = 0.
 */
export const constraintDrive = plasticityRule({
  name: 'constraint drive', of: 'link', reads: ['theta'], parameters: { eta: 0.1, margin: 0, tau: 20 },
  rate: 'eta * max(0, cos(theta_i - theta_j) - margin)', decay: '1 / tau', bounds: [0, Infinity],
  timescale: 'tau', fixedPoint: 'w = eta * tau * max(0, cos(theta_i - theta_j) - margin)',
});
