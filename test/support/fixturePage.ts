import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { chromiumPage } from './chromiumPage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
export { noBrowser } from './chromiumPage.ts';

/** The page of the viewer in Chromium, on a copy of the recorded run that may be changed first; its hooks belong to the describe block that calls it. */
export function fixturePage(change?: (run: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'cymatic-browser-')), run = join(folder, 'run');
  const here = chromiumPage(async () => {
    const page = await builtPage(() => undefined), file = join(run, 'run.json');
    cpSync(join(root, 'test/viz/fixture'), run, { recursive: true });
    const said = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...said, options: { ...said.options, tasks: join(root, 'tasks') } }));
    change?.(run);
    return startViewer({ page, run, shipped: join(root, 'tasks') });
  }, { colorScheme: 'light' }, () => rmSync(folder, { recursive: true, force: true }));
  return {
    folder, run, troubles: here.troubles, open: here.open,
    get page() { return here.page; },
    get browser() { return here.browser; },
    get url() { return here.url; },
    /** Nothing went wrong since the last time, and nothing was asked of another machine. */
    quiet(): void {
      here.quiet();
      expect(here.asked.filter(({ href, protocol }) => !href.startsWith(here.url) && !['data:', 'blob:'].includes(protocol)).map(String)).toEqual([]);
    },
    /** A canvas as it is now: to see whether it changes. */
    picture: (selector: string): Promise<string> => here.page.$eval(selector, (canvas) => (canvas as HTMLCanvasElement).toDataURL()),
    /** How many colours a canvas shows; an empty one has one. */
    colours: (selector: string): Promise<number> => here.page.$eval(selector, (canvas) => {
      const c = canvas as HTMLCanvasElement, { data } = c.getContext('2d')!.getImageData(0, 0, c.width, c.height), seen = new Set<number>();
      for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
      return seen.size;
    }),
  };
}

/**
 * The pictures of all figures against what they were: shapes of an SVG by count and first outline in `NAME.snapshot`, a canvas as six by six mean
 * colours in `NAME.colours.json`, within one step of five, which any machine's rounding keeps. `all`: every picture of a figure, else its first.
 */
export async function expectLooks(page: Page, figures: string, at: string, all: boolean): Promise<void> {
  const looks = await page.$$eval(figures, (found, every) => found.flatMap((figure) => {
    const title = figure.querySelector('h2')!.textContent!, pictures = [...figure.querySelectorAll<SVGSVGElement | HTMLCanvasElement>('.body svg, .body canvas')].filter((p) => p.getBoundingClientRect().width > 0 && !p.closest('button, .legend'));
    return pictures.slice(0, every ? 40 : 1).map((picture, k) => {
      const name = k === 0 ? title : `${title}, picture ${k + 1}`;
      if (picture instanceof SVGSVGElement) {
        const count: Record<string, number> = {};
        for (const e of picture.querySelectorAll('*')) count[e.tagName] = (count[e.tagName] ?? 0) + 1;
        const path = picture.querySelector('path:not(.domain), rect, circle')!, shape = (path.getAttribute('d') ?? path.getAttribute('transform') ?? '').replace(/-?\d+\.\d+(e-?\d+)?/g, (x) => Number(x).toFixed(0)).slice(0, 120);
        return `${name}: ${Object.entries(count).map(([tag, n]) => `${n} ${tag}`).join(', ')}; ${shape}`;
      }
      const small = document.createElement('canvas'), c = small.getContext('2d')!;
      Object.assign(small, { width: 6, height: 6 });
      c.imageSmoothingQuality = 'high';
      c.drawImage(picture, 0, 0, 6, 6);
      const { data } = c.getImageData(0, 0, 6, 6);
      return `${name}: ${Array.from({ length: 36 }, (_, i) => [0, 1, 2].map((n) => Math.round(data[4 * i + n] / 51)).join('')).join(' ')}`;
    });
  }), all);
  const mean = /: (\d{3} ){35}\d{3}$/, colours = Object.fromEntries(looks.filter((text) => mean.test(text)).map((text) => text.split(': ').slice(-2).map((part, k) => (k === 0 ? text.slice(0, text.lastIndexOf(': ')) : part)) as [string, string]));
  await expect(`${looks.map((text) => text.replace(mean, `: see ${at.split('/').pop()}.colours.json`)).join('\n')}\n`).toMatchFileSnapshot(`${at}.snapshot`);
  const file = `${at}.colours.json`;
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(colours, null, 1)}\n`); // taken away to be drawn anew
  const before = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  expect(Object.keys(colours)).toEqual(Object.keys(before));
  for (const [title, now] of Object.entries(colours)) [...now].forEach((digit, k) => expect(Math.abs(Number(digit) - Number(before[title][k])), `${title}, place ${k}`).toBeLessThanOrEqual(1));
}
