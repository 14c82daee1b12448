import { sitesOf, type Numbers } from './numbers.ts';

/**
 * Phase-locking value of two sites over samples in time: |mean_t e^{i(θ_a − θ_b)}|. 1: constant phase difference, whatever it is.
 * `samples` holds one array of phases a moment.
 */
export function phaseLockingValue(samples: Numbers[], a: number, b: number): number {
  let re = 0, im = 0;
  for (const theta of samples) { re += Math.cos(theta[a] - theta[b]); im += Math.sin(theta[a] - theta[b]); }
  return samples.length === 0 ? 0 : Math.hypot(re, im) / samples.length;
}

/**
 * Phase-locking values of many sites, P_ab = |mean_t z_a z̄_b| with z = e^{iθ}, row-major n × n: the magnitudes of a Hermitian product, so
 * sines are taken once a sample and site and the pairs cost four multiplications a sample.
 *
 *   symbol  argument  meaning                                     unit  shape
 *   θ       samples   phases, one array a moment                  rad   T × N
 *           sites     which sites, in which order (default: all)  1     n
 *
 * Known answers: P_aa = 1; two oscillators that beat (V2) have P < 1, locked ones (V1) P = 1; sites on different, evenly turning rotors 0
 * over whole turns. Errors: RangeError, `phaseLockingMatrix: …`.
 */
export function phaseLockingMatrix(samples: Numbers[], sites?: ArrayLike<number>): Float64Array {
  const all = sitesOf('phaseLockingMatrix', samples), n = sites?.length ?? all, T = samples.length, matrix = new Float64Array(n * n);
  const site = (k: number) => (sites ? sites[k] : k), cos = new Float64Array(n * T), sin = new Float64Array(n * T);
  for (let k = 0; k < n; k++) {
    if (!(site(k) >= 0 && site(k) < all && Number.isInteger(site(k)))) throw new RangeError(`phaseLockingMatrix: site ${site(k)}, expected 0 to ${all - 1}. Choose sites of the sampled field.`);
    for (let t = 0; t < T; t++) { cos[k * T + t] = Math.cos(samples[t][site(k)]); sin[k * T + t] = Math.sin(samples[t][site(k)]); }
  }
  for (let a = 0; a < n; a++) for (let b = 0; b <= a; b++) {
    let re = 0, im = 0;
    for (let t = 0, p = a * T, q = b * T; t < T; t++, p++, q++) {
      re += cos[p] * cos[q] + sin[p] * sin[q];
      im += sin[p] * cos[q] - cos[p] * sin[q];
    }
    matrix[a * n + b] = matrix[b * n + a] = T === 0 ? 0 : Math.hypot(re, im) / T;
  }
  return matrix;
}
