import type { Ground } from '../ground.ts';

/** The last answer of a function of a ground, kept: it is asked for at every moment of a field. */
function once<T>(make: (ground: Ground) => T): (ground: Ground) => T {
  let key = '', made: T;
  return (ground) => {
    const now = `${ground.rows} ${ground.columns}`;
    if (key !== now) [key, made] = [now, make(ground)];
    return made;
  };
}

/** Bodies to segment, four rectangles, a horseshoe and a cross on a ground (no ring: whole turns could be caught in it): drawn on 40 × 40 cells, on other grounds the nearest cell of it. */
export const bodies = once((ground): Int32Array => {
  const side = 40, kind = new Int32Array(side * side), fill = (r0: number, c0: number, r1: number, c1: number, k: number) => { for (let r = r0; r < r1; r++) for (let c = c0; c < c1; c++) kind[r * side + c] = k; };
  fill(3, 4, 12, 14, 1); fill(5, 22, 9, 36, 2); fill(13, 24, 22, 30, 3);
  fill(17, 4, 30, 17, 4); fill(22, 11, 25, 17, 0); fill(25, 21, 37, 25, 5); fill(29, 18, 33, 37, 5); fill(33, 4, 37, 12, 6);
  return Int32Array.from(places(ground, side), ([r, c]) => kind[Math.floor(r) * side + Math.floor(c)]);
});

/** Three pictures, 1 for figure and −1 for ground: a ring, a cross, and stripes, in the measure of 20 × 20 cells. */
export const pictures = once((ground): Float32Array[] => {
  const at = places(ground, 20).map(([r, c]) => [c - 10, r - 10]), picture = (inside: (x: number, y: number) => boolean) => Float32Array.from(at, ([x, y]) => (inside(x, y) ? 1 : -1));
  return [picture((x, y) => Math.abs(Math.hypot(x, y) - 6.5) < 2.6), picture((x, y) => Math.abs(x - y) < 4.2 || Math.abs(x + y) < 4.2), picture((_x, y) => (Math.floor(y) + 10) % 8 < 4)];
});

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

/** |mean s e^{iθ}|: 1 where figure and ground are of opposite phase. */
export function likeness(picture: Float32Array, theta: Float32Array): number {
  let re = 0, im = 0;
  picture.forEach((s, i) => { re += s * Math.cos(theta[i]); im += s * Math.sin(theta[i]); });
  return Math.hypot(re, im) / picture.length;
}

/** The order parameter within each body, the mean over all of them; body 0 is the ground and none. */
export function inside(body: Int32Array, theta: Float32Array): number {
  const sums = new Map<number, [re: number, im: number, count: number]>();
  body.forEach((k, i) => {
    if (k === 0) return;
    const sum = sums.get(k) ?? [0, 0, 0];
    sums.set(k, [sum[0] + Math.cos(theta[i]), sum[1] + Math.sin(theta[i]), sum[2] + 1]);
  });
  return [...sums.values()].reduce((mean, [re, im, count]) => mean + Math.hypot(re, im) / count / sums.size, 0);
}
