import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, extname, join } from 'node:path';
import { Trouble } from '../../src/runs/trouble.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const usual = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'];

/** Flags for a browser without a window, a GPU or the internet; webgl2 and webgpu run on the software renderer. */
export const chromiumFlags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--force-color-profile=srgb', '--hide-scrollbars',
];

/** Where Chromium or Chrome is: the environment variable CHROMIUM, else the PATH, else the usual places. */
export function chromiumPath(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM) return existsSync(environment.CHROMIUM) ? environment.CHROMIUM : undefined;
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '' && existsSync(folder));
  for (const name of names) for (const folder of folders) {
    const found = readdirSync(folder).find((file) => file === name || file === `${name}.exe`);
    if (found) return join(folder, found);
  }
  return usual.find((path) => existsSync(path));
}

export interface ShotOptions { url: string; file: string; width: number; height: number; scale: number; dark: boolean; whole: boolean; /** Only the figure whose title begins so; empty: the page. */ figure: string }

/** What `--shot` writes: a picture in pixels, one in shapes and words, and one that moves. */
export const SHOTS = ['.png', '.svg', '.apng'];

declare global {
  interface Window { cymaticShot(kind: 'svg' | 'apng', title: string): Promise<string> }
}

/**
 * Draws a page of the viewer, or one of its figures, into a PNG, SVG or animated PNG file, without a window. Errors: Trouble where no browser can be
 * had, the page does not get ready or is not there, it has no such figure, or nothing on it moves.
 */
export async function shoot({ url, file, width, height, scale, dark, whole, figure }: ShotOptions): Promise<void> {
  const executablePath = chromiumPath();
  if (!executablePath) throw new Trouble('--shot: no Chromium or Chrome came, expected one on the PATH. Install it (Debian: apt-get install chromium), or name it in the environment variable CHROMIUM.');
  const playwright = await import('playwright-core').catch(() => undefined);
  if (!playwright) throw new Trouble('--shot: the package playwright-core is missing, expected it beside vite. Install the development packages: npm ci.');
  const browser = await playwright.chromium.launch({ executablePath, args: chromiumFlags }).catch((error: Error) => {
    throw new Trouble(`--shot: ${executablePath} does not start (${error.message.split('\n')[0]}). Name another browser in the environment variable CHROMIUM.`);
  });
  try {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: scale, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
    await page.goto(url);
    await page.waitForSelector('body[data-ready]', { timeout: 60_000 }).catch(() => { throw new Trouble(`--shot: the page ${url} did not get ready in 60 s. Open it in a browser to see why.`); });
    const fault = await page.evaluate(() => document.body.dataset.fault);
    if (fault !== undefined) throw new Trouble(`--shot: ${fault}`);
    const kind = extname(file).slice(1) as 'png' | 'svg' | 'apng', refused = (error: Error) => { throw new Trouble(`--shot: ${error.message.replace(/^.*?Error: /s, '').split('\n')[0]}.`); };
    if (kind !== 'png') {
      const drawn = await page.evaluate(([k, title]) => window.cymaticShot(k as 'svg' | 'apng', title), [kind, figure]).catch(refused);
      writeFileSync(file, drawn!, kind === 'svg' ? 'utf8' : 'base64');
    } else if (figure === '') await page.screenshot({ path: file, fullPage: whole });
    else {
      await page.evaluate((title) => window.cymaticShot('svg', title), figure).catch(refused); // says which figures there are
      await page.locator('.figure').filter({ has: page.locator('h2', { hasText: new RegExp(`^${figure.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'i') }) }).first().screenshot({ path: file, style: '.save { visibility: hidden } header.bar { position: static }' });
    }
  } finally {
    await browser.close();
  }
}
