import { suggest } from '../oscillators/nearest.ts';
import type { Oscillator } from '../oscillators/oscillator.ts';
import type { Layout } from './carrier.ts';

/** Where each parameter lies in the one packed array: numbers first, then the arrays with one value a site. */
export interface ParameterPlace {
  key: string;
  /** Parameters that have one value a site, in the order in which they are packed. */
  perSite: string[];
  scalars: string[];
  padded: number;
}

export type ParameterValues = Record<string, number | Float32Array>;

/** Checks parameters (absent ones take the model's default) and packs them: scalars | first per-site array | second … */
export function packParameters(model: Oscillator, values: ParameterValues, layout: Layout): { place: ParameterPlace; packed: Float32Array } {
  const names = Object.keys(model.parameters), { padded } = layout;
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) throw new RangeError(`field: ${model.name} has no parameter "${name}". ${suggest(name, names)}`);
  }
  const perSite = names.filter((p) => typeof values[p] === 'object'), scalars = names;
  const packed = new Float32Array(Math.max(1, scalars.length) + perSite.length * padded);
  scalars.forEach((p, i) => {
    const value = values[p] ?? model.parameters[p];
    if (typeof value === 'number') packed[i] = checkFinite(`parameter ${p}`, value);
  });
  perSite.forEach((p, k) => packed.set(spread(`parameter ${p}`, values[p], layout), Math.max(1, scalars.length) + k * padded));
  return { place: { key: `${scalars.join()} ${perSite.join()}`, perSite, scalars, padded }, packed };
}

/** Kernel source that reads a parameter at the own site. */
export function parameterText(place: ParameterPlace, name: string): string {
  const k = place.perSite.indexOf(name);
  return k < 0 ? `par[${place.scalars.indexOf(name)}]` : `par[this.thread.x + ${place.scalars.length + k * place.padded}]`;
}

/** One number, one value a site, or one a site and batch entry, as batch × sites values. */
export function spread(what: string, value: number | Float32Array | undefined, layout: Layout): Float32Array {
  const { sites, batch } = layout, total = sites * batch;
  if (typeof value === 'number') return new Float32Array(total).fill(checkFinite(what, value));
  if (!(value instanceof Float32Array)) throw new TypeError(`field: ${what} is ${value === undefined ? 'missing' : typeof value}, expected a number or a Float32Array of ${total} values. Pass one.`);
  if (value.length === total) return value;
  if (value.length !== sites) {
    throw new RangeError(`field: ${what} has ${value.length} values, expected ${total}${batch > 1 ? ` (${batch} × ${sites}), ${sites}` : ''} or 1. Pass one number to use it everywhere.`);
  }
  const all = new Float32Array(total);
  for (let b = 0; b < batch; b++) all.set(value, b * sites);
  return all;
}

function checkFinite(what: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`field: ${what} is ${value}, expected a finite number. Check where it comes from.`);
  return value;
}
