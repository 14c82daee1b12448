import type { Grid } from '../tasks/types.ts';

/**
 * All grids of a task, laid side by side into one field. Grids never touch: no carrier crosses from one to another unless
 * its table says so, so one launch settles them all and a 3 × 3 grid costs nine sites, not a whole canvas.
 * Index order: grid by grid, row-major inside a grid, `site = offset + row × columns + column`.
 */
export interface Sea {
  /** Number of sites of all grids together. */
  sites: number;
  grids: { rows: number; columns: number; offset: number }[];
  /** Colour 0..9 of a site, −1 where it is empty or occluded. Length `sites`. */
  colour: Int8Array;
  /** Which grid, row and column a site belongs to. Length `sites`. */
  grid: Int16Array;
  row: Int16Array;
  column: Int16Array;
}

/** Lays grids into one sea. */
export function sea(grids: Grid[]): Sea {
  const layout: Sea['grids'] = [];
  let sites = 0;
  for (const g of grids) {
    layout.push({ rows: g.length, columns: g[0].length, offset: sites });
    sites += g.length * g[0].length;
  }
  const colour = new Int8Array(sites), grid = new Int16Array(sites), row = new Int16Array(sites), column = new Int16Array(sites);
  grids.forEach((g, k) => {
    let i = layout[k].offset;
    for (let r = 0; r < g.length; r++) for (let c = 0; c < g[r].length; c++, i++) {
      colour[i] = g[r][c];
      grid[i] = k;
      row[i] = r;
      column[i] = c;
    }
  });
  return { sites, grids: layout, colour, grid, row, column };
}

/** The site at (row, column) of grid `k`, or −1 beyond its walls. */
export function siteAt(s: Sea, k: number, row: number, column: number): number {
  const g = s.grids[k];
  return row < 0 || column < 0 || row >= g.rows || column >= g.columns ? -1 : g.offset + row * g.columns + column;
}

/** The permutation table of a shift: entry i is the site (dr, dc) away from i in the same grid, or −1. */
export function shiftTable(s: Sea, dr: number, dc: number): Int32Array {
  const table = new Int32Array(s.sites);
  for (let i = 0; i < s.sites; i++) table[i] = siteAt(s, s.grid[i], s.row[i] + dr, s.column[i] + dc);
  return table;
}
