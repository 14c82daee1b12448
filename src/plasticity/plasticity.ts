import { evaluatorOf, type Values } from '../oscillators/evaluate.ts';
import { symbolsOf } from '../oscillators/expression.ts';
import { suggest } from '../oscillators/nearest.ts';
import type { Rule } from './rule.ts';

/** What the ends of links show: one value a site. */
export type Shown = Record<string, ArrayLike<number>>;

export interface PlasticityOptions {
  rule: Rule;
  sites: number;
  /** Link rules: the two ends of every link; i = `to[k]` hears j = `from[k]`. */
  links?: { to: ArrayLike<number>; from: ArrayLike<number> };
  /** Start of what changes: one value a link or a site. Copied; its kind (Float32Array or Float64Array) is the precision of the rule. */
  value: Float32Array | Float64Array;
  parameters?: Record<string, number>;
  /** Start of running averages, for all sites or one a site. Default 0. */
  averages?: Record<string, number | ArrayLike<number>>;
  /** Largest own integration step; a longer span is split. */
  step: number;
}

/** What homeostasis holds: one value a site, and the set point. */
export interface Held { name: string; value: Float32Array; setPoint: number }

export interface Plasticity {
  readonly rule: Rule;
  readonly value: Float32Array | Float64Array;
  readonly averages: Record<string, Float32Array | Float64Array>;
  /** Lets `span` of time pass while the sites show `shown`, held. */
  pass(shown: Shown, span: number, time?: number): void;
  /** Rate of one link or site, without decay: reads its own value, its ends and their averages, nothing else. */
  rateOf(k: number, value: ArrayLike<number>, shown: Shown, time?: number): number;
  /** What the rule's homeostasis holds at its set point, of every site; undefined where it holds nothing. */
  held(shown: Shown, time?: number): Held | undefined;
}

/**
 * Steps a rule: du/dt = −λu + N(u) for weights (λ = decay) and running averages (λ = 1/τ) alike, by the exponential Runge-Kutta scheme
 *
 *   a = e^{−λh} u + h φ₁ N(u),   u' = a + h φ₂ (N(a) − N(u)),   φ₁ = (1 − e^{−λh})/λh,   φ₂ = (e^{−λh} − 1 + λh)/(λh)²
 *
 * exact where N is constant, second order otherwise (it is Heun's for λ = 0). Ours; the derivation is N linear in time over the step.
 * Errors: RangeError, TypeError, `plasticity: …`, for sizes, numbers and names.
 */
export function plasticity(options: PlasticityOptions): Plasticity {
  const { rule, sites, links, step } = options, { text } = rule, isLink = text.of === 'link', where = `plasticity: ${rule.name}`;
  if (!(step > 0) || !Number.isFinite(step)) throw new RangeError(`${where}: step is ${step}, expected a positive number. A tenth of the rule's time constant is a good start.`);
  if (isLink && !links) throw new TypeError(`${where}: links are missing, expected { to, from }. Use linksOf(wiring, sites).`);
  const count = isLink ? links!.to.length : sites, kind = options.value instanceof Float32Array ? Float32Array : Float64Array;
  if (options.value.length !== count || (isLink && links!.from.length !== count)) throw new RangeError(`${where}: ${options.value.length} values came, expected ${count}, one a ${text.of}. Correct the start.`);
  for (let k = 0; k < count; k++) {
    if (!Number.isFinite(options.value[k])) throw new RangeError(`${where}: value ${k} is ${options.value[k]}, expected a finite number. Correct the start.`);
    if (isLink) for (const end of [links!.to[k], links!.from[k]]) if (!(Number.isInteger(end) && end >= 0 && end < sites)) throw new RangeError(`${where}: link ${k} ends at ${end}, expected a site from 0 to ${sites - 1}. Correct it.`);
  }
  for (const [p, v] of Object.entries(options.parameters ?? {})) {
    if (!Object.hasOwn(text.parameters, p)) throw new RangeError(`${where} has no parameter "${p}". ${suggest(p, Object.keys(text.parameters))}`);
    if (!Number.isFinite(v)) throw new RangeError(`${where}: parameter ${p} is ${v}, expected a finite number. Correct it.`);
  }
  const constants = { ...text.parameters, ...options.parameters }, reads = text.reads ?? [], hears = Object.entries(text.hears ?? {});
  const lambda = rule.decay(constants), names = rule.averages.map((a) => a.name), taus = rule.averages.map((a) => a.tau(constants)), [low, high] = text.bounds ?? [-Infinity, Infinity];
  if (!(lambda >= 0) || lambda === Infinity) throw new RangeError(`${where}: decay is ${lambda}, expected a number of at least 0. Correct its parameters.`);
  taus.forEach((tau, a) => { if (!(tau > 0)) throw new RangeError(`${where}: tau of ${names[a]} is ${tau}, expected a positive number. Correct it.`); });
  const value = kind.from(options.value), averages = Object.fromEntries(names.map((m) => {
    const start = options.averages?.[m] ?? 0;
    return [m, typeof start === 'number' ? new kind(sites).fill(start) : kind.from(start)];
  }));
  const v: Values = { ...constants, t: 0 };

  /** What the rule makes of what each site reads there, of all sites or of some. */
  const made = (shown: Shown, some?: readonly number[]): Shown => {
    if (!rule.shows.length) return shown;
    const all = { ...shown };
    for (const { name, of } of rule.shows) {
      const values = new Float64Array(sites);
      for (let n = 0; n < (some ?? values).length; n++) {
        const i = some ? some[n] : n;
        for (const s of reads) v[s] = shown[s][i];
        values[i] = of(v);
      }
      all[name] = values;
    }
    return all;
  };
  /** What a site hears through these links: its own incoming weights and what their far ends show. */
  const hear = (w: ArrayLike<number>, shown: Shown): Shown => {
    if (!hears.length) return shown;
    const all = { ...shown };
    for (const [h, s] of hears) {
      const sum = new Float64Array(sites);
      if (links) for (let k = 0; k < count; k++) sum[links.to[k]] += w[k] * shown[s][links.from[k]];
      all[h] = sum;
    }
    return all;
  };
  const ends = [...reads, ...rule.shows.map((m) => m.name), ...hears.map(([h]) => h), ...names];
  // The rate is evaluated link by link: its symbols are kept in one array, not by name.
  const symbols = [...symbolsOf(rule.expressions.rate)], at = new Float64Array(symbols.length), place = (s: string) => symbols.indexOf(s), changes = place(rule.changes), clock = place('t');
  const rate = evaluatorOf<Float64Array>(rule.expressions.rate, (s) => { const k = place(s); return (all) => all[k]; });
  const bound = ends.flatMap((s): { s: string; slot: number; end?: ArrayLike<number> }[] => (isLink ? [{ s, slot: place(`${s}_i`), end: links!.to }, { s, slot: place(`${s}_j`), end: links!.from }] : [{ s, slot: place(s) }])).filter(({ slot }) => slot >= 0);
  symbols.forEach((s, k) => { if (s in constants) at[k] = constants[s]; });
  /** The rate of any link or site k, at these weights. */
  const ratesAt = (w: ArrayLike<number>, all: Shown): ((k: number) => number) => {
    const read = bound.map(({ s, slot, end }) => ({ of: all[s], slot, end }));
    if (clock >= 0) at[clock] = v.t;
    return (k) => {
      if (changes >= 0) at[changes] = w[k];
      for (let n = 0; n < read.length; n++) {
        const { of, slot, end } = read[n];
        at[slot] = of[end ? end[k] : k];
      }
      return rate(at);
    };
  };
  const slope = (w: ArrayLike<number>, means: Shown, shown: Shown) => {
    const heard = hear(w, shown), all = { ...heard, ...means };
    const targets = rule.averages.map(({ of }, a) => new Float64Array(sites).map((_, i) => {
      for (const s of ends) if (s in heard) v[s] = heard[s][i];
      return of(v) / taus[a];
    }));
    const rateOf = ratesAt(w, all);
    return { rates: new Float64Array(count).map((_, k) => rateOf(k)), targets };
  };
  const advance = (u: ArrayLike<number>, rate: ArrayLike<number>, decay: number, h: number) => {
    const x = decay * h, e = Math.exp(-x), phi = x > 0 ? -Math.expm1(-x) / x : 1;
    return new Float64Array(u.length).map((_, k) => e * u[k] + h * phi * rate[k]);
  };
  const correct = (into: Float32Array | Float64Array, a: Float64Array, first: Float64Array, second: Float64Array, decay: number, h: number) => {
    const x = decay * h, phi = x > 1e-3 ? (Math.expm1(-x) + x) / (x * x) : 1 / 2 - x / 6 + (x * x) / 24;
    for (let k = 0; k < into.length; k++) into[k] = a[k] + h * phi * (second[k] - first[k]);
  };
  return {
    rule, value, averages,
    held(shown, time = 0) {
      const { holds } = rule;
      if (!holds) return undefined;
      const all: Shown = { ...shown, ...averages }, symbols = [...reads, ...names];
      v.t = time;
      return { name: holds.name, setPoint: holds.at(constants), value: Float32Array.from({ length: sites }, (_, i) => {
        for (const s of symbols) v[s] = all[s][i];
        return holds.of(v);
      }) };
    },
    rateOf(k, w, shown, time = 0) {
      v.t = time;
      return ratesAt(w, { ...hear(w, made(shown, isLink ? [links!.to[k], links!.from[k]] : [k])), ...averages })(k);
    },
    pass(read, span, time = 0) {
      for (const s of reads) {
        if (read[s] === undefined) throw new RangeError(`${where} reads "${s}", which no site shows. ${suggest(s, Object.keys(read))}`);
        if (!(read[s].length >= sites)) throw new RangeError(`${where}: ${s} has ${read[s].length} values, expected ${sites}. Show every site.`);
        for (let i = 0; i < sites; i++) if (!Number.isFinite(read[s][i])) throw new RangeError(`${where}: ${s} of site ${i} is ${read[s][i]}, expected a finite number. Use a smaller dt.`);
      }
      if (!(span >= 0) || !Number.isFinite(span)) throw new RangeError(`${where}: span is ${span}, expected a time of at least 0. Correct it.`);
      const steps = Math.ceil(span / step - 1e-9), h = span / steps;
      v.t = time;
      const shown = made(read);
      for (let n = 0; n < steps; n++) {
        const first = slope(value, averages, shown), w = advance(value, first.rates, lambda, h);
        const means = Object.fromEntries(names.map((m, a) => [m, advance(averages[m], first.targets[a], 1 / taus[a], h)])), second = slope(w, means, shown);
        names.forEach((m, a) => correct(averages[m], means[m], first.targets[a], second.targets[a], 1 / taus[a], h));
        correct(value, w, first.rates, second.rates, lambda, h);
        for (let k = 0; k < count; k++) {
          if (!Number.isFinite(value[k])) throw new RangeError(`${where}: ${rule.changes} of ${text.of} ${k} became ${value[k]} in a step of ${h}, expected a finite number. Use a smaller step or learning rate.`);
          value[k] = Math.min(high, Math.max(low, value[k]));
        }
      }
    },
  };
}
