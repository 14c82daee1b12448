import { checkPhase, roundingOf } from './check.ts';
import { fieldDrive } from './drive.ts';
import { Links } from './links.ts';
import type { Medium } from './medium.ts';
import { siteAt, type Sea } from './sea.ts';
import type { IntegralReading } from './senses.ts';

/**
 * Integral images by two directed chains that accumulate, along rows and then down columns:
 *
 *   a_i' = u_i + a_left − a_i,     b_i' = a_i + b_above − b_i,     u = cos θ, sin θ, certainty.
 *
 * Settled b at (r, c) is the sum of u over rows 0..r and columns 0..c. Answered with a leading row and column of zeros.
 */
export async function integral(medium: Medium, sea: Sea, phase: Int8Array): Promise<IntegralReading> {
  checkPhase('integral', phase, sea);
  const { re, im } = fieldDrive(phase), n = sea.sites;
  const links = new Links(6 * n, 2), weight = new Float32Array(links.to.length), drive = new Float32Array(links.sites);
  [re, im, Float32Array.from(phase, (p) => (p < 0 ? 0 : 1))].forEach((u, quantity) => {
    const a = 2 * n * quantity, b = a + n;
    drive.set(u, a);
    for (let i = 0; i < n; i++) {
      const left = siteAt(sea, sea.grid[i], sea.row[i], sea.column[i] - 1), above = siteAt(sea, sea.grid[i], sea.row[i] - 1, sea.column[i]);
      if (left >= 0) weight[links.hear(a + i, a + left)] = 1;
      weight[links.hear(b + i, a + i)] = 1;
      if (above >= 0) weight[links.hear(b + i, b + above)] = 1;
    }
  });
  const z = await medium.resonate({ where: 'integral', links, weight, drive, tolerance: roundingOf(sea) });
  const image = (quantity: number): Float32Array => {
    const out = new Float32Array(sea.grids.reduce((size, g) => size + (g.rows + 1) * (g.columns + 1), 0));
    let base = 0;
    for (const g of sea.grids) {
      for (let r = 0; r < g.rows; r++) for (let c = 0; c < g.columns; c++)
        out[base + (r + 1) * (g.columns + 1) + c + 1] = z[(2 * quantity + 1) * n + g.offset + r * g.columns + c];
      base += (g.rows + 1) * (g.columns + 1);
    }
    return out;
  };
  return { re: image(0), im: image(1), mass: image(2).map(Math.round) };
}
