import type { StencilLink } from '../carrier.ts';
import { FOUR } from '../stencils.ts';
import type { Numbers } from './numbers.ts';

/** Who stands near whom: a lattice, a table as gather takes it (−1 closed), or rows in CSR as `Route` has them. */
export type Neighbours =
  | { rows: number; columns: number; stencil?: StencilLink[]; boundary?: 'open' | 'periodic' }
  | { table: Int32Array }
  | { start: Int32Array; site: Int32Array };

/**
 * Local order parameter of every site, r_i e^{iψ_i} = mean of e^{iθ_j} over the site itself and its neighbours j: near 1 inside a
 * coherent region, low at a defect, in an incoherent region, and across a domain wall. Weights of a stencil are not used. O(links).
 *
 *   symbol  argument    meaning                              unit  shape
 *   θ       phases      phases                               rad   N
 *           neighbours  lattice, table or CSR                      -
 *           self        whether a site counts itself (yes)         1
 *
 * Known answers: on a ring with nearest neighbours the twisted state θ_j = 2πqj/n has r_i = (1 + 2 cos(2πq/n))/3 everywhere, where the
 * global order parameter is 0 (ours: the two neighbours' e^{±i2πq/n} add up to a cosine). A site alone with nobody has r = 0.
 * Errors: RangeError, `localOrder: …`.
 */
export function localOrder(phases: Numbers, neighbours: Neighbours, options: { self?: boolean } = {}): { r: Float64Array; psi: Float64Array } {
  const n = phases.length, own = options.self ?? true, cos = new Float64Array(n), sin = new Float64Array(n), r = new Float64Array(n), psi = new Float64Array(n);
  for (let i = 0; i < n; i++) { cos[i] = Math.cos(phases[i]); sin[i] = Math.sin(phases[i]); }
  let re = 0, im = 0, count = 0;
  const meet = (j: number) => {
    if (!(j >= 0 && j < n)) throw new RangeError(`localOrder: neighbour ${j}, expected 0 to ${n - 1}. Take the neighbours of the field whose phases these are.`);
    re += cos[j];
    im += sin[j];
    count++;
  };
  const around = walker(neighbours, n);
  for (let i = 0; i < n; i++) {
    re = im = count = 0;
    if (own) meet(i);
    around(i, meet);
    r[i] = count === 0 ? 0 : Math.hypot(re, im) / count;
    psi[i] = Math.atan2(im, re);
  }
  return { r, psi };
}

/** A function that shows `meet` every neighbour of a site. */
function walker(near: Neighbours, n: number): (i: number, meet: (j: number) => void) => void {
  if ('table' in near) {
    const { table } = near, degree = table.length / n;
    if (!Number.isInteger(degree)) throw new RangeError(`localOrder: the table has ${table.length} entries, expected a multiple of the ${n} sites. Close missing links with −1.`);
    return (i, meet) => { for (let k = i * degree; k < (i + 1) * degree; k++) if (table[k] !== -1) meet(table[k]); };
  }
  if ('start' in near) {
    const { start, site } = near;
    if (start.length !== n + 1 || start[n] > site.length) throw new RangeError(`localOrder: start has ${start.length} entries up to ${start[start.length - 1]}, expected ${n + 1} up to at most ${site.length}. Pass the rows of the ${n} sites.`);
    return (i, meet) => { for (let k = start[i]; k < start[i + 1]; k++) meet(site[k]); };
  }
  const { rows, columns, stencil = FOUR, boundary = 'open' } = near, torus = boundary === 'periodic', modulo = (a: number, b: number) => ((a % b) + b) % b;
  if (rows * columns !== n) throw new RangeError(`localOrder: ${n} phases, expected ${rows * columns} (${rows} × ${columns}). Make them agree.`);
  return (i, meet) => {
    const row = Math.floor(i / columns), column = i % columns;
    for (const [dr, dc] of stencil) {
      const y = torus ? modulo(row + dr, rows) : row + dr, x = torus ? modulo(column + dc, columns) : column + dc;
      if (y >= 0 && x >= 0 && y < rows && x < columns) meet(y * columns + x);
    }
  };
}
