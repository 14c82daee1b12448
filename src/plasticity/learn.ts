import { prepareBackend } from '../field/backend.ts';
import type { Field } from '../field/field.ts';
import { referenceSteps } from '../field/reference.ts';
import { begin, type RunOptions } from '../field/run.ts';
import { spread, type ParameterValues } from '../field/parameters.ts';
import { learnersOf, type LearningRule } from './learners.ts';
import type { Plasticity } from './plasticity.ts';

export interface LearnOptions extends Omit<RunOptions, 'state'> {
  /** Start of every state variable; a Float64Array keeps its digits in float64. */
  state: Record<string, number | Float32Array | Float64Array>;
  rules: LearningRule[];
  time: number;
  /** Field steps between two looks of the rules. Default 1. */
  chunk?: number;
  /** float64: the field by the reference, in plain code; float32 (default): on the backend. Rules follow. */
  precision?: 'float32' | 'float64';
  /** Called after every chunk: the state at `time`, what was learned half a chunk later (at the end: at `time` too). Read, do not keep. */
  observe?(moment: { time: number; state: Record<string, Float32Array | Float64Array>; learned: Plasticity[] }): void;
}

export interface Learned {
  state: Record<string, Float32Array | Float64Array>;
  learned: Plasticity[];
  wiring: Record<string, unknown>;
  parameters: ParameterValues;
  time: number;
}

/**
 * A field that runs while it learns: half a pass of every rule at the held state, `chunk` field steps at held couplings, half a pass …
 * (Strang splitting, second order in chunk · dt). Several rules pass there and
 * back, those that change the same thing on the same numbers. One batch entry.
 * Errors: RangeError `learn: …`; those of `begin` and `plasticity`.
 */
export async function learn(field: Field, options: LearnOptions): Promise<Learned> {
  const { rules, chunk = 1, precision = 'float32', sites } = options, { model, dt } = field, wide = precision === 'float64';
  const steps = Math.round(options.time / dt);
  if (!(steps >= 1) || !Number.isInteger(chunk) || chunk < 1) throw new RangeError(`learn: time ${options.time} and chunk ${chunk} came, expected at least one step of ${dt} and a whole number. Correct them.`);
  const given = Object.fromEntries(Object.entries(options.state ?? {}).map(([v, x]) => [v, x instanceof Float64Array ? Float32Array.from(x) : x]));
  await prepareBackend(options.backend);
  const run = begin(field, { ...options, state: given }), learners = learnersOf({ field, layout: run.layout, rules, wiring: options.wiring, parameters: options.parameters, wide }), { plastic, links, wiring, parameters } = learners;
  let state: Record<string, Float32Array | Float64Array> = Object.fromEntries(model.variables.map((v) => [v, wide ? Float64Array.from(options.state[v] instanceof Float64Array ? options.state[v] : run.start[v].subarray(0, sites)) : run.start[v]]));
  const change = (span: number, time: number) => run.change(learners.change(state, span, time));
  for (let done = 0; done < steps;) {
    const n = Math.min(chunk, steps - done), time = done * dt;
    if (done === 0) change((n * dt) / 2, 0);
    if (wide) {
      const values: Record<string, ArrayLike<number>> = Object.fromEntries(Object.keys(model.parameters).map((p) => [p, spread(`parameter ${p}`, parameters[p] ?? model.parameters[p], run.layout)]));
      plastic.forEach(({ rule, value }, k) => { if (!links[k]) values[rule.changes] = value; });
      state = referenceSteps({ field, fitted: run.fitted, parameters: values, seed: options.seed, layout: run.layout }, state as Record<string, Float64Array>, n, done);
    } else state = (await run.advance(state as Record<string, Float32Array>, n, time)).state;
    done += n;
    change((n * dt + (done < steps ? Math.min(chunk, steps - done) * dt : 0)) / 2, done * dt);
    options.observe?.({ time: done * dt, state, learned: plastic });
  }
  return { state: Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, sites)])), learned: plastic, wiring, parameters, time: steps * dt };
}
