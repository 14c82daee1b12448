import type { Grid } from '../tasks/types.ts';
import { fieldDrive, nearestPhase, PHASES, type Drive } from './drive.ts';

/**
 * A grid as rhythm: site (r, c) of colour k beats as a·e^{2πi k/10}, row-major. The amplitude a is certainty: 1, or what
 * `certainty` says per site (0..1), and always 0 where the cell is empty (−1).
 * Errors: TypeError for a grid that is no rectangle, RangeError for a colour outside −1..9 or a certainty outside 0..1.
 */
export function encodeGrid(grid: Grid, certainty?: ArrayLike<number>): Drive {
  const columns = grid[0]?.length ?? 0;
  if (columns === 0) throw new TypeError('encodeGrid: the grid has no cells, expected at least one row and one column. Give a grid with cells.');
  grid.forEach((row, r) => {
    if (row.length !== columns)
      throw new TypeError(`encodeGrid: row ${r} has ${row.length} cells, expected ${columns} like row 0. Make every row of one length.`);
    row.forEach((colour, c) => {
      if (!Number.isInteger(colour) || colour < -1 || colour >= PHASES)
        throw new RangeError(`encodeGrid: cell (${r}, ${c}) has colour ${colour}, expected a whole number 0 to 9, or −1 for empty. Correct the cell.`);
    });
  });
  const drive = fieldDrive(grid.flat());
  if (!certainty) return drive;
  if (certainty.length !== drive.sites)
    throw new RangeError(`encodeGrid: certainty has ${certainty.length} values, expected ${drive.sites}, one per cell. Lay it out row by row.`);
  for (let i = 0; i < drive.sites; i++) {
    const a = certainty[i];
    if (!(a >= 0 && a <= 1)) throw new RangeError(`encodeGrid: certainty[${i}] is ${a}, expected 0 to 1. Correct the value.`);
    drive.re[i] *= a;
    drive.im[i] *= a;
  }
  return drive;
}

/**
 * Reads a grid of `columns` columns off a field: the nearest colour phase per site, −1 where the amplitude is under 1/2.
 * Inverse of `encodeGrid`: decodeGrid(encodeGrid(g), columns of g) = g. Error: RangeError if the sites do not fill whole rows.
 */
export function decodeGrid(field: Drive, columns: number): Grid {
  const rows = field.sites / columns;
  if (!Number.isInteger(columns) || columns < 1 || !Number.isInteger(rows) || rows < 1)
    throw new RangeError(`decodeGrid: ${field.sites} sites do not fill rows of ${columns} columns, expected whole rows. Pass the number of columns of the grid.`);
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => nearestPhase(field.re[r * columns + c], field.im[r * columns + c])));
}
