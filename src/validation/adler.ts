import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { wrapAngle } from '../field/observables/angle.ts';
import { kuramoto } from '../oscillators/models/kuramoto.ts';
import type { Check, Figure, Precision } from './check.ts';
import { advance } from './lab.ts';

const field = defineField({ model: kuramoto, carriers: { all: meanField() }, dt: 0.02 });

/** Phase difference of two oscillators with detuning Δ and total coupling 1, `steps` steps after it was `start`. */
export async function difference(precision: Precision, detuning: number, start: number, steps: number): Promise<number> {
  const { theta } = await advance(precision, field, { sites: 2, state: { theta: Float64Array.of(0, start) }, parameters: { omega: Float64Array.of(-detuning / 2, detuning / 2), K: 1 } }, steps);
  return wrapAngle(theta[1] - theta[0]);
}

const V1: Check = {
  id: 'V1',
  title: 'Two oscillators lock where the detuning is at most the coupling, at asin(Δ/K), and come there at rate √(K² − Δ²)',
  formula: '\\dot\\varphi = \\Delta - K\\sin\\varphi,\\quad \\varphi^* = \\arcsin(\\Delta/K),\\quad \\lambda = \\sqrt{K^2-\\Delta^2}',
  source: 'Adler; validation-suite.md V1',
  async figures(precision) {
    const within = precision === 'float64' ? 1e-6 : 1e-3, small = precision === 'float64' ? 1e-4 : 0.03, steps = 150, figures: Figure[] = [];
    for (const detuning of [0.6, 0.9]) {
      const locked = Math.asin(detuning), rate = Math.sqrt(1 - detuning ** 2);
      figures.push({ what: `φ* at Δ = ${detuning}`, expected: locked, measured: await difference(precision, detuning, 0, 2000), within });
      const apart = (await difference(precision, detuning, locked + small, steps)) - (await difference(precision, detuning, locked - small, steps));
      figures.push({ what: `rate at Δ = ${detuning}`, expected: rate, measured: Math.log((2 * small) / apart) / (steps * field.dt), within });
    }
    return figures;
  },
};

const V2: Check = {
  id: 'V2',
  title: 'Two oscillators with more detuning than coupling beat at √(Δ² − K²)',
  formula: '\\Omega = \\sqrt{\\Delta^2-K^2},\\quad T = 2\\pi/\\Omega',
  source: 'Adler; validation-suite.md V2',
  async figures(precision) {
    const within = precision === 'float64' ? 1e-6 : 1e-3, start = 0.4, figures: Figure[] = [];
    for (const detuning of [1.25, 2]) {
      const period = (2 * Math.PI) / Math.sqrt(detuning ** 2 - 1), steps = Math.round(period / field.dt), end = await difference(precision, detuning, start, steps), missing = start - end;
      const found = steps * field.dt + missing / (detuning - Math.sin(start - missing / 2)); // the last part of a step at the speed in its middle
      figures.push({ what: `period at Δ = ${detuning}`, expected: period, measured: found, within }, { what: `Ω at Δ = ${detuning}`, expected: Math.sqrt(detuning ** 2 - 1), measured: (2 * Math.PI) / found, within });
    }
    return figures;
  },
};

export const adler: Check[] = [V1, V2];
