import { describe, expect, it } from 'vitest';
import { exclusionLesson } from '../../../src/plasticity/exclusionLesson.ts';
import { ExclusionLinks } from '../../../src/plasticity/exclusionLimit.ts';
import { learnedPairs } from '../../../src/runs/learnedPairs.ts';
import type { SimulationFile } from '../../../src/schemas/simulate.ts';
import { learnedHouses } from '../../../src/solvers/constraints/learnedHouses.ts';
import { shuffledBoards } from '../../../src/solvers/constraints/shuffledBoards.ts';
import { countFaults, houses, readBoard } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { simulationRuns } from '../../support/simulationRun.ts';

const { go } = simulationRuns('exclusions'), BOARD = 6, empty = readBoard('empty', '.'.repeat(16));
/** Pairs of cells that share a house. */
const TRUTH = Array.from({ length: 256 }, (_, k): [number, number] => [k >> 4, k & 15]).filter(([a, b]) => a < b && houses(empty).some(({ cells }) => cells.includes(a) && cells.includes(b)));

/** What the field has learned at the end, beside the limit's weight for the same link. */
async function compared(boards: number[][], change: Parameters<typeof exclusionLesson>[3] = {}) {
  const run = await go(exclusionLesson(boards, [4, 4], 4, { every: 3, ...change })), links = new ExclusionLinks(16);
  for (const board of boards) links.see(board);
  const w = [...await run.read('exclusion_weight')].slice(-240), to = await run.read('exclusion_to'), from = await run.read('exclusion_from');
  return { ...run, links, pairs: w.map((weight, k) => {
    const a = Math.min(to[k], from[k]), b = Math.max(to[k], from[k]);
    return { weight, limit: links.strengths[links.at(a, b)], excluded: TRUTH.some(([x, y]) => x === a && y === b) };
  }) };
}

describe('exclusions learned by a simulated field', () => {
  it('one pattern breaks the link of a pair in phase as the limit says: ∫r² dt = 2τ', async () => {
    const links = new ExclusionLinks(2), lesson = exclusionLesson([[3, 3]], [1, 2], 4);
    links.see([3, 3]);
    for (const every of [0.5, 0.125]) {
      const { read } = await go({ ...lesson, parameters: { ...lesson.parameters, K: 0 }, plasticity: { ...lesson.plasticity!, every } });
      for (const w of [...await read('exclusion_weight')].slice(-2)) expect(w).toBeCloseTo(links.strengths[0], 3);
    }
  });

  it.each([1, 2, 3])('seed %s: after 5, 10 and 30 boards the pairs of the adiabatic limit, every weight within 0.03 of it; rows, columns and boxes after 30', async (seed) => {
    const boards = shuffledBoards(2, 30, seed), { at, pairs, links } = await compared(boards), seen = [5, 10, 30];
    expect(await learnedPairs(at, [...seen.map((n) => n * BOARD), 1e6])).toEqual([...seen.map((n) => {
      const limit = new ExclusionLinks(16);
      for (const board of boards.slice(0, n)) limit.see(board);
      return limit.pairs();
    }), undefined]);
    for (const { weight, limit } of pairs) expect(Math.abs(weight - limit)).toBeLessThan(0.03);
    expect(links.pairs()).toEqual(TRUTH);
    const sorted = (all: readonly { cells: number[] }[]) => all.map(({ cells }) => [...cells].sort((a, b) => a - b).join()).sort();
    expect(sorted(learnedHouses(links.pairs(), 16, 4))).toEqual(sorted(houses(empty)));
  });

  it('phases that pass each other as one board follows another do not count: with silence no true exclusion falls, without it some do', async () => {
    const boards = shuffledBoards(2, 60, 1), least = ({ pairs }: Awaited<ReturnType<typeof compared>>) => Math.min(...pairs.filter((p) => p.excluded).map((p) => p.weight));
    expect(least(await compared(boards))).toBeGreaterThan(0.9);
    expect(least(await compared(boards, { silence: 0 }))).toBeLessThan(0.5);
  });

  it('a look every dt finds no passing phases that the coarser look passed over', async () => {
    const boards = shuffledBoards(2, 10, 2), lesson = exclusionLesson(boards, [4, 4], 4), finest = await go({ ...lesson, plasticity: { ...lesson.plasticity!, every: 0.125 } }), coarse = await go(lesson);
    const [fine, w] = [[...await finest.read('exclusion_weight')].slice(-240), [...await coarse.read('exclusion_weight')].slice(-240)];
    fine.forEach((x, k) => expect(Math.abs(x - w[k])).toBeLessThan(0.01));
  });

  it('is below its onset whatever is learned: against the couplings with the lowest eigenvalue, −sites/2, it still dies in silence, as e^−0.6t', async () => {
    const lesson = exclusionLesson(shuffledBoards(2, 1, 1), [4, 4], 4), two = (k: number) => k % 2, rows = Array.from({ length: 16 }, (_row, i) => Array.from({ length: 16 }, (_w, j) => (two(i) === two(j) ? 0 : 1)));
    const file: SimulationFile = { ...lesson, plasticity: undefined, carriers: { exclusion: { kind: 'dense', weight: rows } }, start: { re: { formula: '0.01*(2*(site - 2*floor(site/2)) - 1)' }, im: 0 }, drive: [{ for: 6, parameters: { loud: 0 } }] };
    expect(Math.abs([...await (await go(file)).read('re')].at(-1)!)).toBeCloseTo(0.01 * Math.exp(-0.6 * 6), 6);
  });

  it('is recorded: links from all ones to the learned pattern, their quantiles, the phases of the boards, what rule moved them', async () => {
    const boards = shuffledBoards(2, 12, 3), { arrays, read, attributes } = await go(exclusionLesson(boards, [4, 4], 4)), w = await read('exclusion_weight'), q = await read('exclusion_weight_quantiles'), re = await read('re'), im = await read('im');
    expect(arrays.exclusion_weight).toMatchObject({ shape: [145, 240], attributes: { kind: 'coupling', rule: 'exclusion', sites: 16, quantiles: 'exclusion_weight_quantiles' } });
    expect(new Set(w.slice(0, 240))).toEqual(new Set([1]));
    expect([...q.slice(-7)]).toEqual([...q.slice(-7)].sort((a, b) => a - b));
    expect(arrays.re.dimensions).toEqual(['time', 'row', 'column']);
    for (const k of [0, 5, 11]) boards[k].forEach((label, i) => { // the end of the sound of board k
      const m = 16 * (12 * k + 6) + i, turn = (Math.atan2(im[m], re[m]) * 2) / Math.PI - label;
      expect(Math.abs(turn - 4 * Math.round(turn / 4))).toBeLessThan(0.15);
      expect(Math.hypot(re[m], im[m])).toBeGreaterThan(0.9);
    });
    expect((attributes.outcome as { status: string }).status).not.toBe('diverged');
  });

  it('says what is wrong', async () => {
    expect(() => exclusionLesson([[1, 2]], [1, 3], 4)).toThrow(/pattern 1 has 2 labels, expected 3/);
    expect(() => exclusionLesson([[1, 2, 3], [1, 2, 5]], [1, 3], 4)).toThrow(/pattern 2 has the label 5 at site 2, expected 1 to 4/);
    const { at } = await go({ model: 'kuramoto', sites: 3, time: 1, backend: 'cpu' });
    await expect(learnedPairs(at, [1])).rejects.toThrow(/holds no coupling that was learned/);
  });
});

describe('shuffledBoards', () => {
  it.each([2, 3])('side %s: valid boards, many different ones, the same from the same seed', (side) => {
    const order = side * side, boards = shuffledBoards(side, 40, 7), lines = boards.map((b) => b.join(''));
    for (const line of lines) expect(countFaults(readBoard('empty', '.'.repeat(order ** 2)), line)).toBe(0);
    expect(new Set(lines).size).toBeGreaterThan(30);
    expect(shuffledBoards(side, 40, 7)).toEqual(boards);
    expect(shuffledBoards(side, 40, 8)).not.toEqual(boards);
  });
});
