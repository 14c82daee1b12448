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
 * Groups sites whose mean frequencies agree: no cluster is wider than `tolerance`. The densest comes first, the interval of that width which
 * holds the most sites (of several the slowest); so on with what is left below and above it. A dense spectrum of oscillators that nothing couples
 * falls into many small clusters. The same whatever the order of the sites; O(N log N + N · clusters) at worst.
 *
 *   symbol  argument     meaning                              unit   shape
 *   Ω       frequencies  mean frequencies                     rad/T  N
 *           tolerance    width of a cluster, max Ω − min Ω:   rad/T  1
 *                        drift apart / time over which Ω was
 *                        taken, half a radian for sites that
 *                        turn evenly, 2π for uneven ones
 *
 * Errors: RangeError, `frequencyClusters: …`.
 */
export function frequencyClusters(frequencies: Numbers, tolerance: number): FrequencyClusters {
  if (!(tolerance >= 0)) throw new RangeError(`frequencyClusters: tolerance is ${tolerance}, expected 0 or more. Half a radian to a turn over the sampled time tells frequencies apart.`);
  const sorted = Float64Array.from(frequencies).sort(), bad = sorted.find((f) => !Number.isFinite(f));
  if (bad !== undefined) throw new RangeError(`frequencyClusters: a frequency is ${bad}, expected finite numbers. Leave out sites that diverged.`);
  const spans = densestFirst(sorted, tolerance), sizes = spans.map(([from, to]) => to - from);
  const upper = spans.map(([, to]) => sorted[to - 1]), of = Int32Array.from({ length: sorted.length }, (_, i) => firstAtLeast(upper, frequencies[i]));
  return { count: spans.length, of, sizes: Int32Array.from(sizes), frequencies: Float64Array.from(spans, ([from, to]) => sorted.subarray(from, to).reduce((a, b) => a + b) / (to - from)), largest: sizes.indexOf(Math.max(...sizes, 0)) };
}

/** Rising values cut into runs [from, to) no wider than `width`, in their order. */
function densestFirst(sorted: Float64Array, width: number): [number, number][] {
  const spans: [number, number][] = [], open: [number, number][] = sorted.length > 0 ? [[0, sorted.length]] : [];
  for (let part = open.pop(); part; part = open.pop()) {
    let best = part[0], end = part[0];
    for (let from = part[0], to = from; to < part[1] && part[1] - from > end - best; from++) {
      while (to < part[1] && sorted[to] - sorted[from] <= width) to++;
      if (to - from > end - best) [best, end] = [from, to];
    }
    spans.push([best, end]);
    if (best > part[0]) open.push([part[0], best]);
    if (end < part[1]) open.push([end, part[1]]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
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
