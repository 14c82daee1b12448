import type { Graph } from './dimacs.ts';

/**
 * Where a cut is in conflict with itself, in words: an edge of positive weight wants its ends apart, one of negative weight together.
 * Counted from the graph and the sides alone.
 */
export function frustration({ vertices, from, to, weight }: Graph, sides: ArrayLike<number>): string {
  const unmet = new Float64Array(vertices), all = new Float64Array(vertices);
  let uncut = 0, cut = 0;
  for (let k = 0; k < from.length; k++) {
    const apart = sides[from[k]] !== sides[to[k]], w = Math.abs(weight[k]), failed = weight[k] > 0 ? !apart : weight[k] < 0 && apart;
    if (failed && apart) cut += 1;
    else if (failed) uncut += 1;
    for (const v of [from[k], to[k]]) {
      all[v] += w;
      if (failed) unmet[v] += w;
    }
  }
  if (uncut + cut === 0) return 'no edge is frustrated';
  const worst = Array.from(unmet.keys()).sort((a, b) => unmet[b] - unmet[a]).slice(0, 3).filter((v) => unmet[v] > 0).map((v) => `vertex ${v + 1} (weight ${short(unmet[v])} of ${short(all[v])} unmet)`);
  const edges = [uncut > 0 ? `edges that want to be cut and are not: ${uncut}` : '', cut > 0 ? `edges that want to stay whole and are cut: ${cut}` : ''].filter(Boolean).join(', ');
  return `${edges}; most frustrated: ${worst.join(', ')}`;
}

const short = (x: number): string => String(Number(x.toPrecision(4)));
