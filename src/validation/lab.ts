import type { Field } from '../field/field.ts';
import { doubleSteps } from '../field/fused/double.ts';
import { whyNotFused } from '../field/fused/fusedPlan.ts';
import { referenceSteps } from '../field/reference.ts';
import { begin } from '../field/run.ts';
import type { Precision } from './check.ts';

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

/** Up to here the plain float64 reference is quicker than compiling a module. */
const SMALL = 4000;

const narrow = (values: Values = {}) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, typeof v === 'number' ? v : Float32Array.from(v)]));

/** The state `steps` steps later: float32 on the default backend, float64 in the two-lane module or, for short runs of few sites, the reference. */
export async function advance(precision: Precision, field: Field, start: Start, steps: number, time = 0): Promise<State> {
  const { sites, batch = 1, wiring } = start, total = sites * batch, options = { sites, batch, wiring };
  if (steps === 0) return wide(start.state, total);
  const run = begin(field, { ...options, state: narrow(start.state), parameters: narrow(start.parameters) });
  if (precision === 'float32') return wide((await run.advance(run.start, steps, time)).state, total);
  if (sites * batch * steps > SMALL && whyNotFused({ field, fitted: run.fitted }) === undefined) return doubleSteps(field, { ...options, state: start.state, parameters: start.parameters, time }, steps);
  if (time !== 0 && field.model.timed) throw new RangeError(`validation: ${field.model.name} depends on time, expected a start at time 0 for the reference. Run it in one go.`);
  return referenceSteps({ field, fitted: run.fitted, parameters: spread(start.parameters, sites, total) }, wide(start.state, total), steps);
}

const spread = (values: Values = {}, sites: number, total: number) =>
  Object.fromEntries(Object.entries(values).map(([k, v]) => [k, typeof v === 'number' ? v : Float64Array.from({ length: total }, (_, i) => v[v.length === total ? i : i % sites])]));

const wide = (state: Record<string, number | ArrayLike<number>>, total: number): State =>
  Object.fromEntries(Object.entries(state).map(([k, v]) => [k, typeof v === 'number' ? new Float64Array(total).fill(v) : Float64Array.from({ length: total }, (_, i) => v[v.length < total ? i % v.length : i])]));

/** `count` states, `every` steps apart, after a transient of `skip` steps; the first is the state after the transient. */
export async function series(precision: Precision, field: Field, start: Start, { skip = 0, every, count }: { skip?: number; every: number; count: number }): Promise<State[]> {
  const states = [await advance(precision, field, start, skip)];
  while (states.length < count) states.push(await advance(precision, field, { ...start, state: states.at(-1)! }, every, (skip + (states.length - 1) * every) * field.dt));
  return states;
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

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

/** The step that walks through n places in an order without runs: a whole number near n/φ² that shares no divisor with n. */
function stride(n: number): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  let s = Math.max(1, Math.round(n * 0.381966));
  while (common(s, n) !== 1) s++;
  return s;
}

/** The same numbers in another order, so that neighbours in one list are not neighbours in another. */
export const shuffled = (values: Float64Array): Float64Array => values.map((_, i) => values[(i * stride(values.length)) % values.length]);
