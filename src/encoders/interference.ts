import { checkPhase, checkTables, roundingOf } from './check.ts';
import { fieldDrive } from './drive.ts';
import { Links } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';
import type { InterferenceReading } from './senses.ts';

/** Waves that one resonator adds up. */
const FAN = 12;

/**
 * How well a field agrees with its permuted copy. Homodyne detection: the held wave at T(i) is heard with the phase at i as the
 * weight, and resonators add up what they hear, `FAN` waves each, layer upon layer to one root per grid:
 *
 *   p_a' = Σ_{i of a} (cos θ_i · re_T(i) + sin θ_i · im_T(i)) − p_a,     p_b' = Σ_{a of b} p_a − p_b, …     so Σ cos(θ_T(i) − θ_i) at the root;
 *   m_a' = Σ_{i of a} a_i · a_T(i) − m_a, …                               counts pairs of certain sites (amplitude a = 0 or 1).
 *
 * order = p_root / m_root.
 */
export async function interference(medium: Medium, sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<InterferenceReading[]> {
  checkPhase('interference', phase, sea);
  checkTables('interference', tables, sea);
  const { re, im } = fieldDrive(phase), n = sea.sites;
  const products = adders(sea, FAN / 2), pairs = adders(sea, FAN), size = products.size + pairs.size;
  const settled = await medium.layers(tables, () => FAN, size, (batch) => {
    const own = size * batch.length; // held behind the adders: cos θ, sin θ, certainty
    const links = new Links(own + 3 * n, FAN), weight = new Float32Array(links.to.length), start = new Float32Array(links.sites);
    start.set(re, own);
    start.set(im, own + n);
    for (let i = 0; i < n; i++) if (phase[i] >= 0) start[own + 2 * n + i] = 1;
    for (let i = own; i < own + 3 * n; i++) weight[links.hear(i, i)] = 1;
    batch.forEach((table, layer) => {
      const p = size * layer, m = p + products.size;
      for (let i = 0; i < n; i++) {
        const j = table[i];
        if (j < 0 || phase[i] < 0) continue;
        weight[links.hear(p + products.leaf[i], own + j)] = re[i];
        weight[links.hear(p + products.leaf[i], own + n + j)] = im[i];
        weight[links.hear(m + pairs.leaf[i], own + 2 * n + j)] = 1;
      }
      for (let a = 0; a < products.size; a++) if (products.above[a] >= 0) weight[links.hear(p + products.above[a], p + a)] = 1;
      for (let a = 0; a < pairs.size; a++) if (pairs.above[a] >= 0) weight[links.hear(m + pairs.above[a], m + a)] = 1;
    });
    return medium.resonate({ where: 'interference', links, weight, start, tolerance: roundingOf(sea) });
  });
  return settled.map((z) => {
    const overlap = Int32Array.from(pairs.root, (a) => Math.round(z[products.size + a]));
    return { order: Float32Array.from(products.root, (a, k) => (overlap[k] ? z[a] / overlap[k] : 0)), overlap };
  });
}

/** The layers of adders over every grid: `first` sites to each adder of the lowest layer, `FAN` adders to each one above. */
function adders(sea: Sea, first: number): { size: number; leaf: Int32Array; above: Int32Array; root: number[] } {
  const leaf = new Int32Array(sea.sites), above: number[] = [], root: number[] = [];
  for (const { rows, columns, offset } of sea.grids) {
    let from = above.length, count = Math.ceil((rows * columns) / first);
    for (let i = 0; i < rows * columns; i++) leaf[offset + i] = from + Math.floor(i / first);
    while (count > 1) {
      for (let a = 0; a < count; a++) above.push(from + count + Math.floor(a / FAN));
      from += count;
      count = Math.ceil(count / FAN);
    }
    above.push(-1);
    root.push(from);
  }
  return { size: above.length, leaf, above: Int32Array.from(above), root };
}
