import type { Field } from '../field/field.ts';
import { referenceSteps } from '../field/reference.ts';
import { begin, type RunOptions } from '../field/run.ts';
import { spread, type ParameterValues } from '../field/parameters.ts';
import { evaluator, type Values } from '../oscillators/evaluate.ts';
import { suggest } from '../oscillators/nearest.ts';
import { linksOf } from './links.ts';
import { plasticity, type Plasticity } from './plasticity.ts';
import type { Rule } from './rule.ts';

export interface LearnOptions extends RunOptions {
  /** What learns: a link rule names the carrier whose weights change. */
  rules: { rule: Rule; carrier?: string; step: number; parameters?: Record<string, number>; averages?: Record<string, number> }[];
  time: number;
  /** Field steps between two looks of the rules. Default 1. */
  chunk?: number;
  /** float64: the field by the reference, in plain code; float32 (default): on the backend. Rules follow. */
  precision?: 'float32' | 'float64';
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
 * (Strang splitting, second order in chunk · dt). Rules pass in the order given. One batch entry.
 * Errors: RangeError `learn: …`; those of `begin` and `plasticity`.
 */
export async function learn(field: Field, options: LearnOptions): Promise<Learned> {
  const { rules, chunk = 1, precision = 'float32', sites } = options, { model, dt } = field, wide = precision === 'float64';
  const steps = Math.round(options.time / dt);
  if (!(steps >= 1) || !Number.isInteger(chunk) || chunk < 1) throw new RangeError(`learn: time ${options.time} and chunk ${chunk} came, expected at least one step of ${dt} and a whole number. Correct them.`);
  if ((options.batch ?? 1) !== 1) throw new RangeError(`learn: batch is ${options.batch}, expected 1. Lay fields side by side in sites.`);
  if (Object.values(field.carriers).some((c) => c.delay !== undefined)) throw new RangeError('learn: a carrier of the field has a delay, expected carriers without. Learn with plasticity(…).pass between your own launches.');
  const run = begin(field, options), wiring: Record<string, unknown> = { ...options.wiring }, parameters: ParameterValues = { ...options.parameters }, kind = wide ? Float64Array : Float32Array;
  const valueOf = (p: string) => spread(`parameter ${p}`, parameters[p] ?? model.parameters[p], run.layout);
  const learners = rules.map(({ rule, carrier, ...rest }) => {
    if (rule.text.of === 'site') {
      if (!(rule.changes in model.parameters)) throw new RangeError(`learn: ${rule.name} changes "${rule.changes}", which is no parameter of ${model.name}. ${suggest(rule.changes, Object.keys(model.parameters))}`);
      return { links: undefined, carrier, plastic: plasticity({ ...rest, rule, sites, value: kind.from(valueOf(rule.changes)) }) };
    }
    if (carrier === undefined || !(carrier in field.carriers)) throw new RangeError(`learn: ${rule.name} has carrier "${carrier}", expected one of the field. ${suggest(String(carrier), Object.keys(field.carriers))}`);
    const links = linksOf(wiring[carrier] as never, sites);
    return { links, carrier, plastic: plasticity({ ...rest, rule, sites, links, value: kind.from(links.weight) }) };
  });
  const emits = Object.entries(model.emits).map(([s, e]) => [s, evaluator(e)] as const), needed = new Set(rules.flatMap((r) => r.rule.text.reads ?? []));
  let state: Record<string, Float32Array | Float64Array> = Object.fromEntries(model.variables.map((v) => [v, wide ? Float64Array.from(run.start[v].subarray(0, sites)) : run.start[v]]));
  /** State, and the signals that rules read, at this moment. */
  const show = (time: number) => {
    const shown: Record<string, ArrayLike<number>> = { ...state }, given = Object.keys(model.parameters).map((p) => [p, valueOf(p)] as const);
    for (const [s, emit] of emits) if (needed.has(s)) {
      shown[s] = Float64Array.from({ length: sites }, (_, i) => {
        const v: Values = { t: time };
        for (const x of model.variables) v[x] = state[x][i];
        for (const [p, value] of given) v[p] = value[i];
        return emit(v);
      });
    }
    return shown;
  };
  const change = (span: number, time: number) => {
    for (const { links, carrier, plastic } of learners) {
      plastic.pass(show(time), span, time);
      if (links) run.change({ wiring: { [carrier!]: (wiring[carrier!] = links.wiring(plastic.value)) } });
      else run.change({ parameters: { [plastic.rule.changes]: (parameters[plastic.rule.changes] = Float32Array.from(plastic.value)) } });
    }
  };
  for (let done = 0; done < steps;) {
    const n = Math.min(chunk, steps - done), time = done * dt;
    if (done === 0) change((n * dt) / 2, 0);
    if (wide) {
      const values: Record<string, ArrayLike<number>> = Object.fromEntries(Object.keys(model.parameters).map((p) => [p, valueOf(p)]));
      for (const { links, plastic } of learners) if (!links) values[plastic.rule.changes] = plastic.value;
      state = referenceSteps({ field, fitted: run.fitted, parameters: values, seed: options.seed, layout: run.layout }, state as Record<string, Float64Array>, n, done);
    } else state = (await run.advance(state as Record<string, Float32Array>, n, time)).state;
    done += n;
    change((n * dt + (done < steps ? Math.min(chunk, steps - done) * dt : 0)) / 2, done * dt);
  }
  return { state: Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, sites)])), learned: learners.map((l) => l.plastic), wiring, parameters, time: steps * dt };
}
