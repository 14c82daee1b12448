import { expect, test } from 'vitest';
import { sea, shiftTable } from '../../src/encoders/sea.ts';
import { exactSenses } from './exactSenses.ts';

const exact = exactSenses();
const grid = [
  [1, 1, 0],
  [0, 1, 2],
  [2, 0, 2],
];
const s = sea([grid, [[3]]]);
const kind = Int32Array.from(s.colour);

test('objects are named by their largest site, and corners join them only with eight neighbours', async () => {
  const [four, eight] = await exact.segment(s, [{ kind, eight: false }, { kind, eight: true }]);
  expect([...four]).toEqual([4, 4, 2, 3, 4, 8, 6, 7, 8, 9]);
  expect([...eight]).toEqual([4, 4, 2, 7, 4, 8, 6, 7, 8, 9]);
});

test('a wave counts hops around walls and keeps the larger name on a tie', async () => {
  const source = new Int32Array(10).fill(-1);
  source[0] = 5;
  source[8] = 7;
  const open = Uint8Array.from([1, 1, 1, 1, 0, 1, 1, 1, 1, 1]);
  const [w] = await exact.wave(s, [{ source, open, eight: false }]);
  expect([...w.arrival]).toEqual([0, 1, 2, 1, -1, 1, 2, 1, 0, -1]);
  expect([...w.name]).toEqual([5, 5, 7, 5, -1, 7, 7, 7, 7, -1]);
});

test('a ray hears the first site that is not passed through', async () => {
  const through = Uint8Array.from([1, 1, 1, 0, 0, 0, 1, 1, 1, 1]);
  const [down, left] = await exact.rays(s, [{ direction: [1, 0], through }, { direction: [0, -1], through }]);
  expect([...down.hit]).toEqual([6, 7, 8, 6, 7, 8, -1, -1, -1, -1]);
  expect([...down.distance]).toEqual([2, 2, 2, 1, 1, 1, -1, -1, -1, -1]);
  expect([...left.hit]).toEqual([-1, -1, -1, -1, 3, 4, -1, -1, -1, -1]);
});

test('bodies fall until they touch the floor, an obstacle or a resting body', async () => {
  const body = Int32Array.from([0, 0, 2, -1, 0, -1, -1, -1, -2, -1]);
  const [d] = await exact.drift(s, [{ body, direction: [1, 0] }]);
  expect([...d]).toEqual([1, 1, 1, 0, 1, 0, 0, 0, 0, 0]);
});

test('groups sum and contest, shifts interfere, heat is conserved, prefix sums end in the total', async () => {
  const group = Int32Array.from([0, 0, 0, 1, 1, 1, -1, -1, -1, 0]), signal = Int32Array.from([1, -2, 3, -4, -5, -6, 7, 8, 9, 10]);
  expect([...(await exact.gather(s, [{ group, signal }]))[0]]).toEqual([12, 12, 12, -15, -15, -15, 0, 0, 0, 12]);
  expect([...(await exact.strongest(s, [{ group, signal }]))[0]]).toEqual([10, 10, 10, -4, -4, -4, 0, 0, 0, 10]);
  const [i] = await exact.interference(s, s.colour, [shiftTable(s, 0, 0)]);
  expect([...i.order]).toEqual([1, 1]);
  expect([...i.overlap]).toEqual([9, 1]);
  const total = grid.flat().reduce((sum, c) => sum + Math.cos((Math.PI * c) / 5), 0);
  expect((await exact.diffuse(s, s.colour, 2)).re.slice(0, 9).reduce((a, b) => a + b)).toBeCloseTo(total, 5);
  const { re, mass } = await exact.integral(s, s.colour);
  expect(re[15]).toBeCloseTo(total, 5);
  expect([mass[15], mass[19]]).toEqual([9, 1]);
});
