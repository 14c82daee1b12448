import { evaluator, type Values } from '../oscillators/evaluate.ts';
import type { Fitted } from './carrier.ts';
import type { Field } from './field.ts';
import { INTEGRATORS } from './integrator.ts';

type State = Record<string, Float64Array>;

/** What the oracle needs: the field, its fitted carriers, and parameters as numbers or one value a site. */
export interface ReferenceRun {
  field: Field;
  fitted: Record<string, Fitted>;
  parameters: Record<string, number | ArrayLike<number>>;
}

/** dx/dt = rate(x, Σ W · emits(x), t) in float64, site by site, as it is written in the model. */
function referenceRate({ field, fitted, parameters }: ReferenceRun, state: State, time: number): State {
  const { model } = field, total = state[model.variables[0]].length;
  const at = (i: number, heard: State = {}): Values => {
    const values: Values = { t: time };
    for (const v of model.variables) values[v] = state[v][i];
    for (const [p, value] of Object.entries({ ...model.parameters, ...parameters })) values[p] = typeof value === 'number' ? value : value[i];
    for (const h of model.hears) values[h] = heard[h]?.[i] ?? 0;
    return values;
  };
  const each = (f: (i: number) => number) => Float64Array.from({ length: total }, (_, i) => f(i));
  const heard: State = {};
  for (const { carrier, signal, heard: name } of field.links) {
    const emit = evaluator(model.emits[signal]), arrived = fitted[carrier].carry(each((i) => emit(at(i)))), before = heard[name];
    heard[name] = !before ? arrived : each((i) => (field.carriers[carrier].reduce === 'strongest' ? Math.max(before[i], arrived[i]) : before[i] + arrived[i]));
  }
  return Object.fromEntries(model.variables.map((v) => {
    const rate = evaluator(model.rate[v]);
    return [v, each((i) => rate(at(i, heard)))];
  }));
}

/** `steps` integrator steps in float64; phases are not wrapped. Naive on purpose: the oracle of every backend. */
export function referenceSteps(run: ReferenceRun, start: State, steps: number): State {
  const { model, dt, integrator } = run.field, { stages } = INTEGRATORS[integrator];
  const add = (x: State, factor: number, slope: State): State =>
    Object.fromEntries(model.variables.map((v) => [v, x[v].map((value, i) => value + factor * slope[v][i])]));
  let x = start;
  for (let s = 0; s < steps; s++) {
    let next = x, slope: State | undefined;
    for (const { at, weight } of stages) {
      slope = referenceRate(run, slope ? add(x, at * dt, slope) : x, (s + at) * dt);
      next = add(next, weight * dt, slope);
    }
    x = next;
  }
  return x;
}
