import { checkGroups } from './gather.ts';
import { Links, members } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { GroupRequest } from './senses.ts';

const ARITY = 3;

/**
 * A competition: the members of a group start at frequencies equal to their signals and entrain each other over the group's
 * carrier, a tree of links, until all hum at the largest: w_i' = ( max_{j linked to i} w_j − w_i )+.
 */
export async function strongest(medium: Medium, sea: Sea, requests: GroupRequest[]): Promise<Int32Array[]> {
  checkGroups('strongest', sea, requests);
  const settled = await medium.layers(requests, () => ARITY + 1, sea.sites, (batch) => {
    const links = new Links(batch.length * sea.sites, ARITY + 1), start = new Float32Array(links.sites);
    batch.forEach(({ group, signal }, layer) => {
      const base = layer * sea.sites;
      start.set(signal, base);
      for (const list of members(group)) join(links, list, base, ARITY);
    });
    return medium.entrain({ where: 'strongest', links, start, lag: 0 });
  });
  return settled.map((w, q) => Int32Array.from(w, (f, i) => (requests[q].group[i] < 0 ? 0 : Math.round(f))));
}

/** Links the members of one list both ways along its tree. */
export function join(links: Links, list: Int32Array, base: number, arity: number): void {
  for (let k = 1; k < list.length; k++) {
    const branch = base + list[k], trunk = base + list[Math.floor((k - 1) / arity)];
    links.hear(branch, trunk);
    links.hear(trunk, branch);
  }
}
