/** A flow in plain float64: the slope at (t, x). */
export type Slope = (t: number, x: Float64Array) => Float64Array;

/**
 * The pair of Dormand and Prince, orders 5 and 4, seven stages, the last of which is the first of the next step. The numbers are those of
 * scipy/integrate/_ivp/rk.py (opened); the test checks row sums, all 17 order conditions up to five, the eight of the embedded scheme, and the dense output.
 *   NODES c_j   COUPLING a_jk (row by row)   WEIGHTS b_j   ERROR b_j − b̂_j   QUARTIC d_j (the quartic part of the dense output)
 */
export const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];
export const COUPLING = [
  [], [1 / 5], [3 / 40, 9 / 40], [44 / 45, -56 / 15, 32 / 9], [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656], [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
export const WEIGHTS = [...COUPLING[6], 0];
export const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];
export const QUARTIC = [-12715105075 / 11282082432, 0, 87487479700 / 32700410799, -10690763975 / 1880347072, 701980252875 / 199316789632, -1453857185 / 822651844, 69997945 / 29380423];

/** One step of length h from (t, x), the slope there known: the new state, its seven slopes, and the estimate of the error. */
export function step(f: Slope, t: number, x: Float64Array, slope: Float64Array, h: number): { next: Float64Array; slopes: Float64Array[]; error: Float64Array } {
  const slopes = [slope];
  let next = x;
  for (let j = 1; j < 7; j++) {
    next = combined(x, h, COUPLING[j], slopes);
    slopes.push(f(t + NODES[j] * h, next));
  }
  return { next, slopes, error: combined(new Float64Array(x.length), h, ERROR, slopes) };
}

/** x + h Σ weight k. */
export function combined(x: Float64Array, h: number, weights: number[], slopes: Float64Array[]): Float64Array {
  const sum = x.slice();
  weights.forEach((w, j) => {
    if (w !== 0) for (let i = 0; i < sum.length; i++) sum[i] += h * w * slopes[j][i];
  });
  return sum;
}
