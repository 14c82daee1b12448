import { describe, expect, it } from 'vitest';
import { threadsHere } from '../../../src/field/fused/threads.ts';
import { begin } from '../../../src/field/run.ts';
import * as c from '../../../src/index.ts';
import { irregular } from '../../support/engine.ts';

const rows = 4097, columns = 4096, sites = rows * columns;

describe('fields of more sites than float32 can count', () => {
  it(`a torus of ${rows} × ${columns} sites steps rightly in its last corner, fused`, async () => {
    const field = c.defineField({ model: c.kuramoto, carriers: { near: c.lattice({ rows, columns, boundary: 'periodic' }) }, integrator: 'euler', dt: 0.125 }), theta = irregular(sites, -3, 3, 1);
    const run = begin(field, { sites, state: { theta }, parameters: { omega: 0.5, K: 0.25 } }), { state } = await run.advance(run.start, 1);
    expect(run.report().executor).toMatch(/^fused-whole/);
    for (const [r, column] of [[0, 0], [rows - 1, columns - 1], [rows - 1, 0], [rows >> 1, 17], [rows - 2, columns - 2]]) {
      const at = (dr: number, dc: number) => theta[((r + dr + rows) % rows) * columns + ((column + dc + columns) % columns)], own = at(0, 0);
      const expected = own + 0.125 * (0.5 + 0.25 * [[1, 0], [-1, 0], [0, 1], [0, -1]].reduce((sum, [dr, dc]) => sum + Math.sin(at(dr, dc) - own), 0));
      expect(Math.abs(Math.sin((state.theta[r * columns + column] - expected) / 2))).toBeLessThan(1e-6);
    }
  });

  it('kernel by kernel they are refused in one line', () => {
    const field = c.defineField({ model: c.kuramoto, carriers: { near: c.lattice({ rows, columns }) }, dt: 0.125 });
    expect(() => begin(field, { sites, state: { theta: 0 }, fused: false })).toThrow(/^field: 1 × 16781312 sites, expected fewer than 16777216 \(indices are float32; fused: false was asked for\)\. \S[^\n]+$/);
  });

  it('a mean field of a million sites lists no members where none are asked for', () => {
    const fitted = c.meanField().fit('all', undefined, { sites: 2 ** 26, batch: 1, padded: 2 ** 26 });
    expect(fitted.route).toEqual({ kind: 'meanField', reduce: 'mean' });
  });

  it('links decide about threads: 256 sites with 65,536 links are many, with 2,560 few', () => {
    const dense = c.defineField({ model: c.kuramoto, carriers: { all: c.dense() }, dt: 0.125 }), start = { sites: 256, state: { theta: 0 } };
    const executor = async (field: c.Field, wiring: object) => { const run = begin(field, { ...start, wiring: { all: wiring }, fused: true }); await run.advance(run.start, 1); return run.report().executor; };
    return Promise.all([
      expect(executor(dense, { weight: new Float32Array(256 ** 2) })).resolves.toBe(`fused-whole, ${threadsHere()} thread${threadsHere() > 1 ? 's' : ''}`),
      expect(executor(c.defineField({ model: c.kuramoto, carriers: { all: c.sparse() }, dt: 0.125 }), { start: Int32Array.from({ length: 257 }, (_, i) => 10 * i), site: new Int32Array(2560) })).resolves.toBe('fused-whole, 1 thread'),
    ]);
  });
});
