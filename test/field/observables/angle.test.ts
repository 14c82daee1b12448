import { expect, it } from 'vitest';
import fc from 'fast-check';
import { wrapAngle } from '../../../src/field/observables/angle.ts';

it('wrapAngle keeps the angle and lands in [−π, π]', () => {
  fc.assert(fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (x) => {
    const w = wrapAngle(x);
    expect(Math.abs(w)).toBeLessThanOrEqual(Math.PI + 1e-9);
    expect(Math.cos(w)).toBeCloseTo(Math.cos(x), 8);
  }));
});
