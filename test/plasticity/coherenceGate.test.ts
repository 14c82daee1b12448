import { describe, expect, it } from 'vitest';
import { put } from '../../src/plasticity/bits.ts';
import { gateCost, growGate, impureParts, route, type Growth, type Lesson, type Units } from '../../src/plasticity/coherenceGate.ts';

const quiet: Growth = { upkeep: 0.03, noise: 0, dropout: 0, random: () => 0, maxUnits: 12 };

/** Two demonstrations of 64 sites; `truth` says which of K sources drives a site, `states` the units' states. */
function world(truth: (i: number) => number, states: ((i: number) => boolean)[], K = 2, cost = states.map(() => 1)): { units: Units; lesson: Lesson } {
  const words = 4, bits = new Uint32Array(states.length * words);
  states.forEach((on, u) => { const own = bits.subarray(u * words, (u + 1) * words); for (let i = 0; i < 128; i++) if (on(i)) put(own, i); });
  const taught = Array.from({ length: K }, () => new Uint32Array(words));
  for (let i = 0; i < 128; i++) put(taught[truth(i)], i);
  return { units: { bits, words, cost: Float64Array.from(cost), span: [0, 2, 4] }, lesson: { taught, match: taught.map((t) => t.slice()) } };
}

const agrees = (gate: ReturnType<typeof growGate>, states: ((i: number) => boolean)[], truth: (i: number) => number) => {
  for (let i = 0; i < 128; i++) if (route(gate, (u) => states[u](i)).source !== truth(i)) return false;
  return true;
};

describe('growGate', () => {
  it('lets the one coherent unit win among incoherent ones', () => {
    const states = [(i: number) => i % 3 === 0, (i: number) => i % 5 < 2, (i: number) => i % 7 === 1];
    const truth = (i: number) => (i % 5 < 2 ? 1 : 0);
    const { units, lesson } = world(truth, states);
    const gate = growGate(units, lesson, quiet);
    expect('unit' in gate && gate.unit).toBe(1);
    expect(agrees(gate, states, truth)).toBe(true);
  });

  it('recruits a second gate only where the first leaves the taught phase unexplained (conjunction)', () => {
    const states = [(i: number) => i % 4 < 2, (i: number) => i % 3 === 0];
    const truth = (i: number) => (i % 4 < 2 && i % 3 === 0 ? 1 : 0);
    const { units, lesson } = world(truth, states);
    const gate = growGate(units, lesson, quiet);
    expect(agrees(gate, states, truth)).toBe(true);
    expect(gateCost(gate, units.cost)).toBe(4);
    expect(impureParts(gate)).toBe(0);
  });

  it('takes the cheaper of two units that predict alike', () => {
    const state = (i: number) => i % 2 === 0;
    const { units, lesson } = world((i) => +state(i), [state, state], 2, [2, 0.5]);
    const gate = growGate(units, lesson, quiet);
    expect('unit' in gate && gate.unit).toBe(1);
  });

  it('rests at once where one source explains everything', () => {
    const { units, lesson } = world(() => 1, [(i) => i % 2 === 0]);
    expect(growGate(units, lesson, quiet)).toEqual({ source: 1, pure: true });
  });

  it('says so where no unit tells the sources apart', () => {
    const { units, lesson } = world((i) => i % 2, [() => true]);
    const gate = growGate(units, lesson, quiet);
    expect(impureParts(gate)).toBe(1);
  });

  it('is local to its patch: what happens at silent sites changes nothing (states there are never read into the gate)', () => {
    const states = [(i: number) => i % 3 === 0, (i: number) => i % 5 < 2];
    const truth = (i: number) => (i % 5 < 2 ? 1 : 0);
    const { units, lesson } = world(truth, states);
    for (const t of lesson.taught) t[3] = 0;
    const before = JSON.stringify(growGate(units, lesson, quiet));
    for (let u = 0; u < 2; u++) units.bits[u * units.words + 3] ^= 0xdeadbeef;
    expect(JSON.stringify(growGate(units, lesson, quiet))).toBe(before);
  });

  it('weighs a small demonstration up: five sites outweigh their share of a large one', () => {
    // Unit 0 explains the large demonstration but for five sites, unit 1 the small one wholly and most of the large.
    const truth = (i: number) => (i < 64 ? i % 2 : i < 69 ? 1 : 0);
    const states = [(i: number) => i < 64 && i % 2 === 1, (i: number) => truth(i) === 1 && i % 16 !== 1];
    const { units, lesson } = world(truth, states);
    const gate = growGate(units, lesson, quiet);
    expect('unit' in gate && gate.unit).toBe(1);
  });
});
