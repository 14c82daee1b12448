import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SimulationFile } from '../../src/index.ts';
import { optionsOf, situationOf } from '../../viz/page/lab/address.ts';
import { placeOf } from '../../viz/page/place.ts';
import { noBrowser } from '../support/fixturePage.ts';
import { apart, laboratoryPage, small } from '../support/laboratoryPage.ts';

describe.skipIf(noBrowser)('the laboratory in Chromium', () => {
  const lab = laboratoryPage(), { visit, open, hash, data, until, fault, quiet, picture, colours, set, troubles } = lab;
  let page: Page;
  beforeAll(() => { page = lab.page; });

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
    await page.getByRole('button', { name: 'copied: the situation, not the moment' }).waitFor(); // knobs were turned under way
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${lab.url}${address}`);
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

  it('a link holds the moment of a field that ran by itself: a fresh visit stands there', async () => {
    await open(small('onset', { size: [12, 12], seed: 9, knobs: { noise: 0.2 } }));
    await until('time', 2);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Space');
    await page.keyboard.press('.'); // after the launch that was under way
    const before = Number(await data('time'));
    await until('time', before);
    await page.getByRole('button', { name: 'copy link' }).click();
    const address = await hash(), seen = [await data('time'), await data('r'), await picture()];
    expect(address).toMatch(/still=&frames=\d+$/);
    await visit(Object.fromEntries(placeOf(address).options));
    expect([await data('time'), await data('r'), await picture()]).toEqual(seen);
    quiet();
  });

  it('a field that is zoomed is saved as it is seen, and a screen reader is told where the cross is', async () => {
    await open({ ...small('spirals', { size: [32, 32] }), still: '', frames: '5' });
    const box = (await page.locator('.live').boundingBox())!, told = () => page.$eval('canvas.field', (c) => [c.getAttribute('role'), c.getAttribute('aria-valuetext')].join(': '));
    await page.mouse.move(box.x + 300, box.y + 200);
    await page.mouse.wheel(0, -1000);
    await page.waitForFunction(() => document.querySelector('canvas.field')!.getBoundingClientRect().width > 1000);
    const saved = page.waitForEvent('download');
    await page.locator('.figure.stage > .save button', { hasText: 'SVG' }).click();
    const text = readFileSync(await (await saved).path(), 'utf8').replace(/data:[^"]*/g, '');
    expect(text).toMatch(/<svg x="[\d.]+" y="[\d.]+" width="512" height="512" overflow="hidden"><image x="-/);
    expect(await told()).toBe('slider: row 17, column 17');
    await page.focus('canvas.field');
    await page.keyboard.press('ArrowUp');
    expect(await told()).toBe('slider: row 16, column 17');
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

  it.each(['cpu', 'webasm', 'webgl2', 'webgpu'])('on %s: where the browser has it, it runs there with the result of webasm and is named with its speed; else what took its place is named, and why', async (backend) => {
    const at = (name: string) => open({ ...small('twisted', { size: [1, 40], backend: name }), still: '', frames: '12' });
    await at('webasm');
    const r = Number(await data('r'));
    await at(backend);
    const here = await page.evaluate(async (name) => (name === 'webgl2' ? document.createElement('canvas').getContext('webgl2') !== null : name !== 'webgpu' || Boolean(await (navigator as { gpu?: { requestAdapter(): Promise<unknown> } }).gpu?.requestAdapter())), backend);
    const gauge = (await page.textContent('.gauge'))!, [, ran, speed] = /^(\w+) · ([\d.,]+(?: million)?) oscillator steps\/s/.exec(gauge)!;
    expect([await fault(), ran === backend], `${gauge}; the browser ${here ? 'has' : 'lacks'} ${backend}`).toEqual(['', here]);
    if (!here) expect(await page.textContent('.gauge .warning')).toContain(backend);
    expect(Math.abs(Number(await data('r')) - r)).toBeLessThan(2e-3);
    expect(Number(speed.replace(/,| million/g, ''))).toBeGreaterThan(0);
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

  it('listening: twelve tones play, fall silent on pause, and end with the page', async () => {
    await open(small('twisted', { size: [1, 40] }));
    await page.evaluate(() => {
      const heard = new Map<BaseAudioContext, GainNode[]>(), make = BaseAudioContext.prototype.createGain;
      BaseAudioContext.prototype.createGain = function (this: BaseAudioContext) { const gain = make.call(this); heard.set(this, [...heard.get(this) ?? [], gain]); return gain; };
      Object.assign(window, { heard });
    });
    type Heard = { heard: Map<BaseAudioContext, GainNode[]> };
    const loudest = () => page.evaluate(() => Math.max(...[...(window as unknown as Heard).heard.values()].at(-1)!.slice(1).map((g) => g.gain.value)));
    const listening = () => page.getAttribute('[title^="twelve"]', 'aria-pressed');
    await page.getByRole('button', { name: 'listen' }).click();
    expect(await listening()).toBe('true');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur()); // the space bar would press the button
    await expect.poll(loudest, { timeout: 20_000 }).toBeGreaterThan(0.5);
    await page.keyboard.press('Space');
    await expect.poll(loudest, { timeout: 20_000 }).toBeLessThan(0.01);
    await page.keyboard.press('Space');
    await expect.poll(loudest, { timeout: 20_000 }).toBeGreaterThan(0.5);
    await page.keyboard.press('l');
    expect(await listening()).toBe('false');
    await page.keyboard.press('l');
    await page.evaluate(() => { location.hash = '#/charts'; });
    await expect.poll(() => page.evaluate(() => [...(window as unknown as Heard).heard.keys()].map(({ state }) => state).join()), { timeout: 20_000 }).toBe('closed,closed');
    quiet();
  });
});
