import type { Ground } from '../preset.ts';

/** Bodies to segment, four rectangles, a ring and a cross on a ground: drawn on 40 × 40 cells, on other grounds the nearest cell of it. */
export function bodies(ground: Ground): Int32Array {
  const side = 40, kind = new Int32Array(side * side), fill = (r0: number, c0: number, r1: number, c1: number, k: number) => { for (let r = r0; r < r1; r++) for (let c = c0; c < c1; c++) kind[r * side + c] = k; };
  fill(3, 4, 12, 14, 1); fill(5, 22, 9, 36, 2); fill(13, 24, 22, 30, 3);
  fill(17, 4, 30, 17, 4); fill(21, 8, 26, 13, 0); fill(25, 21, 37, 25, 5); fill(29, 18, 33, 37, 5); fill(33, 4, 37, 12, 6);
  return Int32Array.from(places(ground, side), ([r, c]) => kind[Math.floor(r) * side + Math.floor(c)]);
}

/** Three pictures, 1 for figure and −1 for ground: a ring, a cross, and stripes, in the measure of 20 × 20 cells. */
export function pictures(ground: Ground): Float32Array[] {
  const at = places(ground, 20).map(([r, c]) => [c - 10, r - 10]), picture = (inside: (x: number, y: number) => boolean) => Float32Array.from(at, ([x, y]) => (inside(x, y) ? 1 : -1));
  return [picture((x, y) => Math.abs(Math.hypot(x, y) - 6.5) < 2.6), picture((x, y) => Math.abs(x - y) < 4.2 || Math.abs(x + y) < 4.2), picture((_x, y) => (Math.floor(y) + 10) % 8 < 4)];
}

/** Middles of all cells in the measure of a square of `side` cells. */
const places = ({ rows, columns, sites }: Ground, side: number): [number, number][] =>
  Array.from({ length: sites }, (_, i) => [((Math.floor(i / columns) + 0.5) * side) / rows, (((i % columns) + 0.5) * side) / columns]);

/** For each site its four neighbours of the same kind, −1 for a closed link. */
export function linksWithin(kind: Int32Array, rows: number, columns: number): Int32Array {
  const table = new Int32Array(4 * kind.length).fill(-1);
  for (let i = 0; i < kind.length; i++) {
    const r = Math.floor(i / columns), c = i % columns;
    [[r - 1, c], [r + 1, c], [r, c - 1], [r, c + 1]].forEach(([y, x], k) => {
      if (y >= 0 && x >= 0 && y < rows && x < columns && kind[y * columns + x] === kind[i]) table[4 * i + k] = y * columns + x;
    });
  }
  return table;
}

/** Hebb's weights, W_ij = mean over pictures of s_i s_j, divided by the number of sites; nobody hears itself. */
export function hebb(shown: readonly Float32Array[]): Float32Array {
  const n = shown[0].length, weight = new Float32Array(n * n);
  for (const s of shown) for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) weight[i * n + j] += (s[i] * s[j]) / n;
  return weight;
}
