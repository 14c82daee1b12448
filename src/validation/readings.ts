import { defineField } from '../field/field.ts';
import { chimeraIndex, metastability } from '../field/observables/chimera.ts';
import { daidoMoment, orderParameter, orderParameterByGroup } from '../field/observables/orderParameter.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import type { Check } from './check.ts';
import { course } from './steps.ts';

const free = defineField({ model: kuramoto, dt: 0.05 }), populations = 4, size = 24, sites = populations * size;
const group = Int32Array.from({ length: sites }, (_, i) => Math.floor(i / size));
/** Half of the populations in step, half in a splay state; nobody coupled: a chimera that stays. */
const half = Float64Array.from({ length: sites }, (_, i) => (group[i] < populations / 2 ? 0.4 : (2 * Math.PI * (i % size)) / size));

export const readings: Check[] = [{
  id: 'V30', title: 'order parameters, chimera index and metastability read known states as the definitions say', formula: '\\chi = \\langle\\mathrm{var}_m \\rho\\rangle_t / \\tfrac{5}{36},\\quad \\lambda = \\langle\\mathrm{var}_t \\rho\\rangle_m / \\tfrac{1}{12}',
  source: 'validation-suite.md V30; the known states are ours',
  async figures(precision) {
    const within = precision === 'float64' ? 1e-6 : 1e-3, [still] = await course(precision, free, { sites, state: { theta: half }, parameters: { omega: 1.3, K: 0 } }, [400]);
    const rho = [orderParameterByGroup(still.theta, group, populations).map((o) => o.r)], splay = still.theta.slice(sites - size);
    // pairs that beat: ρ = |cos(Δt/2)|, mean 2/π, mean square 1/2
    const T = 2 * Math.PI, dt = T / 240, beat = defineField({ model: kuramoto, dt }), moments = await course(precision, beat, { sites: 4, state: { theta: 0 }, parameters: { omega: Float64Array.of(0, 1, 3, 5), K: 0 } }, Array<number>(1200).fill(1));
    const pairs = moments.map(({ theta }) => orderParameterByGroup(theta, Int32Array.of(0, 0, 1, 1), 2).map((o) => o.r));
    return [
      { what: 'r of a population in step', expected: 1, measured: rho[0][0], within }, { what: 'r of a splay state', expected: 0, measured: rho[0][populations - 1], within },
      { what: 'r of all together', expected: 1 / 2, measured: orderParameter(still.theta).r, within },
      { what: 'Daido moment of order 24 of the splay state of 24', expected: 1, measured: daidoMoment(splay, size).r, within: within * size }, { what: 'of order 23', expected: 0, measured: daidoMoment(splay, size - 1).r, within: within * size },
      { what: 'chimera index, half at ρ = 1 and half at 0', expected: (populations / 4 / (populations - 1)) / (5 / 36), measured: chimeraIndex(rho), within: 10 * within },
      { what: 'metastability of pairs that beat', expected: (1 / 2 - (2 / Math.PI) ** 2) * 12, measured: metastability(pairs), within: 5e-3 },
    ];
  },
}];
