import { oscillator, phase } from '../oscillator.ts';

/**
 * Sakaguchi-Kuramoto: Kuramoto with a phase lag in the coupling.
 *
 *   dθ_i/dt = ω_i + K Σ_j W_ij sin(θ_j − θ_i − α)
 *
 *   symbol  argument  meaning             unit    shape
 *   ω       omega     natural frequency   rad/T   N or 1
 *   K       K         coupling strength   1/T     N or 1
 *   α       alpha     phase lag           rad     N or 1
 *
 * Known answer: one population in synchrony with mean coupling turns at ω − K sin α (put θ_j = θ_i).
 */
export const sakaguchiKuramoto = oscillator({
  name: 'Sakaguchi-Kuramoto',
  state: { theta: phase },
  parameters: { omega: 0, K: 1, alpha: 0 },
  rate: { theta: 'omega + K * (S * cos(theta + alpha) - C * sin(theta + alpha))' },
  emits: { S: 'sin(theta)', C: 'cos(theta)' },
});
