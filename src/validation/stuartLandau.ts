import { defineField } from '../field/field.ts';
import { dense } from '../field/dense.ts';
import { stability } from '../field/stability.ts';
import { stuartLandau as model } from '../oscillators/models/stuartLandau.ts';
import type { Check, Precision } from './check.ts';
import { bisect } from './numbers.ts';
import { course, steps } from './steps.ts';

const alone = defineField({ model, dt: 0.01 });
const cycle = { mu: 0.25, omega: 2, shear: 0.5 }, r0 = 0.1;

const other = dense(), pair = defineField({ model, carriers: { other }, dt: 0.02 }), wiring = { other: { weight: Float32Array.of(0, 1, 1, 0) } };
const detuned = (detuning: number, K: number) => ({ omega: Float64Array.of(-detuning / 2, detuning / 2), K, mu: 1, shear: 0, degree: 1 });
/** Fastest growth of a small push from the silent state of two coupled oscillators. */
const growth = (detuning: number, K: number) => stability(pair, { sites: 2, state: { re: 0, im: 0 }, parameters: detuned(detuning, K), wiring }).growth;
const amplitude = async (precision: Precision, detuning: number, K: number) => {
  const { re, im } = await steps(precision, pair, { sites: 2, state: { re: Float64Array.of(0.7, 0.2), im: Float64Array.of(0, 0.5) }, parameters: detuned(detuning, K), wiring }, 15_000);
  return Math.hypot(re[0], im[0]);
};

/** r(t) of the theory. */
export const hopfRadius = (mu: number, start: number, t: number): number => Math.sqrt(mu / (1 + (mu / start ** 2 - 1) * Math.exp(-2 * mu * t)));
/** r of the field at equal distances of time. */
export async function radii(precision: Precision, mu: number, start: number, every: number, count: number): Promise<number[]> {
  const seen = await course(precision, alone, { sites: 1, state: { re: start, im: 0 }, parameters: { ...cycle, mu } }, Array<number>(count).fill(Math.round(every / alone.dt)));
  return [start, ...seen.map(({ re, im }) => Math.hypot(re[0], im[0]))];
}

export const stuartLandau: Check[] = [
  {
    id: 'V13', title: 'a Stuart-Landau oscillator spirals onto its limit cycle, radius √μ, turning at ω − c μ', formula: 'r(t) = \\sqrt{\\mu / (1 + (\\mu/r_0^2 - 1) e^{-2\\mu t})},\\quad \\Omega = \\omega - c\\mu',
    source: 'validation-suite.md V13; by integration of the radial equation',
    async figures(precision) {
      const within = precision === 'float64' ? 1e-6 : 1e-3, { mu, omega, shear } = cycle, times = [2, 5, 10, 30], turns = 20;
      const seen = await course(precision, alone, { sites: 1, state: { re: r0, im: 0 }, parameters: cycle }, [200, 300, 500, 2000, turns * 100]);
      const angle = (k: number) => Math.atan2(seen[k].im[0], seen[k].re[0]), Omega = omega - shear * mu, coarse = Omega * turns, turned = angle(4) - angle(3);
      const radial = stability(alone, { sites: 1, state: { re: Math.hypot(seen[4].re[0], seen[4].im[0]), im: 0 }, parameters: cycle });
      return [
        ...times.map((t, k) => ({ what: `r at t = ${t}`, expected: hopfRadius(mu, r0, t), measured: Math.hypot(seen[k].re[0], seen[k].im[0]), within })),
        { what: 'Ω on the cycle', expected: Omega, measured: (turned + 2 * Math.PI * Math.round((coarse - turned) / (2 * Math.PI))) / turns, within },
        { what: 'radial rate −2μ there', expected: -2 * mu, measured: radial.growth, within },
      ];
    },
  },
  {
    id: 'V14', title: 'two detuned Stuart-Landau oscillators die iff K > 1 and Δω > 2 √(2K − 1)', formula: '\\Delta\\omega_c = 2\\sqrt{2K - 1},\\quad r^2 = 1 - K + \\sqrt{K^2 - \\Delta\\omega^2/4}',
    source: 'validation-suite.md V14; the radius from r\u2032 = 0 at equal amplitudes (ours)',
    async figures(precision) {
      const within = precision === 'float64' ? 1e-6 : 1e-3, r = (detuning: number, K: number) => Math.sqrt(1 - K + Math.sqrt(K ** 2 - detuning ** 2 / 4));
      return [
        { what: '|z| at K = 2, Δω = 3.3 (alive)', expected: r(3.3, 2), measured: await amplitude(precision, 3.3, 2), within },
        { what: '|z| at K = 2, Δω = 3.6 (dead)', expected: 0, measured: await amplitude(precision, 3.6, 2), within },
        { what: '|z| at K = 1.1, Δω = 6 (dead)', expected: 0, measured: await amplitude(precision, 6, 1.1), within },
        { what: 'growth at K = 0.9, Δω = 6 (alive)', expected: 1 - 0.9, measured: growth(6, 0.9), within: 1e-9 },
        { what: 'growth at K = 1.1, Δω = 6 (dead)', expected: 1 - 1.1, measured: growth(6, 1.1), within: 1e-9 },
        { what: 'detuning of death at K = 2', expected: 2 * Math.sqrt(3), measured: bisect((detuning) => growth(detuning, 2), 3.2, 3.8), within: 1e-6 },
      ];
    },
  },
];
