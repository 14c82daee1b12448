import { chromium } from 'playwright-core';
import { Trouble } from '../../src/runs/trouble.ts';
import { root } from '../../src/runs/versions.ts';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import type { BenchOutput } from '../../src/schemas/bench.ts';

/** Live fields of the laboratory, drawn by Chromium without a GPU. */
export const LIVE: Record<string, { preset: string; sites: number; about: string }> = {
  'live-128': { preset: 'spirals', sites: 128 * 128, about: '128 × 128 Sakaguchi-Kuramoto, live in Chromium with a software renderer' },
  'live-256': { preset: 'cores', sites: 256 * 256, about: '256 × 256 Stuart-Landau, RK4, live in Chromium with a software renderer' },
};

const FRAMES = 150;

/** Opens the laboratory, lets it run for two seconds, then counts frames and what the page says of itself. */
export async function liveFrames(name: string, backend = 'auto', say: (text: string) => void): Promise<BenchOutput[number]> {
  const { preset, sites, about } = LIVE[name], executablePath = chromiumPath();
  if (!executablePath) throw new Trouble(`bench ${name}: no Chromium came, expected one on the PATH. Install it, or name it in the environment variable CHROMIUM.`);
  const viewer = await startViewer({ page: await builtPage(say), run: null, shipped: `${root}tasks` }), browser = await chromium.launch({ executablePath, args: chromiumFlags });
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.goto(`${viewer.url}#/laboratory?preset=${preset}&seed=1&backend=${backend}`);
    await page.waitForSelector("body[data-ready='laboratory']");
    await page.waitForTimeout(2000);
    const counted = await page.evaluate(async (count) => {
      const bench = document.querySelector<HTMLElement>('[data-steps]')!, times: number[] = [], began = Number(bench.dataset.steps);
      let last = performance.now();
      for (let k = 0; k < count; k++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        times.push(now - last);
        last = now;
      }
      return { times: times.sort((a, b) => a - b), steps: Number(bench.dataset.steps) - began };
    }, FRAMES);
    const total = counted.times.reduce((sum, t) => sum + t, 0), perSecond = (sites * counted.steps) / (total / 1e3), [ran, executor] = (await page.textContent('.gauge'))!.split(' · ')[0].split(/ (.*)/);
    return {
      name, about, backend: ran, executor, sites, perSecond, slowest: perSecond, fastest: perSecond, ratio: null, loops: {},
      framesPerSecond: (1e3 * FRAMES) / total, stepsPerFrame: counted.steps / FRAMES, slow: counted.times[Math.floor(0.9 * (FRAMES - 1))],
    };
  } finally {
    await browser.close();
    await viewer.close();
  }
}
