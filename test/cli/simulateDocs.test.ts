import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../src/plasticity/rules.ts';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { readEntries, readGroup } from '../../src/runs/zarrRead.ts';
import { CARRIERS, simulatedShape, simulationShape, type SimulatedOutput } from '../../src/schemas/simulate.ts';
import { cymatic, scratch } from './support.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/simulate.md'), 'utf8'), models = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text);
let place: ReturnType<typeof scratch>;
beforeAll(() => void (place = scratch()));
afterAll(() => place.remove());

async function run(model: string, ...more: string[]): Promise<SimulatedOutput> {
  place.file('m.json', model);
  const { code, err } = await cymatic(['simulate', 'm.json', '--json', 'o.json', ...more], { cwd: place.path });
  expect(code, err).toBe(0);
  return simulatedShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
}

/** Standard deviation of x over the plate, at the last moment. */
async function roughness({ folder, moments }: SimulatedOutput): Promise<number> {
  const store = folderStore(join(folder, 'field.zarr')), x = [...await readEntries(store, (await readGroup(store)).arrays.x, moments - 1)], mean = x.reduce((a, b) => a + b, 0) / x.length;
  return Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length);
}

describe('docs/simulate.md', () => {
  it('its ring settles in the twisted state of winding 3 that the page promises', async () => {
    const { status, orderParameter, energy } = await run(models[0]);
    expect(status).toBe('locked');
    expect(orderParameter![0]).toBeLessThan(1e-3);
    expect(energy![0]).toBeCloseTo(-24 * Math.cos((2 * Math.PI * 3) / 24), 3);
  });
  it('its Brusselator forms a standing pattern, and none where both species spread alike', async () => {
    expect(await roughness(await run(models[1]))).toBeGreaterThan(0.5);
    expect(await roughness(await run(models[1], '--set', 'Dy=0.5'))).toBeLessThan(1e-3);
  });
  it('its field that learns comes to two opposite clusters: couplings of +1 inside and −1 between', async () => {
    const { status, learned, folder, moments } = await run(models[2]), store = folderStore(join(folder, 'field.zarr')), { arrays } = await readGroup(store), last = (name: string) => readEntries(store, arrays[name], moments - 1);
    expect(status).toBe('locked');
    expect(learned).toMatchObject([{ name: 'net_weight', rule: 'agreement', values: 380 }]);
    const theta = await last('theta'), w = await last('net_weight'), [to, from] = await Promise.all(['net_to', 'net_from'].map((name) => readEntries(store, arrays[name])));
    expect(new Set(w.map((v) => Math.round(100 * v) / 100))).toEqual(new Set([1, -1]));
    w.forEach((v, k) => expect(Math.cos(theta[to[k]] - theta[from[k]])).toBeCloseTo(v, 2));
  });
  it('names every key of a model file and every carrier', () => {
    for (const key of Object.keys(simulationShape.shape)) expect(page).toContain(`\`${key === '$schema' ? '"$schema"' : key}\``);
    for (const kind of Object.keys(CARRIERS)) expect(page).toContain(`"kind": "${kind}"`);
    for (const rule of Object.keys(RULES)) expect(page).toContain(`\`${rule}\``);
    for (const key of Object.keys(simulationShape.shape.plasticity.unwrap().shape.rules.element.shape)) expect(page).toContain(`\`${key}\``);
  });
});
