import { chromium } from 'playwright-core';
import { Trouble } from '../../src/runs/trouble.ts';
import { root } from '../../src/runs/versions.ts';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import type { BenchFigure } from '../../src/schemas/bench.ts';

/** Live fields of the laboratory, drawn by Chromium without a GPU. */
export const LIVE: Record<string, { preset: string; sites: number; about: string }> = {
  'live-128': { preset: 'spirals', sites: 128 * 128, about: '128 × 128 Sakaguchi-Kuramoto, live in Chromium with a software renderer' },
  'live-256': { preset: 'cores', sites: 256 * 256, about: '256 × 256 Stuart-Landau, RK4, live in Chromium with a software renderer' },
};

const FRAMES = 200;

/**
 * Opens the laboratory, lets it run for two seconds, then takes the time between frames in which the field has moved on (what the browser draws
 * without a new state does not count), and the processor time of all its processes meanwhile.
 */
export async function liveFrames(name: string, backend = 'auto', say: (text: string) => void): Promise<BenchFigure> {
  const { preset, sites, about } = LIVE[name], executablePath = chromiumPath();
  if (!executablePath) throw new Trouble(`bench ${name}: no Chromium came, expected one on the PATH. Install it, or name it in the environment variable CHROMIUM.`);
  const viewer = await startViewer({ page: await builtPage(say), run: null, shipped: `${root}tasks` }), browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.goto(`${viewer.url}#/laboratory?preset=${preset}&seed=1&backend=${backend}`);
    await page.waitForSelector("body[data-ready='laboratory']");
    await page.waitForTimeout(2000);
    const processors = await browser.newBrowserCDPSession(), spent = async () => (await processors.send('SystemInfo.getProcessInfo')).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    const before = await spent();
    const { times, steps } = await page.evaluate(async (count) => { // no named functions here: they would need a helper that the page has not
      const { dataset } = document.querySelector<HTMLElement>('[data-steps]')!, times: number[] = [], began = Number(dataset.steps);
      let last = performance.now();
      for (let seen = dataset.steps; times.length < count; seen = dataset.steps) {
        while (dataset.steps === seen) await new Promise((resolve) => requestAnimationFrame(resolve));
        const at = performance.now();
        times.push(at - last);
        last = at;
      }
      return { times, steps: Number(dataset.steps) - began };
    }, FRAMES);
    const cpu = (1e3 * ((await spent()) - before)) / FRAMES, sorted = [...times].sort((a, b) => a - b), total = sorted.reduce((sum, t) => sum + t, 0), perSecond = (sites * steps) / (total / 1e3);
    const ran = (await page.textContent('.gauge b'))!, executor = (await page.getAttribute('.gauge b', 'title'))!.replace(/^.*?: /, '');
    return {
      name, about, backend: ran, executor, sites, perSecond, slowest: perSecond, fastest: perSecond, ratio: null, loops: {},
      framesPerSecond: (1e3 * FRAMES) / total, stepsPerFrame: steps / FRAMES, median: sorted[FRAMES / 2], slow: sorted[Math.floor(0.95 * (FRAMES - 1))], cpu,
    };
  } finally {
    await browser.close();
    await viewer.close();
  }
}
