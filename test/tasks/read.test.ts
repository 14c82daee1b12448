import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTasks } from '../../src/tasks/read.ts';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cymatic-read-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const good = { train: [{ input: [[1, 0]], output: [[0, 1]] }], test: [{ input: [[2, 0]], output: [[0, 2]] }] };
const withGrid = (grid: unknown) => ({ ...good, train: [good.train[0], { input: grid, output: [[1]] }] });
const write = (name: string, content: unknown) => {
  const path = join(folder, name), text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
  writeFileSync(path, text);
  return path;
};

describe('readTasks', () => {
  it('reads a task alone, a set, either gzipped, and a folder of all these with its folders', () => {
    write('alone.json', good);
    write('set.json', { a: good, b: good });
    write('zipped.json.gz', gzipSync(JSON.stringify(good)));
    mkdirSync(join(folder, 'deeper'));
    write('deeper/set2.json.gz', gzipSync(JSON.stringify({ c: good })));
    write('README.md', '# not a task');
    write('.hidden', 'x');
    const { tasks, faults } = readTasks(folder);
    expect(faults).toEqual([]);
    expect(Object.keys(tasks).sort()).toEqual(['a', 'alone', 'b', 'c', 'zipped']);
    expect(tasks.zipped.train).toEqual(good.train);
  });

  it('accepts tests without their truth', () => {
    expect(readTasks(write('open.json', { ...good, test: [{ input: [[3]] }] })).faults).toEqual([]);
  });

  const wide = (n: number) => [1, 2].map((c) => Array.from({ length: n }, () => c)), tall = (n: number) => Array.from({ length: n }, () => [1, 2]);
  it('accepts a single row or column of up to 900 sites, and no longer one', () => {
    const row = [Array.from({ length: 900 }, () => 1)], column = row[0].map((c) => [c]);
    expect(readTasks(write('row.json', withGrid(row))).faults).toEqual([]);
    expect(readTasks(write('column.json', withGrid(column))).faults).toEqual([]);
    expect(readTasks(write('long.json', withGrid([[...row[0], 1]]))).faults).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['colour 12', withGrid([[1, 1], [1, 1], [1, 1], [1, 12]]), ' train[1].input row 3: colour 12 came, expected 0..9.'],
    ['a broken colour', withGrid([[1.5]]), ' train[1].input row 0: colour 1.5 came, expected 0..9.'],
    ['a word for a colour', withGrid([['red']]), ' train[1].input row 0: colour "red" came, expected 0..9.'],
    ['ragged rows', withGrid([[1, 2], [1]]), ' train[1].input row 1: 1 columns came, expected 2 as in row 0.'],
    ['an empty grid', withGrid([]), ' train[1].input: an empty grid came, expected 1 to 30 rows.'],
    ['an empty row', withGrid([[]]), ' train[1].input row 0: an empty row came, expected 1 to 30 colours.'],
    ['31 rows', withGrid(tall(31)), ' train[1].input: 31 rows came, expected at most 30.'],
    ['31 columns', withGrid(wide(31)), ' train[1].input row 0: 31 columns came, expected at most 30.'],
    ['no grid at all', withGrid('grid'), ' train[1].input: the string "grid" came, expected a grid (rows of colours 0..9).'],
    ['no demonstrations', { ...good, train: [] }, ' train: no demonstrations came, expected at least one.'],
    ['no list of demonstrations', { test: good.test }, ' train: nothing came, expected a list of demonstrations.'],
    ['no tests', { train: good.train, test: [] }, ' test: no test inputs came, expected at least one.'],
    ['tests missing', { train: good.train }, ' test: nothing came, expected a list of test inputs.'],
    ['a demonstration without its output', { ...good, train: [{ input: [[1]] }] }, ' train[0].output: nothing came, expected a grid (rows of colours 0..9).'],
    ['a test that is a grid', { ...good, test: [[[1]]] }, ' test[0]: a list came, expected {"input": grid}.'],
    ['a ragged truth', { ...good, test: [{ input: [[1]], output: [[1], [1, 2]] }] }, ' test[0].output row 1: 2 columns came, expected 1 as in row 0.'],
    ['a list', [good], ': a list came, expected a task {"train", "test"} or {"id": task}.'],
    ['a number', 7, ': the number 7 came, expected a task {"train", "test"} or {"id": task}.'],
    ['an empty object', {}, ': an empty object came, expected a task {"train", "test"} or {"id": task}.'],
    ['an empty file', '', ': an empty file came, expected JSON.'],
  ])('names %s in one line', (_, content, fault) => {
    const path = write('foo.json', content), { tasks, faults } = readTasks(path);
    expect(tasks).toEqual({});
    expect(faults).toEqual([path + fault]);
  });

  it('names cut off JSON and cut off gzip in one line each', () => {
    const cut = readTasks(write('cut.json', JSON.stringify(good).slice(0, 40))).faults;
    expect(cut).toHaveLength(1);
    expect(cut[0]).toMatch(/cut\.json: not JSON \(.*\), expected a task\. Is the file cut off\?$/);
    const zipped = readTasks(write('cut.json.gz', gzipSync(JSON.stringify(good)).subarray(0, 30))).faults;
    expect(zipped).toHaveLength(1);
    expect(zipped[0]).toMatch(/cut\.json\.gz: not whole gzip .*Fetch it again\.$/);
  });

  it('keeps the sound tasks of a mixed folder and names every other thing once', () => {
    write('a.json', good);
    write('b.json', '{"train": [');
    write('c.json', { fine: good, odd: withGrid([[12]]), fine2: good });
    write('d.png', 'no task');
    write('e.json', { a: good });
    const { tasks, faults } = readTasks(folder);
    expect(Object.keys(tasks).sort()).toEqual(['a', 'fine', 'fine2']);
    expect(faults.map((f) => f.slice(folder.length + 1).split(/[: ]/)[0])).toEqual(['b.json', 'c.json', 'd.png', 'e.json']);
    expect(faults[1]).toContain('c.json odd train[1].input row 0: colour 12');
    expect(faults[3]).toContain('came twice');
    expect(faults.every((f) => !f.includes('\n'))).toBe(true);
  });

  it('names a path that is not there, an empty folder, and calls the place as the user typed it', () => {
    expect(readTasks(join(folder, 'nope'), 'nope').faults).toEqual(['nope: no such file or folder. Check the path.']);
    expect(readTasks(folder, '.').faults).toEqual(['.: no task files came, expected ARC JSON files (.json or .json.gz).']);
  });

  it('does not let a task called __proto__ change what tasks are', () => {
    const { tasks, faults } = readTasks(write('p.json', `{"__proto__": ${JSON.stringify(good)}, "ok": ${JSON.stringify(good)}}`));
    expect(Object.keys(tasks)).toEqual(['ok']);
    expect(faults).toHaveLength(1);
    expect(Object.getPrototypeOf(tasks)).toBe(Object.prototype);
  });
});
