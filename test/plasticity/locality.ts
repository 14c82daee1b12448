import type { Plasticity, Shown } from '../../src/plasticity/plasticity.ts';

/** An array that writes down which places are read, and refuses to be written. */
function watched(array: ArrayLike<number>, into: Set<number>): ArrayLike<number> {
  return new Proxy(Array.from(array), {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) into.add(Number(key));
      return Reflect.get(target, key) as number;
    },
    set() { throw new Error('a rule wrote to what it may only read'); },
  });
}

/** Which links and which sites the rate of link (or site) k reads, recorded place by place; averages by moving them one at a time. */
export function readsOf(plastic: Plasticity, k: number, shown: Shown): { values: number[]; sites: number[] } {
  const values = new Set<number>(), sites = new Set<number>(), wrapped = Object.fromEntries(Object.entries(shown).map(([s, a]) => [s, watched(a, sites)]));
  const rate = plastic.rateOf(k, watched(plastic.value, values), wrapped);
  for (const mean of Object.values(plastic.averages)) for (let i = 0; i < mean.length; i++) {
    const before = mean[i];
    mean[i] = before + 0.37;
    if (plastic.rateOf(k, plastic.value, shown) !== rate) sites.add(i);
    mean[i] = before;
  }
  const sorted = (s: Set<number>) => [...s].sort((a, b) => a - b);
  return { values: sorted(values), sites: sorted(sites) };
}
