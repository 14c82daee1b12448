import { checkLength, checkRange, checkReach } from './check.ts';
import { Links, members } from './links.ts';
import { SILENT, type Medium } from './medium.ts';
import { pulses } from './rays.ts';
import { shiftTable, type Sea } from './sea.ts';
import type { DriftRequest } from './senses.ts';
import { join } from './strongest.ts';

/**
 * Bodies that drift until contact. A pulse along the direction, relayed by empty sites, tells every site what lies ahead and
 * how many free hops are between (the gap). Then a wave of contact runs back from walls and obstacles: with w = −hops travelled,
 *
 *   w_i' = ( max( w_j over i's own body, w_a − gap_i ) − w_i )+,     a the site ahead of i, w = 0 at walls and obstacles.
 *
 * A rigid body is linked without lag, so all its sites settle at the hops of the first contact; bodies that start far below
 * (free) are overtaken by the wave in order of arrival.
 */
export async function drift(medium: Medium, sea: Sea, requests: DriftRequest[]): Promise<Int32Array[]> {
  checkReach('drift', sea);
  for (const { body, direction } of requests) {
    checkLength('drift', 'body', body, sea);
    checkRange('drift', 'body', body, -2, 2 ** 24);
    if (Math.abs(direction[0]) + Math.abs(direction[1]) !== 1)
      throw new RangeError(`drift: direction is [${direction.join(', ')}], expected one orthogonal unit step. Use [1, 0], [−1, 0], [0, 1] or [0, −1].`);
  }
  const ahead = await pulses(medium, sea, requests.map(({ body, direction }) => ({ direction, through: relays(sea, body, direction) })));
  const settled = await medium.layers(requests.map((q, k) => ({ ...q, name: ahead.name[k], hops: ahead.hops[k] })), () => 4, sea.sites, (batch) => {
    const links = new Links(batch.length * sea.sites, 4), start = new Float32Array(links.sites).fill(SILENT), lag = new Float32Array(links.to.length);
    batch.forEach(({ body, name, hops }, layer) => {
      const base = layer * sea.sites;
      for (let i = 0; i < sea.sites; i++) {
        if (body[i] === -2) start[base + i] = 0;
        if (body[i] < 0) continue;
        const gap = hops[i] - 1;
        if (name[i] < 0) start[base + i] = -gap;
        else if (body[name[i]] !== body[i]) lag[links.hear(base + i, base + name[i])] = gap;
      }
      const perGrid = Float64Array.from(body, (b, i) => (b < 0 ? -1 : b * sea.grids.length + sea.grid[i]));
      for (const list of members(perGrid)) join(links, list, base, 2);
    });
    return medium.entrain({ where: 'drift', links, start, lag });
  });
  return settled.map((w, q) => Int32Array.from(w, (f, i) => (requests[q].body[i] < 0 ? 0 : Math.round(-f) || 0)));
}

/** 1 where the next site in the direction is empty and passes the pulse on. */
function relays(sea: Sea, body: Int32Array, direction: [number, number]): Uint8Array {
  return Uint8Array.from(shiftTable(sea, direction[0], direction[1]), (j) => (j >= 0 && body[j] === -1 ? 1 : 0));
}
