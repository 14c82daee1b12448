import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import type { Asked, Fields } from '../browser/page.ts';
import { BATCH, CASES, FUSED_CASES, N, type FieldCase } from '../support/cases.ts';
import { farthest, oracle } from '../support/engine.ts';

const executablePath = chromiumPath();
it.skipIf(executablePath !== undefined)('fields in Chromium are skipped: no Chromium here (apt-get install chromium, or set CHROMIUM)', () => undefined);

const names = (cases: FieldCase[], ...wanted: string[]) => cases.map(([name]) => name).filter((name) => wanted.length === 0 || wanted.some((w) => name.startsWith(w)));
const DT = 0.05, STEPS = 10;

describe.skipIf(!executablePath)('fields in Chromium with a software renderer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cymatic-fields-'));
  let browser: Browser, viewer: Viewer, page: Page;
  beforeAll(async () => {
    await build({ configFile: false, root: fileURLToPath(new URL('../browser', import.meta.url)), base: './', logLevel: 'warn', build: { target: 'es2022', outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 2000 } });
    viewer = await startViewer({ page: folder, run: null, shipped: folder });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage();
    await page.goto(viewer.url);
    await page.waitForFunction(() => 'fields' in window);
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

  it('isolated, so that memory is shared and threads exist', async () => expect(await page.evaluate(() => (window as unknown as { fields: Fields }).fields.isolated())).toBe(true));
  it.each(['cpu', 'webasm', 'webgl2', 'webgpu'] as const)('%s answers', async (name) => expect(await page.evaluate((n) => (window as unknown as { fields: Fields }).fields.missing(n), name)).toBeNull());

  it.each(names(CASES, 'dense', 'lattice, open', 'gather, strongest'))('cpu, %s: 10 steps agree with float64 within 2e-5', (name) => agrees({ set: 'all', name, backend: 'cpu' }, /^generic$/));
  it.each(names(FUSED_CASES))('webasm, fused on two threads, %s: 10 steps agree with float64 within 2e-5', (name) => agrees({ set: 'fused', name, backend: 'webasm', fused: true, threads: true }, /^fused-whole, [2-9]\d* threads$|^fused-whole, 1 thread$/));
  it.each(names(CASES, 'gather', 'group', 'lattice, open', 'permutation'))('webasm, kernels of gpu.js, %s: 10 steps agree with float64 within 2e-5', (name) => agrees({ set: 'all', name, backend: 'webasm', fused: false, threads: true }, /^fused-/));
  // SwiftShader compiles a case in one to five seconds on a busy machine: one case a kind of carrier stands for all.
  it.each(['gather, strongest', 'lattice, open', 'dense', 'dense, sparse and a shift at once', 'two carriers at once'])('webgl2 (one of a kind), %s: 10 steps agree with float64 within 2e-5', (name) => agrees({ set: 'all', name, backend: 'webgl2', integrator: 'heun' }, /^generic$/));
  it.todo('webgl2, stencils that are looped: gpu.js writes a hoisted constant twice and the shader does not compile');
});
