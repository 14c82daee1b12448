import type { Sea } from './sea.ts';
import type { IntegralReading, Senses } from './senses.ts';

/** Order parameters of every sub-rectangle of one grid: rows (rows + 1)/2 × columns (columns + 1)/2 of them, 441 for 6 × 6. */
export interface Rectangles {
  rows: number;
  columns: number;
  /** R = |Σ z| / Σ |z| over the certain cells of the rectangle, 1 where all share one phase, 0 where none is certain. */
  order: Float32Array;
  /** Number of certain cells. */
  mass: Int32Array;
  /** Mean phase in colour units, 0 ≤ phase < 10. */
  phase: Float32Array;
}

/** Place of the rectangle with corners (top, left) and (bottom, right), both inside, in the arrays of `Rectangles`. */
export function rectangleIndex(rows: number, columns: number, top: number, left: number, bottom: number, right: number): number {
  if (!(0 <= top && top <= bottom && bottom < rows && 0 <= left && left <= right && right < columns))
    throw new RangeError(`rectangleIndex: (${top}, ${left})–(${bottom}, ${right}) in ${rows} × ${columns}, expected 0 ≤ top ≤ bottom < rows and 0 ≤ left ≤ right < columns. Order the corners.`);
  return span(rows, top, bottom) * ((columns * (columns + 1)) / 2) + span(columns, left, right);
}

/** Place of the interval a..b among all intervals of 0..n−1, ordered by a, then b. */
function span(n: number, a: number, b: number): number {
  return a * n - (a * (a - 1)) / 2 + b - a;
}

/** The local order parameter of every rectangle of every grid. */
export async function rectangles(senses: Senses, sea: Sea, phase: Int8Array): Promise<Rectangles[]> {
  return rectanglesOf(sea, await senses.integral(sea, phase));
}

/** The same, read from integral images that have settled: four corners each. */
export function rectanglesOf(sea: Sea, image: IntegralReading): Rectangles[] {
  let base = 0;
  return sea.grids.map(({ rows, columns }) => {
    const count = ((rows * (rows + 1)) / 2) * ((columns * (columns + 1)) / 2), width = columns + 1;
    const out: Rectangles = { rows, columns, order: new Float32Array(count), mass: new Int32Array(count), phase: new Float32Array(count) };
    let k = 0;
    for (let top = 0; top < rows; top++) for (let bottom = top; bottom < rows; bottom++)
      for (let left = 0; left < columns; left++) for (let right = left; right < columns; right++, k++) {
        const a = base + top * width + left, b = base + top * width + right + 1;
        const c = base + (bottom + 1) * width + left, d = base + (bottom + 1) * width + right + 1;
        const mass = Math.round(image.mass[d] - image.mass[b] - image.mass[c] + image.mass[a]);
        if (mass === 0) continue;
        const re = image.re[d] - image.re[b] - image.re[c] + image.re[a], im = image.im[d] - image.im[b] - image.im[c] + image.im[a];
        out.mass[k] = mass;
        out.order[k] = Math.min(1, Math.hypot(re, im) / mass);
        out.phase[k] = (((Math.atan2(im, re) * 5) / Math.PI) + 10) % 10;
      }
    base += (rows + 1) * width;
    return out;
  });
}
