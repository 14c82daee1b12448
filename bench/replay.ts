import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { gigabyteRun } from '../test/viz/make/recordings.ts';
import { builtPage } from '../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../viz/server/shot.ts';
import { startViewer } from '../viz/server/server.ts';

/**
 * `npx tsx bench/replay.ts`: from navigation to the first picture of a recording of 1.15 GB. Beside the wall clock stand the page's own main thread until
 * then (its busy milliseconds, its longest task), the bytes that came, and the machine's load: on a crowded machine the wall clock tells of the others.
 * Chromium loads hidden pages of its own when it starts (about a CPU second: chrome://omnibox-popup.top-chrome), so the first visit waits until that is over;
 * its cache is empty all the same.
 */
const folder = mkdtempSync(join(tmpdir(), 'cymatic-gigabyte-')), viewer = await startViewer({ page: await builtPage(console.error), run: gigabyteRun(folder), shipped: folder });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
try {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  await new Promise((over) => setTimeout(over, 5000));
  for (const visit of ['first visit', 'again', 'again', 'again']) {
    const page = await context.newPage(), devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU time of the main thread, whatever else runs on this machine
    const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')!.value, before = await busy();
    await page.addInitScript(() => {
      const seen = Object.assign(window, { longest: 0 });
      new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration); }).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(`${viewer.url}#/replay?still&t=200`);
    await page.waitForFunction(() => performance.getEntriesByName('picture').length > 0, undefined, { polling: 10 });
    const main = await busy() - before;
    const { picture, bytes, recording, longest } = await page.evaluate(() => {
      const came = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map((e) => ({ bytes: e.transferSize, recorded: e.name.includes('field.zarr') }));
      return { picture: performance.getEntriesByName('picture')[0].startTime, longest: (window as unknown as { longest: number }).longest,
        bytes: came.reduce((sum, e) => sum + e.bytes, 0), recording: came.filter((e) => e.recorded).reduce((sum, e) => sum + e.bytes, 0) };
    });
    console.log(`${visit}: picture after ${picture.toFixed(0)} ms (load ${loadavg()[0].toFixed(1)} on this machine); main thread computed for ${(1e3 * main).toFixed(0)} ms, longest task ${longest.toFixed(0)} ms; ${(bytes / 1e6).toFixed(2)} MB came, ${(recording / 1e6).toFixed(2)} MB of it recording`);
    await page.close();
  }
} finally {
  await browser.close();
  await viewer.close();
  rmSync(folder, { recursive: true });
}
