import { defineField } from '../field/field.ts';
import { group } from '../field/group.ts';
import { meanField } from '../field/meanField.ts';
import { orderParameterByGroup } from '../field/observables/orderParameter.ts';
import { stability } from '../field/stability.ts';
import { linearise } from '../field/tangent.ts';
import { oscillator, phase, real } from '../oscillators/oscillator.ts';
import type { Check, Precision } from './check.ts';
import { bisect } from './numbers.ts';
import { course } from './steps.ts';

const beta = 0.1, alpha = Math.PI / 2 - beta;
const strengths = (A: number) => ({ mu: (1 + A) / 2, nu: (1 - A) / 2, alpha });
/** One population in step, the other on the Ott-Antonsen manifold: order parameter r, lag ψ between them. */
const reduced = defineField({
  model: oscillator({
    name: 'chimera, reduced', state: { r: real, psi: phase }, parameters: strengths(0.2), emits: {},
    rate: { r: '(1 - r^2)/2*(mu*r*cos(alpha) + nu*cos(psi - alpha))', psi: '(1 + r^2)/(2*r)*(mu*r*sin(alpha) - nu*sin(psi - alpha)) - mu*sin(alpha) - nu*r*sin(psi + alpha)' },
  }), dt: 0.05,
});
const psiOf = (r: number, A: number) => alpha - Math.acos((-strengths(A).mu * r * Math.cos(alpha)) / strengths(A).nu); // r' = 0
const drift = (r: number, A: number) => { const flow = linearise('chimera', reduced, { sites: 1, state: { r, psi: psiOf(r, A) }, parameters: strengths(A) }); return flow.at(flow.start, 0).rate[1]; };
/** ψ' as a function of r has one minimum (ternary search); where it is above zero there is no rest, at zero two rests are born. */
const lowest = (A: number) => {
  let a = 0.5, b = 0.97;
  while (b - a > 1e-5) { const left = a + (b - a) / 3, right = b - (b - a) / 3; if (drift(left, A) < drift(right, A)) b = right; else a = left; }
  return (a + b) / 2;
};
/** The rest point of the smaller r. */
const restAt = (A: number) => { const r = bisect((x) => drift(x, A), 0.3, lowest(A)); return { r, psi: psiOf(r, A) }; };
const spectrum = (A: number) => stability(reduced, { sites: 1, state: restAt(A), parameters: strengths(A) });

const populations = oscillator({
  name: 'two populations', state: { theta: phase }, parameters: strengths(0.2), hears: ['S', 'C', 'A', 'B'], emits: { sine: 'sin(theta)', cosine: 'cos(theta)' },
  rate: { theta: '((mu - nu)*S + 2*nu*A)*cos(theta + alpha) - ((mu - nu)*C + 2*nu*B)*sin(theta + alpha)' },
});
const crowd = defineField({ model: populations, carriers: { own: group({ reduce: 'mean', from: { S: 'sine', C: 'cosine' } }), all: meanField({ from: { A: 'sine', B: 'cosine' } }) }, dt: 0.05 });

/** Phases of both populations: one in step, the other on the Ott-Antonsen manifold at (r, ψ). */
const startAt = (half: number, { r, psi }: { r: number; psi: number }) => Float64Array.from({ length: 2 * half }, (_, i) => (i < half ? 0 : -psi + 2 * Math.atan(((1 - r) / (1 + r)) * Math.tan(Math.PI * ((i - half + 0.5) / half - 0.5)))));
const labelsOf = (half: number) => Int32Array.from({ length: 2 * half }, (_, i) => Number(i >= half));

/** r of the loose population every `every` units of time: the oscillators, and the reduced equations from the same start. */
export async function spiral(precision: Precision, A: number, r: number, every: number, count: number): Promise<{ field: number[]; theory: number[] }> {
  const half = 128, start = { r, psi: restAt(A).psi }, counts = Array<number>(count).fill(Math.round(every / crowd.dt)), labels = labelsOf(half);
  const oscillators = await course(precision, crowd, { sites: 2 * half, state: { theta: startAt(half, start) }, parameters: strengths(A), wiring: { own: { group: labels } } }, counts);
  const theory = await course('float64', reduced, { sites: 1, state: start, parameters: strengths(A) }, counts);
  return { field: [r, ...oscillators.map(({ theta }) => orderParameterByGroup(theta, labels, 2)[1].r)], theory: [r, ...theory.map((s) => s.r[0])] };
}

export const chimera: Check[] = [{
  id: 'V12', title: 'the chimera of Abrams and Strogatz: one population in step, the other at r = 0.729147', formula: '\\dot r = \\tfrac{1-r^2}{2}(\\mu r\\cos\\alpha + \\nu\\cos(\\psi-\\alpha))', source: 'validation-suite.md V12',
  async figures(precision) {
    const A = 0.2, rest = restAt(A), eigen = spectrum(A).eigenvalues[0], half = precision === 'float64' ? 48 : 128, sites = 2 * half, labels = labelsOf(half);
    const theta = startAt(half, rest);
    const [{ theta: now }] = await course(precision, crowd, { sites, state: { theta }, parameters: strengths(A), wiring: { own: { group: labels } } }, [precision === 'float64' ? 800 : 3000]), [inStep, loose] = orderParameterByGroup(now, labels, 2);
    return [
      { what: 'r of the loose population, oscillators', expected: 0.729147, measured: loose.r, within: 1e-4 }, { what: 'r of the population in step', expected: 1, measured: inStep.r, within: 1e-6 },
      { what: 'r at rest, reduced', expected: 0.729147, measured: rest.r, within: 1e-6 }, { what: 'real part of its eigenvalues', expected: -0.0145, measured: eigen.re, within: 5e-5 }, { what: 'imaginary part', expected: 0.1022, measured: eigen.im, within: 5e-5 },
      { what: 'A of the saddle-node', expected: 0.178341, measured: bisect((x) => drift(lowest(x), x), 0.17, 0.19), within: 2e-5 }, { what: 'A of the Hopf point', expected: 0.277775, measured: bisect((x) => spectrum(x).growth, 0.26, 0.29), within: 2e-5 },
      { what: 'r there', expected: 0.5895, measured: restAt(0.277775).r, within: 1e-4 },
    ];
  },
}];
