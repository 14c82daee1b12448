import { readExpression, RESERVED, SYMBOL, symbolsOf, texOf, TIME, type Expression } from './expression.ts';
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
  /** Signals a site radiates, from state, parameters and the time t. Default: none. */
  emits?: Record<string, string>;
  /** Names under which carried signals enter `rate`. Default: the names in `emits`. What nothing carries is heard as 0. */
  hears?: string[];
  /** Real variables that are two coordinates of one rotation, so that "at rest" can mean "turning together". */
  planar?: [string, string];
}

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
  /** Whether time itself occurs in an equation. */
  readonly timed: boolean;
  /** TeX of each rate and emission: `rate.theta`, `emits.S`. */
  tex(): { rate: Record<string, string>; emits: Record<string, string> };
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
  for (const symbol of [...all, ...emitted]) {
    if (!SYMBOL.test(symbol) || RESERVED.includes(symbol)) throw new TypeError(`${name}: "${symbol}" cannot be a symbol, expected letters and digits, none of ${RESERVED.join(', ')}. Rename it.`);
  }
  for (const [i, symbol] of all.entries()) {
    if (all.indexOf(symbol) !== i) throw new TypeError(`${name}: "${symbol}" names two things, expected one. Rename the parameter, or list what is heard under another name in hears.`);
  }
  const place = (part: string, of: string) => `${name}, ${part} of ${of}`;
  const rate: Record<string, Expression> = {}, emits: Record<string, Expression> = {};
  for (const v of Object.keys(text.rate ?? {})) {
    if (!variables.includes(v)) throw new TypeError(`${name}: rate of "${v}" is no state variable. ${suggest(v, variables)}`);
  }
  for (const v of variables) {
    if (typeof text.rate?.[v] !== 'string') throw new TypeError(`${name}: rate of ${v} is missing, expected an equation for every state variable. Add rate.${v}.`);
    rate[v] = readExpression(place('rate', v), text.rate[v], all);
  }
  for (const s of emitted) emits[s] = readExpression(place('emission', s), text.emits![s], own);
  for (const v of text.planar ?? []) {
    if (text.state[v] !== real) throw new TypeError(`${name}: planar names "${v}", expected two real state variables. ${suggest(v, variables)}`);
  }
  return {
    name, text, variables, state: { ...text.state }, parameters, rate, emits, hears, planar: text.planar,
    timed: [...Object.values(rate), ...Object.values(emits)].some((e) => symbolsOf(e).has(TIME)),
    tex: () => ({
      rate: Object.fromEntries(variables.map((v) => [v, texOf(place('rate', v), text.rate[v])])),
      emits: Object.fromEntries(emitted.map((s) => [s, texOf(place('emission', s), text.emits![s])])),
    }),
    jacobian: () => Object.fromEntries(variables.map((v) => [v,
      Object.fromEntries([...variables, ...hears].map((by) => [by, differentiate(rate[v], by, [...all, TIME])]))])),
  };
}
