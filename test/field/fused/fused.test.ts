import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import * as c from '../../../src/index.ts';
import type { IntegratorName } from '../../../src/field/integrator.ts';
import { doubleSteps } from '../../../src/field/fused/double.ts';
import { BATCH, FUSED_CASES, N } from '../../support/cases.ts';
import { farthest, irregular, oracle } from '../../support/engine.ts';

describe.each(['euler', 'heun', 'rk4'] as IntegratorName[])('fused, %s', (integrator) => {
  it.each(FUSED_CASES)('%s: 20 steps agree with the float64 reference within 2e-5 in float32 and 1e-12 in float64, on one and two threads alike', async (_, model, carriers, given) => {
    const field = c.defineField({ model, carriers, integrator, dt: 0.0625 }), options = { sites: N, batch: BATCH, ...given };
    const run = (threads: boolean) => c.settle(field, { ...options, tolerance: 0, timeLimit: 1.25, chunk: 8, backend: 'webasm', fused: true, threads });
    const alone = await run(false), together = await run(true), double = await doubleSteps(field, options, 20), exact = oracle(field, options, 20);
    expect(alone.executor).toBe('fused-whole, 1 thread');
    expect(alone.warnings).toEqual([]);
    for (const v of model.variables) {
      const size = Math.max(1, ...exact[v].map(Math.abs));
      expect(farthest(alone.state[v], exact[v], model.state[v]) / size, `largest deviation of ${v}, float32`).toBeLessThan(2e-5);
      expect(farthest(double[v], exact[v], model.state[v]) / size, `largest deviation of ${v}, float64`).toBeLessThan(1e-12);
      expect(together.state[v]).toEqual(alone.state[v]);
      expect(together.rate[v]).toEqual(alone.rate[v]);
    }
  });
});

it('random tori and walls of every size: the fused lattice hears what gpu.js kernels hear', async () => {
  const shape = fc.record({ rows: fc.integer({ min: 1, max: 20 }), columns: fc.integer({ min: 1, max: 40 }), batch: fc.integer({ min: 1, max: 3 }), torus: fc.boolean(), seed: fc.integer({ min: 1, max: 1e6 }),
    stencil: fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.integer({ min: -3, max: 3 })), { minLength: 1, maxLength: 5 }) });
  await fc.assert(fc.asyncProperty(shape, async ({ rows, columns, batch, torus, seed, stencil }) => {
    const field = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows, columns, stencil, boundary: torus ? 'periodic' : 'open' }) }, integrator: 'heun', dt: 0.0625 });
    const sites = rows * columns, options = { sites, batch, state: { theta: irregular(sites * batch, -3, 3, seed) }, parameters: { K: 0.25 } };
    const fused = await c.settle(field, { ...options, tolerance: 0, timeLimit: 0.3125, backend: 'webasm', fused: true });
    expect(farthest(fused.state.theta, oracle(field, options, 5).theta, 'phase')).toBeLessThan(1e-5);
  }), { numRuns: 40, seed: 11 });
});

it('long lines, cut into pieces for several threads, keep their seams: a ring of 5,000 and a torus of 3 × 2,052', async () => {
  for (const [rows, columns] of [[1, 5000], [3, 2052]]) {
    const field = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows, columns, boundary: 'periodic', stencil: [[0, -7, 0.5], [0, 5, 0.25], [1, 2, 0.25]] }) }, dt: 0.0625 });
    const options = { sites: rows * columns, state: { theta: irregular(rows * columns, -3, 3, 3) }, parameters: { omega: irregular(rows * columns, -1, 1, 4) } };
    const run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 0.25, backend: 'webasm', fused: true, threads: true });
    expect(farthest(run.state.theta, oracle(field, options, 4).theta, 'phase')).toBeLessThan(1e-5);
  }
});

it('new weights between two launches are heard', async () => {
  const field = c.defineField({ model: c.kuramoto, carriers: { l: c.dense() }, integrator: 'euler', dt: 0.0625 }), weights = [1, 2].map((s) => irregular(64 * 64, -0.2, 0.2, s));
  const options = { sites: 64, state: { theta: irregular(64, -3, 3) }, wiring: { l: { weight: weights[0] } } };
  const run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 0.125, chunk: 1, backend: 'webasm', fused: true, adapt: () => ({ wiring: { l: { weight: weights[1] } } }) });
  const middle = oracle(field, options, 1), end = oracle(field, { ...options, state: { theta: Float32Array.from(middle.theta) }, wiring: { l: { weight: weights[1] } } }, 1);
  expect(farthest(run.state.theta, end.theta, 'phase')).toBeLessThan(1e-5);
});

describe('what runs fused', () => {
  const field = (columns: number) => c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: columns, columns }) }, dt: 0.1 });
  const options = (sites: number) => ({ sites, state: { theta: 0 }, tolerance: 0, timeLimit: 0.1, backend: 'webasm' });
  it('by itself from 4,096 sites on, never below, never where another backend was asked for', async () => {
    expect((await c.settle(field(64), options(4096))).executor).toBe('fused-whole, 1 thread');
    expect((await c.settle(field(63), options(63 * 63))).executor).toBe('fused-sync');
    expect((await c.settle(field(64), { ...options(4096), backend: 'cpu' })).backend).toBe('cpu');
  });
  it('is refused with the reason where it cannot be had', async () => {
    const table = c.defineField({ model: c.kuramoto, carriers: { l: c.gather({ degree: 1 }) }, dt: 0.1 });
    await expect(c.settle(table, { ...options(4), wiring: { l: { table: new Int32Array(4) } }, fused: true })).rejects.toThrow(/^field: Kuramoto cannot run fused \(carrier l \(gather\) has no fused form\), expected .*\. Leave out fused: true\.$/);
    await expect(c.settle(field(8), { ...options(64), backend: 'cpu', fused: true })).rejects.toThrow(/cannot run fused \(backend cpu\)/);
    const growth = c.defineField({ model: c.oscillator({ name: 'growth', state: { x: 'real' }, parameters: {}, rate: { x: 'exp(-x) + U' }, emits: { U: 'x' } }), carriers: { m: c.meanField() }, dt: 0.1 });
    await expect(c.settle(growth, { ...options(4), state: { x: 0 }, fused: true })).rejects.toThrow(/^field: growth cannot run fused \(exp\(\) in the rate of x\)/);
  });
  it('reports the first step and site that left the finite numbers as every executor does', async () => {
    const model = c.oscillator({ name: 'explosion', state: { x: 'real' }, parameters: {}, rate: { x: 'x^3' }, emits: { U: 'x' } }), x = new Float32Array(64).fill(0.001);
    x[37] = 2;
    const run = await c.settle(c.defineField({ model, carriers: { l: c.lattice({ rows: 8, columns: 8 }) }, dt: 0.05 }), { ...options(64), state: { x }, timeLimit: 5, chunk: 16, fused: true });
    expect(run.status).toBe('diverged');
    expect(run.failure).toMatchObject({ site: 37, variable: 'x' });
  });
});
