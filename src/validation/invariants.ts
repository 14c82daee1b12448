import { dense } from '../field/dense.ts';
import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { crossRatios } from '../field/observables/crossRatio.ts';
import { injectedKuramoto } from '../oscillators/models/injectedKuramoto.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import { Chance } from '../field/chance.ts';
import type { Check } from './check.ts';
import { course, type State } from './steps.ts';

const crowd = defineField({ model: kuramoto, carriers: { all: meanField() }, dt: 0.01 }), few = 10, some = Float64Array.from({ length: few }, (_, i) => 0.3 + 0.55 * i + 0.2 * Math.sin(5 * i));

const n = 60, K = 1, Ks = 0.5, chance = new Chance(27), weight = new Float32Array(n * n);
for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) weight[i * n + j] = weight[j * n + i] = Math.fround((2 * chance.next() - 1) / Math.sqrt(n));
const machine = defineField({ model: injectedKuramoto(2), carriers: { links: dense() }, dt: 0.02 }), scattered = Float64Array.from({ length: n }, () => 2 * Math.PI * chance.next());
/** E = −½K Σ J cos(θ_j − θ_i) − ½K_s Σ cos 2θ, and |∇E|². */
function energyOf({ theta }: State): { E: number; square: number } {
  let E = 0, square = 0;
  for (let i = 0; i < n; i++) {
    let pull = 0;
    for (let j = 0; j < n; j++) { E -= 0.5 * K * weight[i * n + j] * Math.cos(theta[j] - theta[i]); pull += weight[i * n + j] * Math.sin(theta[j] - theta[i]); }
    E -= 0.5 * Ks * Math.cos(2 * theta[i]);
    square += (K * pull - Ks * Math.sin(2 * theta[i])) ** 2;
  }
  return { E, square };
}

export const invariants: Check[] = [
  {
    id: 'V25', title: 'identical oscillators in a common field keep N − 3 cross ratios (Watanabe-Strogatz)', formula: '\\lambda = \\frac{S_{13} S_{24}}{S_{14} S_{23}},\\quad S_{ij} = \\sin\\frac{\\theta_i - \\theta_j}{2}',
    source: 'validation-suite.md V25',
    async figures(precision) {
      const [{ theta }] = await course(precision, crowd, { sites: few, state: { theta: some }, parameters: { omega: 1, K: -1.5 } }, [1000]), before = crossRatios(some), after = crossRatios(Float64Array.from(theta));
      return Array.from(before, (expected, k) => ({ what: `λ of sites ${k} to ${k + 3} after t = 10`, expected, measured: after[k], within: (precision === 'float64' ? 1e-7 : 1e-3) * Math.max(1, Math.abs(expected)) }));
    },
  },
  {
    id: 'V27', title: 'with symmetric couplings and injection the energy of the field never rises', formula: 'E = -\\tfrac12 K\\sum J_{ij}\\cos(\\theta_j-\\theta_i) - \\tfrac12 K_s\\sum\\cos 2\\theta_i,\\quad \\dot E = -|\\nabla E|^2',
    source: 'validation-suite.md V27; gradient flow (ours)',
    async figures(precision) {
      const span = 3000, states = await course(precision, machine, { sites: n, state: { theta: scattered }, parameters: { omega: 0, K, Ks }, wiring: { links: { weight } } }, Array<number>(span / 2).fill(2)), all = [energyOf({ theta: scattered }), ...states.map(energyOf)];
      const rise = Math.max(...all.slice(1).map(({ E }, k) => E - all[k].E)), h = 2 * machine.dt;
      let work = 0; // Simpson's rule over every two intervals
      for (let k = 0; k + 2 < all.length; k += 2) work += (h / 3) * (all[k].square + 4 * all[k + 1].square + all[k + 2].square);
      return [
        { what: 'largest rise of the energy in 3,000 steps', expected: 0, measured: Math.max(0, rise), within: precision === 'float64' ? 1e-12 : 2e-5 },
        { what: 'energy lost, against ∫|∇E|² dt', expected: all[0].E - all[all.length - 1].E, measured: work, within: 1e-3 },
      ];
    },
  },
];
