import { checkLength } from './check.ts';
import { Links, neighbours } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { SegmentRequest } from './senses.ts';

/**
 * Objects by entrainment. Every site starts at a natural frequency of its own, its index within its grid, and an
 * advance-only phase response lets the faster of two linked sites pull the slower, never the reverse:
 *
 *   w_i' = ( max_{j linked to i} w_j − w_i )+,   i and j linked if neighbours of equal kind.
 *
 * The fastest site of an object entrains all of it; the locked frequency is the object's name.
 */
export async function segment(medium: Medium, sea: Sea, requests: SegmentRequest[]): Promise<Int32Array[]> {
  for (const { kind } of requests) checkLength('segment', 'kind', kind, sea);
  const names = await medium.layers(requests, (q) => (q.eight ? 8 : 4), sea.sites, (batch, degree) => {
    const links = new Links(batch.length * sea.sites, degree), start = new Float32Array(links.sites), near = neighbours(sea);
    batch.forEach(({ kind }, layer) => {
      const base = layer * sea.sites;
      for (let i = 0; i < sea.sites; i++) {
        start[base + i] = i - sea.grids[sea.grid[i]].offset;
        if (kind[i] < 0) continue;
        for (let d = 0; d < degree; d++) {
          const j = near[8 * i + d];
          if (j >= 0 && kind[j] === kind[i]) links.hear(base + i, base + j);
        }
      }
    });
    return medium.entrain({ where: 'segment', links, start, lag: 0 });
  });
  return names.map((w, q) => Int32Array.from(w, (f, i) => (requests[q].kind[i] < 0 ? -1 : sea.grids[sea.grid[i]].offset + Math.round(f))));
}
