import { combined, QUARTIC } from './dormandPrince.ts';

/**
 * The state inside a step of Dormand and Prince, 0 ≤ s ≤ 1, error O(h⁵): the cubic Hermite through both ends and their slopes, plus a quartic that vanishes there,
 *   x(s) = x_0 + s (D + (1 − s)(E + s (F + (1 − s) h Σ d_j k_j))),   D = x_1 − x_0,  E = h k_1 − D,  F = D − h k_7 − E.
 */
export function denseOutput(x0: Float64Array, x1: Float64Array, h: number, slopes: Float64Array[]): (s: number) => Float64Array {
  const quartic = combined(new Float64Array(x0.length), h, QUARTIC, slopes), first = slopes[0], last = slopes[6];
  return (s) => x0.map((x, i) => {
    const D = x1[i] - x, E = h * first[i] - D, F = D - h * last[i] - E;
    return x + s * (D + (1 - s) * (E + s * (F + (1 - s) * quartic[i])));
  });
}
