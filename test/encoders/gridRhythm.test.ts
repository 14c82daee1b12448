import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeGrid, encodeGrid } from '../../src/encoders/gridRhythm.ts';
import { gridOf } from './worlds.ts';

test('what is encoded decodes to itself, empty cells included', () => {
  fc.assert(fc.property(gridOf(30), (grid) => {
    expect(decodeGrid(encodeGrid(grid), grid[0].length)).toEqual(grid);
  }), { numRuns: 300, seed: 7 });
});

test('colour c beats at 2πc/10 with its certainty as amplitude', () => {
  const { re, im, sites } = encodeGrid([[0, 5, 3, -1]], [1, 0.5, 0.7, 1]);
  expect(sites).toBe(4);
  expect([...re].map((x) => Math.round(x * 1e6))).toEqual([1e6, -0.5e6, Math.round(0.7e6 * Math.cos(0.6 * Math.PI)), 0]);
  expect(im[2]).toBeCloseTo(0.7 * Math.sin(0.6 * Math.PI), 6);
});

test('a doubtful cell reads as empty', () => {
  expect(decodeGrid(encodeGrid([[4, 4]], [0.6, 0.4]), 2)).toEqual([[4, -1]]);
});

test('colour 12, ragged rows, no cells, wrong certainties and wrong widths are refused by name', () => {
  expect(() => encodeGrid([[1, 12]])).toThrow(/cell \(0, 1\) has colour 12, expected a whole number 0 to 9/);
  expect(() => encodeGrid([[1, 2], [3]])).toThrow(/row 1 has 1 cells, expected 2/);
  expect(() => encodeGrid([])).toThrow(TypeError);
  expect(() => encodeGrid([[1]], [2])).toThrow(/certainty\[0\] is 2/);
  expect(() => encodeGrid([[1]], [1, 1])).toThrow(/2 values, expected 1/);
  expect(() => decodeGrid(encodeGrid([[1, 2, 3]]), 2)).toThrow(/3 sites do not fill rows of 2/);
});
