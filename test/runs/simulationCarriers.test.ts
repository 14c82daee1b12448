import { describe, expect, it } from 'vitest';
import { carrierOf } from '../../src/runs/simulationCarriers.ts';
import type { CarrierFile } from '../../src/schemas/simulate.ts';

const ground = { sites: 12, batch: 1, rows: 3, columns: 4 }, signal = Float64Array.from({ length: 12 }, (_, i) => Math.sin(3 * i + 1));

/** What every site hears of the signal. */
function heard(file: CarrierFile, seed = 1): number[] {
  const { carrier, wiring } = carrierOf('net', file, ground, seed);
  return [...carrier.fit('net', wiring as never, { sites: 12, batch: 1, padded: 64 }).carry(signal)];
}
/** The same by a plain double sum over weights. */
const sums = (weight: (i: number, j: number) => number) => Array.from({ length: 12 }, (_, i) => signal.reduce((sum, s, j) => sum + weight(i, j) * s, 0));
const close = (a: number[], b: number[]) => a.forEach((x, i) => expect(x).toBeCloseTo(b[i], 6));
const around = (a: number, b: number, n: number) => Math.min((a - b + n) % n, (b - a + n) % n);
const place = (i: number) => [Math.floor(i / 4), i % 4];

describe('a carrier of a model file hears the plain sum', () => {
  it.each<[string, CarrierFile, (i: number, j: number) => number]>([
    ['four neighbours on a torus', { kind: 'lattice', neighbours: 4 }, (i, j) => { const [r, c] = place(i), [s, d] = place(j); return around(r, s, 3) + around(c, d, 4) === 1 ? 1 : 0; }],
    ['eight, open', { kind: 'lattice', neighbours: 8, boundary: 'open' }, (i, j) => { const [r, c] = place(i), [s, d] = place(j); return Math.max(Math.abs(r - s), Math.abs(c - d)) === 1 ? 1 : 0; }],
    ['a disc', { kind: 'lattice', radius: 1, boundary: 'open' }, (i, j) => { const [r, c] = place(i), [s, d] = place(j); return Math.hypot(r - s, c - d) === 1 ? 1 : 0; }],
    ['a kernel', { kind: 'lattice', kernel: [[0, 0, 0], [2, 0, -1], [0, 0, 0]] }, (i, j) => { const [r, c] = place(i), [s, d] = place(j); return r !== s ? 0 : d === (c + 3) % 4 ? 2 : d === (c + 1) % 4 ? -1 : 0; }],
    ['a circle', { kind: 'circle', radius: 2 }, (i, j) => (i !== j && around(i, j, 12) <= 2 ? 1 : 0)],
    ['a circle of one neighbour by default', { kind: 'circle' }, (i, j) => (around(i, j, 12) === 1 ? 1 : 0)],
    ['a kernel by formula, to a sum of 1', { kind: 'circle', kernel: '1 + 0.995*cos(2*pi*step/12)', normalise: true }, (i, j) => (1 + 0.995 * Math.cos((2 * Math.PI * (j - i)) / 12)) / 12],
    ['the mean', { kind: 'meanField' }, () => 1 / 12], ['the sum', { kind: 'meanField', reduce: 'sum' }, () => 1],
    ['groups', { kind: 'group', group: [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, -1] }, (i, j) => { const g = [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, -1]; return g[i] >= 0 && g[i] === g[j] ? 1 / [3, 6, 2][g[i]] : 0; }],
    ['a matrix', { kind: 'dense', weight: Array.from({ length: 12 }, (_, i) => Array.from({ length: 12 }, (_, j) => i - 2 * j)) }, (i, j) => i - 2 * j],
    ['one weight for all', { kind: 'dense', weight: 0.25 }, () => 0.25],
    ['one weight, nobody hears itself', { kind: 'dense', weight: 0.25, symmetric: true }, (i, j) => (i === j ? 0 : 0.25)],
    ['links, scaled', { kind: 'sparse', links: [[0, 3], [0, 4, 2], [7, 7, -1]], weight: 0.5 }, (i, j) => (i === 0 && j === 3 ? 0.5 : i === 0 && j === 4 ? 1 : i === 7 && j === 7 ? -0.5 : 0)],
    ['a table', { kind: 'permutation', table: [1, 0, 3, 2, -1, -1, 6, 7, 8, 9, 10, 11] }, (i, j) => (j === [1, 0, 3, 2, -1, -1, 6, 7, 8, 9, 10, 11][i] ? 1 : 0)],
    ['a shift on a torus', { kind: 'permutation', shift: [1, -1] }, (i, j) => { const [r, c] = place(i); return j === ((r + 1) % 3) * 4 + ((c + 3) % 4) ? 1 : 0; }],
    ['a mirror', { kind: 'permutation', mirror: 'leftToRight' }, (i, j) => { const [r, c] = place(i); return j === r * 4 + 3 - c ? 1 : 0; }],
  ])('%s', (_, file, weight) => close(heard(file), sums(weight)));

  it('drawn graphs: so many others each, none twice, never oneself, again the same from the seed', () => {
    const { carrier, wiring } = carrierOf('net', { kind: 'sparse', degree: 5 }, ground, 3), { start, site } = wiring as { start: Int32Array; site: Int32Array };
    expect(carrier.kind).toBe('sparse');
    for (let i = 0; i < 12; i++) {
      const row = [...site.subarray(start[i], start[i + 1])];
      expect(new Set(row).size).toBe(5);
      expect(row).not.toContain(i);
    }
    expect(heard({ kind: 'sparse', degree: 5 }, 3)).toEqual(heard({ kind: 'sparse', degree: 5 }, 3));
    expect(heard({ kind: 'sparse', degree: 5 }, 3)).not.toEqual(heard({ kind: 'sparse', degree: 5 }, 4));
    expect(() => heard({ kind: 'sparse', degree: 12 })).toThrow('carriers.net: degree is 12, expected less than the 12 sites.');
  });
  it('drawn matrices are symmetric where asked', () => {
    const { weight } = carrierOf('net', { kind: 'dense', weight: { normal: [0, 1] }, symmetric: true }, ground, 1).wiring as { weight: Float32Array };
    for (let i = 0; i < 12; i++) for (let j = 0; j < 12; j++) expect(weight[12 * i + j]).toBe(i === j ? 0 : weight[12 * j + i]);
  });
});
