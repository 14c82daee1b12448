import type { Numbers } from './numbers.ts';

/**
 * Coupling energy E = −½ Σ_ij W_ij cos(θ_j − θ_i) = −½ Σ_i (cos θ_i C_i + sin θ_i S_i), from the carried sums S = W sin θ and C = W cos θ.
 *
 * For symmetric W and equal natural frequencies the Kuramoto flow is its gradient flow, θ'_i − ω = −K_i ∂E/∂θ_i with K_i ≥ 0, so
 * dE/dt = −Σ_i K_i (∂E/∂θ_i)² and E falls until the phases lock (ours: ∂E/∂θ_i = −Σ_j W_ij sin(θ_j − θ_i)). With detuning, a phase lag or
 * W_ij ≠ W_ji there is no such descent. Sub-harmonic injection of order m adds −(K_s/m) Σ cos mθ to what falls (validation-suite V27).
 * A site that hears itself (a mean field) adds the constant −½ W_ii. Known answer: synchrony has E = −½ Σ_ij W_ij, the lowest for W ≥ 0.
 */
export function energy(phases: Numbers, carriedSine: Numbers, carriedCosine: Numbers, from = 0, to = phases.length): number {
  let e = 0;
  for (let i = from; i < to; i++) e -= 0.5 * (Math.cos(phases[i]) * carriedCosine[i] + Math.sin(phases[i]) * carriedSine[i]);
  return e;
}
