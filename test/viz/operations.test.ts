import { fileURLToPath } from 'node:url';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gathered, labelPlace, onCanvas, pointsNear, project, shapeOf, type CubePoint } from '../../viz/charts/cube.ts';
import { KINDS } from '../../viz/charts/colour.ts';
import { expectLooks, fixturePage, noBrowser } from '../support/fixturePage.ts';

const looks = fileURLToPath(new URL('./looks/', import.meta.url));

describe('the cube’s layout', () => {
  it('equal places of one kind are one point of several, others stay apart', () => {
    expect(gathered([[0, 0, 0], [1, 0, 0], [0, 0, 0.001], [1, 0, 0]])).toEqual([[0, 2], [1, 3]]);
    expect(gathered([[0, 0, 0], [0, 0, 0], [0, 0, 0]], ['a', 'b', 'a'])).toEqual([[0, 2], [1]]);
  });
  it('all points under the pointer are found, the nearest first, whatever lies in front', () => {
    const points = [[0, 0, 0.9], [0, 0, -0.9], [0.5, 0, 0]].map((at): CubePoint => ({ at, colour: '', full: 1, label: '' })), size = [600, 500] as const;
    const [x, y] = onCanvas(project([[0, 0, 0]], [0, 0])[0], size);
    expect(pointsNear(points, [0, 0], size, [x + 1, y]).sort()).toEqual([0, 1]);
    expect(pointsNear(points, [0, 0], size, [x + 75, y])).toEqual([2]);
    expect(pointsNear(points, [0, 0], size, [10, 10])).toEqual([]);
  });
  it('a name stands above its point, elsewhere where it would cover another, and never outside', () => {
    const size = [400, 300] as const;
    expect(labelPlace([200, 150], 40, [], size)).toEqual([200, 128]);
    expect(labelPlace([200, 150], 40, [[190, 130]], size)).toEqual([200, 173]);
    expect(labelPlace([200, 150], 40, [[190, 130], [210, 170]], size)).toEqual([255, 150]);
    expect(labelPlace([398, 5], 40, [], size)).toEqual([360, 12]);
  });
  it('kinds differ by colour for an eye without green cones (lightness, blue-yellow), and by shape for any eye', () => {
    // The plain model of layouts.test.ts: red and green light fall together into one response.
    const seen = KINDS.map((hex) => {
      const [r, g, b] = [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)), red = 0.3 * r + 0.7 * g;
      return [116 * Math.cbrt(0.93 * red + 0.07 * b) - 16, 100 * (Math.cbrt(red) - Math.cbrt(b))];
    });
    seen.slice(0, 7).forEach((a, i) => seen.slice(i + 1, 7).forEach((b, k) => expect(Math.hypot(a[0] - b[0], a[1] - b[1]), `${KINDS[i]} and ${KINDS[i + 1 + k]}`).toBeGreaterThan(9)));
    expect(new Set(Array.from({ length: 7 }, (_, k) => shapeOf(k, 6))).size).toBe(7);
  });
});

describe.skipIf(noBrowser)('the cube of operations in Chromium', () => {
  const at = fixturePage();

  it('draws, turns by arrow keys and by dragging, and says what “hears”, “sings” and “frame” mean', async () => {
    await at.open('operations?still');
    const before = await at.picture('canvas.cube');
    await at.page.focus('.stage-of-points');
    await at.page.keyboard.press('ArrowRight');
    const turned = await at.picture('canvas.cube'), box = (await at.page.locator('.stage-of-points').boundingBox())!;
    expect(turned).not.toBe(before);
    await at.page.mouse.move(box.x + 30, box.y + 30);
    await at.page.mouse.down();
    await at.page.mouse.move(box.x + 90, box.y + 60, { steps: 3 });
    await at.page.mouse.up();
    expect(await at.picture('canvas.cube')).not.toBe(turned);
    for (const word of ['hears X:', 'sings X:', 'frame X:']) expect(await at.page.textContent('.meaning')).toContain(word);
    expect(await at.page.locator('.axes li').count()).toBe(3);
    at.quiet();
  });

  it('Tab goes from point to point and tells of each, Enter opens its task', async () => {
    await at.open('operations?still');
    await at.page.focus('.stage-of-points');
    await at.page.keyboard.press('Tab');
    const first = await at.page.textContent('.told .big');
    await at.page.keyboard.press('Tab');
    const second = await at.page.textContent('.told .big');
    expect(second).not.toBe(first);
    await at.page.keyboard.press('Enter');
    await at.page.waitForSelector("body[data-ready='task']");
    expect(await at.page.textContent('h1')).toBe(second);
    at.quiet();
  });

  it('pointing at a point tells of its task, clicking opens it', async () => {
    await at.open('operations?still');
    const before = await at.page.textContent('.told .big'), box = (await at.page.locator('a.point').nth(4).boundingBox())!;
    await at.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const there = (await at.page.textContent('.told .big'))!;
    expect(there).not.toBe(before);
    await at.page.mouse.down();
    await at.page.mouse.up();
    await at.page.waitForSelector("body[data-ready='task']");
    expect(await at.page.textContent('h1')).toBe(there);
    at.quiet();
  });

  it('looks as it did (looks/operations.snapshot)', async () => {
    await at.open('operations?still');
    await at.page.mouse.move(2, 2);
    await expectLooks(at.page, '.view.operations .figure', `${looks}operations`, true);
  });
});

describe.skipIf(noBrowser)('three tasks with the same couplings', () => {
  const at = fixturePage((run) => {
    const file = join(run, 'answers.jsonl'), lines = readFileSync(file, 'utf8').trim().split('\n').map((l) => JSON.parse(l)), own = lines.find((l) => l.id === 'fill-enclosed-medium-1' && l.method === 'field').explanation;
    for (const l of lines) if (l.method === 'field' && ['rays-to-wall-easy-1', 'bodies-fall-easy-1'].includes(l.id)) l.explanation = own;
    writeFileSync(file, `${lines.map((l) => JSON.stringify(l)).join('\n')}\n`);
  });

  it('are one ring with their number: all of them are listed under the pointer, and a click leaves the choice to the list', async () => {
    await at.open('operations?still');
    const box = (await at.page.locator('a.point[aria-label^="Fill enclosed"]').boundingBox())!;
    await at.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    expect(await at.page.textContent('.told')).toContain('2 more at this place or under the pointer');
    const all = [await at.page.textContent('.told .big'), ...(await at.page.locator('.told ul').first().locator('a').allTextContents())];
    expect(all.sort()).toEqual(['Bodies fall easy 1', 'Fill enclosed medium 1', 'Rays to wall easy 1']);
    await at.page.mouse.down();
    await at.page.mouse.up();
    expect(await at.page.evaluate(() => location.hash)).toContain('operations');
    const told = [await at.page.textContent('.told .big')];
    for (let k = 0; k < 2; k++) {
      await at.page.mouse.down();
      await at.page.mouse.up();
      told.push(await at.page.textContent('.told .big'));
    }
    expect(new Set(told).size, 'each click tells of the next').toBe(3);
    expect(await at.page.textContent('.told h3')).toBe('task 3 of 3 at this place');
    await at.page.locator('.told ul a').first().click();
    await at.page.waitForSelector("body[data-ready='task']");
    at.quiet();
  });
});

describe.skipIf(noBrowser)('a run without scores', () => {
  const at = fixturePage((run) => rmSync(join(run, 'results.parquet')));

  it('calls no task solved or unsolved: its points have no score, whatever the demonstrations said', async () => {
    await at.open('operations?still');
    const labels = await at.page.$$eval('a.point', (all) => all.map((a) => a.getAttribute('aria-label')!));
    expect(labels.length).toBeGreaterThan(4);
    expect(labels.filter((text) => !text.endsWith(', not scored'))).toEqual([]);
    await at.open('compare');
    expect(await at.page.textContent('.view.compare')).toContain('No answer of this run is scored');
  });
});
