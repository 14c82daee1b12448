import { describe, expect, it } from 'vitest';
import { listen, silentReadout, teach, teachLink, type Readout } from '../../src/plasticity/deltaReadout.ts';
import { seeded } from '../../src/tasks/random.ts';

const RULE = { rate: 0.8, patience: 1e12 };
const draw = (n: number, name: string) => {
  const random = seeded(name);
  return Float64Array.from({ length: n }, () => 2 * random.next() - 1);
};
/** Writes down which indices of an array are read and written. */
function watched(array: Float64Array): { array: Float64Array; read: Set<string>; written: Set<string> } {
  const read = new Set<string>(), written = new Set<string>();
  const proxy = new Proxy(array, {
    get(target, key) {
      if (typeof key === 'string' && /^\d+$/.test(key)) read.add(key);
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? (value as (...a: unknown[]) => unknown).bind(target) : value;
    },
    set(target, key, value) {
      written.add(String(key));
      return Reflect.set(target, key, value, target);
    },
  });
  return { array: proxy, read, written };
}

describe('deltaReadout', () => {
  it('while resonators and teacher are held, the error decays as e^(−κt) and w moves by (1 − e^(−κt)) e z̄/P', () => {
    const n = 7, re = draw(n, 're'), im = draw(n, 'im'), readout = silentReadout(n), taught = { re: 0.6, im: -0.8 }, t = 1.7;
    readout.re.set(draw(n, 'w'));
    const before = listen(readout, re, im), w0 = readout.re[2];
    teach(readout, re, im, 0, before, taught, t, RULE);
    const after = listen(readout, re, im), decay = Math.exp(-RULE.rate * t);
    expect(taught.re - after.re).toBeCloseTo((taught.re - before.re) * decay, 10);
    expect(taught.im - after.im).toBeCloseTo((taught.im - before.im) * decay, 10);
    const eRe = taught.re - before.re, eIm = taught.im - before.im;
    expect(readout.re[2] - w0).toBeCloseTo(((1 - decay) * (eRe * re[2] + eIm * im[2])) / before.power, 12);
  });
  it('no step size enters: one hold of 1 is ten holds of a tenth, and the difference shrinks with the patience', () => {
    const n = 5, re = draw(n, 'a'), im = draw(n, 'b'), taught = { re: 1, im: 0 };
    const run = (parts: number, patience: number): Readout => {
      const readout = silentReadout(n);
      for (let i = 0; i < parts; i++) teach(readout, re, im, 0, listen(readout, re, im), taught, 1 / parts, { rate: 2, patience });
      return readout;
    };
    const gap = (patience: number) => Math.max(...run(1, patience).re.map((w, j) => Math.abs(w - run(10, patience).re[j])));
    expect(gap(1e12)).toBeLessThan(1e-10);
    expect(gap(100)).toBeLessThan(2e-3);
    expect(gap(100)).toBeGreaterThan(5 * gap(1000));
  });
  it('the error energy that cools the plasticity is the integral of the decaying |e|²: (1 − e^(−2κt))/2κ', () => {
    const readout = silentReadout(1), rule = { rate: 0.5, patience: 1e12 };
    teach(readout, [1], [0], 0, listen(readout, [1], [0]), { re: 0, im: 1 }, 3, rule);
    expect(readout.surprise).toBeCloseTo((1 - Math.exp(-3)) / 1, 10);
  });
  it('a link reads and writes itself and its own sending end, no other link and no other resonator', () => {
    const n = 6, zRe = watched(draw(n, 'x')), zIm = watched(draw(n, 'y')), wRe = watched(draw(n, 'u')), wIm = watched(draw(n, 'v'));
    const readout: Readout = { re: wRe.array, im: wIm.array, surprise: 0 };
    teachLink(readout, 3, zRe.array[3], zIm.array[3], 0.1, -0.2);
    for (const { read } of [zRe, zIm, wRe, wIm]) expect([...read]).toEqual(['3']);
    for (const { written } of [wRe, wIm]) expect([...written]).toEqual(['3']);
    for (const { written } of [zRe, zIm]) expect(written.size).toBe(0);
  });
  it('teaching reads every resonator of its own bank once more, none of another bank, and changes no resonator', () => {
    const n = 4, zRe = watched(draw(3 * n, 'x')), zIm = watched(draw(3 * n, 'y')), readout = silentReadout(n);
    teach(readout, zRe.array, zIm.array, n, listen(readout, zRe.array, zIm.array, n), { re: 1, im: 0 }, 1, RULE);
    for (const { read, written } of [zRe, zIm]) {
      expect([...read].map(Number).sort((a, b) => a - b)).toEqual([4, 5, 6, 7]);
      expect(written.size).toBe(0);
    }
  });
  it('changing another resonator, output power held, leaves a link’s change as it was', () => {
    const one = silentReadout(2), other = silentReadout(2), heard = { re: 0, im: 0, power: 2 };
    teach(one, [1, 0.5], [0, 0.5], 0, heard, { re: 0, im: 1 }, 1, RULE);
    teach(other, [1, -9], [0, 9], 0, heard, { re: 0, im: 1 }, 1, RULE);
    expect(other.re[0]).toBe(one.re[0]);
    expect(other.im[0]).toBe(one.im[0]);
    expect(other.re[1]).not.toBe(one.re[1]);
  });
  it('finds the couplings that made the teacher, from three hundred random moments', () => {
    const n = 4, secret = { re: draw(n, 's'), im: draw(n, 't'), surprise: 0 }, readout = silentReadout(n);
    for (let t = 0; t < 300; t++) {
      const re = draw(n, `re ${t}`), im = draw(n, `im ${t}`);
      teach(readout, re, im, 0, listen(readout, re, im), listen(secret, re, im), 1, { rate: 3, patience: 1e3 });
    }
    for (let j = 0; j < n; j++) {
      expect(readout.re[j]).toBeCloseTo(secret.re[j], 6);
      expect(readout.im[j]).toBeCloseTo(secret.im[j], 6);
    }
  });
  it('a teacher that contradicts itself cools the plasticity until w rests near the mean; without cooling it keeps following', () => {
    const wander = (patience: number) => {
      const readout = silentReadout(1), random = seeded('coin');
      for (let t = 0; t < 8000; t++) teach(readout, [1], [0], 0, listen(readout, [1], [0]), { re: random.chance(0.5) ? 1 : 0, im: 0 }, 1, { rate: 3, patience });
      return Math.abs(readout.re[0] - 0.5);
    };
    expect(wander(5)).toBeLessThan(0.1); // three deviations at κ ≈ 0.0075
    expect(wander(1e12)).toBeGreaterThan(0.4);
  });
  it('a silent bank moves nothing, and times that are not positive are refused', () => {
    const readout = silentReadout(2);
    expect(teach(readout, [0, 0], [0, 0], 0, listen(readout, [0, 0], [0, 0]), { re: 1, im: 0 }, 1, RULE)).toBe(0);
    expect([...readout.re, ...readout.im]).toEqual([0, 0, 0, 0]);
    expect(() => teach(readout, [1, 0], [0, 0], 0, { re: 0, im: 0, power: 1 }, { re: 1, im: 0 }, 0, RULE)).toThrow('teach: time is 0, expected a positive number');
    expect(() => silentReadout(0)).toThrow('silentReadout: links is 0');
  });
});
