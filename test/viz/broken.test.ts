import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { recordedRun } from './make/recordings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), fixture = join(root, 'test/viz/fixture'), executablePath = chromiumPath(), folder = mkdtempSync(join(tmpdir(), 'cymatic-broken-'));

describe.skipIf(!executablePath)('broken input in Chromium: a clear message, the rest usable, nothing on the console but the 404 of what is missing', () => {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [], away: string[] = [];

  beforeAll(async () => {
    const whole = recordedRun(folder, [6, 8], { name: 'whole-plane', moments: 30 }), torn = recordedRun(folder, [6, 8], { name: 'torn-chunk', moments: 30 }), cut = recordedRun(folder, 9, { name: 'cut-metadata', moments: 5 });
    const chunk = join(torn, 'field.zarr/theta/0.0.0'), group = join(cut, 'field.zarr/.zmetadata'), hollow = join(folder, 'hollow'), answers = join(folder, 'answers');
    writeFileSync(chunk, readFileSync(chunk).subarray(0, 40));
    writeFileSync(group, readFileSync(group, 'utf8').slice(0, 120));
    mkdirSync(join(hollow, 'field.zarr'), { recursive: true });
    cpSync(fixture, answers, { recursive: true });
    viewer = await startViewer({ page: await builtPage(() => undefined), run: answers, others: [whole, torn, cut, hollow], shipped: join(root, 'tasks') });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage({ reducedMotion: 'reduce' });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource: .* 404/.test(message.text())) troubles.push(message.text()); });
    page.on('request', (request) => { if (!request.url().startsWith(viewer.url) && !/^(data|blob):/.test(request.url())) away.push(request.url()); });
  }, 120_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); rmSync(folder, { recursive: true, force: true }); });

  const open = async (place: string, ready = place.split(/[/?]/)[0]) => {
    await page.goto(`${viewer.url}#/${place}`);
    await page.reload();
    await page.waitForSelector(`body[data-ready='${ready}']`, { timeout: 60_000 });
  };
  const quiet = () => { expect(troubles.splice(0)).toEqual([]); expect(away).toEqual([]); };

  it('a chunk that was cut off, metadata that was cut off and an empty folder are each named; the whole run beside them moves', async () => {
    await open('replay?runs=torn-chunk,cut-metadata,hollow,whole-plane&still&t=3');
    const said = await page.$$eval('.screen', (screens) => screens.map((s) => s.querySelector('.fault')?.textContent ?? ''));
    expect(said[0]).toMatch(/^theta, chunk 0 cannot be read \(.+\): moments 0 to 29 of theta are blank\.$/);
    expect(said[1]).toMatch(/^The recording cannot be read: /);
    expect(said[2]).toContain('field.zarr is not there');
    expect(said[3]).toBe('');
    expect(await page.locator('.screen').nth(3).getAttribute('data-moment')).toBe('6');
    quiet();
  });

  it('without WebGPU, WebGL and shared memory a task still settles, and the laboratory runs and says what gave way', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'gpu', { value: undefined });
      Object.defineProperty(globalThis, 'SharedArrayBuffer', { value: undefined });
      const own = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) { return kind.startsWith('webgl') ? null : (own as (...a: unknown[]) => unknown).call(this, kind, ...rest); } as typeof own;
    });
    await open('task/fill-enclosed-medium-1?still');
    await page.waitForFunction(() => document.querySelector('.stamp')?.textContent?.startsWith('locked'));
    await open('laboratory?preset=twisted&backend=webgpu&still&frames=4');
    expect(await page.textContent('.laboratory')).toMatch(/webgpu/);
    expect(await page.textContent('.gauge b')).toMatch(/^(webasm|cpu)$/);
    quiet();
  });

  it('no file was written into the runs that were looked at', () => expect(readdirSync(join(folder, 'answers')).sort()).toEqual(['answers.jsonl', 'results.parquet', 'run.json']));
});
