import type { Random } from '../random.ts';
import type { Grid } from '../types.ts';

export type Level = 'easy' | 'medium' | 'hard';
export type Cell = readonly [row: number, column: number];
export type Direction = readonly [number, number];

/** One rule of a family: it draws scenes, and it answers any grid. The answer is a function of the grid alone. */
export interface Rule {
  scene(random: Random): Grid;
  answer(input: Grid): Grid;
}

/** A kind of task. `rule` draws the rule's own parameters; every scene drawn from one rule shares them. */
export interface Family {
  name: string;
  /** The prior it tests: objects, enclosure, rays, … */
  prior: string;
  /** What the answer is, in one sentence. */
  about: string;
  rule(random: Random, level: Level): Rule;
}

/** Something connected of one colour. */
export interface Thing {
  cells: Cell[];
  colour: number;
  top: number;
  left: number;
  rows: number;
  columns: number;
}

export const four: readonly Direction[] = [[-1, 0], [0, 1], [1, 0], [0, -1]];
export const eight: readonly Direction[] = [...four, [-1, -1], [-1, 1], [1, 1], [1, -1]];

export const blank = (rows: number, columns: number, colour = 0): Grid => Array.from({ length: rows }, () => Array<number>(columns).fill(colour));
export const copy = (g: Grid): Grid => g.map((row) => [...row]);
export const map = (g: Grid, change: (colour: number, row: number, column: number) => number): Grid => g.map((row, r) => row.map((c, k) => change(c, r, k)));
export const make = (rows: number, columns: number, colour: (row: number, column: number) => number): Grid => map(blank(rows, columns), (_, r, c) => colour(r, c));
export const inside = (g: Grid, r: number, c: number): boolean => r >= 0 && c >= 0 && r < g.length && c < g[0].length;
export const cut = (g: Grid, top: number, left: number, rows: number, columns: number): Grid => g.slice(top, top + rows).map((row) => row.slice(left, left + columns));

export const sideways = (g: Grid): Grid => g.map((row) => [...row].reverse());
export const upsideDown = (g: Grid): Grid => [...g].reverse();
export const transposed = (g: Grid): Grid => g[0].map((_, c) => g.map((row) => row[c]));
export const turned = (g: Grid): Grid => sideways(transposed(g));

/** How often each colour occurs, most frequent first, the smaller colour first on a tie. */
export function census(cells: readonly number[]): { colour: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const c of cells) counts.set(c, (counts.get(c) ?? 0) + 1);
  return [...counts].map(([colour, count]) => ({ colour, count })).sort((a, b) => b.count - a.count || a.colour - b.colour);
}

/** Connected things of one colour each on background 0, in reading order. */
export function things(g: Grid, steps: readonly Direction[] = four): Thing[] {
  const seen = g.map((row) => row.map((c) => c === 0));
  const found: Thing[] = [];
  g.forEach((row, r) => row.forEach((colour, c) => {
    if (seen[r][c]) return;
    seen[r][c] = true;
    const cells: Cell[] = [[r, c]];
    for (let i = 0; i < cells.length; i++) for (const [dr, dc] of steps) {
      const y = cells[i][0] + dr, x = cells[i][1] + dc;
      if (inside(g, y, x) && !seen[y][x] && g[y][x] === colour) {
        seen[y][x] = true;
        cells.push([y, x]);
      }
    }
    const ys = cells.map(([y]) => y), xs = cells.map(([, x]) => x);
    const top = Math.min(...ys), left = Math.min(...xs);
    found.push({ cells, colour, top, left, rows: Math.max(...ys) - top + 1, columns: Math.max(...xs) - left + 1 });
  }));
  return found;
}

/** True where a cell of background 0 cannot reach the rim of the grid over background, side by side. */
export function enclosed(g: Grid): boolean[][] {
  const open = g.map((row) => row.map(() => false));
  const queue: Cell[] = [];
  const visit = (r: number, c: number) => {
    if (inside(g, r, c) && g[r][c] === 0 && !open[r][c]) {
      open[r][c] = true;
      queue.push([r, c]);
    }
  };
  g.forEach((row, r) => row.forEach((_, c) => {
    if (r === 0 || c === 0 || r === g.length - 1 || c === row.length - 1) visit(r, c);
  }));
  for (let i = 0; i < queue.length; i++) for (const [dr, dc] of four) visit(queue[i][0] + dr, queue[i][1] + dc);
  return g.map((row, r) => row.map((c, k) => c === 0 && !open[r][k]));
}
