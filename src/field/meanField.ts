import type { Carrier, Route } from './carrier.ts';
import { group } from './group.ts';

/** All-to-all inside each batch entry, in O(N): one group of everybody, itself included. `'mean'` is K/N coupling. Needs no wiring. */
export function meanField(options: { reduce?: 'sum' | 'mean' | 'strongest'; from?: string | Record<string, string> } = {}): Carrier<undefined> {
  const { reduce = 'mean', from } = options, everybody = group({ reduce, from });
  const route: Route | undefined = reduce === 'strongest' ? undefined : { kind: 'meanField', reduce };
  return { ...everybody, kind: 'meanField', fit: (name, _wiring, layout) => ({ ...everybody.fit(name, { group: new Int32Array(layout.sites) }, layout), route }) };
}
