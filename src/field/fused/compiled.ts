import type { Fitted, Layout } from '../carrier.ts';
import type { Field } from '../field.ts';
import type { ParameterPlace } from '../parameters.ts';
import { fuse, type FusedField, type Numbers } from './fusedField.ts';
import type { Lanes } from './lanes.ts';

/** Compiled fields of this process, oldest use first. Kept while they are few and small; one that is running is never dropped. */
const fields = new Map<string, FusedField<Numbers>>();
const MOST_FIELDS = 16, MOST_BYTES = 2 ** 31;

/** A field compiled for a layout, the shape of its links and a number of threads; from the cache if it was compiled before. */
export function fusedOf<A extends Numbers>(field: Field, layout: Layout, fitted: Record<string, Fitted>, parameters: ParameterPlace, lanes: Lanes, threads: number): FusedField<A> {
  const { model } = field, links = Object.entries(fitted).map(([name, { key, route }]) => [name, route!.kind === 'sparse' ? [route!.start.length, route!.site.length, typeof route!.weight] : key]);
  const key = JSON.stringify([lanes.bytes, threads, layout, field.integrator, field.dt, model.state, model.rate, model.emits, field.links, links, parameters.key]);
  const fused = (fields.get(key) ?? fuse<A>(field, layout, fitted, parameters, lanes, threads)) as FusedField<A>;
  fields.delete(key);
  fields.set(key, fused as FusedField<Numbers>);
  dropOld(fused as FusedField<Numbers>);
  return fused;
}

function dropOld(kept: FusedField<Numbers>): void {
  let bytes = 0;
  for (const f of fields.values()) bytes += f.bytes;
  for (const [key, f] of fields) {
    if (fields.size <= MOST_FIELDS && bytes <= MOST_BYTES) break;
    if (f === kept || f.running()) continue;
    fields.delete(key);
    bytes -= f.bytes;
    f.destroy();
  }
}
