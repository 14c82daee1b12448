import { defineField } from '../field/field.ts';
import { INTEGRATORS, type IntegratorName } from '../field/integrator.ts';
import { meanField } from '../field/meanField.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import type { Check, Precision } from './check.ts';
import { steps } from './steps.ts';

const detuning = 1.25, K = 1, span = 4, start = Float64Array.of(0, 0.5);
/** The exact phase difference of V2's flow φ' = Δ − K sin φ, beyond locking: tan(φ/2) = K/Δ + (Ω/Δ) tan(Ωt/2 + c). */
function exact(t: number): number {
  const Omega = Math.sqrt(detuning ** 2 - K ** 2), c = Math.atan((Math.tan((start[1] - start[0]) / 2) - K / detuning) / (Omega / detuning));
  return 2 * Math.atan(K / detuning + (Omega / detuning) * Math.tan((Omega * t) / 2 + c));
}
async function errorOf(precision: Precision, integrator: IntegratorName, dt: number): Promise<number> {
  const field = defineField({ model: kuramoto, carriers: { all: meanField() }, integrator, dt }), { theta } = await steps(precision, field, { sites: 2, state: { theta: start }, parameters: { omega: Float64Array.of(0, detuning), K } }, Math.round(span / dt));
  return Math.abs(2 * Math.sin((theta[1] - theta[0] - exact(span)) / 2));
}

export const order: Check[] = [{
  id: 'V28', title: 'halving the step divides the error by 2^p: Euler 1, Heun 2, RK4 4', formula: 'p = \\log_2 \\frac{e(h)}{e(h/2)}', source: 'validation-suite.md V28; exact solution of V2\u2019s flow (ours)',
  async figures(precision) {
    const double = precision === 'float64', dts: [IntegratorName, number][] = double ? [['euler', 0.01], ['heun', 0.02], ['rk4', 0.02]] : [['euler', 0.05], ['heun', 0.1], ['rk4', 0.5]];
    return Promise.all(dts.map(async ([name, dt]) => ({ what: `order of ${name}, dt ${dt} and ${dt / 2}`, expected: INTEGRATORS[name].order, measured: Math.log2((await errorOf(precision, name, dt)) / (await errorOf(precision, name, dt / 2))), within: double ? 0.06 : 0.35 })));
  },
}];
