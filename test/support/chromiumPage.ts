import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Viewer } from '../../viz/server/server.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';

const executablePath = chromiumPath();
/** Whether there is a browser to test in; where there is none it is said. */
export const noBrowser = !executablePath;
if (noBrowser) console.warn('viewer: no Chromium here, the browser tests are skipped. Install it (apt-get install chromium) or set CHROMIUM.');

/** A page of the viewer that `start` serves, in Chromium; its hooks belong to the describe block that calls it. `done`: what is put away at the end. */
export function chromiumPage(start: () => Promise<Viewer>, look: BrowserContextOptions = {}, done: () => void = () => undefined) {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [], asked: URL[] = [];
  beforeAll(async () => {
    viewer = await start();
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage({ viewport: { width: 1360, height: 900 }, ...look });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
    page.on('request', (request) => asked.push(new URL(request.url())));
  }, 90_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); done(); });
  return {
    troubles, asked,
    get page() { return page; },
    get browser() { return browser; },
    get url() { return viewer.url; },
    /** Opens a place anew and waits until it is drawn. */
    async open(place: string, ready = place.split(/[/?]/)[0]): Promise<void> {
      await page.goto(`${viewer.url}#/${place}`);
      await page.reload();
      await page.waitForSelector(`body[data-ready='${ready}']`, { timeout: 60_000 });
    },
    /** Nothing went wrong since the last time. */
    quiet(): void {
      expect(troubles.splice(0)).toEqual([]);
    },
  };
}
