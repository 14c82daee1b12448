import type { Numbers } from './numbers.ts';

/**
 * Cross ratio of four phases, λ = S_ik S_jl / (S_il S_jk) with S_ab = sin((θ_a − θ_b)/2): a constant of motion of identical oscillators in a
 * common sinusoidal field, θ' = f(t) + g(t) cos θ + h(t) sin θ (Watanabe and Strogatz; validation-suite V25), because such a flow moves the
 * circle by Möbius maps, which keep cross ratios. Adding whole turns to a phase changes nothing. Infinite where θ_i = θ_l or θ_j = θ_k.
 */
export function crossRatio(phases: Numbers, i: number, j: number, k: number, l: number): number {
  const S = (a: number, b: number) => Math.sin((phases[a] - phases[b]) / 2);
  return (S(i, k) * S(j, l)) / (S(i, l) * S(j, k));
}

/**
 * The N − 3 independent constants: the cross ratios of every four sites in a row, (i, i+1, i+2, i+3). A drift measures the integrator, a
 * change of order one that the oscillators differ or do not hear the same. Errors: RangeError, `crossRatios: …`.
 */
export function crossRatios(phases: Numbers): Float64Array {
  if (phases.length < 4) throw new RangeError(`crossRatios: ${phases.length} phases, expected at least 4. Fewer have no cross ratio.`);
  return Float64Array.from({ length: phases.length - 3 }, (_, i) => crossRatio(phases, i, i + 1, i + 2, i + 3));
}
