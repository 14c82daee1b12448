import { framed, innerBox, type Box } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount } from './colour.ts';

export interface Rectangle { top: number; left: number; rows: number; columns: number }
export interface RectangleOrder extends Rectangle { order: number; cells: number }

/** Sums of cos θ, sin θ and of the cells that are not empty over rows 0..r−1 and columns 0..c−1, (rows + 1) × (columns + 1), row-major. */
export interface PhaseImage { re: ArrayLike<number>; im: ArrayLike<number>; mass: ArrayLike<number> }

/** The integral image of phases; NaN is an empty cell. */
export function imageOf(theta: ArrayLike<number>, rows: number, columns: number): PhaseImage {
  const w = columns + 1, re = new Float64Array((rows + 1) * w), im = re.slice(), mass = re.slice();
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
    const t = theta[r * columns + c], there = !Number.isNaN(t), at = (r + 1) * w + c + 1;
    for (const [image, value] of [[re, there ? Math.cos(t) : 0], [im, there ? Math.sin(t) : 0], [mass, there ? 1 : 0]] as const) image[at] = value + image[at - 1] + image[at - w] - image[at - w - 1];
  }
  return { re, im, mass };
}

/** R = |Σ e^{iθ}| / n of one rectangle of a grid with so many columns: four corners of the image, n counts the cells that are not empty. */
export function orderIn({ re, im, mass }: PhaseImage, width: number, { top, left, rows, columns }: Rectangle): RectangleOrder {
  const w = width + 1, a = top * w + left, b = a + columns, c = a + rows * w, d = c + columns, corner = (image: ArrayLike<number>) => image[d] - image[b] - image[c] + image[a];
  const cells = Math.round(corner(mass));
  return { top, left, rows, columns, cells, order: cells === 0 ? 0 : Math.min(1, Math.hypot(corner(re), corner(im)) / cells) };
}

/**
 * The order parameter of every sub-rectangle of a grid of phases, or of its integral image. rows (rows + 1)/2 · columns (columns + 1)/2 of them:
 * 441 for 6 × 6. Ordered by height, then width, then place.
 */
export function pyramidLayout(of: ArrayLike<number> | PhaseImage, rows: number, columns: number): RectangleOrder[] {
  const image = 're' in of ? of : imageOf(of, rows, columns), out: RectangleOrder[] = [];
  for (let height = 1; height <= rows; height++) for (let width = 1; width <= columns; width++)
    for (let top = 0; top + height <= rows; top++) for (let left = 0; left + width <= columns; left++) out.push(orderIn(image, columns, { top, left, rows: height, columns: width }));
  return out;
}

/** Phases, or an integral image that was recorded of them. `pointed`: the rectangle to outline. */
export interface PyramidData { theta: ArrayLike<number> | PhaseImage; rows: number; columns: number; pointed?: Rectangle }

/** Place and size of the tile that holds all rectangles of one height and width, and of the rectangles in it. */
export function tileOf(r: Rectangle, rows: number, columns: number, cell: number, gap: number): [number, number] {
  let x = 0, y = 0;
  for (let k = 1; k < r.columns; k++) x += (columns - k + 1) * cell + gap;
  for (let k = 1; k < r.rows; k++) y += (rows - k + 1) * cell + gap;
  return [x + r.left * cell, y + r.top * cell];
}

const GAP = 6;

/** Points a square, so that all tiles fit into the box; at least one. */
export const pyramidCell = (rows: number, columns: number, width: number, height: number): number => Math.max(1, Math.floor(Math.min((width - GAP * (columns - 1)) / ((columns * (columns + 1)) / 2), (height - GAP * (rows - 1)) / ((rows * (rows + 1)) / 2))));

/** Where the squares are drawn in a canvas of this size, and how many points a square has. */
function placed(size: readonly [number, number], axes: boolean, rows: number, columns: number): { box: Box; cell: number } {
  const outer = innerBox(size, axes, axes), cell = pyramidCell(rows, columns, outer.width, outer.height), extent = (n: number) => ((n * (n + 1)) / 2) * cell + GAP * (n - 1);
  return { cell, box: { ...outer, width: extent(columns), height: extent(rows) } };
}

/** The size that holds the squares of this grid as large as fits into `most`, and no more. */
export function pyramidSize(rows: number, columns: number, most: readonly [number, number], axes = true): [number, number] {
  const { box } = placed(most, axes, rows, columns), room = innerBox(most, axes, axes);
  return [Math.min(most[0], Math.max(180, box.width + most[0] - room.width)), Math.min(most[1], Math.max(axes ? 110 : 0, box.height + most[1] - room.height))];
}

/** The rectangle whose square lies at this point of the canvas, or null. */
export function rectangleAt([x, y]: readonly [number, number], size: readonly [number, number], axes: boolean, rows: number, columns: number): Rectangle | null {
  const { box, cell } = placed(size, axes, rows, columns);
  const along = (at: number, n: number): [extent: number, start: number] | null => {
    for (let k = 1, from = 0; k <= n; from += (n - k + 1) * cell + GAP, k++) if (at >= from && at < from + (n - k + 1) * cell) return [k, Math.floor((at - from) / cell)];
    return null;
  };
  const wide = along(x - box.left, columns), high = along(y - box.top, rows);
  return wide && high ? { columns: wide[0], left: wide[1], rows: high[0], top: high[1] } : null;
}

/** What was drawn last into a canvas, without the outline: a picture of many thousand squares is kept while only the outline moves. */
const drawn = new WeakMap<HTMLCanvasElement, { theta: PyramidData['theta']; picture: HTMLCanvasElement }>();

/** Every sub-rectangle as one square: tiles to the right are wider rectangles, tiles below are higher ones; bright is coherent. A canvas. */
export const pyramid = () => chart<PyramidData, { size: [number, number]; axes: boolean }>({ size: [460, 460], axes: true }, (canvas, { theta, rows, columns, pointed }, { size, axes }) => {
  const { box, cell } = placed(size, axes, rows, columns), known = drawn.get(canvas), same = known?.theta === theta;
  const c = framed(canvas, size, box, axes ? { bar: { colour: amount, words: [[0, '0'], [0.5, '½'], [1, '1']], label: 'order r' } } : {});
  if (axes) counts(c, box, cell, rows, columns);
  const ratio = canvas.width / size[0], picture = same ? known.picture : canvas.ownerDocument.createElement('canvas');
  if (!same) {
    const p = Object.assign(picture, { width: canvas.width, height: canvas.height }).getContext('2d')!, none = theme(canvas, 'well');
    p.scale(ratio, ratio);
    for (const r of pyramidLayout(theta, rows, columns)) {
      const [x, y] = tileOf(r, rows, columns, cell, GAP);
      p.fillStyle = r.cells === 0 ? none : amount(r.order);
      p.fillRect(box.left + x, box.top + y, cell - (cell > 3 ? 1 : 0), cell - (cell > 3 ? 1 : 0));
    }
    drawn.set(canvas, { theta, picture });
  }
  c.drawImage(picture, 0, 0, size[0], size[1]);
  if (!pointed) return;
  const [x, y] = tileOf(pointed, rows, columns, cell, GAP);
  c.strokeStyle = theme(canvas, 'panel');
  c.lineWidth = 4;
  c.strokeRect(box.left + x - 1.5, box.top + y - 1.5, cell + 2, cell + 2);
  c.strokeStyle = theme(canvas, 'warm');
  c.lineWidth = 2;
  c.strokeRect(box.left + x - 1.5, box.top + y - 1.5, cell + 2, cell + 2);
});

/** How wide and how high the rectangles of each tile are, along the edges; where tiles are narrow only some are named. */
function counts(c: CanvasRenderingContext2D, box: Box, cell: number, rows: number, columns: number): void {
  const named = (k: number, n: number, last: { at: number }, at: number) => (k === 1 || at - last.at >= 18 || n < 8 ? ((last.at = at), true) : false);
  c.textBaseline = 'top';
  c.textAlign = 'center';
  for (let k = 1, last = { at: -99 }; k <= columns; k++) {
    const at = tileOf({ top: 0, left: 0, rows: 1, columns: k }, rows, columns, cell, GAP)[0] + ((columns - k + 1) * cell) / 2;
    if (named(k, columns, last, at)) c.fillText(String(k), box.left + at, box.top + box.height + 6);
  }
  c.textAlign = 'right';
  c.fillText('columns wide', box.left + box.width, box.top + box.height + 22);
  c.textBaseline = 'middle';
  for (let k = 1, last = { at: -99 }; k <= rows; k++) {
    const at = tileOf({ top: 0, left: 0, rows: k, columns: 1 }, rows, columns, cell, GAP)[1] + ((rows - k + 1) * cell) / 2;
    if (named(k, rows, last, at)) c.fillText(String(k), box.left - 7, box.top + at);
  }
  c.save();
  c.translate(6, box.top);
  c.rotate(-Math.PI / 2);
  c.textBaseline = 'top';
  c.fillText('rows high', 0, 0);
  c.restore();
}
