import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { chromiumPage, noBrowser } from '../support/chromiumPage.ts';
import { gigabyteOfCouplings, growingRun, learnedRun, runJson } from './make/learned.ts';
import { recordedRun, settledRun } from './make/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'cymatic-panels-')), runs = join(folder, 'runs');
const SMALL = { sites: 12, time: 40, record: { every: 0.5 } };

describe.skipIf(noBrowser)('the pictures of a replay, in Chromium', () => {
  const here = chromiumPage(async () => {
    await learnedRun(runs, 'learned-groups', SMALL);
    await learnedRun(runs, 'equal-powers', { ...SMALL, record: { every: 0.4 } });
    settledRun(runs, 'a-settling');
    recordedRun(runs, [24, 32], { name: 'a-plane', moments: 80 });
    gigabyteOfCouplings(runs);
    const look = () => readdirSync(runs).filter((name) => name !== 'couplings-times').sort().map((name) => join(runs, name)), [run, ...others] = look();
    return startViewer({ page: await builtPage(() => undefined), run, others, look, shipped: join(folder, 'none') });
  }, { reducedMotion: 'reduce' }, () => rmSync(folder, { recursive: true })), { open, quiet, asked, troubles } = here;
  let page: Page;
  beforeAll(() => { page = here.page; });

  const panel = (title: string) => page.locator('.panel').filter({ has: page.locator('h3', { hasText: title }) });

  it('a run that learned couplings: their course, matrix and ring now, the spectrum of an oscillator; what does not apply is told', async () => {
    await open('replay?runs=learned-groups&t=40&still');
    expect(await page.$$eval('.panel h3', (all) => all.map((h) => h.textContent))).toEqual(['Plasticity over time', 'Couplings now', 'Spectrogram']);
    expect(await page.textContent('.panels .missing')).toBe('Not drawn: set points (no rule of this run has one).');
    expect(await panel('Plasticity').locator('path.band').count()).toBe(3);
    const colours = () => panel('Couplings').locator('svg g.body rect').evaluateAll((all) => all.map((r) => r.getAttribute('fill')!));
    const late = await colours();
    expect(late).toHaveLength(144);
    expect(await panel('Couplings').locator('rect title').nth(1).textContent()).toMatch(/^0 hears 1: -?0\.\d{3}$/);
    await page.keyboard.press('Home');
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '0');
    await expect.poll(colours).not.toEqual(late);
    expect(new Set(await colours()).size).toBe(1); // all couplings start at 0
    await page.keyboard.press('End');
    await expect.poll(colours).toEqual(late);
    await panel('Couplings').locator('select[aria-label=as]').selectOption('ring');
    expect(await panel('Couplings').locator('path.chord').count()).toBeGreaterThan(5);
    quiet();
  });

  it('an oscillator that is pointed at is marked, and its spectrum is drawn; so is one that is typed, and the mean of all', async () => {
    await open('replay?runs=learned-groups&still');
    const field = page.locator('canvas.field').first(), box = (await field.boundingBox())!, spectrum = () => panel('Spectrogram').locator('canvas').first().evaluate((c) => (c as HTMLCanvasElement).toDataURL());
    const before = await spectrum();
    await field.click({ position: { x: box.width * 0.2, y: box.height * 0.5 } });
    await expect.poll(() => panel('Spectrogram').locator('canvas').first().getAttribute('aria-label')).toMatch(/oscillator [0-4]$/);
    expect(await spectrum()).not.toBe(before);
    await panel('Spectrogram').locator('input').fill('1, 7');
    await panel('Spectrogram').locator('input').press('Enter');
    await expect.poll(() => panel('Spectrogram').locator('canvas').count()).toBe(2);
    await panel('Spectrogram').locator('input').fill('all');
    await panel('Spectrogram').locator('input').press('Enter');
    await expect.poll(() => panel('Spectrogram').locator('canvas').first().getAttribute('aria-label')).toBe('Spectrogram of mean of all');
    quiet();
  });

  it('homeostasis: growth rates and powers over time, with the set point, and how the powers lie about it now', async () => {
    await open('replay?runs=equal-powers&t=3&still');
    expect(await page.$$eval('.panel h3', (all) => all.map((h) => h.textContent))).toEqual(['Plasticity over time', 'Set points', 'Spectrogram']);
    expect((await panel('Plasticity').locator('text.level').allTextContents()).join()).toContain('set point 1');
    const wide = () => panel('Set points').locator('svg g.x text').evaluateAll((all) => Math.max(...all.map((t) => Number(t.textContent))) - Math.min(...all.map((t) => Number(t.textContent))));
    const early = await wide();
    await page.keyboard.press('End');
    await expect.poll(wide).toBeLessThan(early / 2);
    quiet();
  });

  it('it looks as it did (replay.snapshot), and the order parameter and the energy stand beside the field', async () => {
    const looks: string[] = [];
    for (const place of ['learned-groups&t=20', 'equal-powers&t=3', 'a-settling&show=strengths', 'a-plane']) {
      await open(`replay?runs=${place}&still`);
      looks.push(`${place}: ${await page.$eval('.screen', (screen) => [...screen.querySelectorAll<SVGSVGElement>('.body svg, .panel svg')].map((svg) => {
        const count: Record<string, number> = {};
        for (const e of svg.querySelectorAll('path, rect, circle, line')) count[e.tagName] = (count[e.tagName] ?? 0) + 1;
        const words = [...svg.querySelectorAll('text.unit, text.yunit, text.name, text.event, .key text')].map((t) => t.textContent!.trim()).join(' | ');
        return `\n  ${Object.entries(count).map(([tag, n]) => `${n} ${tag}`).join(', ')}; ${words}`;
      }).join(''))}`, `  ${await page.textContent('.screen .missing').catch(() => '')}`);
      expect(await page.locator('canvas.field').first().evaluate((canvas) => { // drawn, with its colour bar: many colours
        const c = canvas as HTMLCanvasElement, data = c.getContext('2d')!.getImageData(0, 0, c.width, c.height).data;
        return new Set(Array.from({ length: data.length / 4 }, (_, k) => (data[4 * k] << 16) | (data[4 * k + 1] << 8) | data[4 * k + 2])).size;
      })).toBeGreaterThan(100);
    }
    await expect(`${looks.join('\n')}\n`).toMatchFileSnapshot('./replay.snapshot');
    quiet();
  });

  it('a gigabyte of couplings opens without reading one of them; one moment is read when its picture comes into sight', async () => {
    asked.length = 0;
    await page.setViewportSize({ width: 1360, height: 420 });
    await open('replay?runs=many-couplings&t=100');
    const couplings = () => asked.filter(({ pathname: path }) => path.includes('/net_weight/') || path.includes('/net_to/'));
    await page.waitForSelector('.panel h3');
    expect(await page.textContent('.cost')).toMatch(/of a recording of 1\.0\d GB/);
    expect(Number(await page.getAttribute('.screen', 'data-bytes'))).toBeLessThan(1e5);
    expect(couplings()).toEqual([]);
    await panel('Couplings').scrollIntoViewIfNeeded();
    await panel('Couplings').locator('svg rect').first().waitFor({ timeout: 20_000 });
    expect(new Set(couplings()).size).toBe(2); // one moment of weights, and the ends of the links once
    await page.setViewportSize({ width: 1360, height: 900 });
    expect(troubles.splice(0).filter((text) => !/404/.test(text))).toEqual([]); // the moments of the phases were not all written
  });

  it('a run that begins after the viewer appears in the list by itself, grows under the eyes, and says at the end since when it rests', async () => {
    await open('replay?runs=a-plane&still');
    const names = () => page.$$eval('.runs li b', (all) => all.map((b) => b.textContent));
    expect(await names()).not.toContain('newcomer');
    const newcomer = growingRun(runs, 'newcomer');
    newcomer.grow(30);
    await expect.poll(names, { timeout: 15_000 }).toContain('newcomer');
    expect(await page.locator('.runs li', { hasText: 'newcomer' }).locator('small').textContent()).toContain('running');
    await open('replay?runs=newcomer&still');
    expect(await page.textContent('.cost')).toContain('moment 30 of 30');
    newcomer.grow(40);
    await expect.poll(() => page.$eval('.line', (line) => (line as HTMLInputElement).max), { timeout: 15_000 }).toBe('34.5');
    await expect.poll(() => page.textContent('.cost')).toContain('moment 70 of 70'); // who looks at the end goes on seeing it
    newcomer.end();
    await expect.poll(() => page.locator('.screen svg.course text.event').allTextContents(), { timeout: 15_000 }).toEqual(['locked']);
    quiet();
  });

  it('a run without its first moments is told as such, and opens by itself when they come', async () => {
    runJson(join(runs, 'half'), 'half', 'running');
    await open('replay?runs=a-plane&still');
    await expect.poll(() => page.locator('.runs li', { hasText: 'half' }).locator('input').isDisabled()).toBe(true);
    expect(await page.locator('.runs li', { hasText: 'half' }).locator('label').getAttribute('title')).toBe('nothing of its motion is written yet');
    const half = growingRun(runs, 'half');
    await expect.poll(() => page.locator('.runs li', { hasText: 'half' }).locator('input').isDisabled(), { timeout: 15_000 }).toBe(false);
    await open('replay?runs=half&still');
    expect(await page.textContent('.fault')).toContain('Nothing is recorded yet');
    half.grow(5);
    await page.waitForSelector('.cost:has-text("moment")', { timeout: 15_000 });
    troubles.length = 0;
  });
});
