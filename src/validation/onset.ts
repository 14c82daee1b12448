import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { orderParameter } from '../field/observables/orderParameter.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import { injectedMean } from './drivenMean.ts';
import type { Check, Figure, Precision } from './check.ts';
import { gaussian, lorentzian, quantiles, series, uniform } from './lab.ts';
import { besselI, bisect, mean } from './numbers.ts';

/** How natural frequencies are spread: the frequency below which a part p of them lies. */
export type Spread = (p: number) => number;
const field = defineField({ model: kuramoto, carriers: { all: meanField({ reduce: 'mean' }) }, dt: 0.05 });

const PHASES = 8;

/**
 * Mean order parameter of N oscillators with quantile frequencies. Every frequency is there eight times, its phases spread as a Poisson kernel of
 * order ½ spreads them: phases drawn once a frequency leave slow fluctuations of 1e-3 in the mean (measured, N = 2000, K = 4, T = 200).
 */
export async function settledOrder(precision: Precision, spread: Spread, K: number, { sites = 16000, transient = 40, count = 24, every = 17 } = {}): Promise<number> {
  const once = quantiles(sites / PHASES, spread), kernel = quantiles(PHASES, (p) => 2 * Math.atan(Math.tan(Math.PI * (p - 0.5)) / 3));
  const omega = Float64Array.from({ length: sites }, (_, i) => once[Math.floor(i / PHASES)]), theta = omega.map((_, i) => kernel[i % PHASES]);
  const states = await series(precision, field, { sites, state: { theta }, parameters: { omega, K } }, { skip: transient / field.dt, every, count });
  return mean(states.map((state) => orderParameter(state.theta).r));
}

/** r(K) in theory; 0 below the onset. */
export const theory = {
  lorentzian: (K: number, gamma = 0.5) => Math.sqrt(Math.max(0, 1 - (2 * gamma) / K)),
  gaussian: (K: number) => (K <= Math.sqrt(8 / Math.PI) ? 0 : bisect((r) => {
    const x = (K * r) ** 2 / 4, [zero, one] = [besselI(0, x) * Math.exp(-x), besselI(1, x) * Math.exp(-x)];
    return K * Math.sqrt(Math.PI / 8) * (zero + one) - 1;
  }, 1e-9, 1)),
  uniform: (K: number) => (K < 4 / Math.PI ? 0 : bisect((r) => (Math.sqrt(Math.max(0, 1 - (1 / (K * r)) ** 2)) + K * r * Math.asin(Math.min(1, 1 / (K * r)))) / 2 - r, Math.max(1 / K, Math.PI / 4), 1)),
};

export const V3: Check = {
  id: 'V3',
  title: 'Below the onset a weak common drive h is answered by r = h/(Kc − K), with Kc = 2/(π g(0))',
  formula: 'K_c = \\frac{2}{\\pi g(0)},\\quad r = \\frac{h}{K_c-K}\\ (h \\to 0)',
  source: 'Kuramoto; validation-suite.md V3. The response is ours: r = F/Kc for a weak total field F = Kr + h',
  async figures(precision) {
    const cases: [string, Spread, number][] = [['Lorentzian, γ = ½', lorentzian(0.5), 1], ['Gaussian, σ = 1', gaussian(1), Math.sqrt(8 / Math.PI)], ['uniform on [−1, 1]', uniform(1), 4 / Math.PI]], figures: Figure[] = [];
    for (const [name, spread, Kc] of cases) figures.push({ what: `Kc, ${name}`, expected: Kc, measured: await injectedMean(precision, spread, Kc / 2, 0.01), within: 0.01 });
    return figures;
  },
};

const curve = (precision: Precision, name: string, spread: Spread, points: [number, number][], within = 5e-4) => Promise.all(points.map(async ([K, expected]): Promise<Figure> =>
  ({ what: `r at K = ${+K.toFixed(6)}, ${name}`, expected, measured: await settledOrder(precision, spread, K), within })));

export const V4: Check = {
  id: 'V4',
  title: 'Lorentzian frequencies: the order parameter is √(1 − 2γ/K)',
  formula: 'r = \\sqrt{1-2\\gamma/K}',
  source: 'Ott and Antonsen, arXiv:0806.0004; validation-suite.md V4',
  figures: (precision) => curve(precision, 'γ = ½', lorentzian(0.5), [2, 4].map((K) => [K, theory.lorentzian(K)])),
};

export const V5: Check = {
  id: 'V5',
  title: 'Gaussian frequencies: the order parameter solves 1 = K √(π/8) e^−x (I₀(x) + I₁(x)), x = K²r²/4',
  formula: '1 = K\\sqrt{\\pi/8}\\;e^{-x}[I_0(x)+I_1(x)],\\quad x = K^2r^2/4',
  source: 'self-consistency; validation-suite.md V5',
  figures: (precision) => curve(precision, 'σ = 1', gaussian(1), [2, 2.5, 3, 4].map((K) => [K, theory.gaussian(K)])),
};

export const V6: Check = {
  id: 'V6',
  title: 'Uniform frequencies: the order parameter jumps to π/4 at Kc = 4g/π',
  formula: 'r_c = \\pi/4,\\quad r = \\tfrac12\\left(\\sqrt{1-u^2} + \\frac{\\arcsin u}{u}\\right),\\ u = \\frac{g}{Kr}',
  source: 'validation-suite.md V6; the self-consistency with all oscillators locked',
  async figures(precision) {
    const figures = await curve(precision, 'g = 1', uniform(1), [1.5, 2].map((K) => [K, theory.uniform(K)]));
    const Kc = 4 / Math.PI;
    figures.push({ what: 'r at K = 4/π from above', expected: Math.PI / 4, measured: await settledOrder(precision, uniform(1), Kc), within: 0.01 });
    return figures;
  },
};
