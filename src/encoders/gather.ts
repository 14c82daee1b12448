import { checkLength, checkRange } from './check.ts';
import { Links, members } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { GroupRequest } from './senses.ts';

const ARITY = 4;
/** Partial sums above this are not exact in single precision, so the signal is played as two digits. */
const EXACT = 2 ** 22;
const DIGIT = 64;

/**
 * The sum a group hears of itself. Its mean field is carried by a tree of resonators over the members (see `members`),
 *
 *   z_k' = signal_k + Σ_{branches b of k} z_b − z_k,
 *
 * which costs O(sites) like any mean field, and every member reads the root. Sums that single precision could not hold are gathered as two digits of base 64.
 */
export async function gather(medium: Medium, sea: Sea, requests: GroupRequest[]): Promise<Int32Array[]> {
  checkGroups('gather', sea, requests);
  const parts: { lists: Int32Array[]; signal: Int32Array; factor: number; request: number }[] = [];
  requests.forEach(({ group, signal }, request) => {
    const lists = members(group);
    const largest = lists.reduce((n, list) => Math.max(n, list.length), 0) * signal.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    if (largest < EXACT) parts.push({ lists, signal, factor: 1, request });
    else {
      parts.push({ lists, signal: signal.map((v) => Math.floor(v / DIGIT)), factor: DIGIT, request });
      parts.push({ lists, signal: signal.map((v) => v - DIGIT * Math.floor(v / DIGIT)), factor: 1, request });
    }
  });
  const n = sea.sites;
  const settled = await medium.layers(parts, () => ARITY, n, (batch) => {
    const links = new Links(n * batch.length, ARITY);
    const weight = new Float32Array(links.to.length), drive = new Float32Array(links.sites);
    batch.forEach(({ lists, signal }, layer) => {
      const base = layer * n;
      for (const list of lists) for (let k = 0; k < list.length; k++) {
        drive[base + list[k]] = signal[list[k]];
        for (let b = ARITY * k + 1; b <= ARITY * (k + 1) && b < list.length; b++) weight[links.hear(base + list[k], base + list[b])] = 1;
      }
    });
    return medium.resonate({ where: 'gather', links, weight, drive });
  });
  const sums = requests.map(() => new Int32Array(n));
  parts.forEach(({ lists, factor, request }, p) => {
    for (const list of lists) {
      const heard = factor * Math.round(settled[p][list[0]]);
      for (const i of list) sums[request][i] += heard;
    }
  });
  return sums;
}

/** Lengths of both fields, and the signal within ±4096. */
export function checkGroups(where: string, sea: Sea, requests: GroupRequest[]): void {
  for (const { group, signal } of requests) {
    checkLength(where, 'group', group, sea);
    checkLength(where, 'signal', signal, sea);
    checkRange(where, 'signal', signal, -4096, 4096);
  }
}
