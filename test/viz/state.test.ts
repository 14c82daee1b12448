import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../viz/page/place.ts';
import { fixturePage, noBrowser } from '../support/fixturePage.ts';

const LONG = 'x'.repeat(1500), ID = 'fill-enclosed-medium-1';

describe.skipIf(noBrowser)('the address of the page', () => {
  const at = fixturePage((run) => {
    const file = join(run, 'answers.jsonl'), lines = readFileSync(file, 'utf8').trim().split('\n'), field = JSON.parse(lines.find((line) => line.startsWith(`{"id":"${ID}","method":"field"`))!);
    const forged = structuredClone(field.explanation);
    for (const test of forged.tests) for (const map of Object.values<unknown[][]>(test.heard)) for (const row of map) row.fill('<iframe src="run/evil.html"></iframe><img src=x onerror="window.owned = 1">');
    const more = [...['a/b', '..', LONG].map((id) => ({ ...field, id })), { ...field, id: 'forged', explanation: forged }, { ...field, id: 'hollow', explanation: { ...field.explanation, tests: [{}] }, cpuSeconds: '3' }];
    writeFileSync(file, `${[...lines, ...more.map((answer) => JSON.stringify(answer))].join('\n')}\n`);
    writeFileSync(join(run, 'evil.html'), '<script src="evil.js"></script>');
    writeFileSync(join(run, 'evil.js'), 'parent.owned = 1;');
  });
  const options = async () => Object.fromEntries(placeOf(await at.page.evaluate(() => location.hash)).options);
  const until = (part: string) => at.page.waitForFunction((text) => location.hash.includes(text), part);
  const go = async (hash: string) => { await at.page.evaluate((to) => { delete document.body.dataset.ready; location.hash = to; }, hash); await at.page.waitForSelector('body[data-ready]'); };
  const faults = () => at.page.$$eval('main .fault', (all) => all.map((f) => f.textContent));

  it('names cell, held time, colours and filter of a task; back and forward bring each task as it was left, and windows are told apart by their titles', async () => {
    await at.open(`task/${ID}?still`);
    expect(await at.page.title()).toBe('Fill enclosed medium 1 · run · Cymatic');
    await at.page.focus('.answer canvas');
    await at.page.keyboard.press('ArrowRight');
    await until('cell=');
    const { cell } = await options();
    await at.page.keyboard.press('c');
    await at.page.waitForSelector('body[data-ready]');
    expect(await options()).toEqual({ still: '', cell, hue: 'phase' });
    await at.page.click('.courses svg', { position: { x: 200, y: 60 } });
    await until('&t=');
    const { t } = await options();
    await at.page.fill('.rail input', 'easy');
    await until('find=easy');
    await go('#/task/bodies-fall-easy-1?still');
    expect(await options()).toEqual({ still: '', hue: 'phase', find: 'easy' });
    expect(await at.page.title()).toBe('Bodies fall easy 1 · run · Cymatic');
    await at.page.focus('.answer canvas');
    await at.page.keyboard.press('c');
    await at.page.waitForSelector('body[data-ready]');
    await at.page.fill('.rail input', '');
    await at.page.waitForFunction(() => !location.hash.includes('find'));
    await at.page.evaluate(() => { delete document.body.dataset.ready; history.back(); });
    await at.page.waitForSelector('body[data-ready]');
    expect(await options()).toEqual({ still: '', cell, hue: 'phase', t, find: 'easy' });
    expect(await at.page.inputValue('.rail input')).toBe('easy');
    expect(await at.page.textContent('.stamp')).toContain(`t = ${Number(t).toFixed(1)}`);
    await at.page.evaluate(() => { delete document.body.dataset.ready; history.forward(); });
    await at.page.waitForSelector('body[data-ready]');
    expect(await options()).toEqual({ still: '' });
    at.quiet();
  });

  it('says what of a task cannot be used, and shows the rest', async () => {
    for (const [asked, said] of [['test=-1', /^test: "-1" came, expected a whole number from 0 to 0\./], ['cell=9999', /^cell: "9999" came, expected a whole number from 0 to 87\./], ['cell=-1', /^cell: "-1" came/], ['t=-5', /^t: "-5" came, expected a number from 0 to [\d.]+\. The end is shown\.$/], ['cell=1.5', /^cell: "1\.5"/]] as const) {
      await go(`#/task/${ID}?still&${asked}`);
      expect(await faults()).toEqual([expect.stringMatching(said)]);
      expect(await at.page.textContent('.because')).toMatch(/^This cell is /);
      expect(await at.page.textContent('.stamp')).not.toContain('-');
    }
    at.quiet();
  });

  it('opens tasks whatever they are called, and cuts a name of 1500 letters', async () => {
    for (const id of ['a/b', '..']) {
      await go(`#/task/${encodeURIComponent(id)}?still`);
      expect(await at.page.getAttribute('article.task', 'data-id')).toBe(id);
    }
    await go(`#/task/${LONG}?still`);
    expect(await at.page.getAttribute('.title h1', 'title')).toBe(LONG);
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1360);
    at.quiet();
  });

  it('nothing in a run becomes a script of the page: markup in a record, its pages and scripts', async () => {
    await go('#/task/forged?still');
    expect(await at.page.$$eval('main iframe, main img', (found) => found.length)).toBe(0);
    expect(await at.page.textContent('main')).toContain('cannot be read here');
    at.quiet();
    const owned = await at.page.evaluate(async () => {
      const ended = (element: HTMLElement) => new Promise((done) => { element.onload = element.onerror = done; document.body.append(element); setTimeout(done, 2000); });
      await ended(Object.assign(document.createElement('script'), { src: 'run/evil.js' }));
      await ended(Object.assign(document.createElement('iframe'), { src: 'run/evil.html' }));
      return 'owned' in window;
    });
    expect(owned).toBe(false);
    at.troubles.length = 0; // the browser says what it refused
  });

  it('one task that cannot be read leaves the operations to the others, and its own page says so', async () => {
    await go('#/operations?still');
    expect(await at.page.title()).toBe('Operations · run · Cymatic');
    expect(await faults()).toEqual([]);
    await go('#/task/hollow?still');
    expect(await at.page.textContent('main')).toContain('cannot be read here');
    expect(await at.page.textContent('.verdicts')).toContain('by the clock');
    at.quiet();
  });

  it('the link to the page leads into it and leaves the address', async () => {
    await go(`#/task/${ID}?still`);
    const before = await at.page.evaluate(() => location.hash);
    await at.page.focus('.skip');
    await at.page.keyboard.press('Enter');
    expect(await at.page.evaluate(() => document.activeElement?.id)).toBe('main');
    expect(await at.page.evaluate(() => location.hash)).toBe(before);
    at.quiet();
  });

  it('while a run goes on its list of tasks stays beside the tasks alone', async () => {
    const file = join(at.run, 'run.json'), answers = join(at.run, 'answers.jsonl'), whole = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(whole), state: 'running' }));
    await at.open('compare');
    writeFileSync(answers, `${readFileSync(answers, 'utf8')}${readFileSync(answers, 'utf8').split('\n')[0].replace(/"id":"[^"]+"/, '"id":"late"')}\n`);
    await at.page.waitForFunction(() => document.querySelector('.notices')?.textContent?.includes('22 answers so far'));
    expect(await at.page.isHidden('.rail')).toBe(true);
    expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1360);
    at.quiet();
  });
});
