import { plasticityRule } from './rule.ts';

/**
 * Adaptive Kuramoto coupling (Berner, Schöll and Yanchuk): dκ_ij/dt = −ε (κ_ij + sin(θ_i − θ_j + β)).
 *
 *   κ_ij  w      coupling, i hears j    1       links          ε  epsilon  how slow it is     1/T   1
 *   θ     theta  phase of both ends     rad     N              β  beta     rule's phase lag   rad   1
 *
 * β = −π/2 is Hebbian (κ → cos), 0 and π causal (∓ sin), π/2 anti-Hebbian. Reads: the phases of its two ends. Changes: its own κ, which
 * comes into [−1, 1] and stays. Time constant 1/ε, exact. Fixed point: κ = −sin(θ_i − θ_j + β). Source: validation-suite.md section 5, V21.
 */
export const adaptiveKuramoto = plasticityRule({
  name: 'adaptive Kuramoto', of: 'link', reads: ['theta'], parameters: { epsilon: 0.01, beta: -Math.PI / 2 },
  rate: '-epsilon * sin(theta_i - theta_j + beta)', decay: 'epsilon',
  timescale: '1/epsilon', fixedPoint: 'w = -sin(theta_i - theta_j + beta)',
});
