import { checkLength } from './check.ts';
import { Links } from './links.ts';
import type { Medium } from './medium.ts';
import { shiftTable, type Sea } from './sea.ts';
import type { RayReading, RayRequest } from './senses.ts';

/**
 * A pulse along one axis, as a directed chain of resonators: with u the next site in the direction,
 *
 *   s_i' = ( through_i ? s_u : name_u ) − s_i,     d_i' = 1 + ( through_i ? d_u : 0 ) − d_i,
 *
 * name_u > 0, and both s_u and d_u silent (0) beyond the wall. Settled s names the site heard (0: the wall), d counts hops.
 */
export async function rays(medium: Medium, sea: Sea, requests: RayRequest[]): Promise<RayReading[]> {
  for (const { direction, through } of requests) {
    checkLength('rays', 'through', through, sea);
    const [dr, dc] = direction;
    if (![-1, 0, 1].includes(dr) || ![-1, 0, 1].includes(dc) || (dr === 0 && dc === 0))
      throw new RangeError(`rays: direction is [${direction.join(', ')}], expected steps of −1, 0 or 1, not both 0. Choose one of the eight directions.`);
  }
  const { name, hops } = await pulses(medium, sea, requests);
  return name.map((s, q) => ({
    hit: s,
    distance: hops[q].map((d, i) => (s[i] < 0 ? -1 : d)),
  }));
}

/** The raw pulse: name of the site heard (−1 the wall) and hops to it, the wall counted like a site. */
export async function pulses(medium: Medium, sea: Sea, requests: RayRequest[]): Promise<{ name: Int32Array[]; hops: Int32Array[] }> {
  const settled = await medium.layers(requests, () => 1, 2 * sea.sites, (batch) => {
    const links = new Links(2 * batch.length * sea.sites, 1);
    const weight = new Float32Array(links.sites), drive = new Float32Array(links.sites);
    batch.forEach(({ direction, through }, layer) => {
      const next = shiftTable(sea, direction[0], direction[1]), s = 2 * layer * sea.sites, d = s + sea.sites;
      for (let i = 0; i < sea.sites; i++) {
        drive[d + i] = 1;
        if (next[i] < 0) continue;
        if (!through[i]) drive[s + i] = next[i] - sea.grids[sea.grid[i]].offset + 1;
        else for (const half of [s, d]) weight[links.hear(half + i, half + next[i])] = 1;
      }
    });
    return medium.resonate({ where: 'rays', links, weight, drive });
  });
  return {
    name: settled.map((z) => Int32Array.from(z.subarray(0, sea.sites), (s, i) => {
      const n = Math.round(s) - 1;
      return n < 0 ? -1 : n + sea.grids[sea.grid[i]].offset;
    })),
    hops: settled.map((z) => Int32Array.from(z.subarray(sea.sites), Math.round)),
  };
}
