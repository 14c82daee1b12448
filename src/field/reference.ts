import { evaluator, type Values } from '../oscillators/evaluate.ts';
import type { Expression } from '../oscillators/expression.ts';
import type { Fitted, Layout } from './carrier.ts';
import { lateLinks } from './delayLine.ts';
import type { Field } from './field.ts';
import { INTEGRATORS } from './integrator.ts';
import { dice, grains, normal, PER_NORMAL } from './noise.ts';

type State = Record<string, Float64Array>;

/** What the oracle needs: the field, its fitted carriers, and parameters as numbers or one value a site. */
export interface ReferenceRun {
  field: Field;
  fitted: Record<string, Fitted>;
  parameters: Record<string, number | ArrayLike<number>>;
  /** For noise: the seed, and the layout that says which site is which. */
  seed?: number | number[];
  layout?: Layout;
  /** For delays: the state before 0. Default: it stood as it starts. */
  history?(time: number): State;
}

/** Emission of a delayed signal `late` before the present. */
type Sent = (signal: string, late: number) => Float64Array;

const valuesAt = ({ field: { model }, parameters }: ReferenceRun, state: State, time: number, i: number, heard: State = {}): Values => {
  const values: Values = { t: time };
  for (const v of model.variables) values[v] = state[v][i];
  for (const [p, value] of Object.entries({ ...model.parameters, ...parameters })) values[p] = typeof value === 'number' ? value : value[i];
  for (const h of model.hears) values[h] = heard[h]?.[i] ?? 0;
  return values;
};
/** An expression at every site. */
const everywhere = (run: ReferenceRun, e: Expression, state: State, time: number, heard?: State, more: Values = {}): Float64Array => {
  const f = evaluator(e);
  return state[run.field.model.variables[0]].map((_, i) => f({ ...valuesAt(run, state, time, i, heard), ...more }));
};

/** dx/dt = rate(x, Σ W · emits(x), t) in float64, site by site, as it is written in the model. `equations` may be a part of the rate. */
function referenceRate(run: ReferenceRun, state: State, time: number, sent: Sent, equations = run.field.model.rate): State {
  const { field, fitted } = run, { model } = field, heard: State = {};
  for (const { carrier, signal, heard: name } of field.links) {
    const { delay, reduce } = field.carriers[carrier], arrived = fitted[carrier].carry(delay === undefined ? everywhere(run, model.emits[signal], state, time) : sent(signal, delay)), before = heard[name];
    heard[name] = !before ? arrived : before.map((b, i) => (reduce === 'strongest' ? Math.max(b, arrived[i]) : b + arrived[i]));
  }
  return Object.fromEntries(model.variables.map((v) => [v, everywhere(run, equations[v], state, time, heard)]));
}

/** `steps` integrator steps in float64, the first of them number `first`; phases are not wrapped. Naive on purpose: the oracle of every backend. */
export function referenceSteps(run: ReferenceRun, start: State, steps: number, first = 0): State {
  const { model, dt, integrator } = run.field, { stages } = INTEGRATORS[integrator], { variables } = model, noisy = Object.keys(model.noise);
  const add = (x: State, factor: number, slope: State): State => Object.fromEntries(variables.map((v) => [v, x[v].map((value, i) => value + factor * slope[v][i])]));
  const flow = (x: State, time: number) => Object.fromEntries(variables.map((v) => [v, everywhere(run, model.split!.flow[v], x, time, undefined, { h: dt / 2 })]));
  const grain = noisy.length > 0 ? grains(run.seed ?? 0, run.layout!) : [], late = lateLinks(run.field).length > 0;
  const past: { x: State; slope: State }[] = []; // states and slopes at the steps before, for delays

  let x = start;
  for (let s = first; s < first + steps; s++) {
    const time = s * dt, thrown = dice(s, 1, noisy.length);
    /** g dW/dt. */
    const shaken = (slope: State, at: State, now: number): State => ({ ...slope, ...Object.fromEntries(noisy.map((v, k) => {
      const g = everywhere(run, model.noise[v], at, now);
      return [v, slope[v].map((r, i) => r + (g[i] * normal(grain.map((of) => of[i]), thrown, k * PER_NORMAL)) / Math.sqrt(dt))];
    })) });
    const sentAt = (now: number): Sent => (signal, delay) => {
      const then = now - delay, n = Math.round((2 * then) / dt) / 2, [a, b] = [past[Math.floor(n)], past[Math.ceil(n)]];
      const state = n < 0 ? run.history?.(then) ?? start : Number.isInteger(n) ? (n === s ? x : a.x) : add(add(Object.fromEntries(variables.map((v) => [v, a.x[v].map((value, i) => (value + b.x[v][i]) / 2)])), dt / 8, a.slope), -dt / 8, b.slope);
      return everywhere(run, model.emits[signal], state, then);
    };
    if (late) past.push({ x, slope: referenceRate(run, x, time, sentAt(time)) });
    const explicit = (from: State, equations = model.rate) => {
      let next = from, slope: State | undefined;
      for (const { at, weight } of stages) {
        const now = time + at * dt, here = slope ? add(from, at * dt, slope) : from;
        slope = shaken(referenceRate(run, here, now, sentAt(now), equations), here, now);
        next = add(next, weight * dt, slope);
      }
      return next;
    };
    if (integrator === 'strang') x = flow(explicit(flow(x, time), model.split!.rest), time);
    else if (integrator === 'symplectic') for (const v of variables) x = { ...x, [v]: explicit(x)[v] };
    else x = explicit(x);
    const moved = x;
    x = { ...x, ...Object.fromEntries(Object.entries(model.project).map(([v, e]) => [v, everywhere(run, e, moved, time + dt)])) };
  }
  return x;
}
