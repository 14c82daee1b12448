// npx tsx bench/viewer.ts: frame times of the live 128² field in headless Chromium with a software renderer, one line of JSON a backend.
import { chromium } from 'playwright-core';
import { root } from '../src/runs/versions.ts';
import { builtPage } from '../viz/server/build.ts';
import { startViewer } from '../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../viz/server/shot.ts';

const FRAMES = 150, executablePath = chromiumPath();

async function main(): Promise<void> {
  if (!executablePath) return console.error('bench viewer: no Chromium came, expected one on the PATH. Install it, or name it in CHROMIUM.');
  const viewer = await startViewer({ page: await builtPage(console.error), run: null, shipped: `${root}tasks` }), browser = await chromium.launch({ executablePath, args: chromiumFlags });
  for (const asked of ['webasm', 'cpu']) {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.goto(`${viewer.url}#/laboratory?preset=spirals&seed=1&backend=${asked}`);
    await page.waitForSelector("body[data-ready='laboratory']");
    await page.waitForTimeout(2000); // warm-up: compilation and the first launches
    const frames = await page.evaluate(async (count) => {
      const times: number[] = [];
      for (let k = 0, last = performance.now(); k < count; k++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      return times.sort((a, b) => a - b);
    }, FRAMES);
    const at = (share: number) => Math.round(10 * frames[Math.floor(share * (FRAMES - 1))]) / 10, backend = await page.textContent('.gauge b');
    console.log(JSON.stringify({ name: 'viewer, live field', backend, sites: 128 * 128, perSecond: Math.round(1e4 / at(0.5)) / 10, frameMilliseconds: { p10: at(0.1), p50: at(0.5), p90: at(0.9) } }));
    await page.close();
  }
  await browser.close();
  await viewer.close();
}

void main();
