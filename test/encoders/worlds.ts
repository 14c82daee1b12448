import fc from 'fast-check';
import { sea, siteAt, type Sea } from '../../src/encoders/sea.ts';
import type { Grid } from '../../src/tasks/types.ts';

/** A small seeded generator (Park-Miller), so that a failing world can be replayed from its numbers. */
export function dice(seed: number): (n: number) => number {
  let state = (seed % 2147483646) + 1;
  return (n) => (state = (state * 48271) % 2147483647) % n;
}

const STYLES = ['noise', 'speckle', 'spiral', 'comb', 'blocks'] as const;

/** One grid of up to `most` rows and columns in 1 to 4 colours; `holes` of 10 cells are empty (−1). */
export function gridOf(most: number): fc.Arbitrary<Grid> {
  return fc.record({
    rows: fc.oneof(fc.integer({ min: 1, max: most }), fc.constant(1)), columns: fc.integer({ min: 1, max: most }),
    style: fc.constantFrom(...STYLES), colours: fc.integer({ min: 1, max: 4 }), holes: fc.constantFrom(0, 0, 1, 3), seed: fc.nat(2 ** 30),
  }).map(({ rows, columns, style, colours, holes, seed }) => {
    const roll = dice(seed), palette = Array.from({ length: colours }, () => roll(10)), grid: Grid = [];
    const path = style === 'spiral' ? spiral(rows, columns) : [];
    for (let r = 0; r < rows; r++) {
      grid.push([]);
      for (let c = 0; c < columns; c++) {
        const noise = palette[roll(colours)];
        if (style === 'noise') grid[r].push(roll(10) < holes ? -1 : noise);
        else if (style === 'speckle') grid[r].push(roll(8) ? palette[0] : noise);
        else if (style === 'spiral') grid[r].push(path[r * columns + c] ? palette[0] : (palette[0] + 1) % 10);
        else if (style === 'comb') grid[r].push(r % 2 === 0 || c === (r % 4 === 1 ? columns - 1 : 0) ? palette[0] : -1);
        else grid[r].push(palette[(Math.floor(r / 3) * 2 + Math.floor(c / 4)) % colours]);
      }
    }
    return grid;
  });
}

/** 1 along a path of width 1 that winds inwards with walls of width 1 between its turns. */
export function spiral(rows: number, columns: number): Uint8Array {
  const path = new Uint8Array(rows * columns), steps = [[0, 1], [1, 0], [0, -1], [-1, 0]];
  const on = (r: number, c: number): boolean => r >= 0 && c >= 0 && r < rows && c < columns && path[r * columns + c] === 1;
  path[0] = 1;
  for (let r = 0, c = 0, turn = 0, turned = 0; turned < 2;) {
    const [dr, dc] = steps[turn % 4], inside = r + dr >= 0 && c + dc >= 0 && r + dr < rows && c + dc < columns;
    if (!inside || on(r + dr, c + dc) || on(r + 2 * dr, c + 2 * dc)) {
      turn++;
      turned++;
      continue;
    }
    turned = 0;
    r += dr;
    c += dc;
    path[r * columns + c] = 1;
  }
  return path;
}

/** A sea of `few` to `many` grids with a generator for whatever is played into it. */
export function worlds(few: number, many: number, most: number): fc.Arbitrary<{ grids: Grid[]; seed: number }> {
  return fc.record({ grids: fc.array(gridOf(most), { minLength: few, maxLength: many, size: 'max' }), seed: fc.nat(2 ** 30) });
}

export interface World {
  s: Sea;
  kind: Int32Array;
  roll: (n: number) => number;
  field: (value: (site: number) => number) => Int32Array;
  /** A permutation-like table: a random shift, mirror or scatter, with walls. */
  table: () => Int32Array;
}
export function world({ grids, seed }: { grids: Grid[]; seed: number }): World {
  const s = sea(grids), roll = dice(seed);
  const field = (value: (site: number) => number): Int32Array => Int32Array.from({ length: s.sites }, (_, i) => value(i));
  const table = (): Int32Array => {
    const how = roll(3), dr = roll(7) - 3, dc = roll(7) - 3;
    return field((i) => {
      const g = s.grids[s.grid[i]];
      if (how === 0) return siteAt(s, s.grid[i], s.row[i] + dr, s.column[i] + dc);
      if (how === 1) return siteAt(s, s.grid[i], g.rows - 1 - s.row[i], s.column[i]);
      return roll(s.sites + 9) < 9 ? -1 : g.offset + roll(g.rows * g.columns);
    });
  };
  return { s, kind: Int32Array.from(s.colour), roll, field, table };
}
