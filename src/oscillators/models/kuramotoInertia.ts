import { oscillator, phase, real } from '../oscillator.ts';

/**
 * Kuramoto with inertia: the swing equation of generators in a power grid.
 *
 *   dθ_i/dt = v_i,   m dv_i/dt = ω_i − γ v_i + K Σ_j W_ij sin(θ_j − θ_i)
 *
 *   symbol  argument  meaning                                        unit    shape
 *   θ       theta     phase                                          rad     N
 *   v       v         its velocity                                   rad/T   N
 *   m       m         inertia, > 0                                   T       N or 1
 *   γ       gamma     damping                                        1       N or 1
 *   ω       omega     power fed in: turns at ω/γ alone               rad/T   N or 1
 *   K       K         coupling strength                              1/T     N or 1
 *
 * Known answers: the locked states are those of Kuramoto (put v = Ω, dv = 0), and for m → 0 with γ = 1 so is the motion. A small difference
 * φ of two alike, linked both ways with weight 1, obeys m φ'' + γ φ' + 2K φ = 0: rates (−γ ± √(γ² − 8mK))/(2m), swinging iff 8mK > γ².
 * Caveat: explicit steps need dt < m/γ. Ours; the derivation is the difference of two equations.
 */
export const kuramotoInertia = oscillator({
  name: 'Kuramoto with inertia',
  state: { theta: phase, v: real },
  parameters: { m: 1, gamma: 1, omega: 0, K: 1 },
  rate: { theta: 'v', v: '(omega - gamma*v + K*(S*cos(theta) - C*sin(theta))) / m' },
  emits: { S: 'sin(theta)', C: 'cos(theta)' },
});
