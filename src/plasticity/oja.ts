import { plasticityRule } from './rule.ts';

/**
 * Oja's rule: dw_ij/dt = η y_i (x_j − y_i w_ij), y_i = Σ_j w_ij x_j.
 *
 *   x  x    what the sending ends show   1     N          η  eta  learning rate   1/(x² T)  1
 *   y  y    what the receiving end hears  1    N          w  w    coupling        1         links
 *
 * Reads: its own w, x at its sending end, y at its receiving end. Changes: w, unbounded; |w| is kept by the rule. Time constant 1/(η λ₁).
 * Fixed point for a mean C = ⟨x xᵀ⟩: |w| = 1 along the eigenvector of the largest eigenvalue λ₁. Source: validation-suite.md V24 (Oja 1982);
 * derivation: 0 = C w − (wᵀ C w) w.
 */
export const oja = plasticityRule({
  name: 'Oja', of: 'link', reads: ['x'], hears: { y: 'x' }, parameters: { eta: 0.01 },
  rate: 'eta * y_i * (x_j - y_i * w)',
  timescale: '1/(eta * largest eigenvalue of <x x>)', fixedPoint: 'norm 1, along the eigenvector of the largest eigenvalue of <x x>',
});
