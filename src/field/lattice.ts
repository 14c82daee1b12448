import type { Carrier } from './carrier.ts';
import { gather } from './gather.ts';

/** One link of the stencil: a site hears the site (row step, column step) away, times the weight. */
export type StencilLink = [rowStep: number, columnStep: number, weight: number];

export const FOUR: StencilLink[] = [[-1, 0, 1], [1, 0, 1], [0, -1, 1], [0, 1, 1]];
export const EIGHT: StencilLink[] = [...FOUR, [-1, -1, 1], [-1, 1, 1], [1, -1, 1], [1, 1, 1]];

export interface LatticeOptions {
  rows: number;
  columns: number;
  /** Default FOUR. */
  stencil?: StencilLink[];
  /** Open walls (what lies beyond is not heard) or a torus. Default open. */
  boundary?: 'open' | 'periodic';
  from?: string | Record<string, string>;
}

/**
 * A regular stencil on rows × columns, row-major, `site = row × columns + column`; needs no wiring.
 * Carried as a gather whose table is derived here, so that it shares its compiled kernels.
 */
export function lattice(options: LatticeOptions): Carrier<undefined> {
  const { rows, columns, stencil = FOUR, boundary = 'open', from } = options;
  if (!(Number.isInteger(rows) && Number.isInteger(columns) && rows > 0 && columns > 0)) throw new RangeError(`lattice: ${rows} × ${columns}, expected whole numbers of at least 1. Give rows and columns.`);
  if (stencil.length === 0) throw new RangeError('lattice: the stencil is empty, expected at least one link. Use FOUR or EIGHT.');
  const links = gather({ degree: stencil.length, reduce: 'sum' });
  return {
    kind: 'lattice', reduce: 'sum', from,
    fit(name, _wiring, layout) {
      if (layout.sites !== rows * columns) throw new RangeError(`${name}: the field has ${layout.sites} sites, expected ${rows * columns} (${rows} × ${columns}). Make them agree.`);
      const degree = stencil.length, table = new Int32Array(layout.sites * degree), weight = new Float32Array(layout.sites * degree);
      for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) stencil.forEach(([dr, dc, w], k) => {
        let r = row + dr, c = column + dc;
        if (boundary === 'periodic') {
          r = ((r % rows) + rows) % rows;
          c = ((c % columns) + columns) % columns;
        }
        const at = (row * columns + column) * degree + k;
        table[at] = r < 0 || c < 0 || r >= rows || c >= columns ? -1 : r * columns + c;
        weight[at] = w;
      });
      return links.fit(name, { table, weight }, layout);
    },
  };
}
