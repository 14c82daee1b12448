import { sitesOf, type Numbers } from './numbers.ts';

/** Sample variance over populations that the literature takes for the ideal chimera. */
const IDEAL_CHIMERA = 5 / 36;
/** Variance of a ρ that is spread evenly over [0, 1]: ∫(ρ − ½)² dρ. */
const UNIFORM = 1 / 12;

/**
 * Chimera index χ = mean_t var_m(ρ) / (5/36): how differently populations are synchronised at one moment.
 *
 *   symbol  argument  meaning                                                           unit  shape
 *   ρ       rho       order parameters of the populations m = 1 … M, an array a moment  1     T × M
 *
 * var is the sample variance, Σ(ρ − mean)²/(M − 1). 5/36 is the literature's figure for half of the populations synchronised and half not
 * (validation-suite V30; Cognitive chimera states in human brain networks, bio-protocol.org/bio101/r8618002). It is a convention, no bound: half
 * at ρ = 1 and half spread evenly over [0, 1] have variance 5/48 and χ = 3/4 when M is large, half at 1 and half at 0 have 1/4 and χ = 9/5 (ours:
 * mean 3/4, mean square 1/2 + 1/6).
 * Known answer: populations that agree have χ = 0. Errors: RangeError, `chimeraIndex: …`.
 */
export function chimeraIndex(rho: Numbers[]): number {
  const populations = sitesOf('chimeraIndex', rho);
  if (rho.length < 1 || populations < 2) throw new RangeError(`chimeraIndex: ${rho.length} moments of ${populations} populations, expected at least 1 of 2. Sample the order parameter of every population.`);
  return rho.reduce((sum, moment) => sum + variance(moment.length, (m) => moment[m]), 0) / rho.length / IDEAL_CHIMERA;
}

/**
 * Metastability index λ = mean_m var_t(ρ) / (1/12): how much each population's synchrony comes and goes. `rho` as for `chimeraIndex`; var is
 * the sample variance over moments. Known answers: 0 where every ρ stays; 1 for a ρ that spends equal times everywhere in [0, 1]; 3/2 for a
 * ρ = ½ + ½ sin t (ours: variance 1/8). Errors: RangeError, `metastability: …`.
 */
export function metastability(rho: Numbers[]): number {
  const populations = sitesOf('metastability', rho);
  if (rho.length < 2 || populations < 1) throw new RangeError(`metastability: ${rho.length} moments of ${populations} populations, expected at least 2 of 1. Sample longer.`);
  let sum = 0;
  for (let m = 0; m < populations; m++) sum += variance(rho.length, (t) => rho[t][m]);
  return sum / populations / UNIFORM;
}

function variance(n: number, value: (k: number) => number): number {
  let mean = 0, sum = 0;
  for (let k = 0; k < n; k++) mean += value(k) / n;
  for (let k = 0; k < n; k++) sum += (value(k) - mean) ** 2;
  return sum / (n - 1);
}
