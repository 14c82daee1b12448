import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { farthest, irregular } from '../support/engine.ts';
import { hear } from '../support/hear.ts';

describe('stencils', () => {
  it('disc(1) holds the links of FOUR, disc(1.5) those of EIGHT, disc(8) every other site within 8', () => {
    const sorted = (s: c.StencilLink[]) => s.map(String).sort();
    expect(sorted(c.disc(1))).toEqual(sorted(c.FOUR));
    expect(sorted(c.disc(1.5))).toEqual(sorted(c.EIGHT));
    let inside = 0;
    for (let i = 0; i < 17 * 17; i++) if (Math.hypot((i % 17) - 8, Math.floor(i / 17) - 8) <= 8) inside++;
    expect(c.disc(8).length).toBe(inside - 1);
  });
  it('stencilOf reads a matrix around its middle and leaves zeros out: a Laplacian kills a linear slope', async () => {
    const laplacian = c.stencilOf([[0, 1, 0], [1, -4, 1], [0, 1, 0]]), slope = Float32Array.from({ length: 35 }, (_, i) => 3 * Math.floor(i / 7) - 2 * (i % 7));
    expect(laplacian.length).toBe(5);
    const heard = await hear({ heard: c.lattice({ rows: 5, columns: 7, stencil: laplacian, from: 'signal' }) }, slope, {});
    for (let r = 1; r < 4; r++) for (let q = 1; q < 6; q++) expect(heard[r * 7 + q]).toBe(0);
    expect(c.stencilOf([[5, 0, 0]])).toEqual([[0, -1, 5]]);
  });
});

describe('circle', () => {
  const n = 60, kernels: [string, Omit<c.CircleOptions, 'sites'>, (step: number) => number][] = [
    ['radius 7', { radius: 7 }, (d) => +(d !== 0 && Math.abs(d) <= 7)],
    ['exponential list', { kernel: Array.from({ length: 41 }, (_, k) => Math.exp(-Math.abs(k - 20) / 6)) }, (d) => (Math.abs(d) <= 20 ? Math.exp(-Math.abs(d) / 6) : 0)],
    ['cosine of everybody', { kernel: (d) => 1 + 0.9 * Math.cos((2 * Math.PI * d) / 60) }, (d) => 1 + 0.9 * Math.cos((2 * Math.PI * d) / 60)],
  ];
  it.each(kernels)('a q-twisted state is carried to k̂(q) times itself, k̂(q) = Σ kernel cos(2πq step/N), normalised or not: %s', async (_, given, kernel) => {
    const steps = Array.from({ length: n }, (_, k) => k - 29), norm = steps.reduce((sum, d) => sum + kernel(d), 0);
    for (const q of [0, 1, 3]) for (const normalise of [false, true]) {
      const twisted = Float32Array.from({ length: n }, (_, i) => Math.cos((2 * Math.PI * q * i) / n)), eigen = steps.reduce((sum, d) => sum + kernel(d) * Math.cos((2 * Math.PI * q * d) / n), 0) / (normalise ? norm : 1);
      const heard = await hear({ heard: c.circle({ sites: n, ...given, normalise, from: 'signal' }) }, twisted, {});
      expect(farthest(heard, twisted.map((x) => eigen * x)), `q = ${q}`).toBeLessThan(norm * 1e-6); // float32 sums of 60 numbers up to norm
    }
  });
  it('an uneven kernel is heard from its own side: a single pulse shows the kernel mirrored; an open line lets it leave', async () => {
    const pulse = new Float32Array(9), kernel = [4, 3, 0, 1, 2]; // steps −2, −1, 0, 1, 2
    pulse[1] = 1;
    const around = await hear({ heard: c.circle({ sites: 9, kernel, from: 'signal' }) }, pulse, {}), line = await hear({ heard: c.circle({ sites: 9, kernel, boundary: 'open', from: 'signal' }) }, pulse, {});
    expect([...around]).toEqual([1, 0, 3, 4, 0, 0, 0, 0, 2]);
    expect([...line]).toEqual([1, 0, 3, 4, 0, 0, 0, 0, 0]);
  });
});

describe('moves', () => {
  const plate = (rows: number, columns: number) => Int32Array.from({ length: rows * columns }, (_, i) => i), seen = (table: Int32Array) => [...table];
  it('turning [[0 1] [2 3]] left gives [[1 3] [0 2]], right [[2 0] [3 1]], by half [[3 2] [1 0]]', () => {
    expect([1, -1, 2, 0, 5].map((q) => seen(c.rotate(2, 2, q)))).toEqual([[1, 3, 0, 2], [2, 0, 3, 1], [3, 2, 1, 0], [0, 1, 2, 3], [1, 3, 0, 2]]);
  });
  it('mirrors exchange rows, columns, or both coordinates', () => {
    expect(seen(c.mirror(2, 3, 'topToBottom'))).toEqual([3, 4, 5, 0, 1, 2]);
    expect(seen(c.mirror(2, 3, 'leftToRight'))).toEqual([2, 1, 0, 5, 4, 3]);
    expect(seen(c.mirror(2, 2, 'diagonal'))).toEqual([0, 2, 1, 3]);
    expect(seen(c.mirror(2, 2, 'otherDiagonal'))).toEqual([3, 1, 2, 0]);
  });
  it('mirrored twice, or turned four times, a plate is itself; two mirrors make a half turn (dihedral group)', () => {
    const after = (a: Int32Array, b: Int32Array) => a.map((j) => b[j]), four = c.rotate(4, 4, 1);
    for (const how of ['topToBottom', 'leftToRight', 'diagonal', 'otherDiagonal'] as const) expect(after(c.mirror(4, 4, how), c.mirror(4, 4, how))).toEqual(plate(4, 4));
    expect(after(after(four, four), after(four, four))).toEqual(plate(4, 4));
    expect(after(c.mirror(3, 5, 'topToBottom'), c.mirror(3, 5, 'leftToRight'))).toEqual(c.rotate(3, 5, 2));
  });
  it('a shift hears nobody beyond an open wall and comes around on a torus', () => {
    expect(seen(c.shift(2, 3, 0, 1))).toEqual([1, 2, -1, 4, 5, -1]);
    expect(seen(c.shift(2, 3, 0, 1, 'periodic'))).toEqual([1, 2, 0, 4, 5, 3]);
    expect(seen(c.shift(2, 3, -3, -4, 'periodic'))).toEqual([5, 3, 4, 2, 0, 1]);
  });
  it('a permutation carrier hears what the table says: a field turned left', async () => {
    const s = irregular(25, -1, 1, 2), heard = await hear({ heard: c.permutation({ from: 'signal' }) }, s, { heard: { table: c.rotate(5, 5, 1) } });
    expect([...heard]).toEqual(Array.from(s, (_, i) => s[(i % 5) * 5 + 4 - Math.floor(i / 5)]));
  });
});
