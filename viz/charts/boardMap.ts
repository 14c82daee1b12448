import { chart, sharp, theme } from './chart.ts';

export interface BoardCells {
  order: number;
  boxRows: number;
  boxColumns: number;
  /** Given digits, 0 for none. */
  clues: ArrayLike<number>;
  /** How awake each (cell, digit) is, 0..1, cell × order + digit − 1. */
  awake: ArrayLike<number>;
  /** How much each cell fights, 0..1. */
  quarrel: ArrayLike<number>;
}

/** The digit that leads in a cell and by how much, or null where none is awake. */
export function leading({ order, awake }: Pick<BoardCells, 'order' | 'awake'>, cell: number): { digit: number; lead: number } | null {
  let digit = 0, best = 0, second = 0;
  for (let d = 0; d < order; d++) {
    const a = awake[cell * order + d];
    if (a > best) [second, best, digit] = [best, a, d + 1];
    else if (a > second) second = a;
  }
  return best > 0.5 ? { digit, lead: best - second } : null;
}

const sign = (digit: number) => '123456789ABCDEFG'[digit - 1];

/** A board whose digits are oscillators: what is awake is dark, what fights glows. A canvas. */
export const boardMap = () => chart<BoardCells, { size: number }>({ size: 512 }, (canvas, data, { size }) => {
  const { order, boxRows, boxColumns, clues, awake, quarrel } = data, c = sharp(canvas, size, size), step = size / order, ink = theme(canvas, 'ink'), warm = theme(canvas, 'warm'), accent = theme(canvas, 'accent');
  c.fillStyle = theme(canvas, 'panel');
  c.fillRect(0, 0, size, size);
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  const write = (text: string, x: number, y: number, font: string, colour: string, alpha: number) => { c.font = font; c.fillStyle = colour; c.globalAlpha = alpha; c.fillText(text, x, y); c.globalAlpha = 1; };
  for (let i = 0; i < order * order; i++) {
    const x = (i % order) * step, y = Math.floor(i / order) * step, middle: [number, number] = [x + step / 2, y + step / 2 + 1];
    if (clues[i] > 0) {
      c.fillStyle = theme(canvas, 'well');
      c.fillRect(x, y, step, step);
      write(sign(clues[i]), ...middle, `500 ${step * 0.52}px 'Source Serif 4 Variable', serif`, ink, 1);
      continue;
    }
    c.fillStyle = warm;
    c.globalAlpha = 0.42 * Math.min(1, quarrel[i]);
    c.fillRect(x, y, step, step);
    c.globalAlpha = 1;
    const first = leading(data, i), settled = first ? first.lead * (1 - Math.min(1, quarrel[i])) : 0;
    if (first && settled > 0.35) write(sign(first.digit), ...middle, `400 ${step * 0.52}px 'Source Serif 4 Variable', serif`, accent, 0.25 + 0.75 * settled);
    else for (let d = 0; d < order; d++) {
      const a = awake[i * order + d], k = Math.ceil(Math.sqrt(order));
      if (a > 0.02) write(sign(d + 1), x + ((d % k) + 0.5) * (step / k), y + (Math.floor(d / k) + 0.55) * (step / k), `500 ${(step / k) * 0.62}px 'Inter Variable', sans-serif`, ink, 0.15 + 0.85 * a);
    }
  }
  for (let k = 0; k <= order; k++) for (const upright of [true, false]) {
    const box = k % (upright ? boxColumns : boxRows) === 0;
    c.fillStyle = box ? ink : theme(canvas, 'line');
    const width = box ? 2 : 1, at = Math.min(size - width, Math.max(0, k * step - width / 2));
    if (upright) c.fillRect(at, 0, width, size);
    else c.fillRect(0, at, size, width);
  }
});
