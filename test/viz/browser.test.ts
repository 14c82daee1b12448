import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { fixturePage, noBrowser } from '../support/fixturePage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe.skipIf(noBrowser)('the page in Chromium', () => {
  const at = fixturePage();
  const tasks = join(root, 'tasks');

  it('opens on a solved task that settles by itself, isolated, without leaving this machine', async () => {
    await at.open('', 'task');
    expect(await at.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await at.page.waitForFunction(() => document.querySelector('.stamp')?.textContent?.includes('locked since'), undefined, { timeout: 30_000 }); // 7 s of animation; the rest is room for a crowded machine
    expect(await at.page.textContent('.because')).toMatch(/^This cell is .* because /);
    at.quiet();
  });

  it('list: search and filters leave the tasks that fit', async () => {
    await at.open('task/fill-enclosed-medium-1?still');
    const rows = () => at.page.$$eval('.results tbody tr', (r) => r.length);
    expect(await rows()).toBe(8);
    await at.page.fill('.rail input', 'easy size');
    expect(await rows()).toBe(1);
    await at.page.fill('.rail input', '');
    await at.page.click('.chips button:last-child');
    expect(await rows()).toBeLessThan(8);
    at.quiet();
  });

  it('a place that does not exist, and a task that does not, say so and leave the rest usable', async () => {
    await at.page.goto(`${at.url}#/nowhere`);
    await at.page.reload();
    await at.page.waitForSelector('text=No page is called "nowhere"');
    await at.page.goto(`${at.url}#/task/none`);
    await at.page.waitForSelector('text=This run holds no task "none"');
    at.troubles.length = 0; // the 404 itself
    await at.page.keyboard.press('6');
    await at.page.waitForSelector("body[data-ready='charts']");
    at.quiet();
  });

  it('a half-written run: its faults stand in the page and its tasks can be opened', async () => {
    const copy = join(at.folder, 'half');
    cpSync(at.run, copy, { recursive: true });
    rmSync(join(copy, 'results.parquet'));
    writeFileSync(join(copy, 'answers.jsonl'), readFileSync(join(copy, 'answers.jsonl'), 'utf8').slice(0, -500));
    writeFileSync(join(copy, 'run.json'), '{');
    const own = await startViewer({ page: await builtPage(() => undefined), run: copy, shipped: tasks }), tab = await at.browser.newPage();
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
    const own = await startViewer({ page: await builtPage(() => undefined), run: null, shipped: tasks }), tab = await at.browser.newPage();
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
    const copy = join(at.folder, 'torn');
    cpSync(at.run, copy, { recursive: true });
    writeFileSync(join(copy, 'results.parquet'), 'PAR1 torn');
    const own = await startViewer({ page: await builtPage(() => undefined), run: copy, shipped: tasks }), tab = await at.browser.newPage();
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
