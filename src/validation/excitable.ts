import { defineField, type Field } from '../field/field.ts';
import { stability } from '../field/stability.ts';
import { fitzHughNagumo } from '../oscillators/models/fitzHughNagumo.ts';
import { vanDerPol } from '../oscillators/models/vanDerPol.ts';
import type { Check, Precision } from './check.ts';
import { bisect } from './numbers.ts';
import { course, steps, type State } from './steps.ts';

const neuron = defineField({ model: fitzHughNagumo, dt: 0.05 }), epsilon = 0.08, a = 0.7, b = 0.8;
/** The rest point at membrane value v, and the drive that puts it there. */
const rest = (v: number) => ({ v, w: (v + a) / b, I: (v + a) / b - v + v ** 3 / 3 });
const growthAt = (v: number) => stability(neuron, { sites: 1, state: { v, w: rest(v).w }, parameters: { epsilon, a, b, I: rest(v).I } });

const launch = (precision: Precision, field: Field, mu: number, from: State, count: number) => steps(precision, field, { sites: 1, state: from, parameters: { mu } }, count);
/** Steps, as a fraction, until x next rises through 0: coarse launches, then halves, then a cubic through the last step. */
async function rise(precision: Precision, field: Field, mu: number, from: State, coarse: number): Promise<{ steps: number; at: State }> {
  let done = 0, low = from, high = await launch(precision, field, mu, low, coarse);
  while (!(low.x[0] < 0 && high.x[0] >= 0)) { done += coarse; [low, high] = [high, await launch(precision, field, mu, high, coarse)]; }
  let span = coarse;
  while (span > 1) {
    const half = span >> 1, middle = await launch(precision, field, mu, low, half);
    if (middle.x[0] >= 0) span = half;
    else { low = middle; done += half; span -= half; }
  }
  high = await launch(precision, field, mu, low, 1);
  const h = field.dt, x0 = low.x[0], x1 = high.x[0], s0 = h * low.y[0], s1 = h * high.y[0];
  return { steps: done + bisect((u) => x0 * (1 + 2 * u) * (1 - u) ** 2 + s0 * u * (1 - u) ** 2 + x1 * u * u * (3 - 2 * u) + s1 * u * u * (u - 1), 0, 1), at: high };
}
/** Period of the limit cycle, the second of two turns, and the largest |x| on it. */
async function period(precision: Precision, mu: number, dt: number, coarse: number): Promise<{ T: number; top: number }> {
  const field = defineField({ model: vanDerPol, dt });
  const settled = await launch(precision, field, mu, { x: Float64Array.of(2), y: Float64Array.of(0) }, Math.round((mu < 1 ? 200 : 2 * mu) / dt)), one = await rise(precision, field, mu, settled, coarse), two = await rise(precision, field, mu, one.at, coarse);
  const T = (1 - (one.steps % 1) + two.steps) * dt, whole = Math.round(T / dt / 200), seen = await course(precision, field, { sites: 1, state: one.at, parameters: { mu } }, Array<number>(200).fill(Math.max(1, whole)));
  return { T, top: Math.max(...seen.map((s) => Math.abs(s.x[0]))) };
}

export const excitable: Check[] = [
  {
    id: 'V15', title: 'FitzHugh-Nagumo starts to fire at two Hopf points, where the trace vanishes', formula: 'v_H = \\pm\\sqrt{1 - \\varepsilon b},\\quad \\omega = \\sqrt{\\varepsilon - (\\varepsilon b)^2}',
    source: 'validation-suite.md V15; trace of the Jacobian (ours)',
    async figures(precision) {
      const vH = Math.sqrt(1 - epsilon * b), omega = Math.sqrt(epsilon - (epsilon * b) ** 2), { v, w, I } = rest(-vH), small = precision === 'float64' ? 1e-4 : 1e-3;
      const points = [-1, 1].map((sign) => bisect((x) => growthAt(sign * x).growth, 0.9, 1.1));
      const quarter = Math.PI / 2 / omega / neuron.dt, count = Math.floor(quarter), rotated = await steps(precision, neuron, { sites: 1, state: { v: Float64Array.of(v + small), w: Float64Array.of(w) }, parameters: { epsilon, a, b, I } }, count);
      // linear flow at the Hopf point: v(t) = small (cos ωt + εb/ω sin ωt)
      const t = count * neuron.dt, linear = Math.cos(omega * t) + ((epsilon * b) / omega) * Math.sin(omega * t);
      return [
        { what: 'I of the first Hopf point', expected: 0.3312813, measured: rest(-points[0]).I, within: 1e-6 }, { what: 'I of the second', expected: 1.4187187, measured: rest(points[1]).I, within: 1e-6 },
        { what: '|v| there', expected: vH, measured: points[0], within: 1e-6 }, { what: 'angular frequency there', expected: omega, measured: growthAt(-vH).eigenvalues[0].im, within: 1e-6 },
        { what: 'a small push after a quarter turn, against the linear flow', expected: linear, measured: (rotated.v[0] - v) / small, within: precision === 'float64' ? 1e-3 : 2e-2 },
      ];
    },
  },
  {
    id: 'V16', title: 'the van der Pol limit cycle: weak period 2π(1 + μ²/16), relaxation periods, amplitude 2', formula: 'T \\approx 2\\pi(1 + \\mu^2/16),\\quad T \\approx (3 - 2\\ln 2)\\mu + 7.014\\,\\mu^{-1/3}',
    source: 'validation-suite.md V16',
    async figures(precision) {
      const single = precision === 'float32', weak = await period(precision, 0.1, 0.02, 64), strong = await period(precision, 10, 0.002, 512), stiff = await period(precision, 100, 0.001, 8192);
      return [
        { what: 'period at μ = 0.1', expected: 2 * Math.PI * (1 + 0.01 / 16), measured: weak.T, within: single ? 1e-3 : 1e-5 },
        { what: 'amplitude at μ = 0.1', expected: 2, measured: weak.top, within: 2e-3 },
        { what: 'period at μ = 10', expected: 19.07837, measured: strong.T, within: single ? 1e-2 : 1e-4 },
        { what: 'period at μ = 100 against the relaxation law', expected: (3 - 2 * Math.log(2)) * 100 + 7.014 * 100 ** (-1 / 3), measured: stiff.T, within: 0.1 },
        { what: 'period at μ = 100', expected: 162.837, measured: stiff.T, within: single ? 5e-2 : 1e-3 },
      ];
    },
  },
];
