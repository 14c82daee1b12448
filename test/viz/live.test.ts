import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer } from '../../viz/server/server.ts';
import type { RunView } from '../../viz/shapes.ts';
import { startCymatic, until } from '../cli/support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), fixture = join(root, 'test/viz/fixture'), folder = mkdtempSync(join(tmpdir(), 'cymatic-live-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a run is watched while it is written', () => {
  it('cymatic start prints an address, serves the running run there, and ends by itself where nobody sits at a terminal', async () => {
    await builtPage(() => undefined);
    const { child, ended } = startCymatic(['start', '--tasks', '3', '--workers', '1'], folder);
    let out = '';
    child.stdout!.on('data', (part: Buffer) => { out += part.toString(); });
    await until(() => /open (http:\S+)/.test(out), 60);
    const [, url] = /open (http:\S+)/.exec(out)!, view = (await (await fetch(`${url}api/run`)).json()) as RunView;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect([view.run?.name, view.faults]).toEqual(['start', []]);
    const { code } = await ended;
    expect(code).toBe(0);
    expect(out).toContain('See why each cell got its colour: npx cymatic view');
  });

  it.skipIf(!chromiumPath())('the page waits, opens the first answer by itself, joins the net’s answer to it, and tells who solved what at the end', async () => {
    const run = join(folder, 'growing'), file = JSON.parse(readFileSync(join(fixture, 'run.json'), 'utf8')), state = (now: string) => writeFileSync(join(run, 'run.json'), JSON.stringify({ ...file, state: now, options: { ...file.options, tasks: join(root, 'tasks') } }));
    mkdirSync(run);
    state('running');
    const lines = readFileSync(join(fixture, 'answers.jsonl'), 'utf8').split('\n').filter((line) => line.startsWith('{"id":"fill-enclosed-medium-1"')), add = (k: number) => appendFileSync(join(run, 'answers.jsonl'), `${lines[k]}\n`);
    const viewer = await startViewer({ page: await builtPage(() => undefined), run, shipped: join(root, 'tasks') }), browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
    try {
      const page = await browser.newPage({ reducedMotion: 'reduce' }), troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
      await page.goto(viewer.url);
      await page.waitForSelector('.waiting');
      expect(await page.textContent('.note')).toContain('0 answers so far');
      expect(await page.locator('.fault').count()).toBe(0);
      add(0);
      await page.waitForSelector('.task[data-id="fill-enclosed-medium-1"] .because', { timeout: 20_000 });
      expect(await page.locator('.looks').count()).toBe(0);
      add(1);
      await page.waitForSelector('.looks canvas', { timeout: 20_000 });
      expect(await page.locator('.results b.unknown').count()).toBe(2);
      cpSync(join(fixture, 'results.parquet'), join(run, 'results.parquet'));
      state('done');
      await page.waitForSelector('.results b.solved', { timeout: 20_000 });
      expect(await page.locator('.note').count()).toBe(0);
      expect(troubles).toEqual([]);
    } finally {
      await browser.close();
      await viewer.close();
    }
  });
});
