import { prepareBackend } from '../field/backend.ts';
import type { Field } from '../field/field.ts';
import { referenceSteps } from '../field/reference.ts';
import { begin, type RunOptions } from '../field/run.ts';
import { spread, type ParameterValues } from '../field/parameters.ts';
import { evaluator, type Values } from '../oscillators/evaluate.ts';
import { suggest } from '../oscillators/nearest.ts';
import { linksOf } from './links.ts';
import { plasticity, type Plasticity } from './plasticity.ts';
import type { Rule } from './rule.ts';

export interface LearnOptions extends Omit<RunOptions, 'state'> {
  /** Start of every state variable; a Float64Array keeps its digits in float64. */
  state: Record<string, number | Float32Array | Float64Array>;
  /**
   * What learns: a link rule names the carrier whose weights change. `reads` says under which names of the model (state variables or signals)
   * a rule finds what it reads, where they differ: `{ x: 're' }`. Rules that change the same thing add up.
   */
  rules: { rule: Rule; carrier?: string; step: number; reads?: Record<string, string>; parameters?: Record<string, number>; averages?: Record<string, number> }[];
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
  if ((options.batch ?? 1) !== 1) throw new RangeError(`learn: batch is ${options.batch}, expected 1. Lay fields side by side in sites.`);
  if (Object.values(field.carriers).some((c) => c.delay !== undefined)) throw new RangeError('learn: a carrier of the field has a delay, expected carriers without. Learn with plasticity(…).pass between your own launches.');
  const given = Object.fromEntries(Object.entries(options.state ?? {}).map(([v, x]) => [v, x instanceof Float64Array ? Float32Array.from(x) : x]));
  await prepareBackend(options.backend);
  const run = begin(field, { ...options, state: given }), wiring: Record<string, unknown> = { ...options.wiring }, parameters: ParameterValues = { ...options.parameters }, kind = wide ? Float64Array : Float32Array;
  const valueOf = (p: string) => spread(`parameter ${p}`, parameters[p] ?? model.parameters[p], run.layout);
  const learners = rules.map(({ rule, carrier, reads = {}, ...rest }) => {
    if (rule.text.of === 'site') {
      if (!(rule.changes in model.parameters)) throw new RangeError(`learn: ${rule.name} changes "${rule.changes}", which is no parameter of ${model.name}. ${suggest(rule.changes, Object.keys(model.parameters))}`);
      return { links: undefined, carrier, reads, plastic: plasticity({ ...rest, rule, sites, value: kind.from(valueOf(rule.changes)) }) };
    }
    if (carrier === undefined || !(carrier in field.carriers)) throw new RangeError(`learn: ${rule.name} has carrier "${carrier}", expected one of the field. ${suggest(String(carrier), Object.keys(field.carriers))}`);
    const links = linksOf(wiring[carrier] as never, sites);
    return { links, carrier, reads, plastic: plasticity({ ...rest, rule, sites, links, value: kind.from(links.weight) }) };
  });
  for (const { rule, reads = {} } of rules) for (const [s, from] of Object.entries(reads)) {
    if (!rule.text.reads?.includes(s)) throw new RangeError(`learn: ${rule.name} reads no "${s}". ${suggest(s, rule.text.reads ?? [])}`);
    const known = [...model.variables, ...Object.keys(model.emits)];
    if (!known.includes(from)) throw new RangeError(`learn: ${rule.name} reads ${s} as "${from}", which ${model.name} does not show. ${suggest(from, known)}`);
  }
  const emits = Object.entries(model.emits).map(([s, e]) => [s, evaluator(e)] as const), needed = new Set(rules.flatMap((r) => (r.rule.text.reads ?? []).map((s) => r.reads?.[s] ?? s)));
  let state: Record<string, Float32Array | Float64Array> = Object.fromEntries(model.variables.map((v) => [v, wide ? Float64Array.from(options.state[v] instanceof Float64Array ? options.state[v] : run.start[v].subarray(0, sites)) : run.start[v]]));
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
  const held = new Map<string, Plasticity['value']>();
  const pass = ({ links, carrier, reads, plastic }: (typeof learners)[number], span: number, time: number) => {
    const target = links ? `links ${carrier}` : `parameter ${plastic.rule.changes}`, now = held.get(target), shown = show(time);
    if (now && now !== plastic.value) plastic.value.set(now); // another rule changes the same thing
    plastic.pass({ ...shown, ...Object.fromEntries(Object.entries(reads).map(([s, from]) => [s, shown[from]])) }, span, time);
    held.set(target, plastic.value);
    if (links) run.change({ wiring: { [carrier!]: (wiring[carrier!] = links.wiring(plastic.value)) } });
    else run.change({ parameters: { [plastic.rule.changes]: (parameters[plastic.rule.changes] = Float32Array.from(plastic.value)) } });
  };
  /** Several rules: there and back, half a span each, so that their order leaves no first-order trace. */
  const change = (span: number, time: number) => {
    if (learners.length === 1) return pass(learners[0], span, time);
    for (const learner of [...learners, ...learners.toReversed()]) pass(learner, span / 2, time);
    for (const { links, carrier, plastic } of learners) plastic.value.set(held.get(links ? `links ${carrier}` : `parameter ${plastic.rule.changes}`)!);
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
    options.observe?.({ time: done * dt, state, learned: learners.map((l) => l.plastic) });
  }
  return { state: Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, sites)])), learned: learners.map((l) => l.plastic), wiring, parameters, time: steps * dt };
}
