import type { Fitted, Layout } from '../carrier.ts';
import type { Field } from '../field.ts';
import type { ParameterPlace } from '../parameters.ts';
import { Shelf } from '../shelf.ts';
import { fuse, type FusedField, type Numbers } from './fusedField.ts';
import type { Lanes } from './lanes.ts';

const fields = new Shelf<FusedField<Numbers>>(16, 2 ** 31);

/** A field compiled for a layout, the shape of its links and a number of threads; from the cache if it was compiled before. */
export function fusedOf<A extends Numbers>(field: Field, layout: Layout, fitted: Record<string, Fitted>, parameters: ParameterPlace, lanes: Lanes, threads: number): FusedField<A> {
  const { model } = field, links = Object.entries(fitted).map(([name, { key, route }]) => [name, route!.kind === 'sparse' ? [route!.start.length, route!.site.length, typeof route!.weight] : key]);
  const key = JSON.stringify([lanes.bytes, threads, layout, field.integrator, field.dt, model.state, model.rate, model.emits, field.links, links, parameters.key]);
  return fields.take(key, () => fuse<A>(field, layout, fitted, parameters, lanes, threads) as FusedField<Numbers>) as FusedField<A>;
}
