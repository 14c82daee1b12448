import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';
import { blank, four, inside, make, type Level } from './kit.ts';

const spans = { easy: [5, 8], medium: [8, 12], hard: [12, 17] } as const;

/** A side length that suits the level. */
export const span = (random: Random, level: Level): number => random.int(spans[level][0], spans[level][1]);

/** An empty grid that suits the level, at least `least` a side. */
export const canvas = (random: Random, level: Level, least = 5): Grid => blank(Math.max(least, span(random, level)), Math.max(least, span(random, level)));

/** Distinct colours of 1..9. */
export const palette = (random: Random, count: number): number[] => random.shuffle([1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(0, count);

/** One number for each level. */
export const by = <T>(level: Level, easy: T, medium: T, hard: T): T => ({ easy, medium, hard })[level];

/** A connected shape of `cells` ones, grown cell by cell. */
export function blob(random: Random, cells: number): Grid {
  const taken: [number, number][] = [[0, 0]];
  while (taken.length < cells) {
    const [r, c] = random.pick(taken), [dr, dc] = random.pick(four);
    if (!taken.some(([y, x]) => y === r + dr && x === c + dc)) taken.push([r + dr, c + dc]);
  }
  const top = Math.min(...taken.map(([r]) => r)), left = Math.min(...taken.map(([, c]) => c));
  const shape = blank(Math.max(...taken.map(([r]) => r)) - top + 1, Math.max(...taken.map(([, c]) => c)) - left + 1);
  for (const [r, c] of taken) shape[r - top][c - left] = 1;
  return shape;
}

export const box = (rows: number, columns: number): Grid => blank(rows, columns, 1);

/** The outline of a box. */
export const ring = (rows: number, columns: number): Grid =>
  make(rows, columns, (r, c) => (r === 0 || c === 0 || r === rows - 1 || c === columns - 1 ? 1 : 0));

/** Cells where a fresh grid gets a colour of the list with probability `share`, 0 elsewhere. */
export const speckle = (random: Random, rows: number, columns: number, colours: readonly number[], share: number): Grid =>
  make(rows, columns, () => (random.chance(share) ? random.pick(colours) : 0));

/**
 * Sets a shape (ones) into the grid in a colour, at a place where it and `gap` cells around it are free.
 * Returns where its corner came to lie, or undefined where no place was found in 40 throws.
 */
export function place(random: Random, g: Grid, shape: Grid, colour: number, gap = 1, rim = 0): { row: number; column: number } | undefined {
  const rows = g.length - shape.length - rim, columns = g[0].length - shape[0].length - rim;
  if (rows < rim || columns < rim) return undefined;
  for (let attempt = 0; attempt < 40; attempt++) {
    const row = random.int(rim, rows), column = random.int(rim, columns);
    if (!free(g, row - gap, column - gap, shape.length + 2 * gap, shape[0].length + 2 * gap)) continue;
    shape.forEach((line, r) => line.forEach((s, c) => {
      if (s) g[row + r][column + c] = colour;
    }));
    return { row, column };
  }
  return undefined;
}

function free(g: Grid, top: number, left: number, rows: number, columns: number): boolean {
  for (let r = top; r < top + rows; r++) for (let c = left; c < left + columns; c++) if (inside(g, r, c) && g[r][c] !== 0) return false;
  return true;
}
