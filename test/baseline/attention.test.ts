import { describe, expect, it } from 'vitest';
import { solveByAttention } from '../../src/baseline/attention.ts';
import type { Grid, Question } from '../../src/tasks/types.ts';

/** A grid from a small arithmetic pattern, so that the test needs no chance. */
const pattern = (rows: number, columns: number, k: number, colours: number[]): Grid =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => colours[(r * r + c * (k + 1) + r * c + k) % colours.length]));
const recolour = (g: Grid): Grid => g.map((row) => row.map((c) => (c === 1 ? 2 : c)));

const recoloured: Question = {
  train: [0, 1, 2].map((k) => ({ input: pattern(4, 4, k, [0, 1, 3]), output: recolour(pattern(4, 4, k, [0, 1, 3])) })),
  test: [pattern(4, 4, 5, [0, 1, 3, 1, 0])],
};

describe('attention net', () => {
  it('learns to recolour within 150 steps and answers an unseen grid exactly', async () => {
    const solved = await solveByAttention(recoloured, { seed: 3, seconds: 60, steps: 150 });
    expect(solved.attempts[0][0]).toEqual(recolour(recoloured.test[0]));
    const { nets, attention } = solved.explanation as { nets: { accuracy: { grids: number }; loss: [number, number][] }[]; attention: { copyHead: [number, number][][] } };
    expect(nets[0].accuracy.grids).toBe(1);
    expect(nets[0].loss.at(-1)![1]).toBeLessThan(0.1);
    expect(attention.copyHead).toHaveLength(16);
    expect(solved.verified).toBe(false);
  });

  it('gives the same answer and loss curve for the same seed and steps, and another curve for another seed', async () => {
    const run = async (seed: number) => {
      const s = await solveByAttention(recoloured, { seed, seconds: 60, steps: 12 });
      return JSON.stringify([s.attempts, s.confidence, s.explanation]);
    };
    const first = await run(7);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
  });

  it('doubles a grid on a canvas of its own size', async () => {
    const double = (g: Grid): Grid => g.flatMap((row) => [0, 1].map(() => row.flatMap((c) => [c, c])));
    const train = [0, 1, 2].map((k) => ({ input: pattern(3, 3, k, [0, 4, 7]), output: double(pattern(3, 3, k, [0, 4, 7])) }));
    const test = pattern(3, 3, 4, [7, 0, 4, 4]);
    const solved = await solveByAttention({ train, test: [test] }, { seed: 1, seconds: 60, steps: 100 });
    expect(solved.attempts[0][0]).toEqual(double(test));
  });

  it('never touches a test output', async () => {
    const trap = (g: Grid): Grid => Object.defineProperty(g, 'output', { get: () => { throw new Error('the truth was read'); } });
    const question: Question = { train: recoloured.train, test: [trap(pattern(4, 4, 5, [0, 1, 3]))] };
    Object.defineProperty(question, 'output', { get: () => { throw new Error('the truth was read'); } });
    const solved = await solveByAttention(question, { seed: 1, seconds: 60, steps: 2 });
    expect(solved.explanation).not.toBeNull();
    expect(solved.attempts).toHaveLength(1);
  });

  it('hands back two legal grids of the right size when it is interrupted', async () => {
    const abort = new AbortController();
    abort.abort();
    const solved = await solveByAttention(recoloured, { seed: 1, seconds: 60, signal: abort.signal });
    expect(solved.attempts[0].map((g) => [g.length, g[0].length])).toEqual([[4, 4], [4, 4]]);
    expect(solved.warnings.join()).toMatch(/interrupted after 0/);
  });

  it('survives 30 × 30 grids, also where the output has another size', async () => {
    const big = pattern(30, 30, 1, [0, 1, 2, 5]), smaller = pattern(30, 29, 2, [0, 1]);
    const same = await solveByAttention({ train: [{ input: big, output: big }, { input: big, output: big }], test: [big] }, { seed: 1, seconds: 1 });
    expect([same.attempts[0][0].length, same.attempts[0][0][0].length]).toEqual([30, 30]);
    const other = await solveByAttention({ train: [{ input: big, output: smaller }, { input: big, output: smaller }], test: [big] }, { seed: 1, seconds: 1 });
    expect([other.attempts[0][0].length, other.attempts[0][0][0].length]).toEqual([30, 29]);
    expect(other.warnings.join()).toMatch(/over 1024 tokens/);
    expect(other.explanation).not.toBeNull();
  });
});
