import { describe, expect, it } from 'vitest';
import { exactSenses } from '../../oracles/exactSenses.ts';
import { fieldSenses } from '../../../src/encoders/fieldSenses.ts';
import { solveByField, solveWith } from '../../../src/solvers/grid/solve.ts';
import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import { question } from '../../../src/tasks/question.ts';
import type { Task } from '../../../src/tasks/types.ts';

const B = [[1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 2], [1, 1, 1, 0, 0, 0], [0, 0, 0, 0, 0, 0]];
const C = [[0, 0, 0, 0, 0, 0], [0, 3, 3, 3, 3, 0], [0, 3, 0, 0, 3, 0], [0, 3, 3, 3, 3, 0]];
const D = [[0, 5, 5, 5, 0], [0, 5, 0, 5, 0], [0, 5, 5, 5, 4], [0, 0, 0, 0, 0]];
const filled = (g: number[][], rooms: [number, number][]) => g.map((row, r) => row.map((c, k) => (rooms.some(([a, b]) => a === r && b === k) ? 8 : c)));
const fillEnclosed: Task = {
  train: [{ input: B, output: filled(B, [[1, 1]]) }, { input: C, output: filled(C, [[2, 2], [2, 3]]) }],
  test: [{ input: D }],
};
const answer = filled(D, [[1, 2]]);

describe('solveByField', () => {
  it('learns from two demonstrations that what a wave cannot reach is filled, and answers an unseen grid', async () => {
    const solved = await solveByField(question(fillEnclosed), { seed: 1, seconds: 30 });
    expect(solved.attempts[0][0]).toEqual(answer);
    expect(solved.backend).toBe('webasm');
    const why = solved.explanation as Explanation;
    const other = why.tests[0].source[1][2];
    why.tests[0].source.flat().forEach((source, i) => expect(source === other).toBe(i === 1 * 5 + 2));
    expect('when' in why.gate && Object.keys(why.tests[0].heard)).toContain('channel' in why.gate ? why.gate.channel : '');
    expect(why.tests[0].locked.flat().every((v) => v === 1)).toBe(true);
  });

  it('answers alike on cpu and webasm, with exact and with simulated senses, and twice with one seed', async () => {
    const options = { seed: 7, seconds: 30 };
    const runs = [
      await solveByField(question(fillEnclosed), { ...options, backend: 'cpu' }),
      await solveByField(question(fillEnclosed), { ...options, backend: 'webasm' }),
      await solveByField(question(fillEnclosed), { ...options, backend: 'webasm' }),
      await solveWith(question(fillEnclosed), exactSenses(), options),
      await solveWith(question(fillEnclosed), fieldSenses(), options),
    ];
    for (const r of runs) expect(r.attempts).toEqual(runs[0].attempts);
    expect(runs[1].confidence).toBeCloseTo(runs[0].confidence, 6);
  });

  it('never looks at a test output: one that throws when touched is harmless', async () => {
    const trapped: Task = { ...fillEnclosed, test: [Object.defineProperty({ input: D }, 'output', { enumerable: true, get() { throw new Error('a test output was read'); } })] };
    const solved = await solveByField(question(trapped), { seed: 1, seconds: 30 });
    expect(solved.attempts[0][0]).toEqual(answer);
  });

  it('is equivariant to the palette: recoloured demonstrations and test give the recoloured answer', async () => {
    const swap = [0, 7, 6, 4, 9, 1, 2, 5, 3, 8], paint = (g: number[][]) => g.map((r) => r.map((c) => swap[c]));
    const painted: Task = { train: fillEnclosed.train.map((p) => ({ input: paint(p.input), output: paint(p.output) })), test: [{ input: paint(D) }] };
    const solved = await solveByField(question(painted), { seed: 1, seconds: 30 });
    expect(solved.attempts[0][0]).toEqual(paint(answer));
  });

  it('gives two well-formed attempts even where no frame explains the demonstrations, and is not sure of them', async () => {
    const odd: Task = { train: [{ input: [[1]], output: [[1, 2, 3]] }, { input: [[2]], output: [[1], [2]] }], test: [{ input: [[4, 4]] }] };
    const solved = await solveByField(question(odd), { seed: 1, seconds: 30 });
    expect(solved.attempts).toHaveLength(1);
    expect(solved.sure).toBe(false);
    expect(solved.confidence).toBe(0);
  });

  it('stops at once when aborted and still answers in shape', async () => {
    const solved = await solveByField(question(fillEnclosed), { seed: 1, seconds: 30, signal: AbortSignal.abort() });
    expect(solved.attempts[0][0]).toHaveLength(D.length);
  });
});

describe('frames', () => {
  it('a factor that would give a test input a broken number of rows is no frame (it once crashed the task)', async () => {
    const shrink: Task = { train: [{ input: [[1, 1, 2, 2, 3, 3]], output: [[1, 2, 3]] }, { input: [[4, 4, 5, 5]], output: [[4, 5]] }], test: [{ input: [[6, 6, 7]] }] };
    const solved = await solveByField(question(shrink), { seed: 1, seconds: 30 });
    expect(solved.attempts[0][0].every((row) => row.length === solved.attempts[0][0][0].length)).toBe(true);
  });
});
