import { plasticityRule } from './rule.ts';

/**
 * Forgetting: dw/dt = −(w − w₀)/τ. Reads: its own w. Changes: w, towards `rest`. Time constant τ, exact. Fixed point: w = w₀.
 * Known answer: w(t) = w₀ + (w(0) − w₀) e^{−t/τ}. Ours; the solution is the derivation.
 */
export const forgetting = plasticityRule({
  name: 'forgetting', of: 'link', parameters: { rest: 0, tau: 50 },
  rate: 'rest / tau', decay: '1 / tau', timescale: 'tau', fixedPoint: 'w = rest',
});
