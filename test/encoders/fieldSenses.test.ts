import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fieldSenses } from '../../src/encoders/fieldSenses.ts';
import type { Senses } from '../../src/encoders/senses.ts';
import { exactSenses } from '../oracles/exactSenses.ts';
import { world, worlds, type World } from './worlds.ts';

const exact = exactSenses();
let checked = 0;
afterAll(() => console.log(`senses: ${checked} random grids settled as the exact algorithms say`));

/** Plays the same requests into the field and into the oracle. */
type Trial = (senses: Senses, w: World, play: <T>(make: () => T) => T) => Promise<unknown>;

const DIRECTIONS: [number, number][] = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]];
const FALLS: [number, number][] = [[1, 0], [-1, 0], [0, 1], [0, -1]];

const trials: Record<string, Trial> = {
  'segment names the components of four and of eight neighbours': (senses, w, play) =>
    senses.segment(w.s, play(() => [false, true].map((eight) => ({ kind: w.kind, eight })))),
  'wave reads hops and the name of the nearest source': (senses, w, play) =>
    senses.wave(w.s, play(() => [false, true].map((eight) => {
      const closed = w.roll(4);
      const source = w.field(() => (w.roll(9) ? -1 : w.roll(1024))), open = Uint8Array.from(w.kind, (k) => (k === w.kind[0] || w.roll(10) >= closed ? 1 : 0));
      return { source, open, eight };
    }))),
  'rays hear the first site that does not pass them on, in eight directions': (senses, w, play) =>
    senses.rays(w.s, play(() => DIRECTIONS.map((direction) => {
      const dense = 1 + w.roll(6);
      return { direction, through: Uint8Array.from(w.kind, () => (w.roll(dense) ? 1 : 0)) };
    }))),
  'listen copies phases through permutations': (senses, w, play) =>
    senses.listen(w.s, w.s.colour, play(() => Array.from({ length: 4 }, w.table))),
  'gather sums over groups': (senses, w, play) => senses.gather(w.s, play(() => groupings(w))),
  'strongest finds the largest signal of a group': (senses, w, play) => senses.strongest(w.s, play(() => groupings(w))),
  'drift stops bodies where they touch': async (senses, w, play) =>
    senses.drift(w.s, await play(async () => {
      const objects = (await exact.segment(w.s, [{ kind: w.kind, eight: w.roll(2) === 0 }]))[0], floor = w.roll(12) - 2;
      return FALLS.map((direction) => ({
        direction,
        body: w.field((i) => (w.kind[i] === w.kind[0] ? -1 : w.kind[i] === floor ? -2 : objects[i])),
      }));
    })),
};

function groupings(w: World): { group: Int32Array; signal: Int32Array }[] {
  const large = w.roll(2) ? 4096 : 30;
  const signal = w.field(() => w.roll(2 * large + 1) - large), colour = w.kind, few = w.field(() => w.roll(30) - 1);
  const row = w.field((i) => w.s.grid[i] * 30 + w.s.row[i]), all = w.field(() => 0);
  return [colour, few, row, all].map((group) => ({ group, signal }));
}

/** Runs a trial on `runs` seas; every integer must agree. */
async function agrees(senses: Senses, trial: Trial, runs: number, few: number, many: number, most: number): Promise<void> {
  await fc.assert(fc.asyncProperty(worlds(few, many, most), async (spec) => {
    const w = world(spec);
    let played: unknown;
    const play = <T>(make: () => T): T => (played ??= make()) as T;
    expect(await trial(senses, w, play)).toEqual(await trial(exact, w, play));
    checked += spec.grids.length;
  }), { numRuns: runs, seed: 7, interruptAfterTimeLimit: 60_000 });
}

describe('on webasm', () => {
  const senses = fieldSenses();
  for (const [title, trial] of Object.entries(trials)) {
    test(title, () => agrees(senses, trial, 12, 1, 40, 30));
  }
  test('interference agrees with the sum of cosines to 1e-5', () => fc.assert(fc.asyncProperty(worlds(1, 40, 30), async (spec) => {
    const w = world(spec), tables = Array.from({ length: 3 }, w.table);
    const field = await senses.interference(w.s, w.s.colour, tables), truth = await exact.interference(w.s, w.s.colour, tables);
    field.forEach((f, k) => {
      expect(f.overlap).toEqual(truth[k].overlap);
      expect(worst(f.order, truth[k].order)).toBeLessThan(1e-5);
    });
    checked += spec.grids.length;
  }), { numRuns: 12, seed: 7 }));
  test('diffuse follows the heat equation to 1e-4 and integral the prefix sums to 1e-3', () =>
    fc.assert(fc.asyncProperty(worlds(1, 20, 30), fc.constantFrom(0, 0.3, 2, 9), async (spec, time) => {
      const w = world(spec);
      const blur = await senses.diffuse(w.s, w.s.colour, time), heat = await exact.diffuse(w.s, w.s.colour, time);
      expect(worst(blur.re, heat.re)).toBeLessThan(1e-4);
      expect(worst(blur.im, heat.im)).toBeLessThan(1e-4);
      const sums = await senses.integral(w.s, w.s.colour), truth = await exact.integral(w.s, w.s.colour);
      expect(sums.mass).toEqual(truth.mass);
      expect(worst(sums.re, truth.re)).toBeLessThan(1e-3);
      expect(worst(sums.im, truth.im)).toBeLessThan(1e-3);
      checked += spec.grids.length;
    }), { numRuns: 12, seed: 7 }));
});

function worst(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i])), 0);
}
