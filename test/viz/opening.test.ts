import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { solveByField } from '../../src/solvers/grid/solve.ts';
import { question } from '../../src/tasks/question.ts';
import type { Task } from '../../src/tasks/types.ts';
import { COLOUR_NAMES, PALETTE } from '../../viz/charts/colour.ts';
import * as opening from '../../viz/opening/palette.js';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { until } from '../cli/support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), id = 'fill-enclosed-medium-1';
const { train, test: [input] } = question(JSON.parse(readFileSync(`${root}tasks/${id}.json`, 'utf8')) as Task);

it('the opening page names and draws the colours that the charts do', () => expect([opening.PALETTE, opening.COLOUR_NAMES]).toEqual([PALETTE, COLOUR_NAMES]));

describe('while the page is being built', () => {
  let viewer: Viewer, stands: (folder: string) => void, fails: (error: Error) => void;
  beforeAll(async () => {
    viewer = await startViewer({ page: new Promise<string>((resolve, reject) => { [stands, fails] = [resolve, reject]; }), run: null, shipped: `${root}tasks`, live: true });
  });
  afterAll(() => viewer.close());

  it('the opening page answers in its place, and nothing beside its folder', async () => {
    const page = await (await fetch(viewer.url)).text();
    expect(page).toContain('opening/opening.js');
    expect((await fetch(`${viewer.url}opening/live.js`)).headers.get('content-type')).toContain('javascript');
    for (const path of ['opening/..%2fserver%2fserver.ts', 'server/server.ts', 'opening/', 'page/main.ts', '..%2fshapes.ts']) expect((await fetch(viewer.url + path)).status, path).toBe(404);
  });

  it('who comes late hears the plan, the answers so far and the task that is being solved, not those that are over', async () => {
    viewer.tell({ kind: 'plan', total: 4, first: { id: 'a' } });
    for (const name of ['a', 'b']) viewer.tell({ kind: 'begins', id: name, method: 'field' });
    viewer.tell({ kind: 'gate', id: 'a', method: 'field' });
    viewer.tell({ kind: 'answered', id: 'a', method: 'field' });
    viewer.tell({ kind: 'gate', id: 'b', method: 'field' });
    const reader = (await fetch(`${viewer.url}api/now`)).body!.getReader();
    let text = '';
    while (!text.includes('"gate"')) text += new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect([...text.matchAll(/data: (.*)\n/g)].map(([, line]) => { const { kind, id: of } = JSON.parse(line) as { kind: string; id?: string }; return of ? `${kind} ${of}` : kind; })).toEqual(['plan', 'answered a', 'begins b', 'gate b']);
  });

  it('a page that cannot be built is told, the opening page stays', async () => {
    fails(new Error('no room'));
    const reader = (await fetch(`${viewer.url}api/now`)).body!.getReader(), text = new TextDecoder().decode((await reader.read()).value);
    await reader.cancel();
    expect(text).toContain('{"kind":"page","fault":"no room"}');
    expect(await (await fetch(viewer.url)).text()).toContain('opening/opening.js');
    stands('unheard');
  });
});

describe.skipIf(!chromiumPath())('the opening page in a browser', () => {
  let browser: Browser, page: Page, viewer: Viewer, stands: (folder: string) => void;
  const troubles: string[] = [];
  beforeAll(async () => {
    viewer = await startViewer({ page: new Promise<string>((resolve) => { stands = resolve; }), run: null, shipped: `${root}tasks`, live: true });
    browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
    page = await browser.newPage();
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  }, 60_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); });

  it('sets out the first puzzle before the field is there, goes through every scene of its solving, then opens the built page at that task', async () => {
    const scenes = new Map<string, string>(); // what each scene said last
    await page.exposeFunction('saw', (scene: string, words: string) => scenes.set(scene, words));
    await page.addInitScript(() => {
      new MutationObserver(() => {
        const { scene } = document.querySelector<HTMLElement>('.witness')?.dataset ?? {};
        if (scene) (window as unknown as { saw(scene: string, words: string): void }).saw(scene, document.querySelector('.witness-field p')!.textContent!);
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-frames'] });
    });
    viewer.tell({ kind: 'plan', total: 2, first: { id, train, input } });
    await page.goto(viewer.url);
    await page.waitForSelector('.witness-pair');
    expect(await page.textContent('.witness-kicker')).toBe('Up first');
    expect(await page.locator('.witness-pair').count()).toBe(Math.min(4, train.length));

    viewer.tell({ kind: 'begins', id, method: 'field', train, input });
    await until(() => scenes.has('0'), 60);
    const solved = await solveByField({ train, test: [input] }, { seed: 1, seconds: 60, show: (moment) => viewer.tell({ ...moment, id, method: 'field' }) });
    viewer.tell({ kind: 'answered', id, method: 'field', solved: true, sure: solved.sure, seconds: 0.8 });
    stands(`${root}test/browser`); // any folder with an index.html is a page
    await page.waitForFunction(() => document.querySelector('#state')?.textContent?.includes('opens after this task'), undefined, { timeout: 60_000 });
    await until(() => scenes.has('5'), 60);
    expect([...scenes.keys()]).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(scenes.get('3')).toMatch(/^The best of \d+ explanations\. What drives a cell:\n→ .*, where “enclosed .*\n→ \w+, where “enclosed .*\nLeft out in turn, every pair was foretold by the others\.$/);
    expect(scenes.get('5')).toMatch(/^Right\. Settled in 0\.8 s; the field is sure of it\.$/);
    await page.waitForFunction(() => !document.querySelector('.witness'), undefined, { timeout: 30_000 });
    expect(page.url()).toMatch(new RegExp(`#/task/${id}$`));
    expect(troubles.filter((t) => !/404|Failed to load/.test(t))).toEqual([]);
  });
});
