import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeColours, palette, turn, turnBack } from '../../src/baseline/augment.ts';
import { outputSize, sizeRules } from '../../src/baseline/outputSize.ts';
import { seeded } from '../../src/baseline/random.ts';
import { POSITION, sheet, shifted } from '../../src/baseline/tokens.ts';
import type { Grid, Pair } from '../../src/tasks/types.ts';

const blank = (rows: number, columns: number, c = 0): Grid => Array.from({ length: rows }, () => new Array<number>(columns).fill(c));
const sized = (...sizes: [number, number, number, number][]): Pair[] => sizes.map(([a, b, c, d]) => ({ input: blank(a, b), output: blank(c, d) }));
const grids = fc.integer({ min: 1, max: 6 }).chain((w) => fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: w, maxLength: w }), { minLength: 1, maxLength: 6 }));

describe('output size', () => {
  it.each([
    ['same size', sized([3, 3, 3, 3], [5, 4, 5, 4]), [7, 2]],
    ['constant size', sized([3, 3, 2, 5], [5, 4, 2, 5]), [2, 5]],
    ['ratio 2 × 3', sized([3, 3, 6, 9], [2, 4, 4, 12]), [14, 6]],
    ['ratio 0.5 × 1', sized([4, 3, 2, 3], [6, 5, 3, 5]), null],
    ['a line a side', sized([4, 3, 6, 5], [6, 5, 8, 7]), [9, 4]],
  ])('is found by the rule "%s"', (name, train, size) => {
    const { rows, columns, rule } = outputSize(train, blank(7, 2));
    if (size) expect([rule, rows, columns]).toEqual([name, ...size]);
    else expect(sizeRules(train)[0].name).toBe(name);
  });

  it('follows the box around the figure', () => {
    const figure = (h: number, w: number): Grid => blank(8, 9).map((row, r) => row.map((_, c) => (r > 0 && r <= h && c > 1 && c <= w + 1 ? 3 : 0)));
    const train = [[2, 3], [4, 2], [3, 5]].map(([h, w]) => ({ input: figure(h, w), output: blank(h, w, 3) }));
    expect(outputSize(train, figure(5, 1))).toMatchObject({ rows: 5, columns: 1 });
  });

  it('uses no rule that fails one demonstration, and says when none is left', () => {
    const train = sized([3, 3, 1, 4], [5, 4, 7, 2], [5, 4, 7, 3]);
    expect(sizeRules(train)).toEqual([]);
    expect(outputSize(train, blank(3, 3)).rule).toMatch(/none/);
  });
});

describe('augmentation', () => {
  it('undoes every turn', () => {
    fc.assert(fc.property(grids, fc.integer({ min: 0, max: 7 }), (g, view) => { expect(turnBack(turn(g, view), view)).toEqual(g); }));
  });

  it('frees no colour that every demonstration shows, and none where colours are mapped to new ones', () => {
    const keep: Pair[] = [{ input: [[0, 5]], output: [[0, 5]] }, { input: [[0, 7]], output: [[0, 7]] }];
    expect(freeColours(keep)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(palette(freeColours(keep), seeded(2))[0]).toBe(0);
    expect(freeColours([{ input: [[5]], output: [[1]] }, { input: [[7]], output: [[2]] }])).toEqual([]);
  });
});

describe('tokens', () => {
  it('puts no query where the input answers for itself, and one a cell elsewhere', () => {
    expect(sheet(blank(3, 4), 3, 4)).toMatchObject({ tokens: 12, keys: 12, first: 0 });
    expect(sheet(blank(3, 4), 2, 2)).toMatchObject({ tokens: 16, keys: 12, first: 12 });
  });

  it('moves positions without changing the likeness of any two', () => {
    const { position, tokens } = sheet(blank(3, 4), 3, 4), moved = new Float32Array(position.length);
    for (let t = 0; t < tokens; t++) shifted(position, t * POSITION, [7, 11], moved, t * POSITION);
    const dot = (p: Float32Array, a: number, b: number): number => Array.from({ length: POSITION }, (_, k) => p[a * POSITION + k] * p[b * POSITION + k]).reduce((s, x) => s + x, 0);
    for (let t = 1; t < tokens; t++) expect(dot(moved, 0, t)).toBeCloseTo(dot(position, 0, t), 3);
    expect(moved[1]).not.toBeCloseTo(position[1], 1);
  });
});
