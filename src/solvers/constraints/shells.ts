import type { Graph } from './dimacs.ts';

export function neighbours({ vertices, from, to }: Graph): Set<number>[] {
  const near = Array.from({ length: vertices }, () => new Set<number>());
  from.forEach((u, k) => {
    near[u].add(to[k]);
    near[to[k]].add(u);
  });
  return near;
}

/**
 * The order in which a graph settles with k colours: its core first, then shell by shell outward. A vertex with fewer than k neighbours in
 * its shell and further in always finds a colour that they do not show, so it hears them and they need not hear it.
 */
export function shells(near: readonly Set<number>[], colours: number): number[][] {
  const left = new Set(near.keys()), degree = near.map((o) => o.size), outward: number[][] = [];
  for (;;) {
    const shell = [...left].filter((v) => degree[v] < colours);
    if (shell.length === 0) break;
    outward.unshift(shell);
    for (const v of shell) left.delete(v);
    for (const v of shell) for (const o of near[v]) degree[o] -= 1;
  }
  return left.size > 0 ? [[...left], ...outward] : outward;
}

/** Parts of a group between which there is no edge, the largest first: no contour spans two of them, so each is a field of its own and need not wait for the others. */
export function apart(near: readonly Set<number>[], group: readonly number[]): number[][] {
  const left = new Set(group), parts: number[][] = [];
  for (const v of group) {
    if (!left.delete(v)) continue;
    const part = [v];
    for (let k = 0; k < part.length; k++) for (const o of near[part[k]]) if (left.delete(o)) part.push(o);
    parts.push(part);
  }
  const place = new Map(group.map((v, k) => [v, k]));
  return parts.map((part) => part.sort((a, b) => place.get(a)! - place.get(b)!)).sort((a, b) => b.length - a.length);
}
