import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { orderParameter } from '../field/observables/orderParameter.ts';
import { subharmonicOutput } from '../oscillators/models/subharmonicOutput.ts';
import type { Precision } from './check.ts';
import { quantiles, series } from './lab.ts';
import { mean } from './numbers.ts';

const FREQUENCIES = 1500, PHASES = 4;
const field = defineField({ model: subharmonicOutput(1), carriers: { all: meanField({ reduce: 'mean' }) }, dt: 0.1 });

/**
 * Kc = K + h/r as a weakly driven field below its onset shows it: θ' = ω + (K r + h) sin(−θ) about. Every frequency is there four times, a quarter
 * turn apart, so that nothing moves without the drive: no noise of finite size. Mean over t = 40 … 80, long before the quantiles come round again.
 */
export async function injectedMean(precision: Precision, spread: (p: number) => number, K: number, h: number): Promise<number> {
  const sites = FREQUENCIES * PHASES, once = quantiles(FREQUENCIES, spread);
  const omega = Float64Array.from({ length: sites }, (_, i) => once[Math.floor(i / PHASES)]), theta = Float64Array.from({ length: sites }, (_, i) => (2 * Math.PI * (i % PHASES)) / PHASES - 2);
  const states = await series(precision, field, { sites, state: { theta }, parameters: { omega, K, Ks: 0, A: h, fC: 1 } }, { skip: 400, every: 20, count: 20 });
  return K + h / mean(states.map((s) => { const { r, psi } = orderParameter(s.theta); return r * Math.cos(psi); }));
}
