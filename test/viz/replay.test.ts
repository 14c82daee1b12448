import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import type { RunSummary } from '../../viz/shapes.ts';
import { chromiumPage, noBrowser } from '../support/chromiumPage.ts';
import { gigabyteRun, recordedRun, settledRun } from './make/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'cymatic-replay-')), fixture = fileURLToPath(new URL('./fixture', import.meta.url));

describe.skipIf(noBrowser)('replay in Chromium', () => {
  const here = chromiumPage(async () => {
    const run = recordedRun(folder, [24, 32], { name: 'first-plane', moments: 60 }), ring = recordedRun(folder, 80, { name: 'second-ring', moments: 90 });
    const cut = recordedRun(folder, 80, { name: 'cut-ring', moments: 1200, state: 'interrupted' }), old = recordedRun(folder, 10, { name: 'old-version', moments: 3, version: '7.1.0' }), empty = recordedRun(folder, 10, { name: 'just-begun', moments: 0, state: 'running' });
    rmSync(join(cut, 'field.zarr/theta/0.0'));
    const group = join(old, 'field.zarr/.zmetadata');
    writeFileSync(group, readFileSync(group, 'utf8').replaceAll('"zlib"', '"blosc"'));
    return startViewer({ page: await builtPage(() => undefined), run, others: [ring, cut, old, empty, gigabyteRun(folder), fixture, settledRun(folder, 'a-settling')], shipped: join(folder, 'none') });
  }, {}, () => rmSync(folder, { recursive: true })), { open, quiet, asked, troubles } = here;
  let page: Page;
  beforeAll(() => { page = here.page; });

  const moments = () => page.$$eval('.screen', (all) => all.map((s) => Number((s as HTMLElement).dataset.moment)));
  const picture = (k = 0) => page.locator('canvas.field').nth(k).evaluate((c) => (c as HTMLCanvasElement).toDataURL());

  it('a run with a recording and no answers opens in the replay and plays', async () => {
    await page.goto(here.url);
    await page.waitForSelector("body[data-ready='replay']");
    await page.waitForFunction(() => Number((document.querySelector('.screen') as HTMLElement).dataset.moment) > 1, undefined, { timeout: 20_000 });
    await page.keyboard.press(' ');
    expect(await page.textContent('.replay-frame .play')).toBe('Play');
    quiet();
  });

  it('two runs on one clock: the time line, a course, the arrow keys and the address move both', async () => {
    await open('replay?runs=first-plane,second-ring&t=10&still');
    expect(await moments()).toEqual([20, 20]);
    const before = await picture();
    await page.$eval('.line', (line) => { (line as HTMLInputElement).value = '25'; line.dispatchEvent(new Event('input')); });
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLElement>('.screen')].every((s) => s.dataset.moment === '50'));
    expect(await picture()).not.toBe(before);
    expect(page.url()).toMatch(/runs=first-plane%2Csecond-ring&t=25/);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '49');
    await page.keyboard.press('End');
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLElement>('.screen')].map((s) => s.dataset.moment).join() === '59,89');
    await page.locator('.screen svg.course').first().click({ position: { x: 60, y: 80 } });
    await page.waitForFunction(() => Number((document.querySelector('.screen') as HTMLElement).dataset.moment) < 15);
    quiet();
  });

  it('the list is searched, and a tick brings a run beside the others; tasks of another run open from it', async () => {
    await open('replay?runs=first-plane&still');
    expect(await page.locator('.runs li').count()).toBe(8);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('/');
    await page.keyboard.type('ring done');
    expect(await page.locator('.runs li').count()).toBe(1);
    await page.click('.runs input[type=checkbox]');
    await page.waitForFunction(() => document.querySelectorAll('.screen canvas.field').length === 2);
    await page.fill('.runs input[type=search]', 'answers');
    await page.click('.runs a');
    await page.waitForSelector("body[data-ready='task']");
    expect(page.url()).toContain('?run=fixture');
    expect(await page.locator('.results tbody tr').count()).toBe(8);
    troubles.length = 0;
  });

  it('a run of 1.15 GB opens with one chunk of its field', async () => {
    asked.length = 0;
    await open('replay?runs=big-gigabyte&still&t=200');
    expect(asked.filter(({ pathname: path }) => path.includes('/theta/')).length).toBe(1 + asked.filter(({ pathname: path }) => path.endsWith('theta/0.0.0')).length);
    expect(Number(await page.getAttribute('.screen', 'data-bytes'))).toBeLessThan(2.5e6);
    expect(await page.textContent('.cost')).toMatch(/of a recording of 1\.1\d GB/);
    quiet();
  });

  it('one value has one colour, whatever was looked at before; a run on its own and beside another too', async () => {
    await open('replay?runs=a-settling&show=strengths&t=2&still');
    const before = await picture();
    await page.keyboard.press('End');
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '39');
    await page.keyboard.press('Home');
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '0');
    for (let k = 0; k < 8; k++) await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '8');
    await expect.poll(picture).toBe(before);
    quiet();
  });

  it('what is looked at is in the address: what is seen, oscillators that are pointed at, speed; the moment is told to a screen reader', async () => {
    await open('replay?runs=a-settling,first-plane&t=5&still');
    await page.locator('.screen select').first().selectOption('strengths');
    await page.locator('canvas.field').nth(1).click({ position: { x: 80, y: 40 } });
    await page.$eval('[aria-label=speed]', (pace) => { (pace as HTMLInputElement).value = '5'; pace.dispatchEvent(new Event('input')); });
    const address = await page.evaluate(() => location.hash);
    expect(decodeURIComponent(address)).toMatch(/t=5\.00000&show=strengths,&sites=,\d+&speed=4$/);
    const pictures = [await picture(0), await picture(1)];
    await open(`${address.slice(2)}&still`);
    expect([await picture(0), await picture(1)]).toEqual(pictures);
    expect(await page.inputValue('[aria-label=speed]')).toBe('5');
    expect(await page.locator('canvas.field').first().evaluate((c) => [c.getAttribute('role'), c.getAttribute('aria-valuetext')])).toEqual(['slider', 't = 5.000']);
    quiet();
  });

  it('a chunk that did not come is read when the server answers again', async () => {
    await page.route('**/cut-ring/field.zarr/theta/1.0', (route) => route.abort());
    await open('replay?runs=cut-ring&t=520&still');
    expect((await page.locator('.fault').allTextContents()).join('\n')).toContain('theta, chunk 1 did not come');
    await page.unroute('**/cut-ring/field.zarr/theta/1.0');
    await expect.poll(async () => (await page.locator('.fault').allTextContents()).join('\n'), { timeout: 20_000 }).not.toContain('did not come');
    expect((await page.locator('.fault').allTextContents()).join('\n')).toContain('theta/0.0 is missing');
    troubles.length = 0; // the chunk that is missing, and the one that was held up
  });

  it('a settling of constraints: phases and strengths by name, and the measures that a person chooses', async () => {
    await open('replay?runs=a-settling&still');
    const cost = () => page.textContent('.cost'), curves = () => page.$$eval('.screen svg.course .key text', (all) => all.map((t) => t.textContent!.trim()));
    expect(await cost()).toContain('20 sites, the last 40 moments');
    expect(await curves()).toEqual(['E energy', 'violations']);
    const before = await picture();
    await page.selectOption('.screen select', { label: 'strengths' });
    await page.waitForFunction(() => document.querySelector('.cost')!.textContent!.includes('33 rings'));
    expect(await picture()).not.toBe(before);
    expect(await page.isVisible('.screen .beside')).toBe(false);
    await page.click('.measures button:last-child');
    await page.waitForFunction(() => [...document.querySelectorAll('.screen svg.course .key text')].map((t) => t.textContent!.trim()).join() === 'violations,ring tension');
    quiet();
  });

  it('keys: arrows on the focused time line go by one moment, space plays, and a run that has ended says when', async () => {
    await open('replay?runs=first-plane,second-ring&t=40&still');
    expect(await page.textContent('.screen svg.course text.event')).toBe('ends at t = 29.5');
    const inside = await page.$eval('.screen svg.course', (svg) => Number(svg.querySelector('line.now')!.getAttribute('x1')) <= Number(svg.querySelector('.x.axis path')!.getAttribute('d')!.match(/H([\d.]+)/)![1]) + 1);
    expect(inside).toBe(true);
    await page.focus('.line');
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction(() => document.querySelectorAll<HTMLElement>('.screen')[1].dataset.moment === '79');
    await page.keyboard.press(' ');
    expect(await page.textContent('.replay-frame .play')).toBe('Pause');
    quiet();
  });

  it('broken recordings say what is broken, where, and leave the others usable', async () => {
    await open('replay?runs=cut-ring,old-version,just-begun,nobody,second-ring&still&t=3');
    const said = (await page.locator('.fault').allTextContents()).join('\n');
    expect(said).toContain('theta/0.0 is missing: moments 0 to 1023 of theta are blank.');
    expect(said).toMatch(/The recording cannot be read: .* is <f\d, blosc/);
    expect(said).toContain('Nothing is recorded yet');
    expect(said).toContain('No run "nobody" was given to this viewer.');
    expect((await moments())[3]).toBe(6);
    await page.$eval('.line', (line) => { (line as HTMLInputElement).value = '520'; line.dispatchEvent(new Event('input')); });
    await page.waitForFunction(() => (document.querySelector('.screen') as HTMLElement).dataset.moment === '1040');
    troubles.length = 0; // the 404 of the chunk that is missing
    await page.goto(`${here.url}?run=old-version#/laboratory`);
    await page.waitForSelector('text=This run was written by cymatic 7.1.0');
  });

  it('the server gives the runs it was given, and no other folder', async () => {
    const ask = async (path: string) => (await fetch(here.url + path)).status;
    expect(((await (await fetch(`${here.url}api/runs`)).json()) as RunSummary[]).map((r) => r.name)).toEqual(['first-plane', 'second-ring', 'cut-ring', 'old-version', 'just-begun', 'big-gigabyte', 'fixture', 'a-settling']);
    expect(await ask('runs/second-ring/run.json')).toBe(200);
    for (const path of ['runs/times/time/0', 'runs/..%2Ftimes/time/0', 'runs/second-ring/..%2Ffirst-plane/run.json', 'runs/second-ring/../../etc/passwd', 'runs/%2e%2e/first-plane/run.json', 'runs//etc/passwd', 'api/run?run=times']) expect(await ask(path), path).toBe(404);
  });
});
