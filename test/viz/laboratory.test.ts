import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulationFile } from '../../src/index.ts';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumFlags, chromiumPath } from '../../viz/server/shot.ts';
import { startViewer, type Viewer } from '../../viz/server/server.ts';
import { PRESETS } from '../../viz/page/lab/presets.ts';
import { optionsOf, situationOf, startOf, type Situation } from '../../viz/page/lab/situation.ts';
import { hashOf, placeOf } from '../../viz/page/place.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), executablePath = chromiumPath();
if (!executablePath) console.warn('laboratory: no Chromium here, the browser tests are skipped. Install it (apt-get install chromium) or set CHROMIUM.');

describe.skipIf(!executablePath)('the laboratory in Chromium', () => {
  let browser: Browser, viewer: Viewer, page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    viewer = await startViewer({ page: await builtPage(() => undefined), run: null, shipped: `${root}tasks` });
    browser = await chromium.launch({ executablePath, args: chromiumFlags });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => { if (message.type() === 'error') troubles.push(message.text()); });
  }, 60_000);
  afterAll(async () => { await browser?.close(); await viewer?.close(); });

  /** A fresh visit: the address alone decides. */
  const visit = async (options: Record<string, string>) => {
    await page.goto('about:blank');
    await page.goto(`${viewer.url}${hashOf('laboratory', '', options)}`);
    await page.waitForSelector("body[data-ready='laboratory']", { timeout: 60_000 });
  };
  /** The same from within the page, which is quicker. */
  const open = async (options: Record<string, string>) => {
    if (!page.url().startsWith(viewer.url)) return visit(options);
    await page.evaluate((hash) => { delete document.body.dataset.ready; if (location.hash === hash) window.dispatchEvent(new Event('hashchange')); else location.hash = hash; }, hashOf('laboratory', '', options));
    await page.waitForSelector("body[data-ready='laboratory']", { timeout: 60_000 });
  };
  /** What the page itself says its place is; the browser driver hears of it later. */
  const hash = () => page.evaluate(() => location.hash);
  const data = (name: string) => page.$eval('.laboratory', (view, key) => (view as HTMLElement).dataset[key]!, name);
  const until = (what: string, over: number) => page.waitForFunction(([key, least]) => Number((document.querySelector('.laboratory') as HTMLElement).dataset[key as string]) >= (least as number), [what, over] as const, { timeout: 30_000 });
  const fault = () => page.$eval('.laboratory > .fault', (f) => ((f as HTMLElement).hidden ? '' : f.textContent!));
  const quiet = () => { expect(troubles.splice(0)).toEqual([]); };
  const small = (id: string, change: Partial<Situation> = {}): Record<string, string> => optionsOf({ ...startOf(id), backend: 'webasm', ...change, knobs: { ...startOf(id).knobs, ...change.knobs } });
  const picture = () => page.$eval('canvas.field', (canvas) => (canvas as HTMLCanvasElement).toDataURL());
  /** The newest colours of the field, red, green, blue a site: what a person sees. */
  const colours = () => page.$eval('canvas.field', (canvas) => {
    const c = canvas as HTMLCanvasElement, { data: pixels } = c.getContext('2d')!.getImageData(0, 0, c.width, c.height);
    return Array.from({ length: c.width * c.height }, (_, i) => [pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2]]);
  });
  const apart = (a: number[], b: number[]) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  const set = (label: string, value: string, event = 'input') => page.$eval(`[aria-label="${label}"]`, (input, [text, kind]) => { (input as HTMLInputElement).value = text; input.dispatchEvent(new Event(kind)); }, [value, event] as const);

  describe('each preset opens, runs and shows its phenomenon', () => {
    /** Launches before the picture, on a size small enough for a software renderer, and what is then read off the page. */
    const shown: Record<string, { frames: number; change?: Partial<Situation>; sees: () => Promise<void> }> = {
      spirals: { frames: 120, change: { size: [48, 48] }, sees: async () => {
        expect(Number(await data('r'))).toBeLessThan(0.6); // waves of every phase
        const all = await colours();
        let smooth = 0;
        for (let i = 1; i < all.length; i++) smooth += apart(all[i], all[i - 1]) / all.length;
        expect(smooth).toBeLessThan(70); // and neighbours nearly alike: independent phases are above 100 apart
        expect(new Set(all.map((c) => c.join())).size).toBeGreaterThan(100);
      } },
      onset: { frames: 160, sees: async () => {
        expect(Math.abs(Number(await data('r')) - Math.sqrt(1 - 1 / 1.8))).toBeLessThan(0.08);
        expect(await page.getAttribute('.courses canvas >> nth=1', 'aria-label')).toContain('1 measured');
      } },
      chimera: { frames: 400, sees: async () => {
        const locked = Number(/largest cluster of one frequency: (\d+) of 256/.exec((await page.textContent('.gauge'))!)![1]);
        expect(locked).toBeGreaterThan(60);
        expect(locked).toBeLessThan(230);
        expect(Number(await data('r'))).toBeLessThan(0.95);
      } },
      twisted: { frames: 250, change: { size: [1, 80], seed: 3 }, sees: async () => {
        expect(Math.abs(Number(/(-?\d+) turns in the ring/.exec((await page.textContent('.gauge'))!)![1]))).toBeGreaterThan(0);
        expect(Number(await data('r'))).toBeLessThan(0.1);
      } },
      death: { frames: 100, change: { speed: 4, knobs: { K: 1.5 } }, sees: async () => {
        const all = await colours();
        expect(Number(await data('watch'))).toBeLessThan(0.02); // mean amplitude
        expect(Math.max(...all.map((c) => apart(c, all[0])))).toBeLessThan(12); // every cell looks as the ground
      } },
      cores: { frames: 100, change: { size: [48, 48] }, sees: async () => {
        const ground = await page.$eval('.live', (e) => getComputedStyle(e).backgroundColor.match(/\d+/g)!.map(Number)), far = (await colours()).map((c) => apart(c, ground)).sort((a, b) => a - b);
        expect(far[0]).toBeLessThan(0.5 * far[Math.floor(far.length / 2)]); // somewhere the oscillation dies while half of the field is bright
      } },
      segmentation: { frames: 250, sees: async () => {
        const all = await colours(), at = (row: number, column: number) => all[40 * row + column], middles = [at(7, 9), at(7, 29), at(17, 27), at(19, 10), at(31, 30), at(35, 8)];
        expect(Number(await data('watch'))).toBeGreaterThan(0.95); // r inside the bodies
        expect(Number(await data('r'))).toBeLessThan(0.6); // r of all
        expect(apart(at(4, 5), at(11, 13))).toBeLessThan(20);
        expect(new Set(middles.map((c) => c.join())).size).toBeGreaterThanOrEqual(5);
      } },
      'small-world': { frames: 200, change: { coupling: { kind: 'small-world', links: 8, p: 0.3, open: false } }, sees: async () => { expect(Number(await data('r'))).toBeGreaterThan(0.95); } },
      memory: { frames: 150, sees: async () => {
        const all = await colours(), at = (row: number, column: number) => all[20 * row + column];
        expect(Number(await data('watch'))).toBeGreaterThan(0.95); // likeness to the nearest picture
        expect(apart(at(10, 3), at(3, 10))).toBeLessThan(30); // the ring
        expect(apart(at(10, 10), at(0, 0))).toBeLessThan(30); // its ground
        expect(apart(at(10, 3), at(10, 10))).toBeGreaterThan(80);
      } },
      excitable: { frames: 60, change: { size: [48, 48] }, sees: async () => {
        const all = await colours(), far = all.map((c) => apart(c, all[0]));
        expect(Math.max(...far)).toBeGreaterThan(100); // excited beside resting
        expect(Number(await data('watch'))).toBeGreaterThan(0.02);
        const before = await picture();
        await page.keyboard.press('.');
        await page.waitForFunction((old) => (document.querySelector('canvas.field') as HTMLCanvasElement).toDataURL() !== old, before);
      } },
    };

    it.each(PRESETS.map((p) => [p.id, p.title]))('%s', async (id, title) => {
      const { frames, change, sees } = shown[id];
      await open({ ...small(id, change), still: '', frames: String(frames) });
      expect(await page.textContent('.stage h2')).toBe(title);
      expect((await page.textContent('.stage header .caption'))!.length).toBeGreaterThan(60);
      expect(await page.textContent('.gauge b')).toBe('webasm');
      expect(await page.locator('.equations .katex').count()).toBeGreaterThan(0);
      expect(await fault()).toBe('');
      await sees();
      quiet();
    });
  });

  it('onset: with the coupling turned up while it runs, r climbs from near 0 to above 0.7', async () => {
    await open(small('onset', { knobs: { K: 0.4 }, speed: 4 }));
    await until('time', 8);
    expect(Number(await data('r'))).toBeLessThan(0.2);
    await set('coupling', '3');
    await until('r', 0.7);
    quiet();
  });

  it('play, pause, one step, back in time, restart and speed', async () => {
    await open(small('twisted', { size: [1, 40] }));
    await until('time', 20);
    await page.keyboard.press('Space');
    expect(await page.textContent('.play')).toBe('Play');
    const there = Number(await data('time'));
    await page.getByRole('button', { name: 'step' }).click();
    await until('time', there + 0.8);
    await set('go back in time', '3');
    expect(Number(await data('time'))).toBeCloseTo(2.4, 6);
    await set('speed', '4');
    expect(await hash()).toContain('speed=4');
    await page.getByRole('button', { name: 'restart' }).click();
    expect(Number(await data('time'))).toBe(0);
    quiet();
  });

  it('keys: space plays, the point steps, r restarts, s takes another seed; arrows and Enter poke the field', async () => {
    await open({ ...small('twisted', { size: [1, 40] }), still: '', frames: '30' });
    await page.keyboard.press('s');
    expect(await page.inputValue('[aria-label=seed]')).toBe('2');
    expect(Number(await data('time'))).toBe(0);
    await page.keyboard.press('.');
    await until('time', 0.8);
    await page.keyboard.press('r');
    expect(Number(await data('time'))).toBe(0);
    await page.focus('canvas.field');
    const before = await picture();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await picture()).not.toBe(before);
    quiet();
  });

  it('a poke with the pointer changes the field under it', async () => {
    await open({ ...small('spirals', { size: [32, 32] }), still: '', frames: '10' });
    const before = await colours();
    await page.click('canvas.field', { position: { x: 264, y: 264 } });
    const after = await colours(), changed = after.flatMap((c, i) => (apart(c, before[i]) > 5 ? [i] : []));
    expect(changed.length).toBeGreaterThan(2);
    for (const i of changed) expect(Math.hypot(Math.floor(i / 32) - 16, (i % 32) - 16)).toBeLessThan(3);
    quiet();
  });

  it('the model as text: a fault is said while the last good field runs on, a good line is taken and shown as maths', async () => {
    await open(small('onset', { size: [8, 8] }));
    const area = page.getByRole('textbox', { name: 'the model as text' }), good = await area.inputValue();
    await area.fill(good.replace('omega + K', 'omega + K * tetha'));
    expect(await page.textContent('.writing .said')).toMatch(/"tetha".*Did you mean "theta"\?/);
    const then = Number(await data('time'));
    await until('time', then + 0.4);
    await area.fill("phase theta\nparameter omega = 2, G = 0.75\ntheta' = omega + G * sin(2*theta)");
    expect(await page.textContent('.writing .said')).toBe('');
    expect(await page.textContent('.writing .equations')).toContain('G');
    expect(await page.getByLabel('parameter G').inputValue()).toBe('0.75');
    expect(situationOf(placeOf(await hash()).options).situation.written).toContain('G = 0.75');
    const now = Number(await data('time'));
    expect(now).toBeGreaterThan(then); // it went on from where it was
    await until('time', now + 0.4);
    await page.getByRole('button', { name: 'as it was' }).click();
    expect(await area.inputValue()).toBe(good);
    expect(await page.getByLabel('parameter G').count()).toBe(0);
    quiet();
  });

  it('a model by name, another coupling, nonsense for a size', async () => {
    await open(small('twisted', { size: [1, 40] }));
    await page.getByLabel('model by name').selectOption('van-der-pol');
    await page.waitForSelector("h2:text('Van der Pol')");
    await until('time', 0.5);
    await page.getByLabel('who hears whom').selectOption('small-world');
    await page.getByLabel('links a site').waitFor();
    expect(await hash()).toContain('carrier=small-world_8_0.1');
    const size = page.getByLabel(/^size/);
    await size.fill('a lot');
    await size.press('Enter');
    expect(await page.textContent('.ground .said')).toMatch(/^size: "a lot" came, expected rows x columns or one number/);
    await size.fill('5000');
    await size.press('Enter');
    expect(await page.textContent('.ground .said')).toMatch(/5,000 sites, expected at most 1,024/);
    await size.fill('60');
    await size.press('Enter');
    expect(await page.textContent('.ground .said')).toBe('');
    expect(await hash()).toContain('size=60');
    await page.getByLabel('who hears whom').selectOption('moore');
    await page.waitForFunction(() => (document.querySelector('canvas.field') as HTMLCanvasElement).height === 8);
    await until('time', 0.2);
    quiet();
  });

  it('noise is the engine’s: two visits to one address show the same picture, another seed another', async () => {
    const options = (seed: number) => ({ ...small('onset', { size: [12, 12], seed, knobs: { noise: 0.4 } }), still: '', frames: '20' });
    await open(options(5));
    const one = await picture(), r = await data('r');
    await open(options(5));
    expect([await picture(), await data('r')]).toEqual([one, r]);
    await open(options(6));
    expect(await picture()).not.toBe(one);
    expect(await page.textContent('.equations')).toContain('ξ');
    quiet();
  });

  it('the whole state is in the address: what a person changes comes back in a fresh visit', async () => {
    await open(small('spirals', { size: [16, 16] }));
    await set('phase lag', '-0.6');
    await set('noise', '0.1');
    await set('seed', '17', 'change');
    await page.getByLabel('who hears whom').selectOption('von-neumann');
    await page.getByLabel('open walls').check();
    await page.getByRole('textbox', { name: 'the model as text' }).fill("name Mine & yours\nphase theta\nparameter omega = 0, K = 2, alpha = 0.7\ntheta' = omega + K*(S*cos(theta + alpha) - C*sin(theta + alpha)) + 0.1*sin(3*theta)\nemits S = sin(theta)\nemits C = cos(theta)");
    const address = await hash(), { situation, faults } = situationOf(placeOf(address).options);
    expect(faults).toEqual([]);
    expect(situation).toMatchObject({ preset: 'spirals', size: [16, 16], seed: 17, backend: 'webasm', coupling: { kind: 'von-neumann', open: true }, knobs: { alpha: -0.6, noise: 0.1, K: 2 } });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'copy link' }).click();
    await page.getByRole('button', { name: 'copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${viewer.url}${address}`);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'save as a model file' }).click();
    const file = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as SimulationFile;
    expect(file).toMatchObject({ name: 'Mine & yours', sites: [16, 16], seed: 17, integrator: 'euler', parameters: { alpha: -0.6, noiseD: 0.1 }, carriers: { links: { kind: 'lattice', boundary: 'open' } } });
    await visit(optionsOf(situation));
    expect(await hash()).toBe(address);
    expect(await page.getByRole('textbox', { name: 'the model as text' }).inputValue()).toBe(situation.written);
    expect([await page.inputValue('[aria-label=seed]'), await page.inputValue('[aria-label="phase lag"]'), await page.isChecked('[aria-label="open walls"]')]).toEqual(['17', '-0.6', true]);
    quiet();
  });

  it('a broken address says one line and a preset runs', async () => {
    await open({ preset: 'sprials', K: '3' });
    expect(await fault()).toMatch(/^preset: "sprials" came, .*Did you mean "spirals"\? Spiral waves are shown instead\.$/);
    await until('time', 0.5);
    await open({ preset: 'onset', size: '12x12', carrier: 'ether', K: 'fast' });
    expect(await fault()).toMatch(/^carrier: "ether" came.*\(And 1 more in this address\.\)$/);
    expect(await page.locator('.laboratory .fault').count()).toBe(1);
    await until('time', 0.5);
    quiet();
  });

  it.each(['cpu', 'webasm', 'webgl2', 'webgpu'])('on %s: it runs there and is named with its speed, or says in one line why not', async (backend) => {
    await open({ ...small('twisted', { size: [1, 40], backend }), still: '', frames: '3' });
    const gauge = (await page.textContent('.gauge'))!, said = await fault();
    if (backend === 'cpu' || backend === 'webasm') expect(gauge.startsWith(backend)).toBe(true);
    else expect(gauge.startsWith(backend) || /absent here|gave way|kernel by kernel/.test(gauge) || said.length > 10, `${gauge} ${said}`).toBe(true);
    expect(gauge).toMatch(/\d oscillator steps\/s/);
    troubles.length = 0; // a backend that does not answer may say so on the console
  });

  it('another backend while it runs: the field goes on from where it is', async () => {
    await open(small('twisted', { size: [1, 40] }));
    await until('time', 4);
    const then = Number(await data('time'));
    await page.getByLabel('backend').selectOption('cpu');
    await page.waitForFunction(() => document.querySelector('.gauge b')?.textContent === 'cpu');
    expect(Number(await data('time'))).toBeGreaterThan(then);
    quiet();
  });

  it('listening: twelve tones play and fall silent', async () => {
    await open(small('twisted', { size: [1, 40] }));
    await page.getByRole('button', { name: 'listen' }).click();
    expect(await page.getAttribute('[title^="twelve"]', 'aria-pressed')).toBe('true');
    await page.keyboard.press('l');
    expect(await page.getAttribute('[title^="twelve"]', 'aria-pressed')).toBe('false');
    quiet();
  });

  it('a grid task of this house: a worker of the page learns its rule, the answer settles and is right, the truth only on demand', async () => {
    await open({ preset: 'grid-task', task: 'bodies-fall-easy-1', still: '' });
    await page.waitForSelector(".laboratory[data-settled='locked']", { timeout: 100_000 });
    expect(await page.textContent('.gauge')).toMatch(/^(webasm|cpu) learned the rule in .* left out in turn, was answered exactly/);
    expect(await page.textContent('.because')).toMatch(/^This cell is .* because .* drives it/);
    expect(await page.isVisible('text=every cell settled right')).toBe(false);
    await page.keyboard.press('t');
    await page.waitForSelector('text=every cell settled right');
    await open({ preset: 'grid-task', task: 'none' });
    expect(await page.textContent('.fault')).toMatch(/^task: "none" came, expected one of .* Fill enclosed medium 1 is shown instead\.$/);
    await page.getByLabel('task', { exact: true }).selectOption('connect-pairs-easy-1'); // leaves while the worker still listens
    await page.waitForFunction(() => location.hash.includes('connect-pairs'));
    quiet();
  });

  it('a Sudoku settles, a board that contradicts itself is named as one types, and an address with a broken one settles another', async () => {
    await open({ preset: 'sudoku', seed: '2' });
    await page.waitForSelector(".laboratory[data-settled='true']", { timeout: 20_000 });
    expect(await page.textContent('.gauge')).toContain('51 of 51');
    await page.fill('.board textarea', '55'.padEnd(81, '.'));
    expect(await page.textContent('.said')).toContain('two clues 5');
    await open({ preset: 'sudoku', board: '12', seed: 'x', still: '', frames: '5000' });
    expect(await page.textContent('.said')).toMatch(/^board: /);
    await page.waitForSelector(".laboratory[data-settled='true']", { timeout: 20_000 });
    quiet();
  });
});
