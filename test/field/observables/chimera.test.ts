import { describe, expect, it } from 'vitest';
import { chimeraIndex, metastability } from '../../../src/field/observables/chimera.ts';

describe('chimera index', () => {
  it('is 0 where populations agree, however their synchrony changes', () => {
    expect(chimeraIndex([[0.2, 0.2, 0.2], [0.9, 0.9, 0.9]])).toBeCloseTo(0, 12);
  });
  it('of two populations at 1 and 0.729147 (the chimera of V12) is (1 − 0.729147)²/2 over 5/36 = 0.2641009', () => {
    expect(chimeraIndex([[1, 0.729147], [0.729147, 1]])).toBeCloseTo((0.270853 ** 2 / 2) * 7.2, 12);
  });
  it('of many populations, half at 1 and half evenly spread over [0, 1], is 5/48 over 5/36 = 3/4', () => {
    const M = 4000, rho = Array.from({ length: M }, (_, m) => (m % 2 ? 1 : (m + 1) / M));
    expect(chimeraIndex([rho])).toBeCloseTo(0.75, 3); // M/(M − 1)
  });
  it('of two populations at 1 and 0 is 18/5: sample variance 1/2, above 1, which the normaliser does not forbid', () => {
    expect(chimeraIndex([[1, 0]])).toBeCloseTo(3.6, 12);
  });
  it('refuses one population', () => {
    expect(() => chimeraIndex([[1]])).toThrow(/chimeraIndex: 1 moments of 1 populations, expected at least 1 of 2/);
  });
});

describe('metastability', () => {
  it('is 1 for a synchrony that spends equal times everywhere in [0, 1], 0 for one that stays', () => {
    const T = 5000, moments = Array.from({ length: T }, (_, t) => [(t + 0.5) / T, ((7 * t) % T + 0.5) / T]);
    expect(metastability(moments)).toBeCloseTo(1, 3); // T/(T − 1)
    expect(metastability([[0.3, 0.8], [0.3, 0.8]])).toBeCloseTo(0, 12);
  });
  it('is 3/2 for ρ = ½ + ½ sin t', () => {
    expect(metastability(Array.from({ length: 4000 }, (_, t) => [0.5 + 0.5 * Math.sin((2 * Math.PI * t) / 4000)]))).toBeCloseTo(1.5, 3);
  });
  it('refuses one moment', () => {
    expect(() => metastability([[1, 1]])).toThrow(/metastability: 1 moments of 2 populations, expected at least 2 of 1/);
  });
});
