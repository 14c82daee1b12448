import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectLooks, fixturePage, noBrowser } from '../support/fixturePage.ts';

describe.skipIf(noBrowser)('the gallery of charts in Chromium', () => {
  const at = fixturePage();

  it('every chart draws', async () => {
    await at.open('charts');
    expect(await at.page.$$eval('.view.charts .figure', (f) => f.length)).toBe(24);
    expect(await at.page.$$eval('.view.charts svg', (all) => all.filter((s) => s.querySelectorAll('path, rect, circle').length < 2).length)).toBe(0);
    for (let k = 0; k < await at.page.locator('.view.charts canvas').count(); k++) expect(await at.colours(`.view.charts canvas >> nth=${k}`), `canvas ${k}`).toBeGreaterThan(4);
    at.quiet();
  });

  it('looks as it did (a changed picture shows up in review: gallery.snapshot)', async () => {
    await at.open('charts');
    await expectLooks(at.page, '.view.charts .figure', fileURLToPath(new URL('./gallery', import.meta.url)), false);
  });
});
