import { oscillator, phase } from '../oscillator.ts';

/**
 * Kuramoto phase oscillator.
 *
 *   dθ_i/dt = ω_i + K Σ_j W_ij sin(θ_j − θ_i) = ω_i + K (S cos θ_i − C sin θ_i),   S = Σ W sin θ_j, C = Σ W cos θ_j
 *
 *   symbol  argument  meaning                             unit    shape
 *   θ       theta     phase, grows anticlockwise          rad     N
 *   ω       omega     natural frequency                   rad/T   N or 1
 *   K       K         coupling strength (a link pulls i towards j)  1/T  N or 1
 *
 * Known answers: two oscillators with detuning Δ and total coupling K lock iff |Δ| ≤ K, at asin(Δ/K) (Adler's equation, which
 * follows by subtracting the two rates). Derivation of the emit, carry, feel form: sin(a − b) = sin a cos b − cos a sin b.
 */
export const kuramoto = oscillator({
  name: 'Kuramoto',
  state: { theta: phase },
  parameters: { omega: 0, K: 1 },
  rate: { theta: 'omega + K * (S * cos(theta) - C * sin(theta))' },
  emits: { S: 'sin(theta)', C: 'cos(theta)' },
});
