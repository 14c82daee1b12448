import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectLooks, fixturePage, noBrowser } from '../support/fixturePage.ts';

const looks = fileURLToPath(new URL('./looks/', import.meta.url));

describe.skipIf(noBrowser)('the task view in Chromium', () => {
  const at = fixturePage();
  const because = () => at.page.textContent('.because');
  const figure = (title: string) => at.page.locator('.figure').filter({ has: at.page.locator('h2', { hasText: new RegExp(`^${title}`) }) });

  it('pointing at a cell changes its sentence, arrows move on, the keys play, list and turn pages', async () => {
    await at.open('task/colour-by-size-easy-1?still');
    expect(await at.colours('.answer canvas')).toBeGreaterThan(4);
    const before = await because();
    await at.page.hover('.answer canvas', { position: { x: 10, y: 10 } });
    const there = await because();
    expect(there).not.toBe(before);
    await at.page.focus('.answer canvas');
    for (let k = 0; k < 3; k++) await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('ArrowRight');
    await at.page.keyboard.press('ArrowRight');
    expect(await because()).not.toBe(there);
    await at.page.keyboard.press('j');
    await at.page.waitForFunction(() => location.hash.includes('bodies-fall'));
    await at.page.waitForSelector("body[data-ready='task']");
    await at.page.keyboard.press('?');
    expect(await at.page.isVisible('dialog.help')).toBe(true);
    await at.page.keyboard.press('Escape');
    at.quiet();
  });

  it('gates: pointing at a source lights the cells it drives, and no two words overlap, at 1280 and at 800 points', async () => {
    for (const [width, id] of [[1280, 'colour-by-size-easy-1'], [800, 'colour-by-size-easy-1'], [800, 'bounce-drop-easy-2']] as const) { // the last holds gates too deep to stand side by side
      await at.page.setViewportSize({ width, height: 900 });
      await at.open(`task/${id}?still`);
      expect(await at.page.$$eval('.gates .node', (n) => n.length)).toBeGreaterThanOrEqual(5);
      const before = await at.picture('.answer canvas');
      await at.page.locator('.gates .node[tabindex]').last().focus();
      expect(await at.picture('.answer canvas')).not.toBe(before);
      const overlapping = await at.page.$$eval('.gates text, .gates foreignObject span', (all) => {
        const boxes = all.map((e) => ({ text: e.textContent, box: e.getBoundingClientRect() })).filter((b) => b.box.width > 0);
        return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.box.left < b.box.right && b.box.left < a.box.right && a.box.top < b.box.bottom - 1 && b.box.top < a.box.bottom - 1).map((b) => `${a.text} | ${b.text}`));
      });
      expect(overlapping).toEqual([]);
      expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await at.page.setViewportSize({ width: 1360, height: 900 });
    at.quiet();
  });

  it('beside it: the net’s answer and where it looked, tied to the same cell; pointing there moves the field’s sentence', async () => {
    await at.open('task/colour-by-size-easy-1?still');
    expect(await at.page.locator('.looks canvas').count()).toBe(4);
    const before = await because();
    await at.page.hover('.looks canvas >> nth=0', { position: { x: 8, y: 8 } });
    expect(await because()).not.toBe(before);
    await at.page.waitForFunction(() => document.querySelector('.looks .caption')!.textContent === 'the net says black, as the field does');
    at.quiet();
  });

  it('heard: every process shows what it said, and what it says of a cell follows the pointer and the arrow keys', async () => {
    await at.open('task/fill-enclosed-medium-1?still');
    const strips = figure('Heard').locator('svg.strip'), said = () => strips.nth(1).locator('text.said').allTextContents();
    expect(await strips.nth(1).locator('g.channel').count()).toBeGreaterThanOrEqual(6);
    expect(await figure('Heard').locator('text.name').allTextContents()).toContain('a wave from the rim');
    const before = [await because(), await said()];
    await strips.nth(1).locator('g.channel').first().hover({ position: { x: 6, y: 6 } });
    const there = [await because(), await said()];
    expect(there[0]).not.toBe(before[0]);
    await strips.nth(1).focus();
    for (let k = 0; k < 4; k++) await at.page.keyboard.press('ArrowDown');
    for (let k = 0; k < 3; k++) await at.page.keyboard.press('ArrowRight');
    expect(await said()).not.toEqual(there[1]);
    at.quiet();
  });

  it('sub-rectangles: all 441 of a 6 × 6 grid are drawn from the record, a square names its rectangle, keys move and stretch it', async () => {
    await at.open('task/colour-by-size-easy-1?still');
    const part = figure('Sub-rectangles'), words = part.locator('output'), map = part.locator('.rectangles > div:last-child canvas');
    await part.locator('button', { hasText: 'demonstration 3' }).click();
    expect(await part.locator('.rectangles .caption').first().textContent()).toBe('441 rectangles in 6 × 6 cells');
    expect(await words.textContent()).toMatch(/^Rows 1–6, columns 1–6: 36 cells, r = 0\.\d\d\.$/);
    await map.hover({ position: { x: 54, y: 16 } });
    expect(await words.textContent()).toBe('Row 1, column 1: 1 cell, r = 1.00, one voice.');
    await map.focus();
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('Shift+ArrowRight');
    expect(await words.textContent()).toMatch(/^Row 2, columns 1–2: 2 cells/);
    await part.locator('button', { hasText: 'the answer' }).click();
    expect(await words.textContent()).toMatch(/42 cells/);
    at.quiet();
  });

  it('differences: each demonstration is held against its output, and a changed cell says from which colour to which', async () => {
    await at.open('task/bodies-fall-easy-1?still');
    const part = figure('Differences'), words = part.locator('output');
    expect(await part.locator('g.difference').count()).toBeGreaterThanOrEqual(3);
    await part.locator('g.difference').first().focus();
    expect(await words.textContent()).toMatch(/^Row 1, column 1: black stays, no difference\.$/);
    const seen = new Set<string>();
    for (let row = 0; row < 12; row++) {
      for (let k = 0; k < 12; k++) { seen.add((await words.textContent())!.replace(/^.*?: /, '')); await at.page.keyboard.press(row % 2 ? 'ArrowLeft' : 'ArrowRight'); }
      await at.page.keyboard.press('ArrowDown');
    }
    expect([...seen].some((text) => /^(black → (?!black)|(?!black)[a-z ]+ → black).*δ = [+−]\d\/10 of a turn\.$/.test(text)), [...seen].join(' | ')).toBe(true);
    at.quiet();
  });

  it('an older recording says in these figures that it holds none of it, and how to get it; all else is drawn', async () => {
    await at.open('task/rays-to-wall-easy-1?still');
    const notes = await at.page.locator('.missing:visible').allTextContents();
    expect(notes.filter((n) => n.includes('npx cymatic solve tasks --only rays-to-wall-easy-1'))).toHaveLength(2);
    await figure('Sub-rectangles').locator('button', { hasText: 'test input' }).click();
    expect(await at.page.locator('.missing:visible').count()).toBe(3);
    expect(await because()).toMatch(/^This cell is .* because /);
    at.quiet();
  });

  it('the truth is fetched and shown only on demand', async () => {
    const asked: string[] = [], note = (request: { url(): string }) => asked.push(request.url());
    at.page.on('request', note);
    await at.open('task/fill-enclosed-medium-1?still');
    expect(asked.filter((url) => url.includes('/api/truth'))).toEqual([]);
    expect(await at.page.getByText('as published').count()).toBe(0);
    await at.page.keyboard.press('t');
    await at.page.waitForSelector('text=as published');
    expect(asked.filter((url) => url.includes('/api/truth'))).toHaveLength(1);
    expect(await at.page.getByText('✓ right').count()).toBeGreaterThanOrEqual(2);
    at.page.off('request', note);
    at.quiet();
  });

  it('looks as it did (a changed picture shows up in review: looks/task.snapshot)', async () => {
    await at.open('task/fill-enclosed-medium-1?still');
    await expectLooks(at.page, '.view.task .figure', `${looks}task`, true);
  });
});
