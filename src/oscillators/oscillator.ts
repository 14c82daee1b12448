import { readExpression, RESERVED, SYMBOL, symbolsOf, texOf, TIME, type Expression } from './expression.ts';
import { inlined, readDefinitions } from './definitions.ts';
import { differentiate } from './jacobian.ts';
import { suggest } from './nearest.ts';

/** A state variable on the circle, kept in [−π, π]. */
export const phase = 'phase' as const;
/** A state variable on the real line. */
export const real = 'real' as const;
type StateKind = typeof phase | typeof real;

/** A model as it stands in the paper. */
export interface OscillatorText {
  name: string;
  /** State variables of one site, in order. */
  state: Record<string, StateKind>;
  /** Parameters and their default values; each may later be one number or one value a site. */
  parameters: Record<string, number>;
  /** Time derivative of every state variable, from state, parameters, what is heard, and the time t. */
  rate: Record<string, string>;
  /**
   * Named definitions that any equation of the model may use, from state, parameters, what is heard, time and each other:
   * `where: { r2: 'x^2 + y^2' }`. They are written out before anything is computed; a circle of them is refused.
   */
  where?: Record<string, string>;
  /** Signals a site radiates, from state, parameters and the time t. Default: none. */
  emits?: Record<string, string>;
  /** Names under which carried signals enter `rate`. Default: the names in `emits`. What nothing carries is heard as 0. */
  hears?: string[];
  /** Real variables that are two coordinates of one rotation, so that "at rest" can mean "turning together". */
  planar?: [string, string];
  /**
   * Amplitude g of the white noise of a variable, from state, parameters and time: dx = rate dt + g dW. Euler-Maruyama reads it in the
   * sense of Itô, stochastic Heun in the sense of Stratonovich; for a constant g they are the same.
   */
  noise?: Record<string, string>;
  /** What a state variable becomes after every step (walls, a sphere), from the whole state after the step, and parameters. */
  project?: Record<string, string>;
  /**
   * Two parts of the rate for Strang splitting, every variable in both: `flow`, the exact flow of the first part over a time `h`, from
   * state and parameters; `rest`, the second part as a rate. d flow/dh at h = 0 plus rest is the rate.
   */
  split?: { flow: Record<string, string>; rest: Record<string, string> };
}

/** The time span of an exact flow, a symbol in `split.flow` only. */
const SPAN = 'h';

export interface Oscillator {
  readonly name: string;
  readonly text: OscillatorText;
  readonly variables: string[];
  readonly state: Record<string, StateKind>;
  readonly parameters: Record<string, number>;
  readonly rate: Record<string, Expression>;
  readonly emits: Record<string, Expression>;
  readonly hears: string[];
  readonly planar?: [string, string];
  /** Empty where the model says nothing. */
  readonly noise: Record<string, Expression>;
  readonly project: Record<string, Expression>;
  readonly split?: { flow: Record<string, Expression>; rest: Record<string, Expression> };
  /** Whether time itself occurs in an equation. */
  readonly timed: boolean;
  /** TeX of each rate, emission and definition as they stand in the text: `rate.theta`, `emits.S`, `where.r2`. */
  tex(): { rate: Record<string, string>; emits: Record<string, string>; where: Record<string, string> };
  /** ∂rate[a]/∂b for state variables and heard symbols b: the two blocks that make the Jacobian of a whole field. */
  jacobian(): Record<string, Record<string, Expression>>;
}

/**
 * Checks a model's text once and for all.
 * Errors: TypeError for wrong shape, SyntaxError for an equation that cannot be read, both naming model, place and nearest symbol.
 */
export function oscillator(text: OscillatorText): Oscillator {
  const name = text?.name;
  if (typeof name !== 'string' || name === '') throw new TypeError(`oscillator: name is ${JSON.stringify(name)}, expected a word. Give the model a name.`);
  const variables = Object.keys(text.state ?? {}), parameters = { ...text.parameters };
  if (variables.length === 0) throw new TypeError(`${name}: state is empty, expected at least one variable. Write for example { theta: phase }.`);
  for (const [v, kind] of Object.entries(text.state)) {
    if (kind !== phase && kind !== real) throw new TypeError(`${name}: state ${v} is ${JSON.stringify(kind)}, expected phase or real. ${suggest(String(kind), [phase, real])}`);
  }
  for (const [p, value] of Object.entries(parameters)) {
    if (!Number.isFinite(value)) throw new TypeError(`${name}: parameter ${p} is ${JSON.stringify(value)}, expected a finite number as default. Give one.`);
  }
  const emitted = Object.keys(text.emits ?? {}), hears = text.hears ?? emitted;
  const own = [...variables, ...Object.keys(parameters)], all = [...own, ...hears];
  const defined = Object.keys(text.where ?? {});
  for (const symbol of [...all, ...emitted, ...defined]) {
    if (!SYMBOL.test(symbol) || RESERVED.includes(symbol) || symbol in Object.prototype) throw new TypeError(`${name}: "${symbol}" cannot be a symbol, expected letters and digits, none of ${RESERVED.join(', ')}. Rename it.`);
  }
  for (const [i, symbol] of [...all, ...defined].entries()) {
    if ([...all, ...defined].indexOf(symbol) !== i) throw new TypeError(`${name}: "${symbol}" names two things, expected one. Rename the parameter, or list what is heard under another name in hears.`);
  }
  const place = (part: string, of: string) => `${name}, ${part} of ${of}`;
  const definitions = readDefinitions(name, text.where ?? {}, all);
  /** Reads one equation and writes its definitions out; these may bring only what the equation itself may read. */
  const equation = (where: string, words: string, symbols: string[]): Expression => {
    const asWritten = readExpression(where, words, [...symbols, ...defined]), e = inlined(where, asWritten, definitions);
    for (const s of symbolsOf(e)) {
      if (symbols.includes(s) || s === TIME) continue;
      const by = [...symbolsOf(asWritten)].find((d) => defined.includes(d) && symbolsOf(definitions[d]).has(s));
      throw new SyntaxError(`${where}: "${by}" brings "${s}", which is heard, expected state, parameters and time only. Write a definition without it.`);
    }
    return e;
  };
  /** Reads the equations of one part of the text; `whole`: every state variable must have one. */
  const read = (part: string, key: string, texts: Record<string, string> | undefined, symbols: string[], whole: boolean): Record<string, Expression> => {
    for (const v of Object.keys(texts ?? {})) {
      if (!variables.includes(v)) throw new TypeError(`${name}: ${part} of "${v}" is no state variable. ${suggest(v, variables)}`);
    }
    for (const v of whole ? variables : []) {
      if (typeof texts?.[v] !== 'string') throw new TypeError(`${name}: ${part} of ${v} is missing, expected an equation for every state variable. Add ${key}.${v}.`);
    }
    return Object.fromEntries(Object.entries(texts ?? {}).map(([v, words]) => [v, equation(place(part, v), words, symbols)]));
  };
  const rate = read('rate', 'rate', text.rate, all, true), emits: Record<string, Expression> = {};
  const noise = read('noise', 'noise', text.noise, own, false), project = read('projection', 'project', text.project, own, false);
  if (text.split && all.includes(SPAN)) throw new TypeError(`${name}: "${SPAN}" is the time span of an exact flow where split is given. Rename the symbol.`);
  const split = text.split && { flow: read('flow', 'split.flow', text.split.flow, [...own, SPAN], true), rest: read('rest', 'split.rest', text.split.rest, all, true) };
  for (const s of emitted) emits[s] = equation(place('emission', s), text.emits![s], own);
  for (const v of text.planar ?? []) {
    if (text.state[v] !== real) throw new TypeError(`${name}: planar names "${v}", expected two real state variables. ${suggest(v, variables)}`);
  }
  return {
    name, text, variables, state: { ...text.state }, parameters, rate, emits, hears, planar: text.planar, noise, project, split,
    timed: [rate, emits, noise, project, split?.flow ?? {}, split?.rest ?? {}].flatMap((part) => Object.values(part)).some((e) => symbolsOf(e).has(TIME)),
    tex: () => ({
      rate: Object.fromEntries(variables.map((v) => [v, texOf(place('rate', v), text.rate[v])])),
      emits: Object.fromEntries(emitted.map((s) => [s, texOf(place('emission', s), text.emits![s])])),
      where: Object.fromEntries(defined.map((d) => [d, texOf(`${name}, where ${d}`, text.where![d])])),
    }),
    jacobian: () => Object.fromEntries(variables.map((v) => [v,
      Object.fromEntries([...variables, ...hears].map((by) => [by, differentiate(rate[v], by, [...all, TIME])]))])),
  };
}
