import { expect, it } from 'vitest';
import * as c from '../../../src/index.ts';
import { irregular, oracle } from '../../support/engine.ts';

const field = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: 0.01 }), n = 9, theta = irregular(n, -3, 3, 12);
const worst = (omega: Float32Array | number, steps: number) => {
  const before = c.crossRatios(theta), after = c.crossRatios(oracle(field, { sites: n, state: { theta }, parameters: { omega, K: 1.3 } }, steps).theta);
  return Math.max(...before.map((x, i) => Math.abs(after[i] / x - 1)));
};

it('V25: nine identical Kuramoto oscillators keep their six cross ratios to 1e-9 while they synchronise', () => {
  expect(c.crossRatios(theta)).toHaveLength(6);
  const drift = worst(0.7, 200), { r } = c.orderParameter(oracle(field, { sites: n, state: { theta }, parameters: { omega: 0.7, K: 1.3 } }, 200).theta);
  expect(drift, `relative drift ${drift}`).toBeLessThan(1e-9); // RK4, dt 0.01: 2 · dt⁴
  expect(r - c.orderParameter(theta).r, 'the phases did move').toBeGreaterThan(0.3);
});

it('oscillators that differ do not keep them', () => {
  const drift = worst(irregular(n, -1, 1, 2), 200);
  expect(drift).toBeGreaterThan(0.1);
});

it('a cross ratio does not see whole turns, and fewer than four phases have none', () => {
  expect(c.crossRatio([0.1, 1.2 + 2 * Math.PI, 2.9, -1], 0, 1, 2, 3)).toBeCloseTo(c.crossRatio([0.1, 1.2, 2.9, -1], 0, 1, 2, 3), 12);
  expect(() => c.crossRatios([1, 2, 3])).toThrow(/crossRatios: 3 phases, expected at least 4/);
});
