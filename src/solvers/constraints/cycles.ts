import { Chance } from '../../field/chance.ts';
import type { Couplings } from './machines.ts';

/** Ways over two edges that are walked in all, and from one site: more of them say nothing more, and sites beside a hub of thousands have more. */
const WAYS = 2 ** 20, WAYS_OF_A_SITE = 2 ** 14;

/**
 * Share of the cycles of three and four edges that are frustrated: around them no sides satisfy every edge, ∏ (−w) < 0. Longer and repeated walks do not count.
 * 0: whatever is left unsatisfied is walls between domains; about ½: a spin glass. Undefined where there are no such cycles, or none away from hubs.
 * Counted over all sites where that takes a million ways or fewer (every G graph), else over sites drawn from a fixed seed until it has; same graph, same share.
 */
export function frustratedShare({ sites, start, to, weight }: Couplings): number | undefined {
  const plus = new Float64Array(sites), minus = new Float64Array(sites), direct = new Float64Array(sites), ways = new Float64Array(sites);
  for (let i = 0; i < sites; i++) for (let a = start[i]; a < start[i + 1]; a++) ways[i] += start[to[a] + 1] - start[to[a]];
  const all = ways.reduce((s, w) => s + w, 0), asked = all <= WAYS ? ways.keys() : drawn(sites);
  let frustrated = 0, cycles = 0, walked = 0;
  for (const i of asked) {
    if (all > WAYS && ways[i] > WAYS_OF_A_SITE) continue;
    if ((walked += ways[i]) > WAYS) break;
    const seen: number[] = [];
    for (let a = start[i]; a < start[i + 1]; a++) {
      direct[to[a]] = weight[a];
      for (let b = start[to[a]]; b < start[to[a] + 1]; b++) {
        const j = to[b], sign = weight[a] * weight[b];
        if (j === i || sign === 0) continue;
        if (plus[j] + minus[j] === 0) seen.push(j);
        (sign > 0 ? plus : minus)[j] += 1;
      }
    }
    for (const j of seen) {
      const p = plus[j], m = minus[j], w = direct[j];
      frustrated += p * m + (w > 0 ? p : w < 0 ? m : 0);
      cycles += ((p + m) * (p + m - 1)) / 2 + (w === 0 ? 0 : p + m);
      plus[j] = minus[j] = 0;
    }
    for (let a = start[i]; a < start[i + 1]; a++) direct[to[a]] = 0;
  }
  return cycles === 0 ? undefined : frustrated / cycles;
}

/** Sites in an order drawn from a fixed seed, each once (Fisher and Yates), drawn as far as they are asked for. */
function* drawn(sites: number): Generator<number> {
  const chance = new Chance(1), left = Int32Array.from({ length: sites }, (_, i) => i);
  for (let n = sites; n > 0; n--) {
    const k = Math.floor(n * chance.next());
    yield left[k];
    left[k] = left[n - 1];
  }
}
