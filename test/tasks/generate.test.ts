import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { families } from '../../src/tasks/families/all.ts';
import { checkTask } from '../../src/tasks/check.ts';
import { generate, levels, makeTask } from '../../src/tasks/generate.ts';
import { seeded } from '../../src/tasks/random.ts';
import { folderFiles, setText } from '../../src/tasks/shipped.ts';
import { indexShape } from '../../src/schemas/taskIndex.ts';
import type { Grid } from '../../src/tasks/types.ts';

const shipped = fileURLToPath(new URL('../../tasks/', import.meta.url));
const rule = (name: string, seed = 'x') => families.find((f) => f.name === name)!.rule(seeded(seed), 'medium');

describe('the generator', () => {
  it('knows at least 25 families, each under its own name', () => {
    expect(families.length).toBeGreaterThanOrEqual(25);
    expect(new Set(families.map((f) => f.name)).size).toBe(families.length);
  });

  it('makes sound, different, well-posed tasks in every family and level', { timeout: 30_000 }, () => {
    const seen = new Set<string>();
    for (const family of families) for (const level of levels) for (const seed of [77]) {
      const { id, task } = makeTask(family, level, seed), { train, test } = task;
      expect(checkTask(task, id), id).toHaveProperty('task');
      expect(train.length, id).toBeGreaterThanOrEqual(3);
      const pairs = [...train, ...test];
      for (const { input, output } of pairs) expect(output, id).not.toEqual(input);
      expect(new Set(pairs.map((p) => JSON.stringify(p.input))).size, `${id}: inputs differ`).toBe(pairs.length);
      expect(new Set(pairs.map((p) => JSON.stringify(p.output))).size, `${id}: not one answer for all`).toBeGreaterThan(1);
      const colours = new Set(train.flatMap((p) => [...p.input.flat(), ...p.output.flat()]));
      expect(test.flatMap((p) => [...p.input.flat(), ...p.output!.flat()]).every((c) => colours.has(c)), `${id}: colours shown`).toBe(true);
      seen.add(JSON.stringify(task));
    }
    expect(seen.size).toBe(families.length * 3);
  });

  it('never repeats itself over two hundred tasks', { timeout: 30_000 }, () => {
    expect(new Set(generate(200, 5, 'graded').map((m) => JSON.stringify(m.task))).size).toBe(200);
  });

  it('has families whose answer is a function of the grid alone', () => {
    for (const family of families) {
      const made = family.rule(seeded(family.name), 'medium'), random = seeded('scenes');
      for (let i = 0; i < 5; i++) {
        const scene = made.scene(random), before = JSON.stringify(scene), first = made.answer(scene);
        expect(JSON.stringify(scene), `${family.name} leaves its input alone`).toBe(before);
        expect(made.answer(scene), family.name).toEqual(first);
      }
    }
  });

  it('makes the shipped tasks again, byte for byte', () => {
    const index = indexShape.parse(JSON.parse(readFileSync(`${shipped}index.json`, 'utf8')));
    const [, count, seed] = /--count (\d+) --seed (\d+) --level graded/.exec(index.made)!;
    const files = folderFiles(generate(Number(count), Number(seed), 'graded'), index.made);
    expect(readdirSync(shipped).sort()).toEqual(Object.keys(files).sort());
    for (const [name, text] of Object.entries(files)) expect(readFileSync(shipped + name, 'utf8'), name).toBe(text);
    expect(index.tasks.length).toBeGreaterThanOrEqual(66);
    for (const level of levels) expect(index.tasks.filter((t) => t.level === level).length).toBeGreaterThanOrEqual(22);
  });

  it('writes a set that reads as the same tasks', () => {
    const made = generate(3, 9, 'easy');
    expect(JSON.parse(setText(made))[made[1].id]).toEqual(made[1].task);
  });
});

describe('rules', () => {
  const quarter = (g: Grid): Grid => g[0].map((_, c) => g.map((row) => row[c]).reverse());
  it('let cells fall to one of the four sides', () => {
    const falls = [[[0, 0], [0, 0], [5, 3]], [[0, 3], [0, 0], [0, 5]], [[5, 3], [0, 0], [0, 0]], [[3, 0], [0, 0], [5, 0]]];
    const answers = Array.from({ length: 20 }, (_, i) => JSON.stringify(rule('gravity', `g${i}`).answer([[0, 3], [0, 0], [5, 0]])));
    expect(new Set(answers)).toEqual(new Set(falls.map((g) => JSON.stringify(g))));
  });
  it('let rigid bodies fall as one, the upper onto the lower', () => {
    const g = [[0, 4, 4], [0, 0, 0], [2, 2, 0], [0, 2, 0], [0, 0, 0]];
    expect(rule('bodies-fall').answer(g)).toEqual([[0, 0, 0], [0, 0, 0], [0, 4, 4], [2, 2, 0], [0, 2, 0]]);
  });
  it('fill what is enclosed and nothing that leaks', () => {
    const filled = rule('fill-enclosed').answer([[1, 1, 1, 0], [1, 0, 1, 0], [1, 1, 1, 0], [1, 0, 0, 0], [1, 1, 1, 1]]);
    expect(filled[1][1]).not.toBe(0);
    expect([filled[3][1], filled[0][3]]).toEqual([0, 0]);
  });
  it('turn or mirror by one of the dihedral moves', () => {
    const g = [[1, 2, 3], [4, 5, 6]], moves = new Set(Array.from({ length: 40 }, (_, i) => JSON.stringify(rule('turn-or-mirror', `t${i}`).answer(g))));
    expect(moves.has(JSON.stringify(quarter(g)))).toBe(true);
    expect(moves.size).toBe(6);
  });
  it('mend a periodic picture by what repeats', () => {
    const whole = Array.from({ length: 6 }, (_, r) => Array.from({ length: 6 }, (_, c) => 1 + ((r % 2) * 2 + (c % 3)) % 5));
    const holed = whole.map((row, r) => row.map((c, k) => (r < 2 && k > 3 ? 0 : c)));
    expect(rule('mend-tiling').answer(holed)).toEqual(whole);
  });
});

describe('seeded chance', () => {
  it('draws the numbers it always drew: shipped tasks hang on them', () => {
    const random = seeded('cymatic');
    expect(Array.from({ length: 8 }, () => random.int(0, 999))).toMatchInlineSnapshot(`
      [
        729,
        614,
        420,
        24,
        492,
        251,
        87,
        833,
      ]
    `);
    const mean = Array.from({ length: 20_000 }, () => random.next()).reduce((a, b) => a + b) / 20_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 / Math.sqrt(12 * 20_000));
  });
});
