import type { Arrays } from '../field/plan.ts';
import type { Oscillator } from '../oscillators/oscillator.ts';
import type { Ground } from './simulationValues.ts';

/**
 * How fast each batch entry turns now: the mean of θ'_i for models with a phase, Σ Im(z̄ z')/Σ |z|² for a plane; undefined for others.
 *   θ', z'   `rate`   rad/T, batch × sites values
 */
export function turning(model: Oscillator, { sites, batch }: Ground): ((state: Arrays, rate: Arrays) => number[]) | undefined {
  const v = model.variables.find((name) => model.state[name] === 'phase'), { planar } = model;
  const entries = Array.from({ length: batch }, (_, b) => b * sites);
  if (v !== undefined) return (_, rate) => entries.map((from) => rate[v].subarray(from, from + sites).reduce((a, b) => a + b, 0) / sites);
  if (!planar) return undefined;
  return (state, rate) => entries.map((from) => {
    const [x, y] = planar.map((p) => state[p]), [dx, dy] = planar.map((p) => rate[p]);
    let turn = 0, size = 0;
    for (let i = from; i < from + sites; i++) { turn += x[i] * dy[i] - y[i] * dx[i]; size += x[i] * x[i] + y[i] * y[i]; }
    return size > 0 ? turn / size : 0;
  });
}
