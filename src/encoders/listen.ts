import { checkPhase, checkTables } from './check.ts';
import { fieldDrive, nearestPhase } from './drive.ts';
import { Links } from './links.ts';
import type { Medium } from './medium.ts';
import type { Sea } from './sea.ts';

/**
 * Copies through permuting carriers: listener i is a resonator driven by the held field at T(i),
 *
 *   z_i' = e^{iθ(T(i))} − z_i   (nothing drives it beyond a wall or where the field is empty).
 *
 * Its settled argument is the phase heard; an amplitude under 1/2 is silence. Answers 0..9 or −1.
 */
export async function listen(medium: Medium, sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<Int8Array[]> {
  checkPhase('listen', phase, sea);
  checkTables('listen', tables, sea);
  const held = fieldDrive(phase), n = sea.sites;
  const settled = await medium.layers(tables, () => 1, 2 * n, (batch) => {
    const links = new Links(2 * n * (batch.length + 1), 1), weight = new Float32Array(links.sites), start = new Float32Array(links.sites);
    const own = 2 * n * batch.length; // the held field sits behind the listeners: a self-link of weight 1 holds its start
    start.set(held.re, own);
    start.set(held.im, own + n);
    for (let i = own; i < own + 2 * n; i++) weight[links.hear(i, i)] = 1;
    batch.forEach((table, layer) => {
      for (let i = 0; i < n; i++) {
        if (table[i] < 0) continue;
        for (const half of [0, n]) weight[links.hear(2 * n * layer + half + i, own + half + table[i])] = 1;
      }
    });
    return medium.resonate({ where: 'listen', links, weight, start });
  });
  return settled.map((z) => {
    const heard = new Int8Array(n);
    for (let i = 0; i < n; i++) heard[i] = nearestPhase(z[i], z[n + i]);
    return heard;
  });
}
