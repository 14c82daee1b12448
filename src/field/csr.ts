import type { SparseWiring } from './sparse.ts';

/** Links in any order: `to[k]` hears `from[k]`, times `weight[k]`. */
export interface LinkArrays { to: ArrayLike<number>; from: ArrayLike<number>; weight?: ArrayLike<number> }

/**
 * Compressed rows of a graph for `sparse`, from a list `[to, from, weight?]` or, for large graphs, from arrays. Links keep their order inside
 * a row; what occurs twice stays twice (weights add). Counting sort: two passes over the links.
 * Errors: RangeError naming the link whose end is no site, or arrays of different lengths.
 *
 *     csrOf([[0, 1], [2, 0, -0.5]], 3)   // site 0 hears 1; site 2 hears 0, times −0.5
 */
export function csrOf(links: Iterable<readonly [to: number, from: number, weight?: number]> | LinkArrays, sites: number): SparseWiring {
  const { to, from, weight } = 'to' in links ? links : arraysOf(links), n = to.length;
  if (from.length !== n || (weight && weight.length !== n)) throw new RangeError(`csrOf: to, from${weight ? ', weight' : ''} have ${[to, from, ...(weight ? [weight] : [])].map((a) => a.length).join(', ')} entries, expected as many of each. Give every link two ends.`);
  const start = new Int32Array(sites + 1), site = new Int32Array(n), sorted = weight && new Float32Array(n);
  for (let k = 0; k < n; k++) {
    for (const end of [to[k], from[k]]) if (!(Number.isInteger(end) && end >= 0 && end < sites)) throw new RangeError(`csrOf: link ${k} is [${to[k]}, ${from[k]}], expected sites from 0 to ${sites - 1}. Correct it.`);
    start[to[k] + 1]++;
  }
  for (let i = 0; i < sites; i++) start[i + 1] += start[i];
  const next = start.slice(0, sites);
  for (let k = 0; k < n; k++) {
    const at = next[to[k]]++;
    site[at] = from[k];
    if (sorted) sorted[at] = weight![k];
  }
  return { start, site, weight: sorted ?? 1 };
}

function arraysOf(links: Iterable<readonly [number, number, number?]>): LinkArrays {
  const all = [...links], weighted = all.some((l) => l[2] !== undefined);
  return { to: all.map((l) => l[0]), from: all.map((l) => l[1]), weight: weighted ? all.map((l) => l[2] ?? 1) : undefined };
}
