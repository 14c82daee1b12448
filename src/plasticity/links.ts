import type { DenseWiring } from '../field/dense.ts';
import type { GatherWiring } from '../field/gather.ts';
import type { SparseWiring } from '../field/sparse.ts';

/** Links one by one: link k brings site `from[k]` to site `to[k]`; its weight stands at `slot[k]` of the wiring. */
export interface Links {
  to: Int32Array;
  from: Int32Array;
  weight: Float64Array;
  /** The wiring with these weights, for `Run.change`. */
  wiring(weight: ArrayLike<number>): DenseWiring | SparseWiring | GatherWiring;
}

/**
 * The links of a dense, sparse or gather wiring. Self links of a dense wiring and closed links of a table never learn.
 * Errors: TypeError for another wiring, RangeError for weights that are not finite or as many as expected.
 */
export function linksOf(wiring: DenseWiring | SparseWiring | GatherWiring, sites: number): Links {
  const to: number[] = [], from: number[] = [], slot: number[] = [];
  const put = (i: number, j: number, k: number) => { to.push(i); from.push(j); slot.push(k); };
  const ends = (count: number) => {
    if (!Number.isInteger(count / sites)) throw new RangeError(`plasticity: a table of ${count} links on ${sites} sites, expected a whole number a site. Close missing links with −1.`);
    return count / sites;
  };
  let length: number;
  if (wiring && 'start' in wiring) {
    length = wiring.site.length;
    if (wiring.start.length !== sites + 1) throw new RangeError(`plasticity: start has ${wiring.start.length} entries, expected ${sites + 1} (${sites} sites + 1). Use csrOf.`);
    for (let i = 0; i < sites; i++) for (let k = wiring.start[i]; k < wiring.start[i + 1]; k++) put(i, wiring.site[k], k);
  } else if (wiring && 'table' in wiring) {
    length = wiring.table.length;
    const degree = ends(length);
    for (let k = 0; k < length; k++) if (wiring.table[k] >= 0) put(Math.floor(k / degree), wiring.table[k], k);
  } else if (wiring && 'weight' in wiring) {
    length = sites * sites;
    for (let k = 0; k < length; k++) if (Math.floor(k / sites) !== k % sites) put(Math.floor(k / sites), k % sites, k);
  } else throw new TypeError('plasticity: this wiring has no links that can learn, expected that of dense, sparse or gather. Pass { weight }, { start, site } or { table }.');
  const given = wiring.weight ?? 1, all = typeof given === 'number' ? new Float64Array(length).fill(given) : Float64Array.from(given);
  if (all.length !== length) throw new RangeError(`plasticity: weight has ${all.length} entries, expected ${length}. Give every link its weight.`);
  const bad = all.findIndex((w) => !Number.isFinite(w));
  if (bad >= 0) throw new RangeError(`plasticity: weight ${bad} is ${all[bad]}, expected a finite number. Correct it.`);
  return {
    to: Int32Array.from(to), from: Int32Array.from(from), weight: Float64Array.from(slot, (k) => all[k]),
    wiring(weight) {
      for (let k = 0; k < slot.length; k++) all[slot[k]] = weight[k];
      return { ...wiring, weight: Float32Array.from(all) } as DenseWiring;
    },
  };
}
