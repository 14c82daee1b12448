import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockScales, differences, pairTable } from '../../src/encoders/differences.ts';
import { fieldSenses } from '../../src/encoders/fieldSenses.ts';
import { sea } from '../../src/encoders/sea.ts';
import { dice, gridOf } from './worlds.ts';

const senses = fieldSenses();

test('input and output recoloured by three steps differ by phase 3 everywhere and by order cos 3·2π/10', async () => {
  const input = [[0, 1, 2], [7, 8, 9]], s = sea([input, input.map((row) => row.map((c) => (c + 3) % 10))]);
  const [d] = await differences(senses, s, s.colour, [pairTable(s, [[0, 1]])]);
  expect([...d.field]).toEqual([3, 3, 3, 3, 3, 3, 7, 7, 7, 7, 7, 7]);
  expect(d.order[0]).toBeCloseTo(Math.cos(0.6 * Math.PI), 5);
  expect([...d.overlap]).toEqual([6, 6]);
});

test('two demonstrations differ by the difference of their cells, and only where both are certain', async () => {
  await fc.assert(fc.asyncProperty(gridOf(20), fc.nat(2 ** 30), async (one, seed) => {
    const roll = dice(seed), two = one.map((row) => row.map((c) => (roll(3) ? c : roll(11) - 1))), s = sea([one, two]);
    const [d] = await differences(senses, s, s.colour, [pairTable(s, [[0, 1]])]);
    const truth = [...one.flat().map((c, i) => relative(c, two.flat()[i])), ...two.flat().map((c, i) => relative(c, one.flat()[i]))];
    expect([...d.field]).toEqual(truth);
    expect(d.overlap[0]).toBe(truth.slice(0, s.sites / 2).filter((p) => p >= 0).length);
  }), { numRuns: 40, seed: 7 });
});

test('blocks are compared at every scale that divides a grid, and a periodic grid shows no difference at its period', async () => {
  const tile = [[1, 2, 3], [4, 5, 6]], grid = Array.from({ length: 4 }, (_, r) => Array.from({ length: 6 }, (_, c) => tile[r % 2][c % 3]));
  const s = sea([grid, [[1, 2, 1, 2, 1]]]), scales = blockScales(s);
  expect(scales.map(({ axis, step }) => `${axis} ${step}`)).toEqual(['row 1', 'row 2', 'column 1', 'column 2', 'column 3']);
  const found = await differences(senses, s, s.colour, scales.map(({ table }) => table));
  expect(found.map(({ order }) => order[0] > 0.999)).toEqual([false, true, false, false, true]);
  expect(found.map(({ overlap }) => overlap[1])).toEqual([0, 0, 4, 0, 0]);
  expect([...found[2].field.slice(24)]).toEqual([1, 9, 1, 9, -1]);
  expect([...found[4].field.slice(0, 6)]).toEqual([0, 0, 0, -1, -1, -1]);
});

test('grids of different sizes are not compared', () => {
  expect(() => pairTable(sea([[[1]], [[1, 2]]]), [[0, 1]])).toThrow(/grids 0 \(1 × 1\) and 1 \(1 × 2\) differ in size/);
});

function relative(own: number, other: number): number {
  return own < 0 || other < 0 ? -1 : (other - own + 10) % 10;
}
