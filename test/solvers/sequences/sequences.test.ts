import { beforeAll, describe, expect, it } from 'vitest';
import { BANK, hearSequences, type BankSettings, type Phases } from '../../../src/solvers/sequences/bank.ts';
import { dream } from '../../../src/solvers/sequences/dream.ts';
import { lastQuarter, learnSequence, LESSONS, type Learned, type Lessons } from '../../../src/solvers/sequences/learn.ts';
import { copy, nBack, nested, periodic, type Material } from '../../../src/solvers/sequences/material.ts';

/** A smaller bank for the small versions of the claims. It must fade within N symbols, after which evenly tuned resonators repeat: |μ|N > 1. */
const SMALL: BankSettings = { ...BANK, resonators: 32, mu: -0.05, hearing: 0.05 };
const LESSON: Lessons = { ...LESSONS, letters: 4, hold: 1 };
const LENGTH = 600, DREAM = 60, SEEDS = [1, 2];
const MADE: ((seed: number) => Material)[] = [2, 3, 5, 8, 12].map((p) => (s: number) => periodic(p, LENGTH + DREAM, 4, s));
const CASES = SEEDS.flatMap((seed) => [...MADE, (s: number) => nBack(1, LENGTH + DREAM, 4, s)].map((make) => ({ seed, material: make(seed) })));
const heardBy = (settings: BankSettings) => hearSequences(CASES.map((c) => c.material.symbols.subarray(0, LENGTH)), CASES.map((c) => c.seed), settings);
const share = ({ right, asked }: Learned) => right / asked;

describe('sequences', () => {
  let phases: Phases;
  let learned: Learned[];
  beforeAll(async () => {
    phases = await heardBy(SMALL);
    learned = CASES.map(({ material }, b) => learnSequence(phases, b, material, LESSON));
  });

  it('32 resonators continue periods 2, 3, 5, 8 and 12 without error over the last quarter, two seeds', () => {
    CASES.forEach(({ material, seed }, b) => {
      if (material.name.startsWith('period')) expect(`${material.name} seed ${seed}: ${share(learned[b])}`).toBe(`${material.name} seed ${seed}: 1`);
    });
  });
  it('the same phases answer 1-, 2- and 4-back of random symbols without error: one bank, three readouts', () => {
    CASES.forEach(({ material, seed }, b) => {
      if (!material.name.endsWith('back')) return;
      for (const n of [1, 2, 4]) expect(share(learnSequence(phases, b, nBack(n, LENGTH, 4, seed), LESSON))).toBe(1);
    });
  });
  it('without plasticity the readout guesses: random couplings stay below 60 % on 4-back', () => {
    const b = CASES.findIndex((c) => c.material.name.endsWith('back')), random = { re: Float64Array.from({ length: 32 }, (_, j) => Math.sin(3 * j)), im: new Float64Array(32), surprise: 0 };
    expect(share(learnSequence(phases, b, nBack(4, LENGTH, 4, 1), { ...LESSON, passes: 0 }, random))).toBeLessThan(0.6);
  });
  it('without a field there is no memory: the raw drive stays below 60 % on 1-back', () => {
    const { symbols } = nBack(1, LENGTH, 4, 1), angle = (s: number) => (Math.PI * s) / 2;
    const raw: Phases = { ...phases, resonators: 1, re: Array.from(symbols, (s) => Float32Array.of(Math.cos(angle(s)))), im: Array.from(symbols, (s) => Float32Array.of(Math.sin(angle(s)))) };
    expect(share(learnSequence(raw, 0, nBack(1, LENGTH, 4, 1), LESSON))).toBeLessThan(0.6);
    expect(share(learnSequence(raw, 0, { ...nBack(1, LENGTH, 4, 1), taught: symbols }, LESSON))).toBe(1); // it does hear the present
  });
  it('what cannot be known is not known: the next random symbol stays within five deviations of 25 %', () => {
    const b = CASES.findIndex((c) => c.material.name.endsWith('back')), { symbols } = CASES[b].material;
    const next = { ...CASES[b].material, taught: symbols.map((_, i) => symbols[i + 1]), scored: new Uint8Array(LENGTH).fill(1) };
    const { right, asked } = learnSequence(phases, b, next, LESSON);
    expect(Math.abs(right / asked - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / asked));
  });
  it('left to run free, each bank dreams its rhythm on for 60 symbols', async () => {
    const dreamers = CASES.map(({ seed, material }, entry) => ({ seed, entry, material, readout: learned[entry].readout })).filter((d) => d.material.name.startsWith('period'));
    const dreamt = await dream(dreamers, phases, LENGTH - 1, DREAM, SMALL);
    dreamers.forEach(({ material }, i) => expect([...dreamt[i]]).toEqual([...material.symbols.subarray(LENGTH, LENGTH + DREAM)]));
  });
  it('cpu and webasm give the same answers', async () => {
    const other = await heardBy({ ...SMALL, backend: phases.backend === 'cpu' ? 'webasm' : 'cpu' });
    expect(other.backend).not.toBe(phases.backend);
    CASES.forEach(({ material }, b) => expect(learnSequence(other, b, material, LESSON).said).toEqual(learned[b].said));
  });
  it('half the time step gives the same answers', async () => {
    const fine = await heardBy({ ...SMALL, dt: SMALL.dt / 2 });
    CASES.forEach(({ material }, b) => expect(learnSequence(fine, b, material, LESSON).said).toEqual(learned[b].said));
  });
  it('the last quarter is not learned from: turning its teacher upside down changes no answer', () => {
    const turned = { ...CASES[4].material, taught: CASES[4].material.taught.map((s, i) => (i < lastQuarter(LENGTH) ? s : (s + 2) % 4)) };
    const asked = learnSequence(phases, 4, turned, LESSON);
    expect(asked.said).toEqual(learned[4].said);
    expect(asked.right).toBe(0);
  });
  it('a batch entry does not hear its neighbours: alone it has the same phases', async () => {
    const alone = await hearSequences([CASES[3].material.symbols.subarray(0, 50)], [CASES[3].seed], SMALL);
    expect([...alone.re[49]]).toEqual([...phases.re[49].subarray(3 * 32, 4 * 32)]);
  });
  it('one sequence without a seed is refused', async () => {
    await expect(hearSequences([[0, 1]], [], SMALL)).rejects.toThrow('hearSequences: 1 sequences and 0 seeds, expected one seed a sequence');
  });
});

describe('material', () => {
  it('a word of period p has no shorter period, for all p from 2 to 40', () => {
    for (let p = 2; p <= 40; p++) {
      const { symbols } = periodic(p, 4 * p, 4, 3), repeats = (d: number) => symbols.every((s, i) => i < d || s === symbols[i - d]);
      expect([p, repeats(p)]).toEqual([p, true]);
      for (let d = 1; d < p; d++) expect(repeats(d), `period ${p} repeats after ${d}`).toBe(false);
    }
  });
  it('copy scores exactly the symbols that were played one word earlier', () => {
    const { symbols, taught, scored } = copy(6, 240, 4, 1);
    let count = 0;
    scored.forEach((s, i) => { if (s) { count += 1; expect(taught[i]).toBe(symbols[i - 5]); } });
    expect(count).toBe(120);
    expect(taught.subarray(0, 239)).toEqual(symbols.subarray(1));
  });
  it('nested rhythms repeat after the product of their periods and not after any of them', () => {
    const { symbols } = nested([3, 5, 7], 315, 4, 1), repeats = (d: number) => symbols.every((s, i) => i < d || s === symbols[i - d]);
    expect(repeats(105)).toBe(true);
    for (const d of [3, 5, 7, 15, 21, 35]) expect(repeats(d)).toBe(false);
  });
  it('n-back teaches the symbol n moments ago and scores nothing before it can be known', () => {
    const { symbols, taught, scored } = nBack(3, 50, 4, 1);
    expect([...scored.subarray(0, 4)]).toEqual([0, 0, 0, 1]);
    for (let i = 3; i < 50; i++) expect(taught[i]).toBe(symbols[i - 3]);
  });
});
