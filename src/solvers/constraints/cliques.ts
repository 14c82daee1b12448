import { atOnce, type Parts } from '../../field/breath.ts';
import type { Graph } from './dimacs.ts';
import { neighbours } from './shells.ts';

/** A clique grown from one vertex, always by the neighbour that keeps most candidates. */
export function cliqueFrom(v: number, near: readonly Set<number>[], inside: Set<number>): number[] {
  const clique = [v], kept = new Int32Array(near.length); // how many candidates each candidate would keep
  let candidates = [...near[v]].filter((o) => inside.has(o));
  for (const [k, o] of candidates.entries()) for (let j = 0; j < k; j++) if (near[o].has(candidates[j])) {
    kept[o] += 1;
    kept[candidates[j]] += 1;
  }
  while (candidates.length > 0) {
    const best = candidates.reduce((a, b) => (kept[b] > kept[a] ? b : a)), lost = candidates.filter((o) => !near[best].has(o));
    clique.push(best);
    candidates = candidates.filter((o) => near[best].has(o));
    for (const o of candidates) for (const p of lost) if (near[p].has(o)) kept[o] -= 1;
  }
  return clique;
}

/** Cliques that cover every edge: each uncovered edge grows greedily to a clique that covers most uncovered edges. */
export const cliqueCover = (graph: Graph): number[][] => atOnce(coverInParts(graph));

/** The same, edge by edge: dense graphs take seconds. */
export function* coverInParts(graph: Graph): Parts<number[][]> {
  const near = neighbours(graph), covered = new Set<number>(), key = (a: number, b: number) => (a < b ? a * graph.vertices + b : b * graph.vertices + a), cover: number[][] = [];
  for (let k = 0; k < graph.from.length; k++) {
    if (covered.has(key(graph.from[k], graph.to[k]))) continue;
    const clique = [graph.from[k], graph.to[k]], open = (a: number, b: number) => (covered.has(key(a, b)) ? 0 : 1);
    let candidates = [...near[clique[0]]].filter((v) => near[clique[1]].has(v)), gain = candidates.map((v) => open(v, clique[0]) + open(v, clique[1]));
    while (candidates.length > 0) {
      const best = gain.reduce((a, g, k) => (g > gain[a] ? k : a), 0), joined = candidates[best];
      if (gain[best] === 0) break; // nothing new to cover: a longer ring would only repeat what others say
      clique.push(joined);
      const left = Array.from(candidates.keys()).filter((c) => near[joined].has(candidates[c]));
      gain = left.map((c) => gain[c] + open(candidates[c], joined));
      candidates = left.map((c) => candidates[c]);
    }
    for (const a of clique) for (const b of clique) if (a < b) covered.add(key(a, b));
    cover.push(clique);
    yield;
  }
  return cover;
}

export const largest = (cliques: number[][]): number[] => cliques.reduce((a, b) => (b.length > a.length ? b : a), []);
