import { expect, it } from 'vitest';
import { phaseLockingMatrix, phaseLockingValue } from '../../../src/field/observables/phaseLocking.ts';
import { irregular } from '../../support/engine.ts';

it('phase-locking value: 1 for a constant difference, 0 for one that turns evenly', () => {
  const samples = Array.from({ length: 40 }, (_, t) => [0.1 * t, 0.1 * t + 1.3, 0.1 * t + (2 * Math.PI * t) / 40]);
  expect(phaseLockingValue(samples, 0, 1)).toBeCloseTo(1, 12);
  expect(phaseLockingValue(samples, 0, 2)).toBeCloseTo(0, 12);
  expect(phaseLockingValue([], 0, 1)).toBe(0);
});

it('phase-locking matrix is symmetric, 1 on the diagonal, and the pairwise value everywhere', () => {
  const samples = Array.from({ length: 30 }, (_, t) => irregular(6, -2, 2, t + 1)), P = phaseLockingMatrix(samples);
  for (let a = 0; a < 6; a++) for (let b = 0; b < 6; b++) {
    expect(P[a * 6 + b], `${a}, ${b}`).toBeCloseTo(a === b ? 1 : phaseLockingValue(samples, a, b), 10);
    expect(P[a * 6 + b]).toBe(P[b * 6 + a]);
  }
});

it('phase-locking matrix of chosen sites tells three evenly turning rotors apart, in the order asked for', () => {
  const samples = Array.from({ length: 32 }, (_, t) => [t, t + 1, 2 * t, t - 4, 2 * t + 2].map((x) => (x * 2 * Math.PI) / 32));
  expect([...phaseLockingMatrix(samples, [4, 0, 3])].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 0, 0, 0, 1, 1, 0, 1, 1]);
});

it('phase-locking matrix refuses ragged samples and unknown sites', () => {
  expect(() => phaseLockingMatrix([[1, 2], [1]])).toThrow(/phaseLockingMatrix: sample 1 has 1 sites, expected 2/);
  for (const site of [2, -1, 0.5]) expect(() => phaseLockingMatrix([[1, 2]], [site])).toThrow(/phaseLockingMatrix: site .*, expected 0 to 1/);
});
