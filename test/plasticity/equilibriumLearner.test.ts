import { describe, expect, it } from 'vitest';
import { csrOf, equilibriumLearner, type LearnerOptions } from '../../src/index.ts';
import { seeded } from '../../src/tasks/random.ts';

const Q = Math.PI / 2, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]].map(([a, b]) => ({ held: [a ? Q : -Q, b ? Q : -Q, Q], taught: [a === b ? -Q : Q] }));
const middle = () => 0.5; // free sites start at phase 0

/** Site 0 held; 1 hidden; 2 taught. */
const chain = (weight: number[], more: Partial<LearnerOptions> = {}): LearnerOptions => ({
  sites: 3, links: { ...csrOf([[1, 0, 1], [1, 2, 1], [2, 1, 1]], 3), weight: Float32Array.from([weight[0], weight[1], weight[1]]) }, omega: [0, 0.2, -0.1],
  held: [0], outputs: [2], lessons: [{ held: [0.4], taught: [1.1] }, { held: [-0.3], taught: [0.2] }], random: middle, draws: 1, freeTime: 200, nudgedTime: 200, ...more,
});

describe('equilibrium propagation in a simulated field', () => {
  it('the difference of two settlings is minus the gradient of the settled cost, for couplings and natural frequencies (1.5 %)', async () => {
    const cost = (weight: number[], omega: number[]) => equilibriumLearner(chain(weight, { omega, coupling: 1e-9 })).epoch();
    const at = [1.2, 0.9], omega = [0, 0.2, -0.1], d = 0.02, learner = equilibriumLearner(chain(at, { coupling: 1, frequency: 1, beta: 0.02 }));
    await learner.epoch();
    const [first, second] = [(await cost([at[0] + d, at[1]], omega) - await cost([at[0] - d, at[1]], omega)) / (2 * d), (await cost([at[0], at[1] + d], omega) - await cost([at[0], at[1] - d], omega)) / (2 * d)];
    const third = (await cost(at, [0, 0.2, -0.1 + d]) - await cost(at, [0, 0.2, -0.1 - d])) / (2 * d), start = [1.2, 0.9].map(Math.fround);
    const near = (measured: number, expected: number) => expect(Math.abs(measured - expected), `${measured} for ${expected}`).toBeLessThan(0.015 * Math.abs(expected) + 2e-4);
    near(learner.weight[0] - start[0], -first); // one link, heard in one direction
    near(learner.weight[1] - start[1], -second); // both directions carry one weight: the cost's derivative by it is what each of them changes by
    expect(learner.weight[2]).toBeCloseTo(learner.weight[1], 12);
    near(learner.omega[2] + 0.1, -third);
    expect(Math.abs(third)).toBeGreaterThan(0.05);
  });
  it('one free oscillator beside a held one learns ω = w sin φ, at which it rests at φ', async () => {
    const learner = equilibriumLearner({ sites: 2, links: csrOf([[1, 0, 1.5]], 2), held: [0], outputs: [1], lessons: [{ held: [0], taught: [0.7] }], random: middle, draws: 1, coupling: 0, frequency: 0.8 });
    for (let n = 0; n < 40; n++) await learner.epoch();
    expect(learner.omega[1]).toBeCloseTo(1.5 * Math.sin(0.7), 3);
    expect((await learner.answer([[0]], 1))[0][0]).toBeCloseTo(0.7, 3);
    expect(learner.weight[0]).toBe(1.5);
  });
  it('XOR of phases is learned: from random starts every answer is right, before learning they are not', async () => {
    const random = seeded('a'), pairs: [number, number, number][] = [], draw = () => 2 * random.next() - 1;
    for (let h = 3; h < 8; h++) {
      for (const i of [0, 1, 2]) pairs.push([h, i, draw()]);
      const w = draw();
      pairs.push([8, h, w], [h, 8, w]);
    }
    pairs.push([8, 2, draw()]);
    const learner = equilibriumLearner({ sites: 9, links: csrOf(pairs, 9), omega: Array.from({ length: 9 }, draw), held: [0, 1, 2], outputs: [8], lessons: XOR, random: random.next, draws: 2, beta: 0.1, coupling: 0.3, frequency: 0.1 });
    const right = async () => (await learner.answer(XOR.map((l) => l.held), 25)).map((answers, k) => answers.filter((v) => Math.sin(v) * XOR[k].taught[0] > 0).length);
    expect(Math.min(...await right())).toBeLessThan(13);
    let cost = Infinity;
    for (let n = 0; n < 120 && cost > 0.02; n++) cost = await learner.epoch();
    expect(cost).toBeLessThan(0.02);
    expect(await right()).toEqual([25, 25, 25, 25]);
  });
  const wrong: [string, Partial<LearnerOptions>, RegExp][] = [
    ['no nudge', { beta: 0 }, /^equilibrium: beta is 0, expected a positive number/],
    ['a site that is none', { outputs: [3] }, /^equilibrium: site 3 came, expected 0 to 2/],
    ['a site held and taught', { outputs: [0] }, /^equilibrium: site 0 is held and taught/],
    ['a lesson of another size', { lessons: [{ held: [], taught: [1] }] }, /^equilibrium: lesson 0 has 0 held and 1 taught phases, expected 1 and 1/],
    ['a phase that is no number', { lessons: [{ held: [NaN], taught: [1] }] }, /^equilibrium: lesson 0 has the phase NaN/],
    ['frequencies for other sites', { omega: [1] }, /1 values came, expected 3/],
    ['nothing to learn', { lessons: [] }, /^equilibrium: lessons is empty/],
  ];
  it.each(wrong)('%s is refused in one line', (_, more, message) => {
    expect(() => equilibriumLearner(chain([1, 1], more))).toThrow(message);
  });
});
