import { fileURLToPath } from 'node:url';
import { optionsOf } from '../../viz/page/lab/address.ts';
import { startOf, type Situation } from '../../viz/page/lab/situation.ts';
import { hashOf } from '../../viz/page/place.ts';
import { builtPage } from '../../viz/server/build.ts';
import { startViewer } from '../../viz/server/server.ts';
import { chromiumPage } from './chromiumPage.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A situation on a size that suits a software renderer, as the options of an address. */
export const small = (id: string, change: Partial<Situation> = {}): Record<string, string> => optionsOf({ ...startOf(id), backend: 'webasm', ...change, knobs: { ...startOf(id).knobs, ...change.knobs } });
/** How far two colours are from each other, red, green and blue 0 to 255. */
export const apart = (a: number[], b: number[]): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** The laboratory in Chromium; its hooks belong to the describe block that calls it. */
export function laboratoryPage() {
  const here = chromiumPage(async () => startViewer({ page: await builtPage(() => undefined), run: null, shipped: `${root}tasks` }), { viewport: { width: 1280, height: 900 } });
  const { troubles, quiet } = here;

  /** A fresh visit: the address alone decides. */
  const visit = async (options: Record<string, string>): Promise<void> => {
    await here.page.goto('about:blank');
    await here.page.goto(`${here.url}${hashOf('laboratory', '', options)}`);
    await here.page.waitForSelector("body[data-ready='laboratory']", { timeout: 60_000 });
  };
  return {
    visit, troubles, quiet,
    get page() { return here.page; },
    get url() { return here.url; },
    /** The same from within the page, which is quicker. */
    async open(options: Record<string, string>): Promise<void> {
      if (!here.page.url().startsWith(here.url)) return visit(options);
      await here.page.evaluate((hash) => { delete document.body.dataset.ready; if (location.hash === hash) window.dispatchEvent(new Event('hashchange')); else location.hash = hash; }, hashOf('laboratory', '', options));
      await here.page.waitForSelector("body[data-ready='laboratory']", { timeout: 60_000 });
    },
    /** What the page itself says its place is; the browser driver hears of it later. */
    hash: (): Promise<string> => here.page.evaluate(() => location.hash),
    /** What the view tells of its field: time, steps, r, watch. */
    data: (name: string): Promise<string> => here.page.$eval('.laboratory', (view, key) => (view as HTMLElement).dataset[key]!, name),
    until: (what: string, over: number) => here.page.waitForFunction(([key, least]) => Number((document.querySelector('.laboratory') as HTMLElement).dataset[key as string]) >= (least as number), [what, over] as const, { timeout: 30_000 }),
    fault: (): Promise<string> => here.page.$eval('.laboratory > .fault', (f) => ((f as HTMLElement).hidden ? '' : f.textContent!)),
    picture: (): Promise<string> => here.page.$eval('canvas.field', (canvas) => (canvas as HTMLCanvasElement).toDataURL()),
    /** The newest colours of the field, red, green, blue a site: what a person sees. */
    colours: (): Promise<number[][]> => here.page.$eval('canvas.field', (canvas) => {
      const c = canvas as HTMLCanvasElement, { data: pixels } = c.getContext('2d')!.getImageData(0, 0, c.width, c.height);
      return Array.from({ length: c.width * c.height }, (_, i) => [pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]]);
    }),
    set: (label: string, value: string, event = 'input'): Promise<void> => here.page.$eval(`[aria-label="${label}"]`, (input, [text, kind]) => { (input as HTMLInputElement).value = text; input.dispatchEvent(new Event(kind)); }, [value, event] as const),
  };
}
