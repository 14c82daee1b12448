import { evaluator, type Values } from '../oscillators/evaluate.ts';
import { TIME } from '../oscillators/expression.ts';
import type { Layout } from './carrier.ts';
import { lateLinks, looksHalfway, type Past } from './delayLine.ts';
import type { Field } from './field.ts';
import { spread, type ParameterValues } from './parameters.ts';
import type { Arrays } from './planRequest.ts';

/** State before t = 0: one number, sites values, or batch × sites values a variable. */
export type History = (time: number) => Record<string, number | Float32Array>;

/** What delayed links sent before the start: emissions of the history, or of the start that stood still. */
export function pastOf(field: Field, layout: Layout, start: Arrays, parameters: ParameterValues, history?: History): Past {
  const { model, dt } = field, total = layout.sites * layout.batch, half = looksHalfway(field);
  const constant = Object.entries(model.parameters).map(([p, value]) => [p, spread(`parameter ${p}`, parameters[p] ?? value, layout)] as const);
  return lateLinks(field).map(({ signal, steps }) => {
    const emit = evaluator(model.emits[signal]), still = !history && !model.timed;
    const sent = (time: number): Float32Array => {
      const state = history ? Object.fromEntries(model.variables.map((v) => [v, spread(`history of ${v} at t = ${time}`, history(time)[v], layout)])) : start, out = new Float32Array(layout.padded), values: Values = { [TIME]: time };
      for (let i = 0; i < total; i++) {
        for (const v of model.variables) values[v] = state[v][i];
        for (const [p, value] of constant) values[p] = value[i];
        out[i] = emit(values);
      }
      return out;
    };
    const once = still ? sent(0) : undefined, at = (j: number) => once ?? sent((j - steps) * dt);
    return { values: Array.from({ length: steps }, (_, j) => at(j)), mids: half ? Array.from({ length: steps }, (_, j) => at(j + 0.5)) : [] };
  });
}
