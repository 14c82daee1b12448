import { describe, expect, it } from 'vitest';
import { begin } from '../../src/field/run.ts';
import { orderParameter, simulationOf } from '../../src/index.ts';
import { checkedSimulation } from '../../src/runs/simulationFile.ts';
import { coupling } from '../../viz/page/lab/coupling.ts';
import { Machine } from '../../viz/page/lab/machine.ts';
import { modelFileOf } from '../../viz/page/lab/modelFile.ts';
import { PRESET_IDS, PRESETS, presetOf } from '../../viz/page/lab/presets.ts';
import { sceneOf } from '../../viz/page/lab/scene.ts';
import { startOf, type Situation } from '../../viz/page/lab/situation.ts';

/** A preset with some of its knobs turned and other parts changed, on the fastest backend of Node. */
const situation = (id: string, knobs: Record<string, number> = {}, change: Partial<Situation> = {}): Situation => {
  const start = startOf(id);
  return { ...start, backend: 'webasm', ...change, knobs: { ...start.knobs, ...knobs } };
};
async function run(s: Situation, launches: number, steps?: number): Promise<Machine> {
  const machine = new Machine(sceneOf(s));
  for (let k = 0; k < launches; k++) await machine.step(steps);
  return machine;
}
const r = (machine: Machine): number => orderParameter(machine.phases()).r;
/** A field small enough to be run for every preset. */
const small = (id: string): Partial<Situation> => ({ seed: 3, ...(presetOf(id)!.size[0] > 40 ? { size: [24, 24] as [number, number] } : {}) });

describe('every situation of the laboratory', () => {
  it.each(PRESET_IDS)('%s: runs, stays finite, repeats from its seed, goes back in time', async (id) => {
    const s = situation(id, {}, small(id)), one = await run(s, 3), two = await run(s, 3), { steps, dt } = presetOf(id)!;
    expect(presetOf(id)!.teaches.length).toBeGreaterThan(50);
    expect(one.sound()).toBe(true);
    expect(one.phases()).toEqual(two.phases());
    const later = one.phases().slice();
    one.seek(1);
    expect(one.time).toBeCloseTo(steps * dt, 9);
    await one.step();
    await one.step();
    expect(one.phases()).toEqual(later);
    one.poke(Math.floor(one.sites / 2), 2);
    expect(one.phases()).not.toEqual(later);
  });

  it.each(PRESETS.map((p) => p.id))('%s: the engine’s noise moves it, the same for one seed and on two backends', async (id) => {
    const loud = { noise: presetOf(id)!.loudest ?? 0.5 }, at = { ...small(id) };
    const still = await run(situation(id, {}, at), 1, 2), noisy = await run(situation(id, loud, at), 1, 2), again = await run(situation(id, loud, at), 1, 2), cpu = await run(situation(id, loud, { ...at, backend: 'cpu' }), 1, 2);
    expect(noisy.state).toEqual(again.state);
    expect(noisy.state).not.toEqual(still.state);
    for (const v of noisy.model.variables) for (let i = 0; i < noisy.sites; i += 7) expect(Math.abs(Math.sin((noisy.state[v][i] - cpu.state[v][i]) / 2)), `${v} of ${i}`).toBeLessThan(1e-4);
  });
});

describe('what the presets say happens', () => {
  it('onset: r of 1024 oscillators settles within 0.06 of √(1 − 2γ/K) at K = 3, γ = 0.5, and stays low at K = 0.6', async () => {
    const mean = async (K: number) => {
      const machine = await run(situation('onset', { K, gamma: 0.5 }), 150, 8), late = machine.past.slice(75);
      return late.reduce((sum, m) => sum + m.r, 0) / late.length;
    };
    expect(Math.abs((await mean(3)) - presetOf('onset')!.theory!.of({ K: 3, gamma: 0.5 }))).toBeLessThan(0.06);
    expect(await mean(0.6)).toBeLessThan(0.12);
  });

  it('amplitude death: with K = 1.5 and spread 4 the amplitudes fall below 0.02, with spread 0.5 they stay', async () => {
    for (const [spread, dead] of [[4, true], [0.5, false]] as const) expect(Math.max(...(await run(situation('death', { K: 1.5, spread }), 25, 40)).amplitudes()!) < 0.02, `spread ${spread}`).toBe(dead);
  });

  it('small world: without shortcuts the ring keeps its waves, with three in ten it falls into one rhythm', async () => {
    const at = (p: number) => situation('small-world', {}, { coupling: coupling('small-world', { p }) });
    expect(r(await run(at(0), 150))).toBeLessThan(0.6);
    expect(r(await run(at(0.3), 150))).toBeGreaterThan(0.95);
  });

  it('memory: from a quarter of wrong cells the field recalls the ring and the cross', async () => {
    for (const [seed, figure] of [[1, (x: number, y: number) => Math.abs(Math.hypot(x, y) - 6.5) < 2.6], [2, (x: number, y: number) => Math.abs(x - y) < 4.2 || Math.abs(x + y) < 4.2]] as const) {
      const theta = (await run(situation('memory', {}, { seed }), 200)).phases(), overlap = theta.reduce((sum, t, i) => sum + Math.cos(t) * (figure((i % 20) - 9.5, Math.floor(i / 20) - 9.5) ? 1 : -1), 0) / theta.length;
      expect(Math.abs(overlap), `seed ${seed}`).toBeGreaterThan(0.95);
    }
  });

  it('segmentation: every body of one phase, bodies of different phases', async () => {
    const machine = await run(situation('segmentation'), 300), theta = machine.phases(), at = (row: number, column: number) => theta[40 * row + column], apart = (a: number, b: number) => Math.abs(Math.sin((a - b) / 2));
    expect(apart(at(4, 5), at(11, 13))).toBeLessThan(0.1);
    expect(apart(at(25, 22), at(36, 24))).toBeLessThan(0.1);
    expect(machine.past.at(-1)!.watch).toBeGreaterThan(0.97);
    const middles = [at(7, 9), at(7, 29), at(17, 27), at(19, 10), at(31, 30), at(35, 8)];
    for (let i = 0; i < 6; i++) for (let j = 0; j < i; j++) expect(apart(middles[i], middles[j]), `${i} and ${j}`).toBeGreaterThan(0.1);
  });
});

describe('a situation as a model file', () => {
  it.each([['spirals', {}], ['onset', {}], ['twisted', {}], ['segmentation', {}], ['small-world', {}], ['memory', {}], ['excitable', { coupling: coupling('moore', { open: true }) }], ['stuart-landau', { coupling: coupling('random') }], ['ising-machine', {}], ['adaptive-hopf', {}]] as [string, Partial<Situation>][])('%s: the command line runs the same field, noise included', async (id, change) => {
    const scene = sceneOf(situation(id, { noise: 0.05 }, { ...small(id), ...change })), file = checkedSimulation('page', JSON.parse(JSON.stringify(modelFileOf(scene, 1)))), { field, options } = simulationOf(file), machine = new Machine(scene), run = begin(field, options);
    await machine.step(6);
    const { state } = await run.advance(run.start, 6);
    for (const v of scene.model.variables) for (let i = 0; i < machine.sites; i++) expect(Math.abs(Math.sin((machine.state[v][i] - state[v][i]) / 2)), `${v} of ${i}`).toBeLessThan(1e-5);
  });
});

describe('a running field', () => {
  it('goes on from where it is under other links, other equations, noise and another backend', async () => {
    const ring = situation('small-world', {}, { coupling: coupling('small-world', { p: 0 }) }), machine = await run(ring, 80), before = r(machine);
    for (const change of [{ coupling: coupling('small-world', { p: 0.5 }) }, { coupling: coupling('random') }, { backend: 'cpu' }, { written: "phase theta\nparameter K = 2\ntheta' = K*(S*cos(theta) - C*sin(theta))\nemits S = sin(theta)\nemits C = cos(theta)", knobs: { K: 2, noise: 0 } }]) {
      const scene = sceneOf({ ...ring, ...change });
      expect(machine.takes(scene)).toBe(true);
      machine.adopt(scene);
      for (let k = 0; k < 60; k++) await machine.step();
    }
    expect(machine.time).toBeCloseTo(320 * 0.6, 6);
    expect(r(machine)).toBeGreaterThan(before + 0.3);
    machine.adopt(sceneOf({ ...ring, coupling: coupling('all'), knobs: { K: 0, noise: 0.5 } }));
    for (let k = 0; k < 40; k++) await machine.step();
    expect(r(machine)).toBeLessThan(0.3);
  });

  it('begins anew on another size, from another seed, or with other variables', async () => {
    const machine = await run(situation('onset'), 1);
    for (const change of [{ size: [16, 16] as [number, number] }, { seed: 2 }]) expect(machine.takes(sceneOf(situation('onset', {}, change)))).toBe(false);
    expect(machine.takes(sceneOf(situation('stuart-landau', {}, { size: [32, 32] })))).toBe(false);
  });
});
