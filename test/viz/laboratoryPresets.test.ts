import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { PRESETS } from '../../viz/page/lab/presets.ts';
import type { Situation } from '../../viz/page/lab/situation.ts';
import { noBrowser } from '../support/fixturePage.ts';
import { apart, laboratoryPage, small } from '../support/laboratoryPage.ts';

describe.skipIf(noBrowser)('what the laboratory teaches, read off the page in Chromium', () => {
  const lab = laboratoryPage(), { open, data, fault, quiet, picture, colours } = lab;
  let page: Page;
  beforeAll(() => { page = lab.page; });

  describe('each preset opens, runs and shows its phenomenon', () => {
    /** Launches before the picture, on a size small enough for a software renderer, and what is then read off the page. */
    const shown: Record<string, { frames: number; change?: Partial<Situation>; sees: () => Promise<void> }> = {
      spirals: { frames: 120, change: { size: [48, 48] }, sees: async () => {
        expect(Number(await data('r'))).toBeLessThan(0.6); // waves of every phase
        const all = await colours();
        let smooth = 0;
        for (let i = 1; i < all.length; i++) smooth += apart(all[i], all[i - 1]) / all.length;
        expect(smooth).toBeLessThan(70); // and neighbours nearly alike: independent phases are above 100 apart
        expect(new Set(all.map((c) => c.join())).size).toBeGreaterThan(100);
      } },
      onset: { frames: 160, sees: async () => {
        expect(Math.abs(Number(await data('r')) - Math.sqrt(1 - 1 / 1.8))).toBeLessThan(0.08);
        expect(await page.getAttribute('.courses canvas >> nth=1', 'aria-label')).toContain('1 measured');
      } },
      chimera: { frames: 400, sees: async () => {
        const locked = Number(/largest cluster of one frequency: (\d+) of 256/.exec((await page.textContent('.gauge'))!)![1]);
        expect(locked).toBeGreaterThan(60);
        expect(locked).toBeLessThan(230);
        expect(Number(await data('r'))).toBeLessThan(0.95);
      } },
      twisted: { frames: 250, change: { size: [1, 80], seed: 3 }, sees: async () => {
        expect(Math.abs(Number(/(-?\d+) turns in the ring/.exec((await page.textContent('.gauge'))!)![1]))).toBeGreaterThan(0);
        expect(Number(await data('r'))).toBeLessThan(0.1);
      } },
      death: { frames: 100, change: { speed: 4, knobs: { K: 1.5 } }, sees: async () => {
        const all = await colours();
        expect(Number(await data('watch'))).toBeLessThan(0.02); // mean amplitude
        expect(Math.max(...all.map((c) => apart(c, all[0])))).toBeLessThan(12); // every cell looks as the ground
      } },
      cores: { frames: 100, change: { size: [48, 48] }, sees: async () => {
        const ground = await page.$eval('.live', (e) => getComputedStyle(e).backgroundColor.match(/\d+/g)!.map(Number)), far = (await colours()).map((c) => apart(c, ground)).sort((a, b) => a - b);
        expect(far[0]).toBeLessThan(0.5 * far[Math.floor(far.length / 2)]); // somewhere the oscillation dies while half of the field is bright
      } },
      segmentation: { frames: 250, sees: async () => {
        const all = await colours(), at = (row: number, column: number) => all[40 * row + column], middles = [at(7, 9), at(7, 29), at(17, 27), at(19, 10), at(31, 30), at(35, 8)];
        expect(Number(await data('watch'))).toBeGreaterThan(0.95); // r inside the bodies
        expect(Number(await data('r'))).toBeLessThan(0.6); // r of all
        expect(apart(at(4, 5), at(11, 13))).toBeLessThan(20);
        expect(new Set(middles.map((c) => c.join())).size).toBeGreaterThanOrEqual(5);
      } },
      'small-world': { frames: 200, change: { coupling: { kind: 'small-world', links: 8, p: 0.3, open: false } }, sees: async () => { expect(Number(await data('r'))).toBeGreaterThan(0.95); } },
      memory: { frames: 150, sees: async () => {
        const all = await colours(), at = (row: number, column: number) => all[20 * row + column];
        expect(Number(await data('watch'))).toBeGreaterThan(0.95); // likeness to the nearest picture
        expect(apart(at(10, 3), at(3, 10))).toBeLessThan(30); // the ring
        expect(apart(at(10, 10), at(0, 0))).toBeLessThan(30); // its ground
        expect(apart(at(10, 3), at(10, 10))).toBeGreaterThan(80);
      } },
      excitable: { frames: 60, change: { size: [48, 48] }, sees: async () => {
        const all = await colours(), far = all.map((c) => apart(c, all[0]));
        expect(Math.max(...far)).toBeGreaterThan(100); // excited beside resting
        expect(Number(await data('watch'))).toBeGreaterThan(0.02);
        const before = await picture();
        await page.keyboard.press('.');
        await page.waitForFunction((old) => (document.querySelector('canvas.field') as HTMLCanvasElement).toDataURL() !== old, before);
      } },
    };

    it.each(PRESETS.map((p) => [p.id, p.title]))('%s', async (id, title) => {
      const { frames, change, sees } = shown[id];
      await open({ ...small(id, change), still: '', frames: String(frames) });
      expect(await page.textContent('.stage h2')).toBe(title);
      expect((await page.textContent('.stage header .caption'))!.length).toBeGreaterThan(60);
      expect(await page.textContent('.gauge b')).toBe('webasm');
      expect(await page.locator('.equations .katex').count()).toBeGreaterThan(0);
      expect(await fault()).toBe('');
      await sees();
      quiet();
    });
  });

  it('a grid task of this house: a worker of the page learns its rule, the answer settles and is right, the truth only on demand', async () => {
    await open({ preset: 'grid-task', task: 'bodies-fall-easy-1', still: '' });
    await page.waitForSelector(".laboratory[data-settled='locked']", { timeout: 100_000 });
    expect(await page.textContent('.gauge')).toMatch(/^(webasm|cpu) learned the rule in .* left out in turn, was answered exactly/);
    expect(await page.textContent('.because')).toMatch(/^This cell is .* because .* drives it/);
    expect(await page.isVisible('text=every cell settled right')).toBe(false);
    await page.keyboard.press('t');
    await page.waitForSelector('text=every cell settled right');
    await open({ preset: 'grid-task', task: 'none' });
    expect(await page.textContent('.fault')).toMatch(/^task: "none" came, expected one of .* Fill enclosed medium 1 is shown instead\.$/);
    await page.getByLabel('task', { exact: true }).selectOption('connect-pairs-easy-1'); // leaves while the worker still listens
    await page.waitForFunction(() => location.hash.includes('connect-pairs'));
    quiet();
  });

  it('a Sudoku settles, a board that contradicts itself is named as one types, and an address with a broken one settles another', async () => {
    await open({ preset: 'sudoku', seed: '2' });
    await page.waitForSelector(".laboratory[data-settled='true']", { timeout: 20_000 });
    expect(await page.textContent('.gauge')).toContain('51 of 51');
    await page.fill('.board textarea', '55'.padEnd(81, '.'));
    expect(await page.textContent('.said')).toContain('two clues 5');
    await open({ preset: 'sudoku', board: '12', seed: 'x', still: '', frames: '5000' });
    expect(await page.textContent('.said')).toMatch(/^board: /);
    await page.waitForSelector(".laboratory[data-settled='true']", { timeout: 20_000 });
    quiet();
  });
});
