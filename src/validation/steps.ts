import type { Fitted } from '../field/carrier.ts';
import type { Field } from '../field/field.ts';
import { doubleSteps, type DoubleOptions } from '../field/fused/double.ts';
import { whyNotFused } from '../field/fused/fusedPlan.ts';
import { referenceSteps } from '../field/reference.ts';
import { begin } from '../field/run.ts';
import type { Precision } from './check.ts';

export type StepsOptions = Omit<DoubleOptions, 'threads'>;
type Given = number | Float32Array | Float64Array;
export type State = Record<string, Float32Array | Float64Array>;

/** Steps in one launch: enough that launching costs nothing, few enough that kernels trace quickly. */
const CHUNK = 64;

/**
 * `count` steps of a field in the precision asked for, from `options.state` at `options.time` (default 0): float32 as the default backend runs
 * it, float64 by the two-lane module where the field has a fused form and by the float64 reference where it has none. Returns batch × sites
 * values a variable.
 */
export async function steps(precision: Precision, field: Field, options: StepsOptions, count: number): Promise<State> {
  const single = { ...options, state: narrow(options.state), parameters: narrow(options.parameters) }, run = begin(field, single), { sites, batch } = run.layout;
  if (precision === 'float32') {
    let state = run.start, time = options.time ?? 0;
    for (let done = 0; done < count; done += CHUNK) {
      const n = Math.min(CHUNK, count - done);
      ({ state } = await run.advance(state, n, time));
      time += n * field.dt;
    }
    return Object.fromEntries(field.model.variables.map((v) => [v, state[v].slice(0, sites * batch)]));
  }
  if (!whyNotFused({ field, fitted: run.fitted })) return doubleSteps(field, options, count);
  return reference(field, run.fitted, options, sites, batch, count);
}

function reference(field: Field, fitted: Record<string, Fitted>, options: StepsOptions, sites: number, batch: number, count: number): State {
  const wide = (given: Given) => Float64Array.from({ length: sites * batch }, (_, i) => (typeof given === 'number' ? given : given[i % given.length]));
  const all = (given: Record<string, Given> = {}) => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, wide(v)]));
  return referenceSteps({ field, fitted, parameters: all(options.parameters) }, all(options.state), count);
}

const narrow = (given: Record<string, Given> = {}): Record<string, number | Float32Array> => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v instanceof Float64Array ? Float32Array.from(v) : v]));
