import { describe, expect, it } from 'vitest';
import { csrOf, defineField, group, learn, settle, softCompetition, softHebb, sparse } from '../../src/index.ts';
import { seeded } from '../../src/tasks/random.ts';

const field = (dt: number) => defineField({ model: softCompetition, carriers: { links: sparse({ from: { U: 'x' } }), rivals: group({ from: { M: 'share' } }) }, dt });

describe('soft winner-take-all in a simulated field', () => {
  it('for what is heard held, activity comes to e^{u/T}/Σ e^{u/T}, and its sum stays 1', async () => {
    const u = [0.9, 0.5, 0.6], A = Float32Array.of(0, 0, 0, 1), warmth = 0.25;
    const { state } = await settle(field(0.1), {
      sites: 4, state: { y: Float32Array.of(0.2, 0.5, 0.3, 0), u: 0 }, parameters: { A, B: A, nu: 0.001, warmth }, frame: 'rest', tolerance: 1e-7, timeLimit: 100,
      wiring: { links: csrOf(u.map((w, k) => [k, 3, w] as const), 4), rivals: { group: Int32Array.of(0, 0, 0, -1) } },
    });
    const all = u.map((x) => Math.exp(x / warmth)), sum = all.reduce((a, b) => a + b, 0);
    all.forEach((x, k) => expect(state.y[k]).toBeCloseTo(x / sum, 4));
    expect(state.y[0] + state.y[1] + state.y[2]).toBeCloseTo(1, 5);
  });
  it('two rivals that hear two patterns in turn share them: each comes to its own pattern (cosine above 0.95; while turns change, the old winner still learns)', async () => {
    const random = seeded('rivals'), h = Math.SQRT1_2, pairs = [4, 5].flatMap((k) => [0, 1, 2, 3].map((j) => [k, j, 0.3 + 0.4 * random.next()] as const));
    const { learned: [{ value }] } = await learn(field(0.1), {
      sites: 6, time: 1200, chunk: 10, state: { y: Float32Array.of(0, 0, 0, 0, 0.5, 0.5), u: 0 }, parameters: { A: Float32Array.of(h, h, 0, 0, 0, 0), B: Float32Array.of(0, 0, h, h, 0, 0), nu: 0.03, warmth: 0.2 },
      wiring: { links: csrOf(pairs, 6), rivals: { group: Int32Array.of(-1, -1, -1, -1, 0, 0) } }, rules: [{ rule: softHebb, carrier: 'links', step: 0.5, parameters: { eta: 0.05 } }],
    });
    const onto = [0, 4].map((at) => [h * (value[at] + value[at + 1]), h * (value[at + 2] + value[at + 3])]), first = onto[0][0] > onto[0][1] ? 0 : 1;
    for (const at of [0, 4]) expect(Math.abs(pairs.slice(at, at + 4).reduce((sum, [, , w], k) => sum + (k < 2 ? w : -w), 0))).toBeLessThan(0.4); // at first both hear both alike
    expect(onto[0][first]).toBeGreaterThan(0.95);
    expect(onto[1][1 - first]).toBeGreaterThan(0.95);
    for (const at of [0, 4]) {
      const norm = Math.hypot(...value.slice(at, at + 4));
      expect(norm).toBeGreaterThan(0.95);
      expect(norm).toBeLessThan(1.05);
    }
  });
});
