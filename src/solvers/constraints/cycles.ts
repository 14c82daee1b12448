import type { Couplings } from './machines.ts';

/**
 * Share of the cycles of three and four edges that are frustrated: around them no sides satisfy every edge, ∏ (−w) < 0. Longer and repeated walks do not count.
 * 0: whatever is left unsatisfied is walls between domains; about ½: a spin glass. Undefined where there are no such cycles. O(Σ degree²).
 */
export function frustratedShare({ sites, start, to, weight }: Couplings): number | undefined {
  const plus = new Float64Array(sites), minus = new Float64Array(sites), direct = new Float64Array(sites);
  let frustrated = 0, all = 0;
  for (let i = 0; i < sites; i++) {
    const seen = new Set<number>();
    for (let a = start[i]; a < start[i + 1]; a++) {
      direct[to[a]] = weight[a];
      for (let b = start[to[a]]; b < start[to[a] + 1]; b++) {
        const j = to[b], sign = weight[a] * weight[b];
        if (j === i || sign === 0) continue;
        seen.add(j);
        (sign > 0 ? plus : minus)[j] += 1;
      }
    }
    for (const j of seen) {
      const p = plus[j], m = minus[j], w = direct[j];
      frustrated += p * m + (w > 0 ? p : w < 0 ? m : 0);
      all += ((p + m) * (p + m - 1)) / 2 + (w === 0 ? 0 : p + m);
      plus[j] = minus[j] = 0;
    }
    for (let a = start[i]; a < start[i + 1]; a++) direct[to[a]] = 0;
  }
  return all === 0 ? undefined : frustrated / all;
}
