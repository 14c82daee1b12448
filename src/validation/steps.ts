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
 * States of a field in the precision asked for, after each of `counts` further steps, from `options.state` at `options.time` (default 0): float32 as the default
 * backend runs it, float64 by the two-lane module where the field has a fused form and by the float64 reference where it has none (noise, delays;
 * a delayed field is asked once). Batch × sites values a variable.
 */
export async function course(precision: Precision, field: Field, options: StepsOptions, counts: number[]): Promise<State[]> {
  const single = { ...options, state: narrow(options.state), parameters: narrow(options.parameters) }, run = begin(field, single), { layout } = run, total = layout.sites * layout.batch, seen: State[] = [];
  const wide = (given: Record<string, Given> = {}) => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, Float64Array.from({ length: total }, (_, i) => (typeof v === 'number' ? v : v[i % v.length]))]));
  const fused = !whyNotFused({ field, fitted: run.fitted }), { seed, time = 0 } = options, at = () => time + done * field.dt;
  let state = run.start, double: Record<string, Float64Array> = wide(options.state), done = 0;
  for (const count of counts) {
    if (count > 0 && precision === 'float64') {
      double = fused ? await doubleSteps(field, { ...options, state: double, time: at() }, count)
        : referenceSteps({ field, fitted: run.fitted, parameters: wide(options.parameters), seed, layout }, double, count, Math.round(time / field.dt) + done);
      done += count;
    } else if (count > 0) {
      for (const end = done + count; done < end;) {
        const n = Math.min(CHUNK, end - done);
        ({ state } = await run.advance(state, n, at()));
        done += n;
      }
    }
    const now: State = precision === 'float64' ? double : state;
    seen.push(Object.fromEntries(field.model.variables.map((v) => [v, now[v].slice(0, total)])));
  }
  return seen;
}

/** The state after `count` steps; see `course`. */
export async function steps(precision: Precision, field: Field, options: StepsOptions, count: number): Promise<State> {
  return (await course(precision, field, options, [count]))[0];
}

const narrow = (given: Record<string, Given> = {}): Record<string, number | Float32Array> => Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v instanceof Float64Array ? Float32Array.from(v) : v]));
