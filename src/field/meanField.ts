import { siteBucket } from './bucket.ts';
import type { Carrier, Fitted } from './carrier.ts';
import { group, PIECE } from './group.ts';

/** All-to-all inside each batch entry, in O(N): one group of everybody, itself included. `'mean'` is K/N coupling. Needs no wiring. */
export function meanField(options: { reduce?: 'sum' | 'mean' | 'strongest'; from?: string | Record<string, string> } = {}): Carrier<undefined> {
  const { reduce = 'mean', from } = options, everybody = group({ reduce, from });
  return {
    ...everybody, kind: 'meanField',
    fit(name, _wiring, layout) {
      const { sites, batch } = layout;
      let made: Fitted | undefined;
      const listed = () => (made ??= everybody.fit(name, { group: new Int32Array(sites) }, layout)); // the lists of members, only where a kernel asks for them
      return {
        key: `meanField ${reduce} ${siteBucket(batch * Math.ceil(sites / PIECE) + 1)} ${siteBucket(batch + 1)}`,
        get wiring() { return listed().wiring; },
        get passes() { return listed().passes; },
        get loopMaxIterations() { return listed().loopMaxIterations; },
        find: (...of) => listed().find(...of),
        read: (...of) => listed().read(...of),
        carry: (signal) => listed().carry(signal),
        ...(reduce === 'strongest' ? {} : { route: { kind: 'meanField', reduce } }),
      };
    },
  };
}
