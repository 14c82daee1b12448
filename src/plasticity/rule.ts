import { readExpression, RESERVED, SYMBOL, type Expression } from '../oscillators/expression.ts';
import { evaluator, type Values } from '../oscillators/evaluate.ts';

/** A learning rule as it stands in the paper: text, read by the same allow-list as the oscillators. */
export interface RuleText {
  name: string;
  /** `'link'`: changes the weight `w` of a link i ← j. `'site'`: changes a parameter of a site. */
  of: 'link' | 'site';
  /** Site rules: the parameter that changes. Link rules: always `w`. */
  changes?: string;
  /** What a site shows: state variables or signals of the model. A link reads them as `x_i` (the end that hears) and `x_j` (the end that is heard), a site as `x`. */
  reads?: string[];
  /** What the rule makes of what a site reads there, site by site: `{ r: 'sqrt(re^2 + im^2)' }`; read like the others, and worked out once a site, not once a link. */
  shows?: Record<string, string>;
  /** What a site hears through the links that learn: `{ y: 'x' }` is y_i = Σ_j w_ij x_j. */
  hears?: Record<string, string>;
  /** Running averages of a site, dm/dt = (of − m)/tau: `of` from what the site reads and hears. */
  averages?: Record<string, { of: string; tau: string }>;
  parameters: Record<string, number>;
  /** d(changed)/dt without its decay. */
  rate: string;
  /** λ ≥ 0 in d(changed)/dt = rate − λ · changed, stepped by its exact exponential. From parameters only. */
  decay?: string;
  /** The changed value is kept in here. Default: unbounded. */
  bounds?: [number, number];
  /** What homeostasis holds, by name: an expression of one site (what it reads, its averages), and the set point, from parameters only. */
  holds?: { name: string; of: string; at: string };
  /** In words or as a formula: how slow it is, and what is true when it rests. */
  timescale: string;
  fixedPoint: string;
}

/** A rule whose text was checked. */
export interface Rule {
  readonly text: RuleText;
  readonly name: string;
  readonly changes: string;
  readonly rate: (values: Values) => number;
  readonly decay: (parameters: Values) => number;
  readonly shows: { name: string; of: (values: Values) => number }[];
  readonly averages: { name: string; of: (values: Values) => number; tau: (parameters: Values) => number }[];
  readonly holds?: { name: string; of: (values: Values) => number; at: (parameters: Values) => number };
  readonly expressions: Record<string, Expression>;
}

/**
 * Checks a rule's text: dw/dt = rate − decay · w, from what a link may read and nothing else.
 * Errors: TypeError for a wrong shape, SyntaxError for an equation, naming the rule, the place and the nearest known symbol.
 */
export function plasticityRule(text: RuleText): Rule {
  const name = text?.name;
  if (typeof name !== 'string' || name === '') throw new TypeError(`plasticityRule: name is ${JSON.stringify(name)}, expected a word. Give the rule a name.`);
  if (text.of !== 'link' && text.of !== 'site') throw new TypeError(`${name}: of is ${JSON.stringify(text.of)}, expected "link" or "site". Say what changes.`);
  if (text.of === 'site' && !text.changes) throw new TypeError(`${name}: changes is missing, expected a parameter of the site. Name it, for example "omega".`);
  for (const [p, value] of Object.entries(text.parameters ?? {})) {
    if (!Number.isFinite(value)) throw new TypeError(`${name}: parameter ${p} is ${value}, expected a finite number. Give one.`);
  }
  const [low, high] = text.bounds ?? [-Infinity, Infinity];
  if (!(low < high)) throw new RangeError(`${name}: bounds are ${low} to ${high}, expected a lower and a higher number. Correct them.`);
  const changes = text.of === 'link' ? 'w' : text.changes!, constants = Object.keys(text.parameters ?? {});
  const made = Object.keys(text.shows ?? {}), shown = [...text.reads ?? [], ...made, ...Object.keys(text.hears ?? {})], averaged = Object.keys(text.averages ?? {}), all = [...shown, ...averaged];
  for (const [i, s] of [changes, ...constants, ...all].entries()) {
    if (!SYMBOL.test(s) || RESERVED.includes(s)) throw new TypeError(`${name}: "${s}" cannot be a symbol, expected letters and digits, none of ${RESERVED.join(', ')}. Rename it.`);
    if ([changes, ...constants, ...all].indexOf(s) !== i) throw new TypeError(`${name}: "${s}" names two things, expected one. Rename one.`);
  }
  for (const [h, s] of Object.entries(text.hears ?? {})) {
    if (!text.reads?.includes(s)) throw new TypeError(`${name}: ${h} hears "${s}", expected one of reads (${text.reads?.join(', ') ?? 'none'}). Add it there.`);
  }
  const ends = text.of === 'link' ? all.flatMap((s) => [`${s}_i`, `${s}_j`]) : all, expressions: Record<string, Expression> = {};
  const read = (place: string, equation: string, symbols: string[]) => evaluator((expressions[place] = readExpression(`${name}, ${place}`, equation, symbols)));
  return {
    text, name, changes, expressions,
    rate: read('rate', text.rate, [changes, ...constants, ...ends]),
    decay: read('decay', text.decay ?? '0', constants),
    shows: made.map((m) => ({ name: m, of: read(`what it shows as ${m}`, text.shows![m], [...constants, ...text.reads ?? []]) })),
    averages: averaged.map((m) => ({ name: m, of: read(`average ${m}`, text.averages![m].of, [...constants, ...shown]), tau: read(`tau of ${m}`, text.averages![m].tau, constants) })),
    ...(text.holds && { holds: { name: text.holds.name, of: read('what it holds', text.holds.of, [...constants, ...text.reads ?? [], ...averaged]), at: read('set point', text.holds.at, constants) } }),
  };
}
