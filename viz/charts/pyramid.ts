import { framed, innerBox } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount } from './colour.ts';

export interface RectangleOrder { top: number; left: number; rows: number; columns: number; order: number; cells: number }

/**
 * The order parameter of every sub-rectangle, R = |Σ e^{iθ}| / n, from an integral image of phases: four corners each. NaN is an empty cell, n counts the
 * others. rows (rows + 1)/2 · columns (columns + 1)/2 of them: 441 for 6 × 6. Ordered by height, then width, then place.
 */
export function pyramidLayout(theta: ArrayLike<number>, rows: number, columns: number): RectangleOrder[] {
  const w = columns + 1, re = new Float64Array((rows + 1) * w), im = re.slice(), mass = re.slice();
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const t = theta[r * columns + c], there = !Number.isNaN(t), at = (r + 1) * w + c + 1;
    for (const [image, value] of [[re, there ? Math.cos(t) : 0], [im, there ? Math.sin(t) : 0], [mass, there ? 1 : 0]] as const) image[at] = value + image[at - 1] + image[at - w] - image[at - w - 1];
  }
  const out: RectangleOrder[] = [];
  for (let height = 1; height <= rows; height++) for (let width = 1; width <= columns; width++)
    for (let top = 0; top + height <= rows; top++) for (let left = 0; left + width <= columns; left++) {
      const corner = (image: Float64Array) => image[(top + height) * w + left + width] - image[top * w + left + width] - image[(top + height) * w + left] + image[top * w + left];
      const cells = Math.round(corner(mass));
      out.push({ top, left, rows: height, columns: width, cells, order: cells === 0 ? 0 : Math.min(1, Math.hypot(corner(re), corner(im)) / cells) });
    }
  return out;
}

export interface PyramidData { theta: ArrayLike<number>; rows: number; columns: number }

/** Place and size of the tile that holds all rectangles of one height and width, and of the rectangles in it. */
export function tileOf(r: Pick<RectangleOrder, 'top' | 'left' | 'rows' | 'columns'>, rows: number, columns: number, cell: number, gap: number): [number, number] {
  let x = 0, y = 0;
  for (let k = 1; k < r.columns; k++) x += (columns - k + 1) * cell + gap;
  for (let k = 1; k < r.rows; k++) y += (rows - k + 1) * cell + gap;
  return [x + r.left * cell, y + r.top * cell];
}

const GAP = 6;

/** Points a square, so that all tiles fit into the box; at least one. */
export const pyramidCell = (rows: number, columns: number, width: number, height: number): number => Math.max(1, Math.floor(Math.min((width - GAP * (columns - 1)) / ((columns * (columns + 1)) / 2), (height - GAP * (rows - 1)) / ((rows * (rows + 1)) / 2))));

/** Every sub-rectangle as one square: tiles to the right are wider rectangles, tiles below are higher ones; bright is coherent. A canvas. */
export const pyramid = () => chart<PyramidData, { size: [number, number]; axes: boolean }>({ size: [460, 460], axes: true }, (canvas, { theta, rows, columns }, { size, axes }) => {
  const outer = innerBox(size, axes, axes), cell = pyramidCell(rows, columns, outer.width, outer.height), extent = (n: number) => ((n * (n + 1)) / 2) * cell + GAP * (n - 1);
  const box = { ...outer, width: extent(columns), height: extent(rows) }, none = theme(canvas, 'well');
  const c = framed(canvas, size, box, axes ? { bar: { colour: amount, words: [[0, '0'], [0.5, '½'], [1, '1']], label: 'order r' } } : {});
  if (axes) {
    c.textBaseline = 'top';
    c.textAlign = 'center';
    for (let k = 1; k <= columns; k++) c.fillText(String(k), box.left + tileOf({ top: 0, left: 0, rows: 1, columns: k }, rows, columns, cell, GAP)[0] + ((columns - k + 1) * cell) / 2, box.top + box.height + 6);
    c.textAlign = 'right';
    c.fillText('columns wide', box.left + box.width, box.top + box.height + 22);
    c.textBaseline = 'middle';
    for (let k = 1; k <= rows; k++) c.fillText(String(k), box.left - 7, box.top + tileOf({ top: 0, left: 0, rows: k, columns: 1 }, rows, columns, cell, GAP)[1] + ((rows - k + 1) * cell) / 2);
    c.save();
    c.translate(6, box.top);
    c.rotate(-Math.PI / 2);
    c.textBaseline = 'top';
    c.fillText('rows high', 0, 0);
    c.restore();
  }
  for (const r of pyramidLayout(theta, rows, columns)) {
    const [x, y] = tileOf(r, rows, columns, cell, GAP);
    c.fillStyle = r.cells === 0 ? none : amount(r.order);
    c.fillRect(box.left + x, box.top + y, cell - (cell > 3 ? 1 : 0), cell - (cell > 3 ? 1 : 0));
  }
});
