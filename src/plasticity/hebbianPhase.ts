import { plasticityRule } from './rule.ts';

/**
 * Hebbian phase rule with homeostatic scaling: dw_ij/dt = η (cos(θ_j − θ_i) − (a_i / s²) w_ij), τ da_i/dt = Σ_j w_ij cos(θ_j − θ_i) − a_i.
 *
 *   θ  theta  phase of both ends               rad  N      η  eta       learning rate                      1/T  1
 *   w  w      coupling                         1    links  s  strength  set point of how strongly i is driven  1    1
 *   C, S      Σ w cos θ_j, Σ w sin θ_j heard   1    N      a  drive     running average of C cos θ_i + S sin θ_i, clock τ  1  N
 *
 * Reads: its own w and both phases; at the receiving end the running average a of what it hears in its own direction. Changes: w, unbounded.
 * Time constants: τ (homeostasis) below 1/η (learning). Fixed point at held phases: w_ij = s cos(θ_j − θ_i) / √(Σ_k cos²(θ_k − θ_i)), a = s √(Σ cos²):
 * with c_j = cos(θ_j − θ_i), a = Σ w c, the rate η (c_j − a w_j / s²) rests at w ∝ c with |w| = s (Oja's scaling in a phase's own frame). Ours; derived here.
 */
export const hebbianPhase = plasticityRule({
  name: 'Hebbian phase', of: 'link', reads: ['theta', 'S', 'C'], hears: { sine: 'S', cosine: 'C' },
  averages: { drive: { of: 'cosine * cos(theta) + sine * sin(theta)', tau: 'tau' } },
  parameters: { eta: 0.05, strength: 1, tau: 2 },
  rate: 'eta * (cos(theta_j - theta_i) - drive_i * w / strength^2)',
  timescale: '1/eta, slower than tau', fixedPoint: 'w_ij = strength * cos(theta_j - theta_i) / norm over the row',
});
