import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fieldSenses } from '../../src/encoders/fieldSenses.ts';
import { sea } from '../../src/encoders/sea.ts';
import type { Senses } from '../../src/encoders/senses.ts';
import { exactSenses } from '../oracles/exactSenses.ts';
import { dice, spiral, world, worlds, type World } from './worlds.ts';

const exact = exactSenses();
const checked: Record<string, number> = {};
afterAll(() => console.log(`senses: random grids that settled as the exact algorithms say: ${Object.entries(checked).map(([b, n]) => `${n} on ${b}`).join(', ')}`));

/** Plays requests into a sense; `play` makes them once, so that field and oracle hear the same. */
type Trial = (senses: Senses, w: World, play: <T>(make: () => T) => T) => Promise<unknown>;

const DIRECTIONS: [number, number][] = [[-1, -1], [-1, 0], [-1, 1], [0, -1], [0, 1], [1, -1], [1, 0], [1, 1]];
const FALLS: [number, number][] = [[1, 0], [-1, 0], [0, 1], [0, -1]];

const trials: Record<string, Trial> = {
  'segment names the components of four and of eight neighbours': (senses, w, play) =>
    senses.segment(w.s, play(() => [false, true].map((eight) => ({ kind: w.kind, eight })))),
  'wave reads hops and the name of the nearest source': (senses, w, play) =>
    senses.wave(w.s, play(() => [false, true].map((eight) => {
      const closed = w.roll(4), rare = 2 + w.roll(200);
      const source = w.field(() => (w.roll(rare) ? -1 : w.roll(1024))), open = Uint8Array.from(w.kind, (k) => (k === w.kind[0] || w.roll(10) >= closed ? 1 : 0));
      return { source, open: closed === 3 ? Uint8Array.from(w.kind, (k) => (k === w.kind[0] ? 1 : 0)) : open, eight };
    }))),
  'rays hear the first site that does not pass them on, in eight directions': (senses, w, play) =>
    senses.rays(w.s, play(() => DIRECTIONS.map((direction) => {
      const dense = 1 + w.roll(40);
      return { direction, through: Uint8Array.from(w.kind, () => (w.roll(dense) ? 1 : 0)) };
    }))),
  'listen copies phases through permutations': (senses, w, play) =>
    senses.listen(w.s, w.s.colour, play(() => Array.from({ length: 4 }, w.table))),
  'gather sums over groups': (senses, w, play) => senses.gather(w.s, play(() => groupings(w))),
  'strongest finds the largest signal of a group': (senses, w, play) => senses.strongest(w.s, play(() => groupings(w))),
  'drift stops bodies where they touch': async (senses, w, play) =>
    senses.drift(w.s, await play(async () => {
      const objects = (await exact.segment(w.s, [{ kind: w.kind, eight: w.roll(2) === 0 }]))[0], floor = w.roll(12) - 2, loose = w.roll(3) === 0;
      return FALLS.map((direction) => ({
        direction,
        body: w.field((i) => (w.kind[i] === w.kind[0] ? -1 : w.kind[i] === floor ? -2 : loose ? w.kind[i] + 10 : objects[i])),
      }));
    })),
};

function groupings(w: World): { group: Int32Array; signal: Int32Array }[] {
  const large = w.roll(2) ? 4096 : 30;
  const signal = w.field(() => w.roll(2 * large + 1) - large), colour = w.kind, few = w.field(() => w.roll(30) - 1);
  const row = w.field((i) => w.s.grid[i] * 30 + w.s.row[i]), all = w.field(() => 0);
  return [{ group: all, signal: w.field(() => large - 1) }, ...[colour, few, row, all].map((group) => ({ group, signal }))];
}

/** SENSES_RUNS=20 plays 20 times as many seas. */
const MORE = Number(process.env.SENSES_RUNS ?? 1);

describe.each([['webasm', 16 * MORE, 60], ['cpu', 3 * MORE, 15]])('on %s', (backend, numRuns, most) => {
  const senses = fieldSenses({ backend });
  const seas = worlds(1, most, 30), how = { numRuns, seed: 7 };
  const count = (grids: unknown[]): number => (checked[backend] = (checked[backend] ?? 0) + grids.length);

  for (const [title, trial] of Object.entries(trials)) {
    test(title, () => fc.assert(fc.asyncProperty(seas, async (spec) => {
      const w = world(spec);
      let played: unknown;
      const play = <T>(make: () => T): T => (played ??= make()) as T;
      expect(await trial(senses, w, play)).toEqual(await trial(exact, w, play));
      count(spec.grids);
    }), how));
  }

  test('interference agrees with the sum of cosines to 1e-5', () => fc.assert(fc.asyncProperty(seas, async (spec) => {
    const w = world(spec), tables = Array.from({ length: 3 }, w.table);
    const field = await senses.interference(w.s, w.s.colour, tables), truth = await exact.interference(w.s, w.s.colour, tables);
    field.forEach((f, k) => {
      expect(f.overlap).toEqual(truth[k].overlap);
      expect(worst(f.order, truth[k].order)).toBeLessThan(1e-5);
    });
    count(spec.grids);
  }), how));

  test('diffuse follows the heat equation to 1e-4 and integral the prefix sums to 1e-3', () =>
    fc.assert(fc.asyncProperty(seas, fc.constantFrom(0, 0.3, 2, 9), async (spec, time) => {
      const w = world(spec);
      const blur = await senses.diffuse(w.s, w.s.colour, time), heat = await exact.diffuse(w.s, w.s.colour, time);
      expect(worst(blur.re, heat.re)).toBeLessThan(1e-4);
      expect(worst(blur.im, heat.im)).toBeLessThan(1e-4);
      const sums = await senses.integral(w.s, w.s.colour), truth = await exact.integral(w.s, w.s.colour);
      expect(sums.mass).toEqual(truth.mass);
      expect(worst(sums.re, truth.re)).toBeLessThan(1e-3);
      expect(worst(sums.im, truth.im)).toBeLessThan(1e-3);
      count(spec.grids);
    }), how));

  test('an object 480 sites long and a wave along it keep their name to the far end', async () => {
    const path = spiral(30, 30), grid = Array.from({ length: 30 }, (_, r) => [...path.subarray(30 * r, 30 * r + 30)]), s = sea([grid]);
    const kind = Int32Array.from(path), source = new Int32Array(900).fill(-1);
    source[0] = 1023;
    const named = (await senses.segment(s, [{ kind, eight: false }]))[0].filter((_, i) => path[i] === 1);
    expect(new Set(named)).toEqual(new Set([path.lastIndexOf(1)]));
    const request = { source, open: path, eight: false }, [{ arrival, name }] = await senses.wave(s, [request]);
    expect(arrival).toEqual((await exact.wave(s, [request]))[0].arrival);
    expect(Math.max(...arrival)).toBe(478);
    expect(name.filter((_, i) => path[i] === 1).every((n) => n === 1023)).toBe(true);
  });

  test('rigid bodies that hook into each other fall as one, whatever the order of their names', async () => {
    const picture = ['.aaa.', '.a.b.', '.a.bb', '.abbb', '.....', '..cc.', '.....'], roll = dice(3);
    const s = sea([picture.map((row) => [...row].map(() => 0))]);
    for (let trial = 0; trial < 6; trial++) {
      const names = [roll(900), 900 + roll(90), 1000 + roll(90)].sort(() => roll(3) - 1);
      const body = Int32Array.from(picture.join(''), (ch) => (ch === '.' ? -1 : names['abc'.indexOf(ch)]));
      const [hops] = await senses.drift(s, [{ body, direction: [1, 0] }]);
      expect(picture.map((row, r) => [...row].map((ch, c) => (ch === '.' ? '.' : hops[5 * r + c])).join(''))).toEqual(
        ['.222.', '.2.2.', '.2.22', '.2222', '.....', '..11.', '.....']);
    }
  });

  test(`all of this ran on ${backend} without degradation`, () => {
    expect(senses.backend).toBe(backend);
    expect(Object.keys(senses.activity).length).toBe(10);
    expect([...senses.warnings]).toEqual([]);
  });
});

function worst(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i])), 0);
}
