import type { Grid } from '../tasks/types.ts';
import { predict, type State } from './adam.ts';
import { palette, turn, turnBack } from './augment.ts';
import { batchOf, ladder, LIMIT } from './batch.ts';
import type { Random } from './random.ts';
import { COLOURS, sheet } from './tokens.ts';
import type { Training } from './train.ts';

/** What the views of one net elected: two grids, the mean top probability over cells, the share of votes behind the first. */
export interface Ballot { attempts: [Grid, Grid]; confidence: number; views: number; agreement: number }
const PALETTES = 4, UPRIGHT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Answers one input in every view and, where colours are free, four palettes, then votes: a grid weighs as much as its
 * cells' mean top probability. Where no grid holds a third of the votes, the cell-wise mean of all views is elected. The
 * second attempt is the runner-up, else the least certain cell flipped. `enough` may end the poll after the first view.
 */
export function vote(net: Training, input: Grid, rows: number, columns: number, random: Random, enough: () => boolean): Ballot {
  const mean = new Float64Array(rows * columns * 10), grids = new Map<string, { grid: Grid; weight: number }>();
  let count = 0;
  for (let k = 0; k < (net.free.length > 1 ? PALETTES : 1); k++) for (const view of net.diet.views) {
    if (count && enough()) continue;
    const map = k ? palette(net.free, random) : UPRIGHT;
    const p = homeward(one(net.state, turn(input, view), view & 4 ? columns : rows, view & 4 ? rows : columns, map), rows, columns, view, map);
    for (let i = 0; i < p.length; i++) mean[i] += p[i];
    const { grid, confidence } = read(p, rows, columns), key = JSON.stringify(grid), entry = grids.get(key) ?? { grid, weight: 0 };
    entry.weight += confidence;
    grids.set(key, entry);
    count += 1;
  }
  for (let i = 0; i < mean.length; i++) mean[i] /= count;
  const central = read(mean, rows, columns), ranked = [...grids.values()].sort((a, b) => b.weight - a.weight);
  const agreement = ranked[0].weight / ranked.reduce((s, g) => s + g.weight, 0);
  const first = agreement > 1 / 3 ? ranked[0].grid : central.grid;
  const second = [...ranked.map((g) => g.grid), central.grid, doubt(mean, central.grid)].find((g) => !sameGrid(g, first)) ?? first;
  return { attempts: [first, second], confidence: central.confidence, views: count, agreement };
}

/** True where two grids agree in size and every cell. */
export function sameGrid(a: Grid, b: Grid): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Probabilities of all output cells of one view, in slices where the canvas is large. */
function one(state: State, input: Grid, rows: number, columns: number, map: number[]): Float32Array {
  const cells = rows * columns, keys = input.length * input[0].length;
  const same = rows === input.length && columns === input[0].length;
  const slice = same ? cells : Math.max(1, Math.min(cells, LIMIT - keys));
  const result = new Float32Array(cells * 10);
  for (let from = 0; from < cells; from += slice) {
    const only = Array.from({ length: Math.min(slice, cells - from) }, (_, i) => from + i);
    const s = sheet(input, rows, columns, only), S = ladder(s.tokens);
    const { probability } = predict(state.weights, batchOf([{ sheet: s, palette: map }], S, 1), false);
    only.forEach((_, i) => {
      const at = (s.first + i) * COLOURS;
      result.set(probability.subarray(at, at + 10), (from + i) * 10);
    });
  }
  return result;
}

/** Brings a view's probabilities home: undoes the turn and the palette. */
function homeward(p: Float32Array, rows: number, columns: number, view: number, map: number[]): Float32Array {
  const r = view & 4 ? columns : rows, c = view & 4 ? rows : columns;
  const index = turnBack(Array.from({ length: r }, (_, i) => Array.from({ length: c }, (_, j) => i * c + j)), view).flat();
  const out = new Float32Array(p.length);
  index.forEach((from, to) => { for (let k = 0; k < 10; k++) out[to * 10 + k] = p[from * 10 + map[k]]; });
  return out;
}

/** The most probable colour of every cell, and the mean of those probabilities. */
function read(p: ArrayLike<number>, rows: number, columns: number): { grid: Grid; confidence: number } {
  let sum = 0;
  const grid = Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => {
    let best = 0;
    for (let k = 1; k < 10; k++) if (p[(r * columns + c) * 10 + k] > p[(r * columns + c) * 10 + best]) best = k;
    sum += p[(r * columns + c) * 10 + best];
    return best;
  }));
  return { grid, confidence: sum / (rows * columns) };
}

/** The grid with its least certain cell set to the second-best colour. */
function doubt(p: ArrayLike<number>, grid: Grid): Grid {
  const columns = grid[0].length;
  let worst = Infinity, at = 0, to = 0;
  grid.flat().forEach((best, i) => {
    let second = best === 0 ? 1 : 0;
    for (let k = 0; k < 10; k++) if (k !== best && p[i * 10 + k] > p[i * 10 + second]) second = k;
    const gap = p[i * 10 + best] - p[i * 10 + second];
    if (gap < worst) [worst, at, to] = [gap, i, second];
  });
  const copy = grid.map((row) => [...row]);
  copy[Math.floor(at / columns)][at % columns] = to;
  return copy;
}
