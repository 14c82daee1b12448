import { wrapAngle } from './angle.ts';
import { sitesOf, type Numbers } from './numbers.ts';

/**
 * Mean frequency of every site, Ω_i = (θ_i(T) − θ_i(0))/T, from samples in time whose phases may be wrapped.
 *
 *   symbol  argument  meaning                                                        unit   shape
 *   θ       samples   phases, one array a moment, at least two                       rad    T × N
 *           interval  time from one moment to the next                               T      1
 *   θ'      rates     rates at the same moments; optional                            rad/T  T × N
 *
 * Between two moments a phase is taken to have gone the short way, which is true while it turns less than half a turn; with `rates` it need
 * only stay within half a turn of the trapezoid ½(θ'_before + θ'_after) · interval.
 * Known answers: a beating pair's difference turns at √(Δ² − K²) (V2); a locked one's at 0. Errors: RangeError, `meanFrequencies: …`.
 */
export function meanFrequencies(samples: Numbers[], interval: number, rates?: Numbers[]): Float64Array {
  const n = sitesOf('meanFrequencies', samples), turned = new Float64Array(n);
  if (samples.length < 2) throw new RangeError(`meanFrequencies: ${samples.length} samples, expected at least 2. Sample longer.`);
  if (!(interval > 0)) throw new RangeError(`meanFrequencies: interval is ${interval}, expected a positive time. Pass the time between two samples.`);
  if (rates && (rates.length !== samples.length || sitesOf('meanFrequencies', rates) !== n)) throw new RangeError(`meanFrequencies: ${rates.length} rates, expected ${samples.length} of ${n} sites, as samples. Take both at the same moments.`);
  for (let t = 1; t < samples.length; t++) {
    const before = samples[t - 1], after = samples[t];
    for (let i = 0; i < n; i++) {
      const guess = rates ? 0.5 * (rates[t - 1][i] + rates[t][i]) * interval : 0;
      turned[i] += guess + wrapAngle(after[i] - before[i] - guess);
    }
  }
  return turned.map((angle) => angle / ((samples.length - 1) * interval));
}

/** Clusters in the order of their frequencies. */
export interface FrequencyClusters {
  count: number;
  /** Cluster of every site. */
  of: Int32Array;
  /** Sites in every cluster. */
  sizes: Int32Array;
  /** Mean frequency of every cluster. */
  frequencies: Float64Array;
  /** The cluster with the most sites (of several, the slowest), −1 where there is none. */
  largest: number;
}

/**
 * Groups sites whose mean frequencies agree: sorted, a new cluster begins wherever the next frequency is more than `tolerance` above the one
 * before. O(N log N), and the same whatever the order of the sites. The chain rule has its price: many small gaps make one wide cluster.
 *
 *   symbol  argument     meaning                              unit   shape
 *   Ω       frequencies  mean frequencies                     rad/T  N
 *           tolerance    largest gap inside a cluster, about  rad/T  1
 *                        2π / (time over which Ω was taken)
 *
 * Errors: RangeError, `frequencyClusters: …`.
 */
export function frequencyClusters(frequencies: Numbers, tolerance: number): FrequencyClusters {
  if (!(tolerance >= 0)) throw new RangeError(`frequencyClusters: tolerance is ${tolerance}, expected 0 or more. About 2π over the sampled time tells frequencies apart.`);
  const n = frequencies.length, sorted = Float64Array.from(frequencies).sort(), upper: number[] = [], sums: number[] = [], sizes: number[] = [];
  for (let k = 0; k < n; k++) {
    if (!Number.isFinite(sorted[k])) throw new RangeError(`frequencyClusters: a frequency is ${sorted[k]}, expected finite numbers. Leave out sites that diverged.`);
    if (k === 0 || sorted[k] - sorted[k - 1] > tolerance) { upper.push(0); sums.push(0); sizes.push(0); }
    const c = sizes.length - 1;
    upper[c] = sorted[k];
    sums[c] += sorted[k];
    sizes[c]++;
  }
  const of = Int32Array.from({ length: n }, (_, i) => firstAtLeast(upper, frequencies[i]));
  return { count: sizes.length, of, sizes: Int32Array.from(sizes), frequencies: Float64Array.from(sums, (s, c) => s / sizes[c]), largest: sizes.indexOf(Math.max(...sizes, 0)) };
}

/** Index of the first of the rising `values` that is not below x. */
function firstAtLeast(values: number[], x: number): number {
  let low = 0, high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}
