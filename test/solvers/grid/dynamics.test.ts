import { describe, expect, it } from 'vitest';
import { exactSenses } from '../../oracles/exactSenses.ts';
import { allFrames, candidatesOf } from '../../../src/solvers/grid/candidates.ts';
import { allSources, findCovers } from '../../../src/solvers/grid/cover.ts';
import { byFrequency } from '../../../src/solvers/grid/palettes.ts';
import { perceive } from '../../../src/solvers/grid/perceive.ts';
import { buildStage, toGrid } from '../../../src/solvers/grid/stage.ts';
import { waveSettle } from '../../../src/solvers/grid/waveSettle.ts';
import type { Grid, Question } from '../../../src/tasks/types.ts';

const never = () => false;
const scene = (q: Question) => perceive(q, exactSenses());
const frames = async (q: Question) => (await allFrames(await scene(q))).map((f) => f.name);
const grid = (rows: number, columns: number, value: (r: number, c: number) => number): Grid => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r, c)));

describe('frames', () => {
  it('explain every taught shape or are not offered', async () => {
    const tall = (n: number) => grid(n, 3, (r) => (r % 2 ? 1 : 2));
    const q = { train: [{ input: tall(3), output: grid(9, 9, () => 1) }, { input: tall(2), output: grid(6, 9, () => 1) }], test: [tall(4)] };
    expect(await frames(q)).toContain('enlarged by a constant factor');
    expect(await frames({ ...q, train: [...q.train, { input: tall(2), output: grid(5, 9, () => 1) }] })).toEqual([]);
  });

  it('crop to the object that wins a contest', async () => {
    const pictures: Grid[] = [
      [[1, 1, 0, 0], [1, 1, 0, 2], [0, 0, 0, 0]], [[0, 3, 0, 0], [0, 0, 0, 0], [4, 4, 4, 0]], [[5, 0, 0, 6], [0, 0, 0, 6], [0, 0, 0, 6]],
    ];
    const q = { train: [{ input: pictures[0], output: [[1, 1], [1, 1]] }, { input: pictures[1], output: [[4, 4, 4]] }], test: [pictures[2]] };
    const s = await scene(q), frame = (await allFrames(s)).find((f) => f.name.includes('box of a shape'))!;
    expect(frame.shapes).toEqual([[2, 2], [1, 3], [3, 1]]);
    const [best] = candidatesOf(buildStage(s, frame), 1, never);
    expect(toGrid(best.stage, 2, best.colour)).toEqual([[6], [6], [6]]);
  });
});

describe('covers', () => {
  it('a single source that explains everything needs no gate', async () => {
    const flip = (g: Grid) => g.map((r) => [...r].reverse());
    const inputs = [[[1, 2, 3], [0, 1, 0]], [[4, 0, 0], [5, 6, 0]], [[7, 0, 1], [0, 8, 8]]];
    const q = { train: inputs.slice(0, 2).map((input) => ({ input, output: flip(input) })), test: [inputs[2]] };
    const s = await scene(q), stage = buildStage(s, (await allFrames(s))[0]), covers = findCovers(stage, allSources(stage), 8);
    expect(covers[0].sources.map((x) => x.name)).toEqual(['colour mirrored left to right']);
  });
});

describe('waveSettle', () => {
  it('rolls a front over its own answers: stripes continue although no channel of the input tells their phase', async () => {
    // Below a seed row, each row is the row above moved right by one: only the answered row above knows.
    const seeds = [[1, 2, 0, 4, 4, 1], [3, 3, 1, 0, 2, 5], [6, 0, 7, 7, 1, 2]];
    const started = (s: number[]) => grid(5, 6, (r, c) => (r === 0 ? s[c] : 0)), wound = (s: number[]) => grid(5, 6, (r, c) => s[(c - r + 12) % 6]);
    const slanted = (s: number[]) => grid(5, 6, (r, c) => (c - r < 0 ? 0 : s[c - r]));
    const q = { train: seeds.slice(0, 2).map((s) => ({ input: started(s), output: slanted(s) })), test: [started(seeds[2])] };
    expect(wound(seeds[0])).not.toEqual(slanted(seeds[0]));
    const s = await scene(q), [frame] = await allFrames(s);
    const found = waveSettle(s, frame, 1, never).sort((a, b) => a.energy - b.energy);
    expect(toGrid(found[0].stage, 2, found[0].colour)).toEqual(slanted(seeds[2]));
    expect(found[0].leaveOneOut).toBe(1);
  });
});

describe('byFrequency', () => {
  it('names changing colours by rank and finds the way back', () => {
    const q = { train: [{ input: [[0, 0, 0, 3, 3, 5]], output: [[0, 0, 0, 5, 5, 3]] }], test: [[[0, 0, 0, 7, 7, 4]]] };
    const named = byFrequency(q)!;
    const back = (g: Grid, pair: number) => g.map((r) => r.map((c) => named.back[pair][c]));
    expect(back(named.question.train[0].input, 0)).toEqual(q.train[0].input);
    expect(back(named.question.train[0].output, 0)).toEqual(q.train[0].output);
    expect(back(named.question.test[0], 1)).toEqual(q.test[0]);
    expect(named.question.test[0]).toEqual(named.question.train[0].input);
  });

  it('has nothing to rename where all colours are at home everywhere', () => {
    expect(byFrequency({ train: [{ input: [[0, 1]], output: [[1, 0]] }], test: [[[1, 0]]] })).toBeNull();
  });
});
