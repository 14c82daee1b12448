import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { gigabyteRun } from '../test/viz/make/recordings.ts';
import { builtPage } from '../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../viz/server/shot.ts';
import { startViewer } from '../viz/server/server.ts';

/** `npx tsx bench/replay.ts`: seconds from asking for the page to the first picture of a recording of 1.15 GB, and what was read for it. */
const folder = mkdtempSync(join(tmpdir(), 'cymatic-gigabyte-')), viewer = await startViewer({ page: await builtPage(console.error), run: gigabyteRun(folder), shipped: folder });
const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags });
try {
  for (const visit of ['first visit', 'again']) {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } }), began = performance.now();
    await page.goto(`${viewer.url}#/replay?still&t=200`);
    await page.waitForSelector('.screen[data-moment]');
    const seconds = (performance.now() - began) / 1e3, { requests, bytes } = await page.$eval('.screen', (s) => ({ ...(s as HTMLElement).dataset }));
    console.log(`${visit}: ${seconds.toFixed(2)} s, ${requests} files and ${(Number(bytes) / 1e6).toFixed(2)} MB of the recording read`);
    await page.close();
  }
} finally {
  await browser.close();
  await viewer.close();
  rmSync(folder, { recursive: true });
}
