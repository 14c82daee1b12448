import { csrOf } from '../field/csr.ts';
import { defineField } from '../field/field.ts';
import { sparse } from '../field/sparse.ts';
import { adaptiveHopf } from '../oscillators/models/adaptiveHopf.ts';
import { sakaguchiKuramoto } from '../oscillators/models/sakaguchiKuramoto.ts';
import { stuartLandau } from '../oscillators/models/stuartLandau.ts';
import { oscillator, real } from '../oscillators/oscillator.ts';
import { adaptiveKuramoto } from '../plasticity/adaptiveKuramoto.ts';
import { bcm } from '../plasticity/bcm.ts';
import { frequencyAdaptation } from '../plasticity/frequencyAdaptation.ts';
import { learn } from '../plasticity/learn.ts';
import { oja } from '../plasticity/oja.ts';
import type { Check, Figure, Precision } from './check.ts';
import { steps } from './steps.ts';

const TAU = 2 * Math.PI, turn = (angle: number) => angle - TAU * Math.round(angle / TAU);

/** V21: how fast a cluster turns once its couplings, which start at 0, have come to rest. Every site hears every site, itself too. */
async function clusterFrequency(precision: Precision, theta: Float64Array, alpha: number, beta: number, epsilon: number): Promise<number> {
  const sites = theta.length, field = defineField({ model: sakaguchiKuramoto, carriers: { links: sparse() }, dt: 0.1 }), pairs = Array.from({ length: sites ** 2 }, (_, k) => [Math.floor(k / sites), k % sites, 0] as const);
  const rest = Math.round(20 / epsilon), time = rest + 5;
  let turned = 0, last = NaN;
  await learn(field, {
    sites, precision, time, chunk: 10, state: { theta }, parameters: { omega: 0, K: 1 / sites, alpha }, wiring: { links: csrOf(pairs, sites) },
    rules: [{ rule: adaptiveKuramoto, carrier: 'links', step: 1, parameters: { epsilon, beta } }],
    observe(moment) {
      if (moment.time > rest + 0.5) turned += turn(moment.state.theta[0] - last);
      last = moment.state.theta[0];
    },
  });
  return turned / (time - rest);
}

/** V22: the forced Hopf oscillator without plasticity of its own, and a site that shows what it hears. */
const forcedHopf = oscillator({
  name: 'forced Hopf', state: { x: real, y: real }, planar: ['x', 'y'], parameters: { gamma: 8, mu: 1, omega: 30, epsilon: 0.9, nu: 30 },
  where: { gain: 'gamma*(mu - x^2 - y^2)' }, rate: { x: 'gain*x - omega*y + epsilon*cos(nu*t)', y: 'gain*y + omega*x' }, emits: { F: 'cos(nu*t)' }, hears: [],
});

/** Mean ω over the last 20 of 170 periods of the forcing. */
async function learnedFrequency(precision: Precision, omega: number): Promise<number> {
  const period = TAU / 30, field = defineField({ model: forcedHopf, dt: period / 40 });
  let sum = 0, count = 0;
  await learn(field, {
    sites: 1, precision, time: 170 * period, chunk: 2, state: { x: 1, y: 0 }, parameters: { omega }, rules: [{ rule: frequencyAdaptation, step: period }],
    observe({ time, learned }) { if (time > 150.01 * period) { sum += learned[0].value[0]; count++; } },
  });
  return sum / count;
}

/** V23: growth rate of small deviations, ½ ln(det Φ(T))/T; the columns of Φ are what deviations of weight and of threshold become in a time T. */
async function deviationGrowth(precision: Precision, eta: number): Promise<number> {
  const held = oscillator({ name: 'held', state: { x: real }, parameters: {}, rate: { x: '0' }, emits: { Y: 'x' } });
  const field = defineField({ model: held, carriers: { links: sparse() }, dt: 0.025 }), small = 2 ** -7, time = 10;
  const run = async (weight: number, threshold: number): Promise<[number, number]> => {
    const { learned } = await learn(field, {
      sites: 2, precision, time, state: { x: Float32Array.of(1, 0) }, wiring: { links: csrOf([[1, 0, weight]], 2) },
      rules: [{ rule: bcm, carrier: 'links', step: 0.025, parameters: { eta, tau: 1 }, averages: { threshold } }],
    });
    return [learned[0].value[0], learned[0].averages.threshold[1]];
  };
  const both = async (dw: number, dt: number) => { const [a, b] = [await run(1 + dw, 1 + dt), await run(1 - dw, 1 - dt)]; return [(a[0] - b[0]) / (2 * small), (a[1] - b[1]) / (2 * small)]; };
  const [a, b] = [await both(small, 0), await both(0, small)];
  return Math.log(a[0] * b[1] - a[1] * b[0]) / (2 * time);
}

/** V24: three free oscillators with mean squares 2, 1 and ½ and a site that hears them; norm and alignment in the mean of the last fifth. */
async function principal(precision: Precision): Promise<{ norm: number; alignment: number }> {
  const field = defineField({ model: stuartLandau, carriers: { links: sparse() }, dt: 0.04 }), mu = Float32Array.of(4, 2, 1, 1);
  let norm = 0, alignment = 0, count = 0;
  await learn(field, {
    sites: 4, precision, time: 200, chunk: 2, state: { re: mu.map(Math.sqrt), im: 0 }, parameters: { mu, omega: Float32Array.of(3, 4.854, 7.854, 0), K: 0 },
    wiring: { links: csrOf([[3, 0, 0.3], [3, 1, -0.5], [3, 2, 0.6]], 4) }, rules: [{ rule: oja, carrier: 'links', step: 0.1, reads: { x: 're' }, parameters: { eta: 0.04 } }],
    observe({ time, learned: [{ value }] }) {
      if (time < 160) return;
      const length = Math.hypot(...value);
      norm += length;
      alignment += Math.abs(value[0]) / length;
      count++;
    },
  });
  return { norm: norm / count, alignment: alignment / count };
}

/** What links and sites learn by themselves: clusters, a frequency, a set point, a direction. */
export const learning: Check[] = [
  {
    id: 'V21', title: 'adaptive Kuramoto: in-phase and antipodal clusters turn at ω + sin α sin β, splay clusters at ω + ½ cos(α − β)',
    formula: '\\Omega = \\omega + \\sin\\alpha\\sin\\beta,\\qquad \\Omega_{\\mathrm{splay}} = \\omega + \\tfrac12\\cos(\\alpha-\\beta)',
    source: 'validation-suite.md V21 (arXiv:1809.00573); derived: put κ = −sin(φ_i − φ_j + β) into the phase equation and sum over the cluster',
    async figures(precision) {
      const alpha = 0.2 * Math.PI, beta = -0.5 * Math.PI, N = 8, within = precision === 'float64' ? 1e-6 : 1e-3;
      const figure = async (what: string, expected: number, theta: (k: number) => number, epsilon = 0.3): Promise<Figure> => ({ what, expected, measured: await clusterFrequency(precision, Float64Array.from({ length: N }, (_, k) => theta(k)), alpha, beta, epsilon), within });
      const together = Math.sin(alpha) * Math.sin(beta);
      return [
        await figure('Ω in phase, α = 0.2π, β = −0.5π', together, () => 0.3),
        await figure('Ω antipodal', together, (k) => 0.3 + (k % 3 === 0 ? Math.PI : 0)),
        await figure('Ω splay', 0.5 * Math.cos(alpha - beta), (k) => turn((TAU * k) / N), 1), // unstable here: couplings must be there before rounding has grown
      ];
    },
  },
  {
    id: 'V22', title: 'adaptive-frequency Hopf: ω comes to the frequency of the forcing',
    formula: '\\dot\\omega = -\\varepsilon F y/r \\;\\Rightarrow\\; \\langle\\omega\\rangle \\to \\nu',
    source: 'validation-suite.md V22 (Righetti, Buchli and Ijspeert 2006); γ 8, μ 1, ε 0.9, ν 30, within 0.01 for the ripple at 2ν',
    async figures(precision) {
      const dt = TAU / 30 / 40, field = defineField({ model: adaptiveHopf, dt });
      let state = await steps(precision, field, { sites: 1, state: { x: 1, y: 0, omega: 40 } }, Math.round(560 / (40 * dt)) * 40), mean = 0;
      for (let k = 0; k < 40; k++) { state = await steps(precision, field, { sites: 1, state, time: k * dt }, 1); mean += state.omega[0] / 40; }
      return [
        { what: 'ω as a state variable, from 40', expected: 30, measured: mean, within: 0.01 },
        { what: 'ω by the rule beside the field, from 30.5', expected: 30, measured: await learnedFrequency(precision, 30.5), within: 0.01 },
        { what: 'ω by the rule beside the field, from 29.5', expected: 30, measured: await learnedFrequency(precision, 29.5), within: 0.01 },
      ];
    },
  },
  {
    id: 'V23', title: 'BCM: the set point is stable iff homeostasis is faster than learning, τηx² < 1',
    formula: '\\mathrm{Re}\\,\\lambda = \\tfrac12\\left(\\eta x^2 - 1/\\tau\\right)',
    source: 'validation-suite.md V23 (PMC5318375); derived: trace ηx² − 1/τ and determinant ηx²/τ at y = θ = 1',
    async figures(precision) {
      const figure = async (eta: number): Promise<Figure> => ({ what: `Re λ at τηx² = ${eta} (${eta < 1 ? 'decays' : 'leaves'})`, expected: (eta - 1) / 2, measured: await deviationGrowth(precision, eta), within: 1e-3 });
      return [await figure(0.8), await figure(1.2)];
    },
  },
  {
    id: 'V24', title: 'Oja: the weights come to norm 1 along the first eigenvector of what is heard, C = diag(2, 1, ½)',
    formula: '\\dot w = \\eta y(x - yw):\\quad |w| \\to 1,\\; w \\parallel e_1',
    source: 'validation-suite.md V24 (Oja 1982); within 5e-3 for the ripple, which is of the order of η/ω',
    async figures(precision) {
      const { norm, alignment } = await principal(precision);
      return [{ what: '|w|', expected: 1, measured: norm, within: 5e-3 }, { what: '|w · e₁|/|w|', expected: 1, measured: alignment, within: 5e-3 }];
    },
  },
];
