import type { Field } from '../field/field.ts';
import type { Precision } from './check.ts';
import { course } from './steps.ts';

type Values = Record<string, number | Float64Array>;
export type State = Record<string, Float64Array>;

/** A field at its start, in float64; float32 runs take the nearest numbers. */
export interface Start {
  sites: number;
  batch?: number;
  state: Values;
  parameters?: Values;
  wiring?: Record<string, unknown>;
}

/** The state `steps` steps later. */
export async function advance(precision: Precision, field: Field, start: Start, steps: number): Promise<State> {
  return (await series(precision, field, start, { skip: steps, every: 1, count: 1 }))[0];
}

/** `count` states, `every` steps apart, after a transient of `skip` steps; the first is the state after the transient. */
export async function series(precision: Precision, field: Field, start: Start, { skip = 0, every, count }: { skip?: number; every: number; count: number }): Promise<State[]> {
  const seen = await course(precision, field, start, [skip, ...Array<number>(count - 1).fill(every)]);
  return seen.map((state) => Object.fromEntries(Object.entries(state).map(([v, x]) => [v, Float64Array.from(x)])));
}

/** `f` at the middles of n equal parts of [0, 1]. */
export const quantiles = (n: number, f: (p: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => f((i + 0.5) / n));

export const lorentzian = (gamma: number) => (p: number): number => gamma * Math.tan(Math.PI * (p - 0.5));
export const uniform = (g: number) => (p: number): number => g * (2 * p - 1);

/** Quantile of the normal distribution: Newton's method on Φ(x) = ½ + φ(x) Σ x^(2k+1)/(2k+1)!!. */
export const gaussian = (sigma: number) => (p: number): number => {
  let x = 0;
  for (let k = 0; k < 60; k++) {
    let term = x, sum = x;
    for (let j = 3; Math.abs(term) > 1e-18 && j < 400; j += 2) sum += (term *= (x * x) / j);
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI), step = (0.5 + density * sum - p) / density;
    x -= Math.max(-1, Math.min(1, step));
    if (Math.abs(step) < 1e-14) break;
  }
  return sigma * x;
};
