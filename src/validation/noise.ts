import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { orderParameter } from '../field/observables/orderParameter.ts';
import { oscillator, phase, real } from '../oscillators/oscillator.ts';
import type { Check } from './check.ts';
import { besselI, bisect, mean, variance } from './numbers.ts';
import { course, steps } from './steps.ts';

const crowd = oscillator({
  name: 'noisy Kuramoto', state: { theta: phase }, parameters: { omega: 0, K: 0, D: 0.5 }, noise: { theta: 'sqrt(2*D)' },
  rate: { theta: 'omega + K*(S*cos(theta) - C*sin(theta))' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
});
const decay = oscillator({ name: 'Ornstein-Uhlenbeck', state: { x: real }, parameters: { a: 1, s: 0.7 }, rate: { x: '-a*x' }, noise: { x: 's' }, emits: {} });
const walk = oscillator({ name: 'free phase, unwrapped', state: { x: real }, parameters: { omega: 0.7, D: 0.5 }, rate: { x: 'omega' }, noise: { x: 'sqrt(2*D)' }, emits: {} });
const field = defineField({ model: crowd, carriers: { all: meanField() }, integrator: 'euler', dt: 0.05 });
/** r = I₁(Kr/D)/I₀(Kr/D), the branch above zero. */
const theory = (K: number, D: number) => bisect((r) => besselI(1, (K * r) / D) / besselI(0, (K * r) / D) - r, 0.05, 1);

export const noise: Check[] = [
  {
    id: 'V17', title: 'noisy identical oscillators synchronise above K = 2D, r = I₁(Kr/D)/I₀(Kr/D)', formula: 'r = I_1(Kr/D)/I_0(Kr/D),\\quad K_c = 2D', source: 'validation-suite.md V17; the stationary density is von Mises (ours)',
    async figures(precision) {
      const double = precision === 'float64', sites = double ? 400 : 8000, D = 0.5, figures = [];
      for (const K of [2, 1.5, 0.5]) { // from the stationary density itself, then long enough to leave it if it were not
        const locked = K > 2 * D, expected = locked ? theory(K, D) : Math.sqrt(Math.PI / (4 * sites * (1 - K / (2 * D)))), seen = await course(precision, field, { sites, seed: 17, state: { theta: Float64Array.from({ length: sites }, (_, i) => (2 * (i + 0.5)) / sites - 1) }, parameters: { K, D } }, double ? [locked ? 60 : 240, ...Array<number>(6).fill(15)] : [200, ...Array<number>(8).fill(50)]);
        figures.push({ what: `r at K = ${K}`, expected, measured: mean(seen.slice(1).map(({ theta }) => orderParameter(theta).r)), within: 3 / Math.sqrt(sites) + 0.01 });
      }
      return figures;
    },
  },
  {
    id: 'V18', title: 'an Ornstein-Uhlenbeck process under Euler-Maruyama has the variance s²/(2a − a² dt)', formula: '\\sigma^2 = s^2/(2a - a^2\\,dt)', source: 'validation-suite.md V18; recursion of the scheme',
    figures: (precision) => Promise.all([0.1, 0.5].map(async (dt) => {
      const sites = precision === 'float64' ? 2000 : 20_000, expected = 0.49 / (2 - dt), { x } = await steps(precision, defineField({ model: decay, integrator: 'euler', dt }), { sites, seed: 18, state: { x: 0 } }, Math.round(10 / dt));
      return { what: `variance at dt = ${dt}`, expected, measured: variance(x), within: 4 * expected * Math.sqrt(2 / sites) };
    })),
  },
  {
    id: 'V19', title: 'free phases diffuse: variance 2Dt, mean ωt, r falling as e^(−Dt), then √(π/4N)', formula: '\\mathrm{var} = 2Dt,\\quad r = e^{-Dt},\\quad \\langle r \\rangle = \\sqrt{\\pi/4N}', source: 'validation-suite.md V19; Rayleigh',
    async figures(precision) {
      const sites = precision === 'float64' ? 2000 : 20_000, D = 0.5, { x } = await steps(precision, defineField({ model: walk, integrator: 'euler', dt: 0.05 }), { sites, seed: 19, state: { x: 0 } }, 40);
      const phases = defineField({ model: crowd, integrator: 'euler', dt: 0.05 }), [early] = await course(precision, phases, { sites, seed: 20, state: { theta: 0 }, parameters: { K: 0, D } }, [40]);
      const batch = precision === 'float64' ? 25 : 100, few = 100, late = await steps(precision, phases, { sites: few, batch, seed: 21, state: { theta: 0 }, parameters: { K: 0, D: 5 } }, 60), r = Array.from({ length: batch }, (_, b) => orderParameter(late.theta, b * few, (b + 1) * few).r);
      const random = Math.sqrt(Math.PI / (4 * few));
      return [
        { what: 'variance at t = 2', expected: 2 * D * 2, measured: variance(x), within: 4 * 2 * Math.sqrt(2 / sites) }, { what: 'mean at t = 2', expected: 1.4, measured: mean(x), within: 4 * Math.sqrt(2 / sites) },
        { what: 'r at t = 2', expected: Math.exp(-1), measured: orderParameter(early.theta).r, within: 4 / Math.sqrt(2 * sites) },
        { what: `mean r of ${batch} fields of 100, long after`, expected: random, measured: mean(r), within: 4 * Math.sqrt((1 - Math.PI / 4) / few / batch) + 0.003 },
      ];
    },
  },
];
