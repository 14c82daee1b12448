import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import * as c from '../../src/index.ts';
import { ringBatch } from '../../src/field/ringBatch.ts';
import { LIMIT } from '../../src/field/ringLimit.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { LARGE, NOISY, RINGS, type Asked, type Fields } from '../browser/page.ts';
import { BATCH, CASES, FUSED_CASES, N, type FieldCase } from '../support/cases.ts';
import { farthest, oracle } from '../support/engine.ts';
import { ringNoise } from '../support/ringNoise.ts';

const executablePath = chromiumPath();
/** Where tests must not be skipped: what is missing there is a failure. */
const strict = process.env.CI === 'true';
it.skipIf(executablePath !== undefined)('fields in Chromium are skipped: no Chromium here (apt-get install chromium, or set CHROMIUM); with CI=true this fails', () => {
  if (strict) expect.fail('no Chromium came, expected one on the PATH. Install it: apt-get install chromium.');
});

const names = (cases: FieldCase[]) => cases.map(([name]) => name);
const BROWSER = ['cpu', 'webasm', 'webgl2', 'webgpu'] as const;
const DT = 0.05, STEPS = 10;

describe.skipIf(!executablePath)('fields in Chromium with a software renderer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cymatic-fields-'));
  let browser: Browser, viewer: Viewer, page: Page, machine: ReturnType<Fields['machine']>, largeExact: Float64Array | undefined;
  const missing: Record<string, string | null> = {};
  beforeAll(async () => {
    await build({ configFile: false, root: fileURLToPath(new URL('../browser', import.meta.url)), base: './', logLevel: 'warn', build: { target: 'es2022', outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
    viewer = await startViewer({ page: folder, run: null, shipped: folder });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage();
    await page.goto(viewer.url);
    await page.waitForFunction(() => 'fields' in window);
    machine = await page.evaluate(() => (window as unknown as { fields: Fields }).fields.machine());
    for (const name of BROWSER) missing[name] = await page.evaluate((n) => (window as unknown as { fields: Fields }).fields.missing(n), name);
  }, 120_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); rmSync(folder, { recursive: true, force: true }); });

  const run = (asked: Asked) => page.evaluate((a) => (window as unknown as { fields: Fields }).fields.run(a), asked);
  const exactly = ({ set, name, integrator, dt }: Asked, steps: number) => {
    const [, model, carriers, given] = (set === 'all' ? CASES : FUSED_CASES).find(([n]) => n === name)!;
    return { model, exact: oracle(c.defineField({ model, carriers, integrator, dt }), { sites: N, batch: BATCH, ...given, backend: 'cpu' }, steps) };
  };
  const agrees = async (asked: Omit<Asked, 'dt' | 'time'>, executor: RegExp) => {
    const whole = { ...asked, dt: DT, time: STEPS * DT }, found = await run(whole), { model, exact } = exactly(whole, STEPS);
    expect([found.backend, found.executor]).toEqual([asked.backend, expect.stringMatching(executor)]);
    for (const v of model.variables) expect(farthest(found.state[v], exact[v], model.state[v]) / Math.max(1, ...exact[v].map(Math.abs)), `largest deviation of ${v}`).toBeLessThan(2e-5);
  };

  /** Skips a test aloud where its backend is absent; with CI=true it fails. */
  const needs = (backend: string, { skip }: Pick<TestContext, 'skip'>) => {
    if (missing[backend] === null) return;
    if (strict) expect.fail(`${backend} is absent in Chromium (${missing[backend]}), expected it with CI=true. Look at the flags in viz/server/shot.ts.`);
    skip(`${backend}: ${missing[backend]}`);
  };
  const needsThreads = ({ skip }: Pick<TestContext, 'skip'>) => {
    expect(machine.isolated, 'the server isolates its pages, so that memory is shared').toBe(true);
    if (machine.cores >= 2) return;
    if (strict) expect.fail(`${machine.cores} core came, expected two or more with CI=true. Threads cannot be proved on one.`);
    skip('threads need two cores');
  };

  it.for(BROWSER)('%s answers', (name, test) => needs(name, test));

  it.for(['dense', 'gather, strongest'])('cpu, %s: 10 steps agree with float64 within 2e-5', (name) => agrees({ set: 'all', name, backend: 'cpu' }, /^generic$/));
  it.for(names(FUSED_CASES))('webasm, fused, %s: 10 steps agree with float64 within 2e-5', (name, test) => {
    needs('webasm', test);
    return agrees({ set: 'fused', name, backend: 'webasm', fused: true, threads: true }, /^fused-whole, \d+ threads?$/);
  });
  it.for([['fused', true, /^fused-whole, ([2-9]|\d\d+) threads$/], ['kernels of gpu.js', false, /^fused-threaded$/]] as const)('webasm, %s: 256² oscillators run on two or more threads where the page is isolated, and agree with float64 within 2e-5', async ([, fused, executor], test) => {
    needs('webasm', test);
    needsThreads(test);
    const found = await page.evaluate((f) => (window as unknown as { fields: Fields }).fields.large(f, 0.5), fused);
    expect([found.backend, found.executor]).toEqual(['webasm', expect.stringMatching(executor)]);
    expect(farthest(found.state.theta, (largeExact ??= oracle(LARGE.field, { ...LARGE.options, backend: 'cpu' }, 4).theta), 'phase')).toBeLessThan(2e-5);
  });
  it.for(['gather, strongest', 'group, sum', 'permutation'])('webasm, kernels of gpu.js, %s: 10 steps agree with float64 within 2e-5', (name, test) => {
    needs('webasm', test);
    return agrees({ set: 'all', name, backend: 'webasm', fused: false, threads: true }, /^fused-/);
  });

  // SwiftShader compiles a case in one to five seconds on a busy machine: one case a kind of carrier stands for all. Node runs them all on webgpu (webgpu.test.ts).
  it.for(['gather, strongest', 'lattice, open', 'lattice, periodic, more links than are unrolled', 'dense, sparse and a shift at once', 'two carriers at once'])('webgl2, %s: 10 steps agree with float64 within 2e-5', (name, test) => {
    needs('webgl2', test);
    return agrees({ set: 'all', name, backend: 'webgl2', integrator: 'heun' }, /^generic$/);
  });
  it.for(['lattice with walls', 'dense and mean field', 'sparse', 'time and every function in rate and emission'])('webgpu, fused shaders, %s: 10 steps agree with float64 within 2e-5', (name, test) => {
    needs('webgpu', test);
    return agrees({ set: 'fused', name, backend: 'webgpu' }, /^fused-shaders$/);
  });
  it.for(['gather, strongest', 'permutation'])('webgpu, kernels of gpu.js, %s: 10 steps agree with float64 within 2e-5', (name, test) => {
    needs('webgpu', test);
    return agrees({ set: 'all', name, backend: 'webgpu', fused: false }, /^fused-encoder$/);
  });

  it.for(['webasm', 'webgl2', 'webgpu'])('%s draws the noise that cpu draws in Node: 20 Heun steps from one seed agree within 2e-5', async (backend, test) => {
    needs(backend, test);
    const found = await page.evaluate((b) => (window as unknown as { fields: Fields }).fields.noisy(b), backend), here = await c.settle(NOISY.field, { ...NOISY.options, backend: 'cpu' });
    expect(found.backend).toBe(backend);
    expect(farthest(found.state.theta, Float64Array.from(here.state.theta), 'phase')).toBeLessThan(2e-5);
  });

  it.for(['webgl2', 'webgpu'])('%s: two ring fields of the limit form take in one batch the 10 steps that the fused module takes in Node with the same noise', async (backend, test) => {
    needs(backend, test);
    const widest = Math.max(...RINGS.map(({ contours }) => contours.unit.length)), thrown = RINGS.map(({ contours, seed }) => ringNoise(contours, seed, LIMIT.pace));
    const noise = Array.from({ length: 10 }, () => thrown.flatMap((draw) => { const n = [...draw()]; return [...n, ...new Array<number>(widest - n.length).fill(0)]; }));
    const found = await page.evaluate(([b, n]) => (window as unknown as { fields: Fields }).fields.rings(b, n), [backend, noise] as const), fused = ringBatch('limit', RINGS);
    expect(found.backend).toBe(backend);
    fused.advance(10);
    found.fields.forEach(({ steps, x, strengths, activity }, k) => {
      const here = fused.read(k);
      expect(steps).toBe(here.steps);
      expect([farthest(x, here.x) < 5e-6, farthest(strengths, here.strengths) < 5e-6, farthest(activity, here.activity) < 5e-6], `field ${k}`).toEqual([true, true, true]);
    });
    expect(Math.max(...found.fields.map(({ steps }) => steps))).toBeGreaterThan(2);
  });

  it.for(['webgl2', 'webgpu'])('%s keeps the order of RK4: a step half as long errs 2⁴ times less, which the native sine would drown', async (backend, test) => {
    needs(backend, test);
    const { model, exact } = exactly({ set: 'fused', name: 'mean field, mean', backend, dt: 1 / 128, time: 4, integrator: 'rk4' }, 512);
    const error = async (dt: number) => farthest((await run({ set: 'fused', name: 'mean field, mean', backend, dt, time: 4, integrator: 'rk4' })).state.theta, exact.theta, model.state.theta);
    const order = Math.log2((await error(1)) / (await error(0.5)));
    expect(order).toBeGreaterThan(3.6);
    expect(order).toBeLessThan(4.6);
  });
});
