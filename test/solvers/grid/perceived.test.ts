import { beforeAll, describe, expect, it } from 'vitest';
import { exactSenses } from '../../oracles/exactSenses.ts';
import { fieldSenses } from '../../../src/encoders/fieldSenses.ts';
import type { Senses } from '../../../src/encoders/senses.ts';
import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import { perceive } from '../../../src/solvers/grid/perceive.ts';
import { perceivedIn, type Perceived } from '../../../src/solvers/grid/perceived.ts';
import { solveWith } from '../../../src/solvers/grid/solve.ts';
import type { Question } from '../../../src/tasks/types.ts';

const A = [[1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 2], [1, 1, 1, 0, 0, 0], [0, 0, 0, 3, 3, 3], [0, 4, 0, 3, 0, 3], [0, 0, 0, 3, 3, 3]];
const B = [[0, 0, 0, 0, 0, 0], [0, 3, 3, 3, 3, 0], [0, 3, 0, 0, 3, 0], [0, 3, 3, 3, 3, 0], [0, 0, 0, 0, 0, 7], [9, 0, 0, 0, 0, 0]];
const C = [[0, 5, 5, 5], [0, 5, 0, 5], [0, 5, 5, 5]];
const filled = (g: number[][], holes: [number, number][]) => g.map((row, r) => row.map((c, k) => (holes.some(([a, b]) => a === r && b === k) ? 8 : c)));
const question: Question = { train: [{ input: A, output: filled(A, [[1, 1], [4, 4]]) }, { input: B, output: filled(B, [[2, 2], [2, 3]]) }], test: [C] };
const recorded = async (senses: Senses): Promise<Perceived> => perceivedIn(await perceive(question, senses));

describe('what the medium told, as a solve records it', () => {
  let field: Perceived;
  beforeAll(async () => { field = await recorded(fieldSenses({ threads: false })); });

  it('integral image: four settled corners give the order parameter of all 441 rectangles of 6 × 6 within 0.004', () => {
    const { rows, columns, re, im } = field.images[0], at = (image: number[], r: number, c: number) => (r < 0 || c < 0 ? 0 : image[r * columns + c]);
    let count = 0;
    for (let t = 0; t < rows; t++) for (let b = t; b < rows; b++) for (let l = 0; l < columns; l++) for (let r = l; r < columns; r++, count++) {
      const corner = (image: number[]) => at(image, b, r) - at(image, t - 1, r) - at(image, b, l - 1) + at(image, t - 1, l - 1);
      let x = 0, y = 0, n = 0;
      for (let i = t; i <= b; i++) for (let k = l; k <= r; k++, n++) { x += Math.cos((Math.PI * A[i][k]) / 5); y += Math.sin((Math.PI * A[i][k]) / 5); }
      expect(Math.abs(Math.hypot(corner(re), corner(im)) - Math.hypot(x, y)) / n, `(${t}, ${l}) to (${b}, ${r})`).toBeLessThan(0.004); // four corners rounded to 0.0005 each way
    }
    expect(count).toBe(441);
    expect(field.images.map((i) => [i.rows, i.columns])).toEqual([[6, 6], [6, 6], [3, 4]]);
  });
  it('differences: each demonstration’s input to its output, then to the next input, as the colours say, with the mean cosine', () => {
    expect(field.differences.map((d) => [d.from.side, d.from.demonstration, d.to.side, d.to.demonstration])).toEqual([['input', 0, 'output', 0], ['input', 1, 'output', 1], ['input', 0, 'input', 1]]);
    for (const { from, to, tenths, order } of field.differences) {
      const one = question.train[from.demonstration][from.side], two = question.train[to.demonstration][to.side];
      const want = one.map((row, r) => row.map((c, k) => (two[r][k] - c + 10) % 10));
      expect(tenths).toEqual(want);
      expect(order).toBeCloseTo(want.flat().reduce((sum, d) => sum + Math.cos((Math.PI * d) / 5), 0) / 36, 2);
    }
  });
  it('channels: every process that has something to say says it in the shape of the test input, as the exact senses do', async () => {
    const exact = await recorded(exactSenses());
    expect(field.tests).toEqual(exact.tests);
    expect(field.tests[0].length).toBeGreaterThanOrEqual(8);
    expect(new Set(field.tests[0].map((s) => s.process)).size).toBe(field.tests[0].length);
    for (const { values } of field.tests[0]) expect([values.length, values[0].length]).toEqual([3, 4]);
    const rim = field.tests[0].find((s) => s.process === 'a wave from the rim')!;
    expect([rim.channel, rim.values[1][2], rim.values[0][0]]).toEqual(['enclosed (wave of 4 neighbours)', 1, 0]);
  });
  it('comes from the senses: a medium that tells something else is recorded as it tells', async () => {
    const senses = exactSenses(), odd: Senses = { ...senses, integral: async (sea, phase) => { const image = await senses.integral(sea, phase); return { ...image, im: image.im.map((v) => v + 7) }; }, listen: async (sea, phase, tables) => (await senses.listen(sea, phase, tables)).map((heard) => heard.map((p) => (p < 0 ? p : (p + 1) % 10))) };
    const told = await recorded(odd), usual = await recorded(senses);
    told.images[0].im.forEach((v, i) => expect(v).toBeCloseTo(usual.images[0].im[i] + 7, 2));
    expect(told.differences[0].tenths).toEqual(usual.differences[0].tenths.map((row) => row.map((d) => (d + 1) % 10)));
  });
  it('inputs and outputs of different size are not held against each other', async () => {
    const grown: Question = { train: [{ input: [[1, 2]], output: [[1, 2], [1, 2]] }, { input: [[3, 4, 5]], output: [[3, 4, 5], [3, 4, 5]] }], test: [[[1, 1]]] };
    expect((await perceivedIn(await perceive(grown, exactSenses()))).differences).toEqual([]);
  });
  it('a solve carries it, also where its time is over before everything was tried; one that is broken off leaves it out', async () => {
    const why = async (seconds: number, signal?: AbortSignal) => (await solveWith(question, exactSenses(), { seed: 1, seconds, signal })).explanation as Explanation;
    expect((await why(30)).perceived!.images).toHaveLength(3);
    expect((await why(0)).perceived!.differences).toHaveLength(3);
    expect((await why(0, AbortSignal.abort())).perceived).toBeUndefined();
  });
});
