import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGrid } from '../../src/encoders/gridRhythm.ts';
import { encodeSequence, nearestLetter } from '../../src/encoders/sequenceRhythm.ts';

describe('encodeSequence', () => {
  it('nearestLetter of what an ear of phase 0 hears is the symbol, for every alphabet from 2 to 12 letters', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 12 }).chain((letters) => fc.tuple(fc.constant(letters), fc.array(fc.integer({ min: 0, max: letters - 1 }), { minLength: 1, maxLength: 60 }))),
      ([letters, symbols]) => {
        const heard = encodeSequence(symbols, letters).map((d) => nearestLetter(d.re[0], d.im[0], letters));
        expect(heard).toEqual(symbols);
      }));
  });
  it('an ear of phase φ hears every letter turned by φ, with amplitude 1', () => {
    const [drive] = encodeSequence([3], 4, [0, 0.7]);
    expect(Math.atan2(drive.im[1], drive.re[1])).toBeCloseTo((3 * Math.PI) / 2 + 0.7 - 2 * Math.PI, 6);
    expect(Math.hypot(drive.re[1], drive.im[1])).toBeCloseTo(1, 6);
  });
  it('a rest is silence at every ear', () => {
    const [drive] = encodeSequence([-1], 4, [0, 1, 2]);
    expect([...drive.re, ...drive.im]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(nearestLetter(0, 0)).toBe(-1);
  });
  it('plays no position: the same symbol is the same drive whenever it comes', () => {
    const drives = encodeSequence([1, 0, 1, 2, 1], 4, [0.3]);
    expect(drives[0]).toBe(drives[2]);
    expect(drives[0]).toBe(drives[4]);
    expect(drives[0].re).not.toEqual(drives[1].re);
  });
  it('returns the same kind of drive as the grid encoder: equal fields, amplitude 1 where certain', () => {
    const grid = encodeGrid([[1, 2]]), [symbol] = encodeSequence([1], 10, [0, (2 * Math.PI) / 10]);
    expect(Object.keys(symbol).sort()).toEqual(Object.keys(grid).sort());
    for (let i = 0; i < 2; i++) {
      expect(symbol.re[i]).toBeCloseTo(grid.re[i], 6);
      expect(symbol.im[i]).toBeCloseTo(grid.im[i], 6);
    }
  });
  it('refuses symbols and alphabets that do not exist, by place and value', () => {
    expect(() => encodeSequence([0, 1, 4], 4)).toThrow('encodeSequence: symbol 4 in moment 2, expected a whole number 0 to 3');
    expect(() => encodeSequence([0.5], 4)).toThrow(RangeError);
    expect(() => encodeSequence([0], 1)).toThrow('letters is 1');
  });
});
