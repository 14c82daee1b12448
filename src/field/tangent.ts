import { evaluator, type Values } from '../oscillators/evaluate.ts';
import { TIME, type Expression } from '../oscillators/expression.ts';
import { differentiate } from '../oscillators/jacobian.ts';
import { suggest } from '../oscillators/nearest.ts';
import type { Oscillator } from '../oscillators/oscillator.ts';
import { siteBucket } from './bucket.ts';
import type { Field } from './field.ts';

/** One field (no batch) in float64: every state variable and parameter is one number or one value a site. */
export interface Standing {
  sites: number;
  state: Record<string, number | ArrayLike<number>>;
  /** Absent ones take the model's defaults. */
  parameters?: Record<string, number | ArrayLike<number>>;
  /** What each carrier needs, under the carrier's name. */
  wiring?: Record<string, unknown>;
}

/** The rate of a whole field at one state, and its derivative there as a linear map. Vectors hold variable after variable, site by site. */
interface Tangent { rate: Float64Array; apply(vector: Float64Array): Float64Array }

/** A field as a flow x' = f(x, t) whose derivative is known. */
export interface Linearised {
  size: number;
  start: Float64Array;
  /** The rate alone. */
  rate(x: Float64Array, time: number): Float64Array;
  at(x: Float64Array, time: number): Tangent;
  /** What the model's projection makes of a state, and of small vectors beside it. In place. */
  project(x: Float64Array, vectors: Float64Array[]): void;
}

/** One derivative that is not zero everywhere: row, column, function. */
interface Partial { r: number; c: number; f: (values: Values) => number }

/** The functions and derivatives of a model; taken once, because symbolic differentiation costs tens of milliseconds. */
const derivatives = remembered(({ variables, hears, emits, rate, project, parameters, jacobian }: Oscillator) => {
  const own = [...variables, ...Object.keys(parameters), TIME], J = jacobian(), signals = Object.keys(emits), projected = Object.keys(project);
  const sparse = (rows: string[], columns: string[], at: (row: string, column: string) => Expression): Partial[] => rows.flatMap((row, r) => columns.flatMap((column, c) => {
    const e = at(row, column);
    return e.kind === 'number' && e.value === 0 ? [] : [{ r, c, f: evaluator(e) }];
  }));
  const all = (names: string[], from: Record<string, Expression>) => names.map((name) => evaluator(from[name]));
  return {
    signals, projected, rates: all(variables, rate), emits: all(signals, emits), walls: all(projected, project),
    byState: sparse(variables, variables, (v, u) => J[v][u]), byHeard: sparse(variables, hears, (v, h) => J[v][h]),
    emitted: sparse(signals, variables, (s, v) => differentiate(emits[s], v, own)), walled: sparse(projected, variables, (p, v) => differentiate(project[p], v, own)),
  };
});

function remembered<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key)!;
  };
}

/**
 * The linearised field, from the model's symbolic derivatives:
 *   f = rate(x, h),  h = Σ W e(x),     Df v = ∂rate/∂x v + ∂rate/∂h · Σ W (∂e/∂x v)
 * Carriers are linear, so they carry small changes as they carry signals; no N × N matrix is formed, and one product costs as much as one rate.
 * Errors: RangeError and TypeError, beginning with `where`; 'strongest' carriers have no derivative and are refused.
 */
export function linearise(where: string, field: Field, standing: Standing): Linearised {
  const { model, links } = field, { sites: n, wiring = {} } = standing, { variables, hears } = model;
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`${where}: sites is ${n}, expected a whole number of at least 1. Count the sites.`);
  for (const [name, { reduce, kind, delay }] of Object.entries(field.carriers)) {
    if (delay !== undefined) throw new RangeError(`${where}: carrier ${name} is delayed by ${delay}, expected none: a delayed field has infinitely many directions. Leave delayed(…) out.`);
    if (reduce !== 'sum') throw new RangeError(`${where}: carrier ${name} (${kind}) keeps the strongest, expected one that adds, which is linear. Use reduce: 'sum'.`);
  }
  const known = (owner: string, what: string, given: object, names: string[]) => {
    for (const name of Object.keys(given)) if (!names.includes(name)) throw new RangeError(`${where}: ${owner} has no ${what} "${name}". ${suggest(name, names)}`);
  };
  known(model.name, 'state', standing.state ?? {}, variables);
  known(model.name, 'parameter', standing.parameters ?? {}, Object.keys(model.parameters));
  known('the field', 'carrier', wiring, Object.keys(field.carriers));
  const wide = (what: string, value: number | ArrayLike<number> | undefined): Float64Array => {
    if (value === undefined) throw new TypeError(`${where}: ${what} is missing, expected a number or ${n} values. Pass one.`);
    if (typeof value !== 'number' && value.length !== n) throw new RangeError(`${where}: ${what} has ${value.length} values, expected ${n} or 1. Pass one number to use it everywhere.`);
    const all = typeof value === 'number' ? new Float64Array(n).fill(value) : Float64Array.from(value), bad = all.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0) throw new RangeError(`${where}: ${what} is ${all[bad]} at site ${bad}, expected finite numbers. Check where it comes from.`);
    return all;
  };
  const start = new Float64Array(n * variables.length);
  variables.forEach((v, k) => start.set(wide(`state ${v}`, standing.state?.[v]), k * n));
  const values: Values = {}, perSite: { p: string; value: Float64Array }[] = [];
  for (const [p, given] of Object.entries({ ...model.parameters, ...standing.parameters })) {
    const value = wide(`parameter ${p}`, given);
    values[p] = value[0];
    if (typeof given !== 'number') perSite.push({ p, value });
  }
  const carried = links.map((l) => ({ ...l, fitted: field.carriers[l.carrier].fit(l.carrier, wiring[l.carrier] as never, { sites: n, batch: 1, padded: siteBucket(n) }) }));

  const { signals, projected, rates, emits, walls, byState, byHeard, emitted, walled } = derivatives(model);
  const look = (x: Float64Array, i: number, heard?: Float64Array[]) => {
    for (let k = 0; k < variables.length; k++) values[variables[k]] = x[k * n + i];
    for (const { p, value } of perSite) values[p] = value[i];
    if (heard) for (let h = 0; h < hears.length; h++) values[hears[h]] = heard[h][i];
  };
  /** The values of each derivative at every site. */
  const room = (list: unknown[]) => list.map(() => new Float64Array(n));
  /** What every site hears of signals. */
  const carry = (all: Float64Array[]): Float64Array[] => {
    const heard = hears.map(() => new Float64Array(n));
    for (const { fitted, signal, heard: name } of carried) {
      const arrived = fitted.carry(all[signals.indexOf(signal)]), into = heard[hears.indexOf(name)];
      for (let i = 0; i < n; i++) into[i] += arrived[i];
    }
    return heard;
  };

  return {
    size: start.length,
    start,
    rate(x, time) {
      values[TIME] = time;
      const sent = room(signals), rate = new Float64Array(start.length);
      for (let i = 0; i < n && carried.length > 0; i++) {
        look(x, i);
        for (let s = 0; s < signals.length; s++) sent[s][i] = emits[s](values);
      }
      const heard = carry(sent);
      for (let i = 0; i < n; i++) {
        look(x, i, heard);
        for (let v = 0; v < variables.length; v++) rate[v * n + i] = rates[v](values);
      }
      return rate;
    },
    at(x, time) {
      values[TIME] = time;
      const sent = room(signals), E = room(emitted), A = room(byState), B = room(byHeard), rate = new Float64Array(start.length);
      for (let i = 0; i < n && carried.length > 0; i++) {
        look(x, i);
        for (let s = 0; s < signals.length; s++) sent[s][i] = emits[s](values);
        for (let k = 0; k < emitted.length; k++) E[k][i] = emitted[k].f(values);
      }
      const heard = carry(sent);
      for (let i = 0; i < n; i++) {
        look(x, i, heard);
        for (let v = 0; v < variables.length; v++) rate[v * n + i] = rates[v](values);
        for (let k = 0; k < byState.length; k++) A[k][i] = byState[k].f(values);
        for (let k = 0; k < byHeard.length; k++) B[k][i] = byHeard[k].f(values);
      }
      return {
        rate,
        apply(vector) {
          const change = new Float64Array(start.length), small = room(signals);
          emitted.forEach(({ r, c }, k) => { for (let i = 0; i < n; i++) small[r][i] += E[k][i] * vector[c * n + i]; });
          const smallHeard = carry(small);
          byState.forEach(({ r, c }, k) => { for (let i = 0; i < n; i++) change[r * n + i] += A[k][i] * vector[c * n + i]; });
          byHeard.forEach(({ r, c }, k) => { for (let i = 0; i < n; i++) change[r * n + i] += B[k][i] * smallHeard[c][i]; });
          return change;
        },
      };
    },
    project(x, vectors) {
      if (projected.length === 0) return;
      const rows = projected.map((v) => variables.indexOf(v)), small = new Float64Array(rows.length);
      for (let i = 0; i < n; i++) {
        look(x, i);
        const factors = walled.map(({ f }) => f(values));
        for (const vector of vectors) {
          small.fill(0);
          walled.forEach(({ r, c }, k) => { small[r] += factors[k] * vector[c * n + i]; });
          rows.forEach((v, r) => { vector[v * n + i] = small[r]; });
        }
        rows.forEach((v, r) => { x[v * n + i] = walls[r](values); });
      }
    },
  };
}
