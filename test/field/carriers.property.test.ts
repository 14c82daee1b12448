import { expect, it } from 'vitest';
import fc from 'fast-check';
import * as c from '../../src/index.ts';
import { HERE } from '../support/engine.ts';
import { hear } from '../support/hear.ts';

/** Random graphs, groups and signals of every size; naive sums written here, apart from the engine and its reference. */
const shape = fc.record({ sites: fc.integer({ min: 1, max: 200 }), degree: fc.integer({ min: 1, max: 9 }), seed: fc.integer({ min: 1, max: 1e6 }) });
const numbers = (seed: number) => () => (seed = (seed * 48271) % 2147483647) / 2147483647;

it('gather and group bring what a plain loop adds or compares, on random graphs', async () => {
  await fc.assert(fc.asyncProperty(shape, async ({ sites, degree, seed }) => {
    const random = numbers(seed), s = Float32Array.from({ length: sites }, () => Math.floor(random() * 200 - 100));
    const table = Int32Array.from({ length: sites * degree }, () => Math.floor(random() * (sites + 1)) - 1), weight = Float32Array.from(table, () => Math.floor(random() * 9 - 4));
    const label = Int32Array.from(s, () => Math.floor(random() * 6) - 1);
    const sum = await hear({ heard: c.gather({ from: 'signal', degree }) }, s, { heard: { table, weight } });
    const strongest = await hear({ heard: c.gather({ from: 'signal', degree, reduce: 'strongest' }) }, s, { heard: { table, lag: weight } });
    const total = await hear({ heard: c.group({ from: 'signal' }) }, s, { heard: { group: label } });
    const loudest = await hear({ heard: c.group({ from: 'signal', reduce: 'strongest' }) }, s, { heard: { group: label } });
    for (let i = 0; i < sites; i++) {
      let a = 0, b = c.SILENCE;
      for (let k = i * degree; k < (i + 1) * degree; k++) if (table[k] >= 0) { a += weight[k] * s[table[k]]; b = Math.max(b, s[table[k]] - weight[k]); }
      const mates = [...s].filter((_, j) => label[j] === label[i]);
      expect(sum[i]).toBe(a);
      expect(strongest[i]).toBe(Math.fround(b));
      expect(total[i]).toBe(label[i] < 0 ? 0 : mates.reduce((x, y) => x + y));
      expect(loudest[i]).toBe(label[i] < 0 ? Math.fround(c.SILENCE) : Math.max(...mates));
    }
  }), { numRuns: 40, seed: 7 });
});

/** Naive lattice sum of one batch entry's site. */
function plainSum(s: Float32Array, rows: number, columns: number, stencil: c.StencilLink[], torus: boolean, b: number, y: number, x: number): number {
  let sum = 0;
  for (const [dr, dc, weight] of stencil) {
    let r = y + dr, q = x + dc;
    if (torus) { r = (r + 40 * rows) % rows; q = (q + 40 * columns) % columns; }
    if (r >= 0 && q >= 0 && r < rows && q < columns) sum += weight * s[(b * rows + r) * columns + q];
  }
  return sum;
}

it.each([
  ['a few links', { most: 4, minLength: 1, maxLength: 6 }, 60],
  ['more links than are unrolled, longer than the plate', { most: 12, minLength: 33, maxLength: 90 }, 25],
])('lattice brings what a plain loop over rows and columns adds, walls and torus, any batch, any stencil of %s', async (_, { most, ...length }, numRuns) => {
  const link = fc.tuple(fc.integer({ min: -most, max: most }), fc.integer({ min: -most, max: most }), fc.integer({ min: -3, max: 3 }));
  const field = fc.record({ rows: fc.integer({ min: 1, max: 9 }), columns: fc.integer({ min: 1, max: 9 }), batch: fc.integer({ min: 1, max: 3 }), torus: fc.boolean(), stencil: fc.array(link, length), seed: fc.integer({ min: 1, max: 1e6 }) });
  await fc.assert(fc.asyncProperty(field, async ({ rows, columns, batch, torus, stencil, seed }) => {
    const random = numbers(seed), s = Float32Array.from({ length: rows * columns * batch }, () => Math.floor(random() * 200 - 100));
    const heard = await hear({ heard: c.lattice({ rows, columns, stencil, boundary: torus ? 'periodic' : 'open', from: 'signal' }) }, s, {}, batch);
    for (let b = 0; b < batch; b++) for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) {
      const got = heard[(b * rows + y) * columns + x], sum = plainSum(s, rows, columns, stencil, torus, b, y, x);
      expect(got === sum, `entry ${b} (${y}, ${x}): ${got}, expected ${sum}`).toBe(true);
    }
  }), { numRuns, seed: 8 });
});

it.each(HERE)('a disc of radius 8 and a circle of 180 links compile and are right on %s', async (backend) => {
  const random = numbers(4), plate = Float32Array.from({ length: 40 * 30 }, () => Math.floor(random() * 200 - 100)), stencil = c.disc(8), n = 400;
  const round = await hear({ heard: c.lattice({ rows: 40, columns: 30, stencil, from: 'signal' }) }, plate, {}, 1, backend);
  round.forEach((got, i) => expect(got === plainSum(plate, 40, 30, stencil, false, 0, Math.floor(i / 30), i % 30), `site ${i}: ${got}`).toBe(true));
  const ring = await hear({ heard: c.circle({ sites: n, radius: 90, from: 'signal' }) }, plate.subarray(0, n), {}, 1, backend);
  ring.forEach((got, i) => {
    let sum = -plate[i];
    for (let k = i - 90; k <= i + 90; k++) sum += plate[(k + n) % n];
    expect(got === sum, `site ${i}: ${got}, expected ${sum}`).toBe(true);
  });
});

it('lattice rows and columns are exact in the last corner of a large, odd-sized torus', async () => {
  const rows = 1999, columns = 2003, s = new Float32Array(rows * columns);
  for (let i = 0; i < s.length; i++) s[i] = i;
  const heard = await hear({ heard: c.lattice({ rows, columns, stencil: [[0, 1, 1]], boundary: 'periodic', from: 'signal' }) }, s, {});
  let wrong = 0;
  for (let i = 0; i < s.length; i++) if (heard[i] !== (i % columns === columns - 1 ? i - columns + 1 : i + 1)) wrong++;
  expect(wrong).toBe(0);
});

it('a group of 100,000 is summed exactly where one running float32 sum would not be', async () => {
  const n = 100_000, s = new Float32Array(n).fill(0.1);
  let naive = 0;
  for (let i = 0; i < n; i++) naive = Math.fround(naive + s[i]);
  const heard = await hear({ heard: c.meanField({ from: 'signal', reduce: 'sum' }) }, s, {});
  expect(Math.abs(naive - n * s[0])).toBeGreaterThan(0.5);
  expect(Math.abs(heard[n - 1] - n * s[0])).toBeLessThan(0.05);
});
