import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import * as c from '../../src/index.ts';
import { farthest, HERE, irregular, seeded } from '../support/engine.ts';
import { hear } from '../support/hear.ts';

/** Whole numbers small enough that float32 sums are exact, so that "equal" means equal. */
const whole = (n: number, random: () => number, most = 100) => Float32Array.from({ length: n }, () => Math.floor(random() * (2 * most + 1)) - most);
const shape = fc.record({ sites: fc.integer({ min: 1, max: 90 }), batch: fc.integer({ min: 1, max: 4 }), links: fc.integer({ min: 0, max: 600 }), seed: fc.integer({ min: 1, max: 1e6 }) });

describe.each(HERE)('on %s', (backend) => {
  it('dense brings what a plain double loop adds, any size, any batch', async () => {
    await fc.assert(fc.asyncProperty(shape, async ({ sites, batch, seed }) => {
      const random = seeded(seed), s = whole(sites * batch, random), weight = whole(sites * sites, random, 4);
      const heard = await hear({ heard: c.dense({ from: 'signal' }) }, s, { heard: { weight } }, batch, backend);
      for (let b = 0; b < batch; b++) for (let i = 0; i < sites; i++) {
        let sum = 0;
        for (let j = 0; j < sites; j++) sum += weight[i * sites + j] * s[b * sites + j];
        expect(heard[b * sites + i] === sum, `entry ${b} site ${i} of ${sites}: ${heard[b * sites + i]}, expected ${sum}`).toBe(true);
      }
    }), { numRuns: 25, seed: 11 });
  });

  it('sparse brings what a plain loop over unsorted links adds: empty rows, self links, duplicates, weights or one weight', async () => {
    await fc.assert(fc.asyncProperty(shape, fc.boolean(), async ({ sites, batch, links, seed }, weighted) => {
      const random = seeded(seed), s = whole(sites * batch, random), at = () => Math.floor(random() * random() * sites); // squared: some rows long, many empty
      const list = Array.from({ length: links }, (): [number, number, number] => [at(), at(), weighted ? Math.floor(random() * 9) - 4 : 3]);
      const wiring = weighted ? c.csrOf(list, sites) : { ...c.csrOf(list.map(([to, from]) => [to, from]), sites), weight: 3 };
      const heard = await hear({ heard: c.sparse({ from: 'signal' }) }, s, { heard: wiring }, batch, backend), sum = new Float64Array(s.length);
      for (let b = 0; b < batch; b++) for (const [to, from, weight] of list) sum[b * sites + to] += weight * s[b * sites + from];
      expect(farthest(heard, sum), `${links} links on ${batch} × ${sites}`).toBe(0);
    }), { numRuns: 40, seed: 12 });
  });

  it('a row of 3000 links is added to its end, where gpu.js would cut its loop at 1000', async () => {
    const n = 3001, s = Float32Array.from({ length: n }, (_, i) => i % 7);
    const heard = await hear({ heard: c.sparse({ from: 'signal' }) }, s, { heard: c.csrOf({ to: new Int32Array(3000).fill(5), from: Int32Array.from({ length: 3000 }, (_, k) => k + 1) }, n) }, 1, backend);
    expect(heard[5]).toBe(s.subarray(1).reduce((a, x) => a + x));
    expect(heard.filter((x) => x !== 0).length).toBe(1);
  });

  it('the longest row that is allowed, 65,536 links, is right', async () => {
    const n = 300, s = Float32Array.from({ length: n }, (_, i) => (i % 3) - 1), links = 2 ** 16;
    const from = Int32Array.from({ length: links }, (_, k) => (k * 7) % n), to = new Int32Array(links).fill(n - 1);
    const heard = await hear({ heard: c.sparse({ from: 'signal' }) }, s, { heard: c.csrOf({ to, from, weight: new Float32Array(links).fill(2) }, n) }, 1, backend);
    expect(heard[n - 1]).toBe(2 * from.reduce((a, j) => a + s[j], 0));
  });
});

it('dense with W = 1/N is the mean field, and sparse rows of a lattice hear what the lattice hears', async () => {
  const rows = 12, columns = 9, n = rows * columns, s = irregular(n, -1, 1, 3), { EIGHT } = c;
  const links = Array.from({ length: n }, (_, i) => EIGHT.flatMap(([dr, dc]): [number, number][] => {
    const r = Math.floor(i / columns) + dr, q = (i % columns) + dc;
    return r < 0 || q < 0 || r >= rows || q >= columns ? [] : [[i, r * columns + q]];
  })).flat();
  const all = await hear({ heard: c.dense({ from: 'signal' }) }, s, { heard: { weight: new Float32Array(n * n).fill(1 / n) } }), mean = await hear({ heard: c.meanField({ from: 'signal' }) }, s, {});
  expect(farthest(all, mean)).toBeLessThan(1e-7); // two orders of adding 108 float32 numbers below 1
  expect(farthest(await hear({ heard: c.sparse({ from: 'signal' }) }, s, { heard: c.csrOf(links, n) }), await hear({ heard: c.lattice({ rows, columns, stencil: EIGHT, from: 'signal' }) }, s, {}))).toBeLessThan(1e-6);
});

it('a million links are built, checked, packed and carried in under 2 s, every site right', async () => {
  const n = 100_000, links = 1e6, random = seeded(9), pick = () => Int32Array.from({ length: links }, () => Math.floor(random() * n));
  const to = pick(), from = pick(), weight = whole(links, random, 4), s = whole(n, random), began = process.cpuUsage();
  const heard = await hear({ heard: c.sparse({ from: 'signal' }) }, s, { heard: c.csrOf({ to, from, weight }, n) }), { user, system } = process.cpuUsage(began);
  const sum = new Float64Array(n);
  for (let k = 0; k < links; k++) sum[to[k]] += weight[k] * s[from[k]];
  expect(farthest(heard, sum)).toBe(0);
  expect((user + system) / 1e6, 'CPU seconds').toBeLessThan(2);
});

it('dense rows of 4096 sites are exact to the last index that float32 can name', async () => {
  const n = 4096, weight = new Float32Array(n * n), s = Float32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n; i++) { weight[i * n + ((i * 5 + 4095) % n)] = 1; weight[i * n + n - 1 - i] += 2; }
  const heard = await hear({ heard: c.dense({ from: 'signal' }) }, s, { heard: { weight } });
  let wrong = 0;
  for (let i = 0; i < n; i++) if (heard[i] !== ((i * 5 + 4095) % n) + 2 * (n - 1 - i)) wrong++;
  expect(wrong).toBe(0);
});

it('csrOf keeps the order of a row, keeps duplicates, leaves rows empty, and reads lists and arrays alike', () => {
  const list: [number, number, number?][] = [[2, 0, -0.5], [0, 1], [2, 2], [2, 0, 4]], { start, site, weight } = c.csrOf(list, 4);
  expect([[...start], [...site], [...(weight as Float32Array)]]).toEqual([[0, 1, 1, 4, 4], [1, 0, 2, 0], [1, -0.5, 1, 4]]);
  expect(c.csrOf({ to: [2, 0, 2, 2], from: [0, 1, 2, 0], weight: [-0.5, 1, 1, 4] }, 4)).toEqual({ start, site, weight });
  expect(c.csrOf([[1, 0]], 2)).toEqual({ start: Int32Array.of(0, 0, 1), site: Int32Array.of(0), weight: 1 });
});
