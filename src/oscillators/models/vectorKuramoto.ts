import { oscillator, real } from '../oscillator.ts';
import type { Oscillator } from '../oscillator.ts';

/**
 * Vector Kuramoto: unit vectors of n dimensions that turn and pull each other together on the sphere.
 *
 *   dx_i/dt = Ω_i x_i + K (u_i − (u_i · x_i) x_i),   u_i = Σ_j W_ij x_j,   |x_i| = 1
 *
 *   symbol  argument        meaning                                                                      unit    shape
 *   x       x1 … xn         direction                                                                    1       N each
 *   Ω       w12, w13, …     rotation of the plane (a, b), from axis a to axis b; antisymmetric matrix     rad/T   N or 1 each
 *   K       K               coupling strength                                                            1/T     N or 1
 *
 * Known answers: x · dx/dt = K (u · x)(1 − |x|²) = 0, so the flow keeps the sphere; RK4 leaves it by O(dt⁴), `project` brings it back after each step.
 * n = 2 is Kuramoto with θ = atan2(x2, x1) and ω = w12. Two alike that hear each other with weight 1 close their angle as φ' = −2K sin φ, for every n.
 * Derivation: u − (u · x) x is the part of u tangent to the sphere.
 */
export function vectorKuramoto(n: number): Oscillator {
  if (!Number.isInteger(n) || n < 2 || n > 16) throw new RangeError(`vectorKuramoto: n is ${n}, expected a whole number of dimensions from 2 to 16. Three is the usual sphere.`);
  const axes = Array.from({ length: n }, (_, k) => k + 1), pairs = axes.flatMap((a) => axes.filter((b) => b > a).map((b) => [a, b] as const));
  const turn = (k: number) => pairs.flatMap(([a, b]) => (k === a ? [`- w${a}${SEPARATOR(n)}${b}*x${b}`] : k === b ? [`+ w${a}${SEPARATOR(n)}${b}*x${a}`] : [])).join(' ');
  return oscillator({
    name: `vector Kuramoto in ${n} dimensions`,
    state: Object.fromEntries(axes.map((k) => [`x${k}`, real])),
    ...(n === 2 && { planar: ['x1', 'x2'] as [string, string] }),
    parameters: { K: 1, ...Object.fromEntries(pairs.map(([a, b]) => [`w${a}${SEPARATOR(n)}${b}`, 0])) },
    where: { along: axes.map((k) => `U${k}*x${k}`).join(' + '), length: `sqrt(max(1e-30, ${axes.map((k) => `x${k}^2`).join(' + ')}))` },
    rate: Object.fromEntries(axes.map((k) => [`x${k}`, `K*(U${k} - along*x${k}) ${turn(k)}`])),
    emits: Object.fromEntries(axes.map((k) => [`U${k}`, `x${k}`])),
    project: Object.fromEntries(axes.map((k) => [`x${k}`, `x${k} / length`])),
  });
}

/** w12, and w1_12 where two digits would leave a doubt. */
const SEPARATOR = (n: number): string => (n < 10 ? '' : '_');
