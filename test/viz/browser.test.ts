import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), executablePath = chromiumPath(), folder = mkdtempSync(join(tmpdir(), 'cymatic-browser-'));
if (!executablePath) console.warn('viewer: no Chromium here, the browser tests are skipped. Install it (apt-get install chromium) or set CHROMIUM.');

describe.skipIf(!executablePath)('the page in Chromium', () => {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [], away: string[] = [];

  beforeAll(async () => {
    const built = await builtPage(() => undefined);
    cpSync(join(root, 'test/viz/fixture'), join(folder, 'run'), { recursive: true });
    const file = join(folder, 'run/run.json'), run = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...run, options: { ...run.options, tasks: join(root, 'tasks') } }));
    viewer = await startViewer({ page: built, run: join(folder, 'run'), shipped: join(root, 'tasks') });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
    page.on('request', (request) => { if (!request.url().startsWith(viewer.url) && !/^(data|blob):/.test(request.url())) away.push(request.url()); });
  }, 60_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); rmSync(folder, { recursive: true, force: true }); });

  const open = async (place: string, ready = place.split(/[/?]/)[0]) => {
    await page.goto(`${viewer.url}#/${place}`);
    await page.reload();
    await page.waitForSelector(`body[data-ready='${ready}']`, { timeout: 60_000 });
  };
  /** Colours of a canvas, as a count of distinct ones: an empty canvas has one. */
  const colours = (selector: string) => page.$eval(selector, (canvas) => {
    const c = canvas as HTMLCanvasElement, { data } = c.getContext('2d')!.getImageData(0, 0, c.width, c.height), seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return seen.size;
  });
  const quiet = () => { const said = troubles.splice(0); expect(said).toEqual([]); expect(away).toEqual([]); };

  it('opens on a solved task that settles by itself, isolated, without leaving this machine', async () => {
    await open('', 'task');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.waitForFunction(() => document.querySelector('.stamp')?.textContent?.startsWith('locked'), undefined, { timeout: 30_000 }); // 7 s of animation; the rest is room for a crowded machine
    expect(await page.textContent('.because')).toMatch(/^This cell is .* because /);
    quiet();
  });

  it('task: pointing at a cell changes its sentence, arrows move on, the keys play, list and turn pages', async () => {
    await open('task/colour-by-size-easy-1?still');
    expect(await colours('.answer canvas')).toBeGreaterThan(4);
    const before = await page.textContent('.because');
    await page.hover('.answer canvas', { position: { x: 10, y: 10 } });
    const there = await page.textContent('.because');
    expect(there).not.toBe(before);
    await page.focus('.answer canvas');
    for (let k = 0; k < 3; k++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('.because')).not.toBe(there);
    await page.keyboard.press('j');
    await page.waitForFunction(() => location.hash.includes('bodies-fall'));
    await page.waitForSelector("body[data-ready='task']");
    await page.keyboard.press('?');
    expect(await page.isVisible('dialog.help')).toBe(true);
    await page.keyboard.press('Escape');
    quiet();
  });

  it('task: gates light the cells they lead to, and the net shows where it looked', async () => {
    await open('task/colour-by-size-easy-1?still');
    expect(await page.$$eval('.gates .node', (n) => n.length)).toBeGreaterThanOrEqual(5);
    const picture = () => page.$eval('.answer canvas', (c) => (c as HTMLCanvasElement).toDataURL());
    const before = await picture();
    await page.locator('.gates .node[tabindex]').last().focus();
    expect(await picture()).not.toBe(before);
    expect(await page.locator('.looks canvas').count()).toBe(3);
    quiet();
  });

  it('task: the truth is fetched and shown only on demand', async () => {
    const asked: string[] = [], note = (request: { url(): string }) => asked.push(request.url());
    page.on('request', note);
    await open('task/fill-enclosed-medium-1?still');
    expect(asked.filter((url) => url.includes('/api/truth'))).toEqual([]);
    expect(await page.getByText('as published').count()).toBe(0);
    await page.keyboard.press('t');
    await page.waitForSelector('text=as published');
    expect(asked.filter((url) => url.includes('/api/truth'))).toHaveLength(1);
    expect(await page.getByText('✓ right').count()).toBeGreaterThanOrEqual(2);
    page.off('request', note);
    quiet();
  });

  it('list: search and filters leave the tasks that fit', async () => {
    await open('task/fill-enclosed-medium-1?still');
    const rows = () => page.$$eval('.results tbody tr', (r) => r.length);
    expect(await rows()).toBe(8);
    await page.fill('.rail input', 'easy size');
    expect(await rows()).toBe(1);
    await page.fill('.rail input', '');
    await page.click('.chips button:last-child');
    expect(await rows()).toBeLessThan(8);
    quiet();
  });

  it('comparison: four charts draw and a dot leads to its task', async () => {
    await open('compare');
    expect(await page.$$eval('.compare svg', (s) => s.length)).toBe(4);
    await page.waitForSelector('a.dot');
    expect(await page.$$eval('a.dot', (d) => d.length)).toBe(16);
    await page.$eval('a.dot', (dot) => (dot as SVGAElement).dispatchEvent(new MouseEvent('click', { bubbles: true })));
    await page.waitForFunction(() => location.hash.startsWith('#/task/'));
    quiet();
  });

  it('operations: the cube draws and turns by keys', async () => {
    await open('operations?still');
    const picture = () => page.$eval('canvas.cube', (c) => (c as HTMLCanvasElement).toDataURL()), before = await picture();
    await page.focus('canvas.cube');
    await page.keyboard.press('ArrowRight');
    expect(await picture()).not.toBe(before);
    expect(await page.textContent('.told .big')).not.toBe('');
    quiet();
  });

  it('charts: every chart of the gallery draws', async () => {
    await open('charts');
    expect(await page.$$eval('.view.charts .figure', (f) => f.length)).toBe(23);
    expect(await page.$$eval('.view.charts svg', (all) => all.filter((s) => s.querySelectorAll('path, rect, circle').length < 2).length)).toBe(0);
    for (let k = 0; k < await page.locator('.view.charts canvas').count(); k++) expect(await page.locator('.view.charts canvas').nth(k).evaluate((c) => (c as HTMLCanvasElement).toDataURL().length)).toBeGreaterThan(500);
    quiet();
  });

  it('charts: the gallery looks as it did (a changed picture shows up in review: gallery.snapshot)', async () => {
    await open('charts');
    const looks = await page.$$eval('.view.charts .figure', (figures) => figures.map((figure) => {
      const title = figure.querySelector('h2')!.textContent!, picture = figure.querySelector<SVGSVGElement | HTMLCanvasElement>('.body svg, .body canvas');
      if (picture instanceof SVGSVGElement) {
        const count: Record<string, number> = {};
        for (const e of picture.querySelectorAll('*')) count[e.tagName] = (count[e.tagName] ?? 0) + 1;
        const path = picture.querySelector('path:not(.domain), rect, circle')!, shape = (path.getAttribute('d') ?? path.getAttribute('transform') ?? '').replace(/-?\d+\.\d+(e-?\d+)?/g, (x) => Number(x).toFixed(0)).slice(0, 120);
        return `${title}: ${Object.entries(count).map(([tag, n]) => `${n} ${tag}`).join(', ')}; ${shape}`;
      }
      if (!(picture instanceof HTMLCanvasElement)) return `${title}: no picture`;
      // A canvas as six by six mean colours, coarse enough for any machine's rounding.
      const small = document.createElement('canvas'), c = small.getContext('2d')!;
      Object.assign(small, { width: 6, height: 6 });
      c.imageSmoothingQuality = 'high';
      c.drawImage(picture, 0, 0, 6, 6);
      const { data } = c.getImageData(0, 0, 6, 6);
      return `${title}: ${Array.from({ length: 36 }, (_, i) => [0, 1, 2].map((k) => Math.round(data[4 * i + k] / 51)).join('')).join(' ')}`;
    }));
    const mean = /: (\d{3} ){35}\d{3}$/, file = fileURLToPath(new URL('./gallery.colours.json', import.meta.url));
    await expect(`${looks.map((text) => text.replace(mean, ': see gallery.colours.json')).join('\n')}\n`).toMatchFileSnapshot('./gallery.snapshot');
    const colours = Object.fromEntries(looks.filter((text) => mean.test(text)).map((text) => text.split(': ') as [string, string]));
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(colours, null, 1)}\n`); // taken away to be drawn anew
    const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(Object.keys(colours)).toEqual(Object.keys(before));
    for (const [title, now] of Object.entries(colours)) [...now].forEach((digit, k) => expect(Math.abs(Number(digit) - Number(before[title][k])), `${title}, place ${k}`).toBeLessThanOrEqual(1));
  });

  it('a place that does not exist, and a task that does not, say so and leave the rest usable', async () => {
    await page.goto(`${viewer.url}#/nowhere`);
    await page.reload();
    await page.waitForSelector('text=No page is called "nowhere"');
    await page.goto(`${viewer.url}#/task/none`);
    await page.waitForSelector('text=This run holds no task "none"');
    troubles.length = 0; // the 404 itself
    await page.keyboard.press('6');
    await page.waitForSelector("body[data-ready='charts']");
    quiet();
  });

  it('a half-written run: its faults stand in the page and its tasks can be opened', async () => {
    const at = join(folder, 'half');
    cpSync(join(folder, 'run'), at, { recursive: true });
    rmSync(join(at, 'results.parquet'));
    writeFileSync(join(at, 'answers.jsonl'), readFileSync(join(at, 'answers.jsonl'), 'utf8').slice(0, -500));
    writeFileSync(join(at, 'run.json'), '{');
    const own = await startViewer({ page: await builtPage(() => undefined), run: at, shipped: join(root, 'tasks') }), tab = await browser.newPage();
    try {
      await tab.goto(own.url);
      await tab.waitForSelector("body[data-ready='task']");
      const said = (await tab.textContent('.notices'))!;
      for (const part of ['run.json is not whole', 'is not finished', 'results.parquet is not there yet']) expect(said).toContain(part);
      expect(await tab.$$eval('.results tbody tr', (r) => r.length)).toBe(8);
    } finally {
      await tab.close();
      await own.close();
    }
  });

  it('without a run the laboratory opens, and the other views say what is missing', async () => {
    const own = await startViewer({ page: await builtPage(() => undefined), run: null, shipped: join(root, 'tasks') }), tab = await browser.newPage();
    try {
      await tab.goto(own.url);
      await tab.waitForSelector("body[data-ready='laboratory']");
      await tab.goto(`${own.url}#/task`);
      await tab.waitForSelector('text=No run is here yet.');
      await tab.goto(`${own.url}#/compare`);
      await tab.waitForSelector('text=This run holds no answers to compare.');
    } finally {
      await tab.close();
      await own.close();
    }
  });

  it('a broken Parquet table is said and the answers stay', async () => {
    const at = join(folder, 'torn');
    cpSync(join(folder, 'run'), at, { recursive: true });
    writeFileSync(join(at, 'results.parquet'), 'PAR1 torn');
    const own = await startViewer({ page: await builtPage(() => undefined), run: at, shipped: join(root, 'tasks') }), tab = await browser.newPage();
    try {
      await tab.goto(own.url);
      await tab.waitForSelector("body[data-ready='task']");
      expect(await tab.textContent('.notices')).toContain('results.parquet cannot be read');
    } finally {
      await tab.close();
      await own.close();
    }
  });
});
