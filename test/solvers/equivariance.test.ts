import { describe, expect, it } from 'vitest';
import { calibration, disguise, DISGUISES, equivariance, type Known, type Solver } from '../../src/solvers/equivariance.ts';
import type { Solved } from '../../src/tasks/answer.ts';
import type { Grid } from '../../src/tasks/types.ts';

const answer = (grids: Grid[], confidence: number): Solved => ({ attempts: grids.map((g) => [g, g]), confidence, sure: false, verified: false, parameters: 0, explanation: null, backend: 'none', warnings: [] });
const mirror = (g: Grid): Grid => g.map((row) => [...row].reverse());
const task: Known = { question: { train: [{ input: [[1, 2], [3, 4]], output: [[2, 1], [4, 3]] }], test: [[[5, 6], [7, 8]]] }, truths: [[[6, 5], [8, 7]]] };
const options = { seed: 1, seconds: 1 };

describe('equivariance', () => {
  it('finds nothing lost in a method whose rule turns with the task', async () => {
    const same: Solver = async (q) => answer(q.test, 0.9);
    const known: Known = { question: { train: [], test: [[[1, 2], [3, 0]]] }, truths: [[[1, 2], [3, 0]]] };
    const report = await equivariance(same, [known], options, 'test');
    expect(report.lost).toBe(0);
    expect(Object.values(report.disguised).map((t) => t.both)).toEqual([1, 1, 1, 1]);
  });

  it('counts what a method with a direction of its own loses on copies turned as a whole', async () => {
    const report = await equivariance(async (q) => answer(q.test.map(mirror), 0.95), [task], options, 'task');
    expect(report.plain).toEqual({ asked: 1, first: 1, both: 1 });
    expect(report.disguised['turned by 90°'].both).toBe(0);
    expect(report.disguised['turned by 180°'].both).toBe(1);
    expect(report.lost).toBe(1);
  });

  it('leaves the demonstrations alone in scope test and disguises them in scope task', async () => {
    const seen: string[] = [];
    const spy: Solver = async (q) => { seen.push(JSON.stringify(q.train)); return answer(q.test, 0.5); };
    await equivariance(spy, [task], options, 'test', [DISGUISES[3]]);
    await equivariance(spy, [task], options, 'task', [DISGUISES[3]]);
    expect(seen[1]).toBe(seen[0]);
    expect(seen[3]).toBe(JSON.stringify([{ input: [[2, 3], [4, 5]], output: [[3, 2], [5, 4]] }]));
  });

  it('bins confidence and measures its distance from the truth', () => {
    const bins = calibration([{ confidence: 0.95, right: true }, { confidence: 1, right: false }, { confidence: 0.12, right: false }]);
    expect(bins.map((b) => [b.from, b.tasks, b.right])).toEqual([[0.1, 1, 0], [0.9, 2, 0.5]]);
    expect(bins[1].confidence).toBeCloseTo(0.975);
  });

  it('refuses a palette that loses colours and a view outside D4', () => {
    expect(() => disguise([[1]], { name: 'x', view: 0, palette: [0, 0, 2, 3, 4, 5, 6, 7, 8, 9] })).toThrow(/permutation/);
    expect(() => disguise([[1]], { name: 'x', view: 8, palette: DISGUISES[0].palette })).toThrow(/0\.\.7/);
  });
});
