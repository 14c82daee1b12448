import { shiftTable, type Sea } from './sea.ts';
import type { Senses } from './senses.ts';

/** The phase difference between a field and what it is compared with. */
export interface Difference {
  /** (θ_other − θ_own) in colour units 0..9 per site, −1 where either is silent or nothing lies opposite. */
  field: Int8Array;
  /** Mean of cos(θ_other − θ_own) per grid: 1 where nothing differs, 0 where nothing lies opposite. */
  order: Float32Array;
  /** Number of compared sites per grid. */
  overlap: Int32Array;
}

/**
 * Phase differences through permuting carriers: each site listens to T(i) and is read against its own phase, while the
 * interference of the two gives the order parameter of the difference per grid. One Difference per table.
 */
export async function differences(senses: Senses, sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<Difference[]> {
  const heard = await senses.listen(sea, phase, tables), beats = await senses.interference(sea, phase, tables);
  return heard.map((other, k) => ({
    field: other.map((p, i) => (p < 0 || phase[i] < 0 ? -1 : (p - phase[i] + 10) % 10)),
    order: beats[k].order,
    overlap: beats[k].overlap,
  }));
}

/**
 * The carrier between two grids of one size, each way: input and output of a demonstration, or one demonstration and the next.
 * Error: RangeError if the sizes differ.
 */
export function pairTable(sea: Sea, pairs: [number, number][]): Int32Array {
  const table = new Int32Array(sea.sites).fill(-1);
  for (const [a, b] of pairs) {
    const one = sea.grids[a], two = sea.grids[b];
    if (!one || !two || one.rows !== two.rows || one.columns !== two.columns)
      throw new RangeError(`pairTable: grids ${a} (${size(one)}) and ${b} (${size(two)}) differ in size, expected equal sizes. Compare only grids of one size.`);
    for (let i = 0; i < one.rows * one.columns; i++) {
      table[one.offset + i] = two.offset + i;
      table[two.offset + i] = one.offset + i;
    }
  }
  return table;
}

function size(g: { rows: number; columns: number } | undefined): string {
  return g ? `${g.rows} × ${g.columns}` : 'absent';
}

/** One scale of blocks: the grid is cut every `step` rows (or columns) and each block is compared with the next. */
export interface BlockScale {
  axis: 'row' | 'column';
  step: number;
  table: Int32Array;
}

/**
 * All scales at which some grid of the sea divides evenly into blocks, along rows and along columns. A grid that does not
 * divide at a scale has walls everywhere there (overlap 0).
 */
export function blockScales(sea: Sea): BlockScale[] {
  const scales: BlockScale[] = [];
  for (const axis of ['row', 'column'] as const) {
    const length = (k: number): number => (axis === 'row' ? sea.grids[k].rows : sea.grids[k].columns);
    const divides = (k: number, step: number): boolean => step < length(k) && length(k) % step === 0;
    for (let step = 1; step <= 15; step++) {
      if (!sea.grids.some((_, k) => divides(k, step))) continue;
      const shift = axis === 'row' ? shiftTable(sea, step, 0) : shiftTable(sea, 0, step);
      scales.push({ axis, step, table: shift.map((j, i) => (divides(sea.grid[i], step) ? j : -1)) });
    }
  }
  return scales;
}
