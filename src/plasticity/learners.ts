import type { Layout } from '../field/carrier.ts';
import type { Field } from '../field/field.ts';
import { spread, type ParameterValues } from '../field/parameters.ts';
import { evaluator, type Values } from '../oscillators/evaluate.ts';
import { suggest } from '../oscillators/nearest.ts';
import { linksOf, type Links } from './links.ts';
import { plasticity, type Held, type Plasticity } from './plasticity.ts';
import type { Rule } from './rule.ts';

/**
 * What learns: a link rule names the carrier whose weights change. `reads` says under which names of the model (state variables or signals)
 * a rule finds what it reads, where they differ: `{ x: 're' }`. Rules that change the same thing add up.
 */
export interface LearningRule { rule: Rule; carrier?: string; step: number; reads?: Record<string, string>; parameters?: Record<string, number>; averages?: Record<string, number | ArrayLike<number>> }

type State = Record<string, Float32Array | Float64Array>;

/** The rules of a field that learns, on its links and its sites. */
export interface Learners {
  readonly plastic: Plasticity[];
  /** The links of each rule; undefined for rules of sites. */
  readonly links: (Links | undefined)[];
  /** What the field stands at: wiring and parameters with everything learned so far. */
  readonly wiring: Record<string, unknown>;
  readonly parameters: ParameterValues;
  /** Lets `span` of time pass at a held state. Several rules: there and back, half a span each, so that their order leaves no first-order trace. Returns what the field takes up. */
  change(state: State, span: number, time: number): { wiring: Record<string, unknown>; parameters: ParameterValues };
  /** What the homeostasis of each rule holds, and where, at this state. */
  held(state: State, time: number): (Held | undefined)[];
}

/** Puts rules on a field. `wide`: in float64. Errors: RangeError `learn: …`; those of `plasticity` and `linksOf`. */
export function learnersOf({ field, layout, rules, wide = false, ...given }: { field: Field; layout: Layout; rules: readonly LearningRule[]; wiring?: Record<string, unknown>; parameters?: ParameterValues; wide?: boolean }): Learners {
  const { model } = field, { sites, batch } = layout, kind = wide ? Float64Array : Float32Array, wiring: Record<string, unknown> = { ...given.wiring }, parameters: ParameterValues = { ...given.parameters };
  if (batch !== 1) throw new RangeError(`learn: batch is ${batch}, expected 1. Lay fields side by side in sites.`);
  if (Object.values(field.carriers).some((c) => c.delay !== undefined)) throw new RangeError('learn: a carrier of the field has a delay, expected carriers without. Learn with plasticity(…).pass between your own launches.');
  const valueOf = (p: string) => spread(`parameter ${p}`, parameters[p] ?? model.parameters[p], layout);
  const learners = rules.map(({ rule, carrier, reads = {}, ...rest }) => {
    if (rule.text.of === 'site') {
      if (!(rule.changes in model.parameters)) throw new RangeError(`learn: ${rule.name} changes "${rule.changes}", which is no parameter of ${model.name}. ${suggest(rule.changes, Object.keys(model.parameters))}`);
      return { links: undefined, carrier, reads, plastic: plasticity({ ...rest, rule, sites, value: kind.from(valueOf(rule.changes)) }) };
    }
    if (carrier === undefined || !(carrier in field.carriers)) throw new RangeError(`learn: ${rule.name} has carrier "${carrier}", expected one of the field. ${suggest(String(carrier), Object.keys(field.carriers))}`);
    const links = linksOf(wiring[carrier] as never, sites);
    return { links, carrier, reads, plastic: plasticity({ ...rest, rule, sites, links, value: kind.from(links.weight) }) };
  });
  const known = [...model.variables, ...Object.keys(model.emits)];
  for (const { rule, reads = {} } of rules) {
    for (const [s, from] of Object.entries(reads)) {
      if (!rule.text.reads?.includes(s)) throw new RangeError(`learn: ${rule.name} reads no "${s}". ${suggest(s, rule.text.reads ?? [])}`);
      if (!known.includes(from)) throw new RangeError(`learn: ${rule.name} reads ${s} as "${from}", which ${model.name} does not show. ${suggest(from, known)}`);
    }
    for (const s of rule.text.reads ?? []) if (!(s in reads) && !known.includes(s)) throw new RangeError(`learn: ${rule.name} reads "${s}", which no site shows, expected one of ${known.join(', ')}. Say under which name: "reads": { "${s}": "${known[0]}" }.`);
  }
  const emits = Object.entries(model.emits).map(([s, e]) => [s, evaluator(e)] as const), needed = new Set(rules.flatMap((r) => (r.rule.text.reads ?? []).map((s) => r.reads?.[s] ?? s)));
  /** State, and the signals that rules read, at this moment. */
  const show = (state: State, time: number) => {
    const shown: Record<string, ArrayLike<number>> = { ...state }, values = Object.keys(model.parameters).map((p) => [p, valueOf(p)] as const);
    for (const [s, emit] of emits) if (needed.has(s)) {
      shown[s] = Float64Array.from({ length: sites }, (_, i) => {
        const v: Values = { t: time };
        for (const x of model.variables) v[x] = state[x][i];
        for (const [p, value] of values) v[p] = value[i];
        return emit(v);
      });
    }
    return shown;
  };
  const underOwnNames = (shown: Record<string, ArrayLike<number>>, reads: Record<string, string>) => ({ ...shown, ...Object.fromEntries(Object.entries(reads).map(([s, from]) => [s, shown[from]])) });
  const targetOf = ({ links, carrier, plastic }: (typeof learners)[number]) => (links ? `links ${carrier}` : `parameter ${plastic.rule.changes}`), current = new Map<string, Plasticity['value']>();
  const pass = (learner: (typeof learners)[number], state: State, span: number, time: number) => {
    const { links, carrier, reads, plastic } = learner, now = current.get(targetOf(learner)), shown = show(state, time);
    if (now && now !== plastic.value) plastic.value.set(now); // another rule changes the same thing
    plastic.pass(underOwnNames(shown, reads), span, time);
    current.set(targetOf(learner), plastic.value);
    if (links) wiring[carrier!] = links.wiring(plastic.value);
    else parameters[plastic.rule.changes] = Float32Array.from(plastic.value);
  };
  return {
    plastic: learners.map((l) => l.plastic), links: learners.map((l) => l.links), wiring, parameters,
    change(state, span, time) {
      if (learners.length === 1) pass(learners[0], state, span, time);
      else {
        for (const learner of [...learners, ...learners.toReversed()]) pass(learner, state, span / 2, time);
        for (const learner of learners) learner.plastic.value.set(current.get(targetOf(learner))!);
      }
      const pick = <V>(all: Record<string, V>, names: (string | undefined)[]) => Object.fromEntries(names.filter((n) => n !== undefined).map((n) => [n, all[n]]));
      return { wiring: pick(wiring, learners.map((l) => l.links && l.carrier)), parameters: pick(parameters, learners.map((l) => (l.links ? undefined : l.plastic.rule.changes))) };
    },
    held(state, time) {
      const shown = show(state, time);
      return learners.map(({ plastic, reads }) => plastic.held(underOwnNames(shown, reads), time));
    },
  };
}
