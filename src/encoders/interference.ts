import { checkPhase, checkTables, roundingOf } from './check.ts';
import { fieldDrive } from './drive.ts';
import { Links, members } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { InterferenceReading } from './senses.ts';

const ARITY = 2;

/**
 * How well a field agrees with its permuted copy. Each site is a homodyne detector, coupled to the held wave at T(i) with its
 * own phase as the weight, and the detectors of a grid add up along the grid's carrier (a binary tree, see `members`):
 *
 *   p_i' = cos θ_i · re_T(i) + sin θ_i · im_T(i) + Σ_{branches b of i} p_b − p_i,     so Σ cos(θ_T(i) − θ_i) arrives at the root;
 *   m_i' = a_i · a_T(i) + Σ_{branches} m_b − m_i                                        counts pairs of certain sites (a = 0 or 1).
 *
 * order = p_root / m_root.
 */
export async function interference(medium: Medium, sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<InterferenceReading[]> {
  checkPhase('interference', phase, sea);
  checkTables('interference', tables, sea);
  const { re, im } = fieldDrive(phase), n = sea.sites, trees = members(sea.grid);
  const settled = await medium.layers(tables, () => ARITY + 2, 2 * n, (batch) => {
    const links = new Links(2 * n * batch.length + 3 * n, ARITY + 2);
    const weight = new Float32Array(links.to.length), start = new Float32Array(links.sites);
    const own = 2 * n * batch.length; // held: cos θ, sin θ, certainty
    start.set(re, own);
    start.set(im, own + n);
    for (let i = 0; i < n; i++) if (phase[i] >= 0) start[own + 2 * n + i] = 1;
    for (let i = own; i < own + 3 * n; i++) weight[links.hear(i, i)] = 1;
    batch.forEach((table, layer) => {
      const p = 2 * n * layer, m = p + n;
      for (let i = 0; i < n; i++) {
        if (table[i] < 0 || phase[i] < 0) continue;
        weight[links.hear(p + i, own + table[i])] = re[i];
        weight[links.hear(p + i, own + n + table[i])] = im[i];
        weight[links.hear(m + i, own + 2 * n + table[i])] = 1;
      }
      for (const list of trees) for (let k = 1; k < list.length; k++) for (const half of [p, m])
        weight[links.hear(half + list[Math.floor((k - 1) / ARITY)], half + list[k])] = 1;
    });
    return medium.resonate({ where: 'interference', links, weight, start, tolerance: roundingOf(sea) });
  });
  return settled.map((z) => {
    const overlap = Int32Array.from(sea.grids, (g) => Math.round(z[n + g.offset]));
    return { order: Float32Array.from(sea.grids, (g, k) => (overlap[k] ? z[g.offset] / overlap[k] : 0)), overlap };
  });
}
