import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectLooks, fixturePage, noBrowser } from '../support/fixturePage.ts';

const looks = fileURLToPath(new URL('./looks/', import.meta.url));

describe.skipIf(noBrowser)('the comparison in Chromium', () => {
  const at = fixturePage();

  it('four charts draw, each axis says what it counts and in which unit, in light and dark, at 1280 and 800 points', async () => {
    for (const [width, scheme] of [[1280, 'light'], [800, 'dark']] as const) {
      await at.page.setViewportSize({ width, height: 900 });
      await at.page.emulateMedia({ colorScheme: scheme });
      await at.open('compare');
      await at.page.waitForSelector('a.dot');
      expect(await at.page.$$eval('.compare svg', (s) => s.length)).toBe(4);
      expect(await at.page.$$eval('.compare text.unit, .compare text.yunit', (all) => all.map((t) => t.textContent))).toEqual(['CPU seconds a task', 'share solved', 'confidence', 'share right', 'cells in all grids (number)', 'CPU time (s)']);
      const { overlapping, beyond, pale } = await at.page.evaluate(() => {
        const boxes = [...document.querySelectorAll('.compare svg text')].map((e) => ({ e, text: e.textContent, box: e.getBoundingClientRect() })).filter((b) => b.box.width > 0);
        const over = boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1).map((b) => `${a.text} | ${b.text}`));
        const light = (colour: string) => colour.match(/[\d.]+/g)!.slice(0, 3).map((v) => (Number(v) / 255) ** 2.2).reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
        const ground = light(getComputedStyle(document.querySelector('.figure')!).backgroundColor);
        return { overlapping: over, beyond: document.documentElement.scrollWidth, pale: boxes.filter(({ e }) => { const own = light(getComputedStyle(e).fill); return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05) < 4.5; }).map((b) => b.text) };
      });
      expect([overlapping, beyond, pale]).toEqual([[], width, []]);
    }
    await at.page.setViewportSize({ width: 1360, height: 900 });
    await at.page.emulateMedia({ colorScheme: 'light' });
    at.quiet();
  });

  it('an answer says what it is when pointed at or reached by Tab, and Enter opens its task', async () => {
    await at.open('compare');
    await at.page.waitForSelector('a.dot');
    expect(await at.page.$$eval('a.dot', (d) => d.length)).toBe(16);
    const words = at.page.locator('output.told-here');
    await at.page.locator('a.dot').nth(3).hover({ force: true });
    const there = await words.textContent();
    expect(there).toMatch(/, the (field|attention net): (solved|not solved) in \d+\.\d\d CPU seconds, \d+ cells, confidence \d+\s%$/);
    await at.page.locator('a.dot').nth(4).focus();
    expect(await words.textContent()).not.toBe(there);
    await at.page.keyboard.press('Enter');
    await at.page.waitForFunction(() => location.hash.startsWith('#/task/'));
    at.quiet();
  });

  it('the tasks that both, one or none solved are listed and lead to them', async () => {
    await at.open('compare');
    await at.page.click('.by-fate summary');
    const heads = await at.page.locator('.by-fate h3').allTextContents(), links = await at.page.locator('.by-fate a').count();
    expect(heads.reduce((sum, text) => sum + Number(text.split(': ')[1]), 0)).toBe(8);
    expect(links).toBe(8);
    at.quiet();
  });

  it('looks as it did (looks/compare.snapshot)', async () => {
    await at.open('compare');
    await at.page.waitForSelector('a.dot');
    await expectLooks(at.page, '.view.compare .figure', `${looks}compare`, true);
  });
});

describe.skipIf(noBrowser)('the comparison of a run of both that was cut off', () => {
  const at = fixturePage((run) => {
    const file = join(run, 'answers.jsonl'), lines = readFileSync(file, 'utf8').trim().split('\n').map((l) => JSON.parse(l)), net = lines.filter((l) => l.method === 'attention');
    const gone = new Set(net.slice(0, 2).map((l) => l.id)), late = { ...net[2], failed: 'took longer than 45 s, the worker was stopped', confidence: 0, cpuSeconds: 0, wallSeconds: 45, explanation: null };
    writeFileSync(file, `${lines.filter((l) => !(l.method === 'attention' && gone.has(l.id))).map((l) => JSON.stringify(l === net[2] ? late : l)).join('\n')}\n`);
  });

  it('holds both methods against each other on the tasks that both were asked, says how many are left out, and shows what was given up as crosses', async () => {
    await at.open('compare');
    await at.page.waitForSelector('a.dot');
    expect(await at.page.textContent('.view.compare .figure .caption')).toMatch(/^6 tasks with two attempts each\..* Left out: 2 tasks that only one of the two was asked\.$/);
    await at.page.click('.by-fate summary');
    expect(await at.page.locator('.by-fate a').count()).toBe(6);
    const texts = await at.page.$$eval('a.dot title', (all) => all.map((t) => t.textContent!));
    expect(texts).toHaveLength(14);
    expect(texts.filter((t) => t.includes('no answer (took longer than 45 s, the worker was stopped) in 45.00 seconds of the clock'))).toHaveLength(1);
    at.quiet();
  });
});
