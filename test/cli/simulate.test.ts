import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { readEntries, readGroup } from '../../src/runs/zarrRead.ts';
import { simulatedShape } from '../../src/schemas/simulate.ts';
import { cymatic, runFolders, scratch, startCymatic, until } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => void (place = scratch()));
afterEach(() => place.remove());

const PAIR = { // two oscillators with detuning 0.6 and coupling 1: locked at asin 0.6 (V1)
  state: { theta: 'phase' }, parameters: { omega: [0.3, -0.3], K: 0.5 }, rate: { theta: 'omega + K*(S*cos(theta) - C*sin(theta))' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
  carriers: { net: { kind: 'dense', weight: [[0, 1], [1, 0]] } }, sites: 2, start: { theta: 0 }, dt: 0.05, time: 40,
};
const recording = async (run: string) => {
  const store = folderStore(join(run, 'field.zarr')), { arrays, attributes } = await readGroup(store);
  return { arrays, attributes, read: (name: string) => readEntries(store, arrays[name]) };
};

describe('cymatic simulate', () => {
  it('a model file: the pair locks at asin(Δ/K), the table says so, and run folder, recording and JSON hold it', async () => {
    place.file('pair.json', PAIR);
    const { code, out, err } = await cymatic(['simulate', 'pair.json', '--json', 'o.json'], { cwd: place.path });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/outcome +locked/);
    expect(out).toMatch(/order parameter +0\.9486/); // cos(asin(0.6)/2)
    const result = simulatedShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
    expect(result).toMatchObject({ name: 'pair', status: 'locked', sites: 2, steps: 800, moments: 201 });
    const [run] = runFolders(place.path), { read, attributes } = await recording(run), theta = await read('theta');
    expect(run).toMatch(/-pair$/);
    expect(theta.at(-2)! - theta.at(-1)!).toBeCloseTo(Math.asin(0.6), 4);
    expect(attributes).toMatchObject({ model: 'pair', simulation: { time: 40 } });
    expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8'))).toMatchObject({ state: 'done', seeds: [1], backends: [result.backend], options: { command: 'simulate', model: 'pair.json' } });
    const again = await cymatic(['simulate', join(run, 'model.json'), '--runs', 'others', '--quiet'], { cwd: place.path }); // a run folder's model is a model file
    expect([again.code, again.out, again.err]).toEqual([0, '', '']);
    expect(existsSync(join(place.path, 'others'))).toBe(true);
  });

  it('a model by name, with options on top of its preset', async () => {
    const { code, out } = await cymatic(['simulate', 'kuramoto', '--sites', '50', '--time', '2', '--dt', '0.1', '--set', 'K=3', '--set', 'omega=0', '--seed', '7', '--batch', '3', '--record', 'theta', '--every', '0.5', '--backend', 'cpu', '--integrator', 'heun'], { cwd: place.path });
    expect(code).toBe(0);
    expect(out).toContain('Kuramoto, 50 sites in each of 3 copies, seed 7');
    expect(out).toContain('2 (20 steps of 0.1, heun)');
    expect(out).toMatch(/backend +cpu/);
    const { arrays } = await recording(runFolders(place.path)[0]);
    expect(arrays.theta.shape).toEqual([5, 3, 50]);
  });

  it('stops at rest where a tolerance is given; what diverges exits with 1 and one line of advice', async () => {
    place.file('pair.json', { ...PAIR, tolerance: 1e-3, time: 1000 });
    const rest = await cymatic(['simulate', 'pair.json', '--json', 'o.json'], { cwd: place.path });
    expect(rest.code).toBe(0);
    expect(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')).time).toBeLessThan(30);
    place.file('up.json', { state: { x: 'real' }, rate: { x: 'x^2' }, start: { x: 1 }, sites: 1, dt: 0.01, time: 3 });
    const up = await cymatic(['simulate', 'up.json'], { cwd: place.path });
    expect(up.code).toBe(1);
    expect(up.out).toMatch(/outcome +diverged/);
    expect(up.err).toMatch(/^cymatic: settle: x became .* try a smaller dt or weaker coupling\.$/);
  });

  it('Ctrl-C writes what there is, exits with 130, and --resume ends on the same trajectory', async () => {
    place.file('ring.json', { model: 'kuramoto', sites: 4096, carriers: { ring: { kind: 'circle', radius: 2 } }, parameters: { omega: { normal: [0, 0.2] } }, dt: 0.05, time: 1000, record: { every: 5 } });
    const { child, ended } = startCymatic(['simulate', 'ring.json'], place.path);
    await until(() => existsSync(join(place.path, 'runs')) && existsSync(join(runFolders(place.path)[0], 'checkpoint.bin')));
    child.kill('SIGINT');
    const { code, out, err } = await ended, [run] = runFolders(place.path);
    expect(code, err).toBe(130);
    expect(out).toMatch(/outcome +interrupted/);
    expect(err).toMatch(/Interrupted\. Go on with: npx cymatic simulate --resume runs\//);
    const before = await recording(run), moments = before.arrays.theta.shape[0];
    expect(moments).toBeGreaterThan(1);
    expect(moments).toBeLessThan(201);
    const time = String((moments + 3) * 5), again = await cymatic(['simulate', '--resume', run, '--time', time], { cwd: place.path }), whole = await cymatic(['simulate', 'ring.json', '--time', time, '--runs', 'whole'], { cwd: place.path });
    expect([again.code, whole.code], again.err).toEqual([0, 0]);
    const [resumed, straight] = await Promise.all([run, whole.out.match(/in (whole\/.*)\/field\.zarr/)![1]].map((f) => recording(f.startsWith('/') ? f : join(place.path, f))));
    expect(Buffer.from((await resumed.read('theta')).buffer).equals(Buffer.from((await straight.read('theta')).buffer))).toBe(true);
    expect(JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')).state).toBe('done');
  });

  it('a run killed outright goes on from its last write', async () => {
    place.file('ring.json', { model: 'kuramoto', sites: 4096, carriers: { ring: { kind: 'circle', radius: 2 } }, dt: 0.05, time: 1000, record: { every: 5 } });
    const { child, ended } = startCymatic(['simulate', 'ring.json'], place.path);
    await until(() => existsSync(join(place.path, 'runs')) && existsSync(join(runFolders(place.path)[0], 'checkpoint.bin')));
    child.kill('SIGKILL');
    await ended;
    const [run] = runFolders(place.path), moments = (await recording(run)).arrays.theta.shape[0];
    expect(moments).toBeGreaterThan(0);
    const { code, err } = await cymatic(['simulate', '--resume', run, '--time', String(moments * 5)], { cwd: place.path });
    expect(code, err).toBe(0);
    const time = await (await recording(run)).read('time');
    expect(time).toEqual(Float64Array.from({ length: moments + 1 }, (_, k) => k * 100 * 0.05));
  });
});
