import { readFileSync } from 'node:fs';
import { WebGPUContext } from 'gpu.js';
import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { begin } from '../../src/field/run.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { deviceHere } from '../../src/field/shader/device.ts';
import { dispatch } from '../../src/field/shader/shaderPass.ts';
import { solveByField } from '../../src/solvers/grid/solve.ts';
import { question } from '../../src/tasks/question.ts';
import type { Task } from '../../src/tasks/types.ts';
import { softwareAdapter } from '../support/adapter.ts';
import { BATCH, CASES, FUSED_CASES, N } from '../support/cases.ts';
import { farthest, irregular, oracle } from '../support/engine.ts';

const missing = await softwareAdapter();

it.skipIf(missing === undefined)(`webgpu is skipped in Node: ${missing}`, () => undefined);

it.each([['a line of 2²⁶ sites', 1, 2 ** 26], ['8192²', 8192, 8192], ['a column of 2²⁶ sites', 2 ** 26, 1], ['3 × 5', 3, 5]])('%s: the workgroups of a pass cover every site, at most 65,535 in any dimension', (_, rows, columns) => {
  const { shape: [x, y], groups: [across, down, deep], wide } = dispatch({ rows, columns, entries: 1 });
  expect(Math.max(across, down, deep)).toBeLessThanOrEqual(65_535);
  expect(across * x * (wide ? deep : 1)).toBeGreaterThanOrEqual(columns);
  expect(down * y * (wide ? 1 : deep)).toBeGreaterThanOrEqual(rows);
});

describe.skipIf(missing !== undefined)('webgpu in Node', () => {
  // Heun and Euler are the first stages of the same code: one of them for every other case keeps the software driver's compile times short.
  const shaders = FUSED_CASES.flatMap((example, k) => (['rk4', (['heun', 'euler'] as const)[k % 4 >> 1]] as IntegratorName[]).slice(0, k % 2 ? 2 : 1).map((integrator) => [integrator, ...example] as const));
  it.each(shaders)('fused shaders, %s, %s: 20 steps agree with float64 within 2e-5', async (integrator, _, model, carriers, given) => {
    const field = c.defineField({ model, carriers, integrator, dt: 0.0625 });
    const run = await c.settle(field, { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: 1.25, chunk: 8, backend: 'webgpu' });
    expect([run.backend, run.executor, run.warnings]).toEqual(['webgpu', 'fused-shaders', []]);
    agrees(field, run, given);
  });
  it.each(CASES)('kernels of gpu.js, rk4, %s: 20 steps agree with float64 within 2e-5', async (_, model, carriers, given) => {
    const field = c.defineField({ model, carriers, dt: 0.05 });
    const run = await c.settle(field, { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: 1, chunk: 10, backend: 'webgpu', fused: false });
    expect([run.backend, run.executor, run.warnings]).toEqual(['webgpu', 'fused-encoder', []]);
    agrees(field, run, given);
  });
  it('what has no fused form runs as kernels by itself, and says so where fused is asked for', async () => {
    const field = c.defineField({ model: c.kuramoto, carriers: { g: c.group() }, dt: 0.05 }), options = { sites: 4, state: { theta: 0 }, wiring: { g: { group: new Int32Array(4) } }, tolerance: 0, timeLimit: 0.05, backend: 'webgpu' };
    expect((await c.settle(field, options)).executor).toBe('fused-encoder');
    await expect(c.settle(field, { ...options, fused: true })).rejects.toThrow(/^field: Kuramoto cannot run fused \(carrier g \(group\) has no fused form\)/);
  });
  it('noise from one seed is what cpu draws, within 2e-5 after 20 steps', async () => {
    const model = c.oscillator({ name: 'noisy', state: { theta: c.phase }, parameters: { D: 0.5 }, noise: { theta: 'sqrt(2*D)' }, rate: { theta: 'S*cos(theta) - C*sin(theta)' }, emits: { S: 'sin(theta)', C: 'cos(theta)' } });
    const field = c.defineField({ model, carriers: { all: c.meanField() }, integrator: 'euler', dt: 0.0625 }), options = { sites: 60, seed: 5, state: { theta: irregular(60, -3, 3) }, tolerance: 0, timeLimit: 1.25, chunk: 8 };
    const [here, there] = [await c.settle(field, { ...options, backend: 'cpu' }), await c.settle(field, { ...options, backend: 'webgpu' })];
    expect(there.backend).toBe('webgpu');
    expect(farthest(there.state.theta, Float64Array.from(here.state.theta), 'phase')).toBeLessThan(2e-5);
  });
  it('1,024 steps in one launch (two command buffers) keep time in the equations: the integral of cos t is sin t', async () => {
    const model = c.oscillator({ name: 'driven', state: { x: 'real' }, parameters: {}, rate: { x: 'cos(t)' } }), run = begin(c.defineField({ model, dt: 1 / 1024 }), { sites: 2, state: { x: 0 }, backend: 'webgpu' });
    expect((await run.advance(run.start, 1024)).state.x[1]).toBeCloseTo(Math.sin(1), 5);
  });
});

it.skipIf(missing !== undefined)('a task is solved on webgpu, where numbers below 2^-126 are taken for 0 and rest is reached all the same', async () => {
  const task = JSON.parse(readFileSync(new URL('../../tasks/bodies-fall-easy-1.json', import.meta.url), 'utf8')) as Task;
  const { backend, attempts, warnings } = await solveByField(question(task), { seed: 1, seconds: 100, backend: 'webgpu' });
  expect([backend, warnings]).toEqual(['webgpu', []]);
  expect(attempts.map(([first]) => first)).toEqual(task.test.map(({ output }) => output));
}, 120_000);

describe.skipIf(missing !== undefined)('a webgpu device that is lost', () => {
  const field = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 64, columns: 64 }) }, dt: 0.05 });
  it.each([['fused shaders', true, async () => (await deviceHere()).device], ['kernels of gpu.js', false, async () => (await WebGPUContext.acquire()).device]] as const)('during a launch of %s ends it in one line, and the next launch has a new device', async (_, fused, device) => {
    const run = begin(field, { sites: 4096, state: { theta: irregular(4096, -3, 3) }, backend: 'webgpu', fused });
    const whole = await run.advance(run.start, 60), broken = run.advance(run.start, 60);
    setTimeout(async () => (await device()).destroy());
    await expect(broken).rejects.toThrow(/^field: the webgpu device was lost \(destroyed.*\), expected it to live while a launch runs\. Run it again with smaller chunks or fewer sites, or choose backend "webasm"\.$/);
    expect((await run.advance(run.start, 60)).state.theta).toEqual(whole.state.theta);
  });
});

function agrees(field: c.Field, run: c.Settled, given: (typeof CASES)[number][3]): void {
  const { model } = field, exact = oracle(field, { sites: N, batch: BATCH, ...given }, 20);
  for (const v of model.variables) {
    const size = Math.max(1, ...exact[v].map(Math.abs));
    expect(farthest(run.state[v], exact[v], model.state[v]) / size, `largest deviation of ${v}`).toBeLessThan(2e-5);
  }
}
