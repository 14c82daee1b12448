import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { wrapAngle } from '../../../src/field/observables/angle.ts';
import { frequencyClusters, meanFrequencies } from '../../../src/field/observables/frequency.ts';
import { seeded } from '../../support/engine.ts';

describe('mean frequencies', () => {
  const omega = [0.5, -2, 3, 0], wrapped = (interval: number) => Array.from({ length: 50 }, (_, t) => omega.map((w) => wrapAngle(w * interval * t + 1)));
  it('of evenly turning rotors are their frequencies, though phases are wrapped', () => {
    meanFrequencies(wrapped(0.7), 0.7).forEach((w, i) => expect(w).toBeCloseTo(omega[i], 12));
  });
  it('without rates alias by a whole turn a sample once a gap exceeds half a turn; with rates they do not', () => {
    const interval = 1.5, samples = wrapped(interval); // 3 · 1.5 = 4.5 rad
    expect(meanFrequencies(samples, interval)[2]).toBeCloseTo(3 - (2 * Math.PI) / interval, 12);
    meanFrequencies(samples, interval, samples.map(() => omega)).forEach((w, i) => expect(w).toBeCloseTo(omega[i], 12));
  });
  it('refuse one sample, no interval, and rates of other moments', () => {
    expect(() => meanFrequencies([[1]], 1)).toThrow(/meanFrequencies: 1 samples, expected at least 2/);
    expect(() => meanFrequencies([[1], [2]], 0)).toThrow(/interval is 0, expected a positive time/);
    expect(() => meanFrequencies([[1], [2]], 1, [[1]])).toThrow(/1 rates, expected 2/);
  });
});

describe('frequency clusters', () => {
  it('are sites no further apart than the tolerance, counted from the slowest', () => {
    const found = frequencyClusters([1, -0.5, 1.05, 3, 0.98, -0.45], 0.1);
    expect(found.count).toBe(3);
    expect([...found.of]).toEqual([1, 0, 1, 2, 1, 0]);
    expect([...found.sizes]).toEqual([2, 3, 1]);
    expect(found.frequencies[1]).toBeCloseTo((1 + 1.05 + 0.98) / 3, 12);
    expect(found.largest).toBe(1);
    expect(frequencyClusters([], 1)).toMatchObject({ count: 0, largest: -1 });
  });
  it('do not depend on the order of the sites, none is wider than the tolerance, and the largest is the densest interval', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 5 }), (whole, tolerance) => {
      const { of, count, sizes, largest } = frequencyClusters(whole, tolerance), back = frequencyClusters([...whole].reverse(), tolerance);
      expect([...back.of].reverse()).toEqual([...of]);
      expect(new Set(of).size).toBe(count);
      whole.forEach((a, i) => whole.forEach((b, j) => { if (of[i] === of[j]) expect(Math.abs(a - b)).toBeLessThanOrEqual(tolerance); if (a === b) expect(of[i]).toBe(of[j]); }));
      expect(sizes[largest]).toBe(Math.max(...whole.map((low) => whole.filter((f) => f >= low && f - low <= tolerance).length)));
    }), { numRuns: 60 });
  });
  it('of a dense spectrum that nothing couples are many and small: no chain joins them', () => {
    const f = Float64Array.from({ length: 1000 }, (_, i) => i / 1000), { sizes, count } = frequencyClusters(f, 0.01);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(11);
    expect(count).toBeGreaterThan(90);
  });
  it('of 100,000 sites at two frequencies are two', () => {
    const random = seeded(5), f = Float64Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? 1 : 2) + 1e-3 * random());
    expect([...frequencyClusters(f, 1e-2).sizes]).toEqual([33_334, 66_666]);
  });
  it('refuse a negative tolerance and a frequency that is no number', () => {
    expect(() => frequencyClusters([1], -1)).toThrow(/tolerance is -1, expected 0 or more/);
    expect(() => frequencyClusters([1, NaN], 1)).toThrow(/a frequency is NaN, expected finite numbers/);
  });
});
