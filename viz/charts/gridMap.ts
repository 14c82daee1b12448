import { chart, sharp, theme } from './chart.ts';
import { phaseColour, restingColour } from './colour.ts';

/** A small grid of phases: what a cell shows, where a person may point. */
export interface GridCells {
  rows: number;
  columns: number;
  /** Phase of every cell in radians, row-major; NaN: empty. */
  theta: ArrayLike<number>;
  /** 0..1, pales towards the ground. Default 1. */
  amplitude?: ArrayLike<number>;
  /** Cells to outline, row-major. */
  marked?: ArrayLike<number | boolean>;
  /** Cells to keep in full colour while the others step back. */
  lit?: (cell: number) => boolean;
  /** The cell in focus, −1 for none. */
  focus?: number;
}

export interface GridLayout { cell: number; gap: number; width: number; height: number; x(column: number): number; y(row: number): number; cellAt(x: number, y: number): number }

/** Whole-point cells that fit into the size, with hairlines between them where there is room. */
export function gridLayout(rows: number, columns: number, [width, height]: readonly [number, number]): GridLayout {
  const step = Math.max(2, Math.floor(Math.min(width / columns, height / rows))), gap = step >= 7 ? 1 : 0;
  return {
    cell: step - gap, gap, width: columns * step + gap, height: rows * step + gap,
    x: (column) => column * step + gap, y: (row) => row * step + gap,
    cellAt(x, y) {
      const column = Math.floor(x / step), row = Math.floor(y / step);
      return row < 0 || column < 0 || row >= rows || column >= columns ? -1 : row * columns + column;
    },
  };
}

const STEPS: Record<string, [down: number, right: number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The cell that an arrow key leads to from this one (from none: the first); null where the key is no arrow, the same cell at a wall. */
export function cellAfter(key: string, cell: number, rows: number, columns: number): number | null {
  const step = STEPS[key];
  if (!step) return null;
  if (cell < 0) return 0;
  const row = Math.floor(cell / columns) + step[0], column = (cell % columns) + step[1];
  return row < 0 || column < 0 || row >= rows || column >= columns ? cell : row * columns + column;
}

/** Grid of colours as phases on the circle. */
export const phasesOf = (grid: readonly (readonly number[])[]): GridCells => ({
  rows: grid.length, columns: grid[0]?.length ?? 0, theta: Float32Array.from(grid.flat(), (c) => (c < 0 ? NaN : (2 * Math.PI * c) / 10)),
});

/** Draws a grid task's cells into a canvas: by their colours' names or by phase, with clock hands where asked for. */
export const gridMap = () => chart<GridCells, { size: [number, number]; colours: 'names' | 'phase'; hands: boolean }>({ size: [160, 160], colours: 'names', hands: false }, (canvas, data, { size, colours, hands }) => {
  const { rows, columns, theta, amplitude, marked, lit, focus = -1 } = data, at = gridLayout(rows, columns, size), c = sharp(canvas, at.width, at.height);
  const paint = colours === 'names' ? restingColour : phaseColour, well = theme(canvas, 'well'), ink = theme(canvas, 'ink');
  c.fillStyle = theme(canvas, 'grid');
  c.fillRect(0, 0, at.width, at.height);
  for (let i = 0; i < rows * columns; i++) {
    const x = at.x(i % columns), y = at.y(Math.floor(i / columns)), empty = Number.isNaN(theta[i]), away = lit ? !lit(i) : false;
    c.fillStyle = well;
    c.fillRect(x, y, at.cell, at.cell);
    if (empty) { hatch(c, x, y, at.cell, theme(canvas, 'line')); continue; }
    c.globalAlpha = (amplitude ? 0.12 + 0.88 * amplitude[i] : 1) * (away ? 0.22 : 1);
    c.fillStyle = paint(theta[i]);
    c.fillRect(x, y, at.cell, at.cell);
    if (hands && at.cell >= 13) hand(c, x, y, at.cell, theta[i]);
    c.globalAlpha = 1;
  }
  if (at.gap === 0) {
    c.strokeStyle = theme(canvas, 'grid');
    c.strokeRect(0.5, 0.5, at.width - 1, at.height - 1);
  }
  for (let i = 0; i < rows * columns; i++) {
    if (!marked?.[i] && i !== focus) continue;
    const x = at.x(i % columns), y = at.y(Math.floor(i / columns));
    // light and dark together, so that the frame is seen beside cells of every colour
    const strokes = i === focus ? [[theme(canvas, 'panel'), 5], [ink, 2]] as const : [[theme(canvas, 'warm'), 2]] as const;
    for (const [colour, width] of strokes) {
      c.strokeStyle = colour;
      c.lineWidth = width;
      c.strokeRect(x + 0.5, y + 0.5, at.cell - 1, at.cell - 1);
    }
  }
});

function hatch(c: CanvasRenderingContext2D, x: number, y: number, size: number, colour: string): void {
  c.strokeStyle = colour;
  c.lineWidth = 1;
  c.beginPath();
  c.moveTo(x, y + size);
  c.lineTo(x + size, y);
  c.stroke();
}

/** The phase as the hand of a clock that starts at three and turns anticlockwise. */
function hand(c: CanvasRenderingContext2D, x: number, y: number, size: number, theta: number): void {
  const cx = x + size / 2, cy = y + size / 2, r = size * 0.34;
  for (const [colour, width] of [['rgba(0,0,0,0.28)', Math.max(2.2, size / 9)], ['rgba(255,255,255,0.92)', Math.max(1.1, size / 18)]] as const) {
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.lineCap = 'round';
    c.beginPath();
    c.moveTo(cx, cy);
    c.lineTo(cx + r * Math.cos(theta), cy - r * Math.sin(theta));
    c.stroke();
  }
}
