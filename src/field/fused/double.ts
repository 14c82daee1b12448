import type { Field } from '../field.ts';
import { begin, type RunOptions } from '../run.ts';
import { spread } from '../parameters.ts';
import { fusedOf } from './compiled.ts';
import { threadsPay, whyNotFused } from './fusedPlan.ts';
import { DOUBLE } from './lanes.ts';
import { threadsHere } from './threads.ts';

export interface DoubleOptions extends Omit<RunOptions, 'state' | 'parameters' | 'backend' | 'fused'> {
  state: Record<string, number | Float32Array | Float64Array>;
  parameters?: Record<string, number | Float32Array | Float64Array>;
  /** Simulated time at the start. Default 0. */
  time?: number;
}

/**
 * `steps` steps of a field in float64, fused, two lanes a vector: about half as fast as float32, for questions that need the digits
 * (theorems, invariants). Returns batch × sites values a variable; phases are wrapped to [−π, π].
 *
 * Errors: those of `begin`; RangeError where the field has no fused form.
 */
export async function doubleSteps(field: Field, options: DoubleOptions, steps: number): Promise<Record<string, Float64Array>> {
  const { model } = field, narrow = (given: DoubleOptions['state'] = {}) => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v instanceof Float64Array ? Float32Array.from(v) : v]));
  const { layout, fitted, parameters } = begin(field, { ...options, state: narrow(options.state), parameters: narrow(options.parameters), fused: undefined });
  const obstacle = whyNotFused({ field, fitted });
  if (obstacle) throw new RangeError(`doubleSteps: ${model.name} has no fused form (${obstacle}), expected lattice, mean-field, dense or sparse sums. Use the float64 reference.`);
  const wide = (what: string, v: number | Float32Array | Float64Array | undefined): Float64Array => (v instanceof Float64Array && v.length === layout.sites * layout.batch ? v
    : v instanceof Float64Array ? Float64Array.from({ length: layout.sites * layout.batch }, (_, i) => v[i % layout.sites])
      : typeof v === 'number' ? new Float64Array(layout.sites * layout.batch).fill(v) : Float64Array.from(spread(what, v, layout)));
  const fused = fusedOf<Float64Array>(field, layout, fitted, parameters, DOUBLE, options.threads ?? threadsPay({ field, layout, fitted }) ? threadsHere() : 1);
  const state = Object.fromEntries(model.variables.map((v) => [v, wide(`state ${v}`, options.state[v])]));
  const given = Object.fromEntries(Object.entries(options.parameters ?? {}).map(([p, v]) => [p, typeof v === 'number' ? v : wide(`parameter ${p}`, v)]));
  return (await fused.advance(state, steps, options.time ?? 0, given, fitted)).state;
}
