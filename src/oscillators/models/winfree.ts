import { oscillator, phase } from '../oscillator.ts';

/**
 * Winfree oscillator: pulses of others act through the own phase response.
 *
 *   dθ_i/dt = ω_i − K sin θ_i · P,   P = Σ_j W_ij (1 + cos θ_j)
 *
 *   symbol  argument  meaning              unit    shape
 *   ω       omega     natural frequency    rad/T   N or 1
 *   K       K         coupling strength    1/T     N or 1
 *
 * Known answer: one site that hears only itself (W = 1) stops iff K max |sin θ (1 + cos θ)| = K 3√3/4 ≥ ω.
 */
export const winfree = oscillator({
  name: 'Winfree',
  state: { theta: phase },
  parameters: { omega: 1, K: 0.1 },
  rate: { theta: 'omega - K*sin(theta)*P' },
  emits: { P: '1 + cos(theta)' },
});
