import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), executablePath = chromiumPath(), folder = mkdtempSync(join(tmpdir(), 'cymatic-pictures-'));

interface Saved { name: string; fault: string; colours: number; width: number; height: number; bytes: number; text: string }

describe.skipIf(!executablePath)('pictures out of the page', () => {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    const built = await builtPage(() => undefined), run = join(folder, 'run'), file = join(run, 'run.json');
    cpSync(join(root, 'test/viz/fixture'), run, { recursive: true });
    const said = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...said, options: { ...said.options, tasks: join(root, 'tasks') } }));
    viewer = await startViewer({ page: built, run, shipped: join(root, 'tasks') });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  }, 60_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); rmSync(folder, { recursive: true, force: true }); });

  const open = async (place: string) => {
    await page.goto(`${viewer.url}#/${place}`);
    await page.reload();
    await page.waitForSelector(`body[data-ready='${place.split(/[/?]/)[0]}']`, { timeout: 60_000 });
  };

  /** Presses the buttons of these figures, takes what is offered, and has the browser draw it again, alone. */
  const saved = (figures: string) => page.evaluate(async (selector): Promise<Saved[]> => {
    const out: Saved[] = [], click = HTMLAnchorElement.prototype.click;
    const wait = async (done: () => boolean) => { for (let k = 0; k < 400 && !done(); k++) await new Promise((r) => setTimeout(r, 10)); };
    let offered: { name: string; blob: Promise<Blob> } | undefined;
    HTMLAnchorElement.prototype.click = function () { if (this.download) offered = { name: this.download, blob: fetch(this.href).then((r) => r.blob()) }; else click.call(this); };
    for (const figure of document.querySelectorAll(selector)) for (const kind of ['SVG', 'PNG']) {
      offered = undefined;
      [...figure.querySelectorAll<HTMLButtonElement>(':scope > .save button')].find((b) => b.textContent === kind)!.click();
      await wait(() => offered !== undefined || figure.querySelector('.save .caption')!.textContent !== '');
      const { name, blob } = (offered as { name: string; blob: Promise<Blob> } | undefined) ?? { name: `${figure.querySelector('h2')!.textContent} ${kind}`, blob: Promise.resolve(new Blob()) };
      const content = await blob, text = kind === 'SVG' ? await content.text() : '', image = new Image(), head = [...new Uint8Array(await content.slice(0, 8).arrayBuffer())].join();
      const fault = kind === 'PNG' ? (head === '137,80,78,71,13,10,26,10' ? '' : 'no PNG') : new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? '';
      image.src = URL.createObjectURL(new Blob([content], { type: kind === 'SVG' ? 'image/svg+xml' : 'image/png' }));
      await image.decode().catch(() => undefined);
      const c = Object.assign(document.createElement('canvas'), { width: 160, height: 120 }).getContext('2d', { willReadFrequently: true })!, seen = new Set<number>();
      if (image.naturalWidth > 0) c.drawImage(image, 0, 0, 160, 120);
      const { data } = c.getImageData(0, 0, 160, 120);
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 0) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      out.push({ name, fault, colours: seen.size, width: image.naturalWidth, height: image.naturalHeight, bytes: content.size, text: text.replace(/data:[^"]*/g, '').slice(0, 200_000) });
    }
    HTMLAnchorElement.prototype.click = click;
    return out;
  }, figures);
  const check = (files: Saved[]) => {
    for (const { name, fault, colours, bytes, width, height, text } of files) {
      expect([fault, colours > 3, bytes > 300, width > 60, height > 20], `${name}: ${fault}, ${colours} colours, ${bytes} bytes, ${width} × ${height}`).toEqual(['', true, true, true, true]);
      expect(text, name).not.toMatch(/var\(--|foreignObject|class="/);
    }
    expect(new Set(files.map((f) => f.name)).size).toBe(files.length);
    expect(troubles.splice(0)).toEqual([]);
  };

  it('gallery: every chart saves as an SVG that needs no style sheet, and as a PNG; drawn again alone, both show it', async () => {
    await open('charts');
    const files = await saved('.view.charts .figure');
    expect(files.length).toBe(2 * await page.locator('.view.charts .figure').count());
    check(files);
  }, 60_000);

  it('task: the whole figure is saved with its words, or the one chart that is chosen', async () => {
    await open('task/colour-by-size-easy-1?still');
    const [whole] = await saved('.settling'), choice = page.locator('.settling > .save select');
    expect(whole.text).toContain('This cell is');
    const names = await choice.locator('option').allTextContents();
    expect(names).toHaveLength(1 + await page.locator('.settling canvas, .settling svg').count());
    await choice.selectOption({ label: names.at(-1)! });
    const [course, png] = await saved('.settling');
    expect(course.text).not.toContain('This cell is');
    expect(course.text).toContain('energy');
    expect(course.width).toBeGreaterThan(course.height);
    check([whole, course, png]);
  });

  it.each(['task/fill-enclosed-medium-1?still', 'compare', 'operations?still', 'laboratory?preset=twisted&still&frames=4'])('%s: every figure with a chart has both buttons, and no chart stands outside a figure', async (place) => {
    await open(place);
    const lost = await page.evaluate(() => [...document.querySelectorAll('main svg, main canvas')].filter((c) => !c.closest('button, .katex') && c.getBoundingClientRect().width > 0 && c.closest('.figure')?.querySelectorAll(':scope > .save button').length !== 2).map((c) => c.outerHTML.slice(0, 90)));
    expect(lost).toEqual([]);
    troubles.length = 0;
  });
});
