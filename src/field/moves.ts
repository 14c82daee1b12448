/** Where a site of rows × columns looks: the (row, column) it hears. */
export type Move = (row: number, column: number, rows: number, columns: number) => [row: number, column: number];

/** The seven orientations of a plate other than the plain one. A site hears the place that its new neighbourhood came from. */
export const MOVES = {
  topToBottom: (r, c, n) => [n - 1 - r, c],
  leftToRight: (r, c, _n, m) => [r, m - 1 - c],
  half: (r, c, n, m) => [n - 1 - r, m - 1 - c],
  diagonal: (r, c) => [c, r],
  otherDiagonal: (r, c, n, m) => [m - 1 - c, n - 1 - r],
  left: (r, c, _n, m) => [c, m - 1 - r],
  right: (r, c, n) => [n - 1 - c, r],
} satisfies Record<string, Move>;

const MIRRORS = ['topToBottom', 'leftToRight', 'diagonal', 'otherDiagonal'] as const;

/** Table for `permutation`: a plate of rows × columns (row-major) hears its mirror image. Diagonal mirrors need a square. Twice is the identity. */
export function mirror(rows: number, columns: number, how: (typeof MIRRORS)[number]): Int32Array {
  if (!MIRRORS.includes(how)) throw new RangeError(`mirror: "${String(how)}" came, expected one of ${MIRRORS.join(', ')}. Pick one.`);
  return tableOf('mirror', rows, columns, MOVES[how], how === 'diagonal' || how === 'otherDiagonal');
}

/** Table for `permutation`: a plate hears itself turned left (counter-clockwise) by `quarters` quarter turns; odd ones need a square. */
export function rotate(rows: number, columns: number, quarters: number): Int32Array {
  if (!Number.isInteger(quarters)) throw new RangeError(`rotate: ${quarters} quarter turns came, expected a whole number. Negative ones turn right.`);
  const q = ((quarters % 4) + 4) % 4;
  return tableOf('rotate', rows, columns, [(r: number, c: number): [number, number] => [r, c], MOVES.left, MOVES.half, MOVES.right][q], q % 2 === 1);
}

/** Table for `permutation`: every site hears the one (rowStep, columnStep) away; beyond an open wall nobody (−1), on a torus the one that comes around. */
export function shift(rows: number, columns: number, rowStep: number, columnStep: number, boundary: 'open' | 'periodic' = 'open'): Int32Array {
  if (!(Number.isInteger(rowStep) && Number.isInteger(columnStep))) throw new RangeError(`shift: steps ${rowStep}, ${columnStep} came, expected whole numbers. Shift by whole sites.`);
  const around = (a: number, n: number) => (boundary === 'periodic' ? ((a % n) + n) % n : a);
  return tableOf('shift', rows, columns, (r, c) => [around(r + rowStep, rows), around(c + columnStep, columns)], false);
}

function tableOf(where: string, rows: number, columns: number, move: Move, square: boolean): Int32Array {
  if (!(Number.isInteger(rows) && Number.isInteger(columns) && rows > 0 && columns > 0)) throw new RangeError(`${where}: ${rows} × ${columns}, expected whole numbers of at least 1. Give rows and columns.`);
  if (square && rows !== columns) throw new RangeError(`${where}: ${rows} × ${columns} is no square, expected as many rows as columns for this move. Mirror or turn by half instead.`);
  const table = new Int32Array(rows * columns);
  for (let i = 0; i < table.length; i++) {
    const [r, c] = move(Math.floor(i / columns), i % columns, rows, columns);
    table[i] = r < 0 || c < 0 || r >= rows || c >= columns ? -1 : r * columns + c;
  }
  return table;
}
