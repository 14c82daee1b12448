import type { Carrier } from './carrier.ts';
import { group } from './group.ts';

/** All-to-all inside each batch entry, in O(N): one group of everybody, itself included. `'mean'` is K/N coupling. Needs no wiring. */
export function meanField(options: { reduce?: 'sum' | 'mean' | 'strongest'; from?: string | Record<string, string> } = {}): Carrier<undefined> {
  const everybody = group({ reduce: options.reduce ?? 'mean', from: options.from });
  return { ...everybody, kind: 'meanField', fit: (name, _wiring, layout) => everybody.fit(name, { group: new Int32Array(layout.sites) }, layout) };
}
