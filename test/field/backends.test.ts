import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { BATCH, CASES, N, randomTable } from '../support/cases.ts';
import { farthest, HERE, irregular, oracle } from '../support/engine.ts';

describe.each(HERE)('%s', (backend) => {
  describe.each(['euler', 'heun', 'rk4'] as IntegratorName[])('%s', (integrator) => {
    it.each(CASES)('%s: 20 steps agree with float64 within 2e-5', async (_, model, carriers, given) => {
      const field = c.defineField({ model, carriers, integrator, dt: 0.05 });
      const run = await c.settle(field, { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: 1, chunk: 8, backend });
      expect(run.steps).toBe(20);
      expect(run.backend).toBe(backend);
      expect(run.warnings).toEqual([]);
      const exact = oracle(field, { sites: N, batch: BATCH, ...given }, 20);
      for (const v of model.variables) {
        const size = Math.max(1, ...exact[v].map(Math.abs));
        expect(farthest(run.state[v], exact[v], model.state[v]) / size, `largest deviation of ${v}`).toBeLessThan(2e-5);
      }
    });
  });
});

describe.each(HERE)('functions of equations on %s', (backend) => {
  it.each([
    ['sin(x)', -100, 100, 3e-7], ['cos(x)', -100, 100, 3e-7], ['tanh(x)', -50, 50, 3e-7], ['exp(x)', -5, 3, 2e-6], ['log(x)', 0.01, 50, 1e-6], ['sqrt(x)', 0, 50, 1e-6],
    ['abs(x)', -5, 5, 0], ['sign(x)', -5, 5, 0], ['floor(x)', -5, 5, 0], ['x^2 - x^3 + x^-2', 0.5, 2, 2e-6], ['x^5', -2, 2, 6e-6], ['pow(x, 2.5)', 0, 3, 4e-6],
    ['max(x, 1, -x)', -5, 5, 0], ['min(x, 1, 2 - x)', -5, 5, 1e-6], ['-x + 2*x - 3/(1 + x*x)', -5, 5, 1e-6], ['7 - 2', 0, 1, 0], ['x/3', -5, 5, 5e-7],
  ])('%s agrees with float64 from %d to %d', async (text, low, high, tolerance) => {
    const model = c.oscillator({ name: 'probe', state: { y: 'real' }, parameters: { x: 0 }, rate: { y: text } });
    const x = irregular(200, low, high, 31), options = { sites: 200, state: { y: 0 }, parameters: { x } };
    const field = c.defineField({ model, integrator: 'euler', dt: 1 }), run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 1, backend });
    expect(farthest(run.state.y, oracle(field, options, 1).y)).toBeLessThanOrEqual(tolerance);
  });
});

it('webasm and cpu give the same whole numbers, bit for bit', async () => {
  const field = c.defineField({ model: c.entrainment, carriers: { heard: c.gather({ from: 'signal', degree: 4, reduce: 'strongest' }) }, integrator: 'euler', dt: 1 });
  const w = irregular(N, 0, 1000, 40).map(Math.floor), wiring = { heard: { table: randomTable(4, 41), lag: 1 } };
  const [a, b] = await Promise.all(HERE.map((backend) => c.settle(field, { sites: N, state: { w }, wiring, tolerance: 0.5, timeLimit: 100, backend })));
  expect(a.status).toBe('locked');
  expect([...a.state.w]).toEqual([...b.state.w]);
  expect(a.state.w.every(Number.isInteger)).toBe(true);
});

it('threads change nothing but the executor', async () => {
  const n = 40_000, field = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 200, columns: 200, boundary: 'periodic' }) }, dt: 0.05 });
  const options = { sites: n, state: { theta: irregular(n, -3, 3, 50) }, parameters: { omega: irregular(n, -1, 1, 51) }, tolerance: 0, timeLimit: 0.4, chunk: 4, backend: 'webasm', fused: false };
  const alone = await c.settle(field, { ...options, threads: false }), together = await c.settle(field, { ...options, threads: true });
  expect(alone.executor).toBe('fused-sync');
  expect(together.executor).toMatch(/^fused-/);
  expect(farthest(alone.state.theta, together.state.theta)).toBe(0);
});
