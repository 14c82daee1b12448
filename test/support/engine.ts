import { begin, type RunOptions } from '../../src/field/run.ts';
import type { Field } from '../../src/field/field.ts';
import { referenceSteps } from '../../src/field/reference.ts';
import { spread } from '../../src/field/parameters.ts';

/** Backends that every suite runs on; both answer wherever Node does. */
export const HERE = ['webasm', 'cpu'] as const;

/** A seeded generator of numbers in [0, 1) (Lehmer, 48271 modulo 2^31 − 1). */
export function seeded(seed: number): () => number {
  let x = (seed * 7919 + 12345) % 2147483647 || 1;
  return () => (x = (x * 48271) % 2147483647) / 2147483647;
}

/** n numbers between low and high. */
export function irregular(n: number, low: number, high: number, seed = 1): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: n }, () => low + (high - low) * random());
}

/** The same run in float64. */
export function oracle(field: Field, options: RunOptions, steps: number): Record<string, Float64Array> {
  const { layout, fitted } = begin(field, options);
  const wide = (v: number | Float32Array) => Float64Array.from(spread('value', v, layout));
  const start = Object.fromEntries(field.model.variables.map((v) => [v, wide(options.state[v])]));
  const parameters = Object.fromEntries(Object.entries(options.parameters ?? {}).map(([p, v]) => [p, wide(v)]));
  const before = options.history, history = before && ((time: number) => Object.fromEntries(Object.entries(before(time)).map(([v, x]) => [v, wide(x)])));
  return referenceSteps({ field, fitted, parameters, seed: options.seed, layout, history }, start, steps);
}

/** Largest difference; of phases, around the circle. */
export function farthest(a: ArrayLike<number>, b: ArrayLike<number>, kind: 'phase' | 'real' = 'real'): number {
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const d = a[i] - b[i], distance = Math.abs(kind === 'phase' ? d - 2 * Math.PI * Math.round(d / (2 * Math.PI)) : d);
    if (!(distance <= most)) most = distance;
  }
  return most;
}
