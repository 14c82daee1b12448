import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { namesText } from '../../viz/page/place.ts';
import { recordedRun } from './make/recordings.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), fixture = join(root, 'test/viz/fixture'), executablePath = chromiumPath(), folder = mkdtempSync(join(tmpdir(), 'cymatic-broken-'));

interface Metadata { metadata: Record<string, { shape: number[]; chunks: number[] } | undefined> }
/** Recordings whose metadata says what cannot be, by name. */
const metadata: Record<string, (group: Metadata) => void> = {
  wide: ({ metadata: m }) => { for (const part of ['shape', 'chunks'] as const) m['theta/.zarray']![part][1] = 1e12; }, 'no-chunk': ({ metadata: m }) => { m['time/.zarray']!.chunks[0] = 0; }, shapeless: ({ metadata: m }) => { m['theta/.zarray'] = undefined; m['theta/.zarray'] = {} as never; },
  'below-zero': ({ metadata: m }) => { m['theta/.zarray']!.shape[0] = -5; }, nothing: (group) => { group.metadata = undefined as never; }, 'far,off': ({ metadata: m }) => { for (const name of ['time', 'theta']) m[`${name}/.zarray`]!.shape[0] = 1e9; },
};

describe.skipIf(!executablePath)('broken input in Chromium: a clear message, the rest usable, nothing on the console but the 404 of what is missing', () => {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [], away: string[] = [];

  beforeAll(async () => {
    const whole = recordedRun(folder, [6, 8], { name: 'whole-plane', moments: 30 }), torn = recordedRun(folder, [6, 8], { name: 'torn-chunk', moments: 30 }), cut = recordedRun(folder, 9, { name: 'cut-metadata', moments: 5 });
    const chunk = join(torn, 'field.zarr/theta/0.0.0'), group = join(cut, 'field.zarr/.zmetadata'), hollow = join(folder, 'hollow'), answers = join(folder, 'answers');
    writeFileSync(chunk, readFileSync(chunk).subarray(0, 40));
    writeFileSync(group, readFileSync(group, 'utf8').slice(0, 120));
    for (const [name, change] of Object.entries(metadata)) {
      const file = join(recordedRun(folder, [6, 8], { name, moments: 5 }), 'field.zarr/.zmetadata'), whole = JSON.parse(readFileSync(file, 'utf8')) as Metadata;
      change(whole);
      writeFileSync(file, JSON.stringify(whole));
    }
    writeFileSync(join(folder, 'far,off', 'run.json'), JSON.stringify({ ...JSON.parse(readFileSync(join(folder, 'far,off', 'run.json'), 'utf8')), started: 5 }));
    mkdirSync(join(hollow, 'field.zarr'), { recursive: true });
    cpSync(fixture, answers, { recursive: true });
    viewer = await startViewer({ page: await builtPage(() => undefined), run: answers, others: [whole, torn, cut, hollow, ...Object.keys(metadata).map((name) => join(folder, name))], shipped: join(root, 'tasks') });
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

  it('metadata that cannot be is named for each recording, and the whole run beside them moves; a run whose name holds a comma is found', async () => {
    await open(`replay?runs=${encodeURIComponent(namesText([...Object.keys(metadata), 'whole-plane']))}&still&t=3`);
    const said = await page.$$eval('.screen', (screens) => screens.map((s) => s.querySelector('.fault')?.textContent ?? ''));
    expect(said).toHaveLength(7);
    for (const k of [0, 1, 2, 3, 4, 5]) expect(said[k], Object.keys(metadata)[k]).toMatch(/^The recording cannot be read: [^\n]+ The file is broken/);
    expect(await page.locator('.screen').nth(6).getAttribute('data-moment')).toBe('6');
    expect(await page.$$eval('.view > .fault', (faults) => faults.length)).toBe(0);
    expect(await page.textContent('.runs')).toContain('run.json is broken');
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
    await page.waitForFunction(() => document.querySelector('.stamp')?.textContent?.includes('locked since'));
    await open('laboratory?preset=twisted&backend=webgpu&still&frames=4');
    expect(await page.textContent('.laboratory')).toMatch(/webgpu/);
    expect(await page.textContent('.gauge b')).toMatch(/^(webasm|cpu)$/);
    quiet();
  });

  it('no file was written into the runs that were looked at', () => expect(readdirSync(join(folder, 'answers')).sort()).toEqual(['answers.jsonl', 'results.parquet', 'run.json']));
});
