import { describe, expect, it } from 'vitest';
import { compete } from '../../src/plasticity/replicator.ts';

/** Naive oracle: the replicator equation g' = g (f − Σ g f) by small RK4 steps. */
function flow(f: number[], time: number, steps = 4000): number[] {
  const rate = (g: number[]) => { const mean = g.reduce((s, v, k) => s + v * f[k], 0); return g.map((v, k) => v * (f[k] - mean)); };
  const add = (a: number[], b: number[], h: number) => a.map((v, k) => v + h * b[k]);
  let g = f.map(() => 1 / f.length);
  for (let n = 0; n < steps; n++) {
    const h = time / steps, a = rate(g), b = rate(add(g, a, h / 2)), c = rate(add(g, b, h / 2)), d = rate(add(g, c, h));
    g = g.map((v, k) => v + (h / 6) * (a[k] + 2 * b[k] + 2 * c[k] + d[k]));
  }
  return g;
}

describe('compete', () => {
  it('hands all coupling to the channel of highest drive: the exact flow equals RK4 on the replicator equation', () => {
    const f = [0.2, 0.9, 0.35, 0.5];
    const contest = compete(f), g = flow(f, contest.time);
    expect(contest.winner).toBe(1);
    expect(Math.abs(g[1] - contest.share)).toBeLessThan(1e-6);
    expect(g.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 9);
  });

  it('takes a time that grows as the inverse of the gap between the two best', () => {
    const near = compete([0.5, 0.5 + 1 / 64]).time, far = compete([0.5, 0.5 + 1 / 8]).time;
    expect(near / far).toBe(8);
  });

  it('shares the victory where two channels do as well, and lets the first speak', () => {
    const contest = compete([0.4, 0.7, 0.7]);
    expect(contest.winner).toBe(1);
    expect(contest.share).toBeCloseTo(0.5, 6);
  });

  it('does not depend on a common shift of all drives', () => {
    const plain = compete([0.1, 0.3, 0.2]), lifted = compete([10.1, 10.3, 10.2]);
    expect(lifted.winner).toBe(plain.winner);
    expect(lifted.share).toBeCloseTo(plain.share, 9);
  });

  it('has no winner where nobody competes', () => {
    expect(compete([])).toEqual({ winner: -1, share: 0, time: 0 });
  });
});
