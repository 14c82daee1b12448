import { expect, it } from 'vitest';
import { eigs } from 'mathjs';
import { eigenvalues } from '../../src/field/eigenvalues.ts';
import { irregular } from '../support/engine.ts';

const matrix = (n: number, f: (i: number, j: number) => number) => Float64Array.from({ length: n * n }, (_, k) => f(Math.floor(k / n), k % n));

it.each([2, 3, 4, 5, 8, 16, 31])('the cyclic shift of %d has the roots of unity', (n) => {
  for (const { re, im } of eigenvalues(matrix(n, (i, j) => Number((i + 1) % n === j)))) {
    expect(Math.hypot(re, im)).toBeCloseTo(1, 12);
    expect(Math.cos(n * Math.atan2(im, re))).toBeCloseTo(1, 10);
  }
  const angles = eigenvalues(matrix(n, (i, j) => Number((i + 1) % n === j))).map(({ re, im }) => Math.round((Math.atan2(im, re) * n) / (2 * Math.PI)));
  expect(new Set(angles.map((k) => ((k % n) + n) % n)).size).toBe(n);
});

it.each([1, 2, 3, 10, 60])('of random numbers, %d in a row, the first four power sums are the traces of the powers', (n) => {
  const A = irregular(n * n, -1, 1, n), found = eigenvalues(A), times = (P: Float64Array) => matrix(n, (i, j) => { let s = 0; for (let k = 0; k < n; k++) s += P[i * n + k] * A[k * n + j]; return s; });
  let P = Float64Array.from(A);
  for (let power = 1; power <= 4; power++, P = times(P)) {
    let trace = 0, sum = 0, size = 0;
    for (let i = 0; i < n; i++) trace += P[i * n + i];
    for (const { re, im } of found) { const r = Math.hypot(re, im) ** power; sum += r * Math.cos(power * Math.atan2(im, re)); size += r; }
    expect(Math.abs(sum - trace) / size, `power ${power}: ${sum}, expected ${trace}`).toBeLessThan(1e-12);
  }
  expect(found).toHaveLength(n);
  found.filter((z) => z.im > 0).forEach((z) => expect(found[found.indexOf(z) + 1]).toEqual({ re: z.re, im: -z.im }));
});

it('of a symmetric 12 × 12 matrix are those that mathjs finds', () => {
  const x = irregular(144, -2, 2, 5), A = matrix(12, (i, j) => x[Math.min(i, j) * 12 + Math.max(i, j)]);
  const expected = (eigs(Array.from({ length: 12 }, (_, i) => Array.from(A.slice(i * 12, i * 12 + 12))), { eigenvectors: false }).values as number[]).sort((a, b) => b - a);
  eigenvalues(A).forEach((z, k) => { expect(z.re).toBeCloseTo(expected[k], 11); expect(z.im).toBe(0); });
});

it('multiplicities and bad scaling are no obstacle: all-to-all, a directed ring, 10^(i − j) times random', () => {
  eigenvalues(matrix(32, (i, j) => (i === j ? -1 : 0) + 1 / 32)).forEach((z, k) => { expect(z.re).toBeCloseTo(k === 0 ? 0 : -1, 12); expect(z.im).toBeCloseTo(0, 12); });
  eigenvalues(matrix(24, (i, j) => (i === j ? -1 : Number((i + 1) % 24 === j)))).forEach(({ re, im }) => expect(Math.hypot(re + 1, im)).toBeCloseTo(1, 12));
  const x = irregular(36, -1, 1, 8), plain = eigenvalues(x), scaled = eigenvalues(matrix(6, (i, j) => x[i * 6 + j] * 10 ** (i - j)));
  scaled.forEach((z, k) => { expect(z.re).toBeCloseTo(plain[k].re, 10); expect(z.im).toBeCloseTo(plain[k].im, 10); });
  expect(eigenvalues(new Float64Array(9))).toEqual(Array(3).fill({ re: 0, im: 0 }));
});

it('refuses what is not square and what is not finite', () => {
  expect(() => eigenvalues([1, 2])).toThrow(/eigenvalues: 2 entries, expected a square number/);
  expect(() => eigenvalues([1, 2, NaN, 1])).toThrow(/eigenvalues: an entry is NaN, expected finite numbers/);
});
