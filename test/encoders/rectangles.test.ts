import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldSenses } from '../../src/encoders/fieldSenses.ts';
import { rectangleIndex, rectangles } from '../../src/encoders/rectangles.ts';
import { sea } from '../../src/encoders/sea.ts';
import { dice, gridOf } from './worlds.ts';

const senses = fieldSenses();

test('a 6 × 6 grid has 441 rectangles, each with its own place', async () => {
  const places = new Set<number>();
  for (let t = 0; t < 6; t++) for (let b = t; b < 6; b++) for (let l = 0; l < 6; l++) for (let r = l; r < 6; r++) places.add(rectangleIndex(6, 6, t, l, b, r));
  expect(places.size).toBe(441);
  expect(Math.max(...places)).toBe(440);
  const s = sea([Array.from({ length: 6 }, () => Array<number>(6).fill(7))]);
  const [all] = await rectangles(senses, s, s.colour);
  expect(all.order.length).toBe(441);
  expect(Math.min(...all.order)).toBeGreaterThan(0.9999);
  expect(all.phase[440]).toBeCloseTo(7, 3);
});

test('every rectangle has the order parameter |Σ e^{iθ}| / count of its cells to 1e-3', async () => {
  await fc.assert(fc.asyncProperty(fc.array(gridOf(30), { minLength: 1, maxLength: 6 }), fc.nat(2 ** 30), async (grids, seed) => {
    const s = sea(grids), roll = dice(seed), all = await rectangles(senses, s, s.colour);
    for (let trial = 0; trial < 60; trial++) {
      const k = roll(grids.length), g = grids[k], rows = g.length, columns = g[0].length;
      const top = roll(rows), bottom = top + roll(rows - top), left = roll(columns), right = left + roll(columns - left);
      let re = 0, im = 0, mass = 0;
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) {
        if (g[r][c] < 0) continue;
        re += Math.cos((Math.PI * g[r][c]) / 5);
        im += Math.sin((Math.PI * g[r][c]) / 5);
        mass++;
      }
      const at = rectangleIndex(rows, columns, top, left, bottom, right);
      expect(all[k].mass[at]).toBe(mass);
      expect(Math.abs(all[k].order[at] - (mass ? Math.hypot(re, im) / mass : 0))).toBeLessThan(1e-3);
    }
  }), { numRuns: 15, seed: 7 });
});

test('corners out of order are refused', () => {
  expect(() => rectangleIndex(3, 3, 2, 0, 1, 0)).toThrow(/Order the corners/);
});
