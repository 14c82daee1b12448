import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { behaviour } from './fakeSolver.ts';
import { cymatic, fakeTask, runFolders, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());

const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('../../schemas/solve.schema.json', import.meta.url), 'utf8')));
const readJson = (name: string) => JSON.parse(readFileSync(join(place.path, name), 'utf8'));
const solve = (...args: string[]) => cymatic(['solve', ...args], { cwd: place.path });
const timeless = (text: string) => JSON.parse(text, (key, value) => (['seconds', 'started', 'ended', 'folder', 'medianCpuSeconds', 'totalCpuSeconds'].includes(key) ? undefined : value));

describe('cymatic solve', () => {
  it('answers every task, writes the submission shape that its schema allows, and ends with the table', async () => {
    place.file('t.json', { a: fakeTask(behaviour.sure, 1), b: fakeTask(behaviour.miss, 2), c: fakeTask(behaviour.answer, 3) });
    const { code, out, err } = await solve('t.json', '--json', 'o.json', '--workers', '2', '--seed', '4');
    expect(code, err).toBe(0);
    const json = readJson('o.json');
    expect(schema.safeParse(json).error).toBeUndefined();
    expect(json.answers.a).toEqual([{ attempt_1: [[0, 0, 1]], attempt_2: [[9]] }]);
    expect(Object.keys(json.tasks.a).sort()).toEqual(['confidence', 'explanation', 'method', 'seconds', 'sure', 'verified']);
    expect(json.tasks.b).toMatchObject({ method: 'field', confidence: 0.2, sure: false, explanation: { seed: 4 } });
    expect(json.score).toMatchObject({ tasks: 3, scored: 3, solved: 2, firstSolved: 2, sure: 1, sureRight: 1 });
    expect(json.run).toMatchObject({ seeds: [4], state: 'done', backends: ['webasm'] });
    expect(out).toMatch(/tasks solved, two attempts +2 of 3 \(67 %\)/);
    expect(out).toMatch(/Where to look next: b, the first of 1 that the field did not solve/);
    expect(err).toContain('3/3 · 2 of 3 solved · 0:00 left');
  });

  it('compares both methods: only one, both, neither', async () => {
    place.file('t.json', { a: fakeTask(behaviour.sure, 1), b: fakeTask(behaviour.miss, 2), c: fakeTask(behaviour.answer, 3), d: fakeTask(behaviour.answer, 4) });
    const { code, out } = await solve('t.json', '--method', 'both', '--json', 'o.json', '--workers', '2');
    const json = readJson('o.json');
    expect(code).toBe(0);
    expect(schema.safeParse(json).error).toBeUndefined();
    expect(Object.keys(json).sort()).toEqual(['attention', 'field', 'run', 'score']);
    expect(json.score).toMatchObject({ solvedByBoth: 1, onlyField: 2, onlyAttention: 0, neither: 1 });
    expect(out).toMatch(/solved by this one only +2 +0/);
    expect(out).toMatch(/parameters learned a task, median +12 +1000/);
  });

  it('solves the sound rest of broken input, says one line for each broken task, and exits with 2', async () => {
    place.file('good.json', fakeTask(behaviour.answer, 1));
    place.file('cut.json', '{"train": [{"inp');
    place.file('odd.json', { train: [{ input: [[12]], output: [[1]] }], test: [{ input: [[1]] }] });
    const { code, err } = await solve('.', '--json', 'o.jsonl', '--workers', '1');
    expect(code).toBe(2);
    expect(err.split('\n').slice(0, 2)).toEqual([expect.stringMatching(/^\.\/cut\.json: not JSON/), './odd.json train[0].input row 0: colour 12 came, expected 0..9.']);
    expect(Object.keys(readJson('o.jsonl').answers)).toEqual(['good']);
    expect(readJson('o.jsonl').run.faults).toHaveLength(2);
  });

  it('reports a task that throws and one that kills its worker, and goes on', async () => {
    place.file('t.json', { a: fakeTask(behaviour.exit, 1), b: fakeTask(behaviour.throw, 2), c: fakeTask(behaviour.answer, 3), d: fakeTask(behaviour.answer, 4) });
    const { code, out, err } = await solve('t.json', '--workers', '1', '--json', 'o.json', '--strict');
    expect(code).toBe(1);
    expect(err).toContain('field a: no answer, the worker ended with code 3.');
    expect(err).toContain('field b: no answer, the medium broke.');
    expect(out).toMatch(/tasks given up \(crash, time limit\) +2/);
    const json = readJson('o.json');
    expect(schema.safeParse(json).error).toBeUndefined();
    expect(json.answers.a).toEqual([{ attempt_1: [], attempt_2: [] }]);
    expect(json.run.failures).toEqual({ 'field a': 'the worker ended with code 3', 'field b': 'the medium broke' });
    expect(json.score).toMatchObject({ tasks: 4, solved: 2, failed: 2 });
    expect(json.tasks.a).toMatchObject({ confidence: null, seconds: null }); // the process took what it knew along
    expect(json.tasks.b).toMatchObject({ confidence: null, seconds: expect.any(Number) });
    expect(json.tasks.b.seconds).toBeGreaterThan(0);
    expect(json.score.calibration.bins.reduce((sum: number, b: { tasks: number }) => sum + b.tasks, 0)).toBe(2);
  });

  it('gives the same answers for one worker and for three', async () => {
    place.file('t.json', Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`t${i}`, fakeTask(i % 2 ? behaviour.miss : behaviour.sure, i)])));
    await solve('t.json', '--workers', '1', '--json', 'one.json', '--seed', '3');
    await solve('t.json', '--workers', '3', '--json', 'three.json', '--seed', '3');
    expect(timeless(readFileSync(join(place.path, 'three.json'), 'utf8'))).toEqual(timeless(readFileSync(join(place.path, 'one.json'), 'utf8')));
  });

  it('scores nothing without truths, and strict then asks for answers only', async () => {
    place.file('t.json', { a: { ...fakeTask(behaviour.answer), test: [{ input: [[1]] }] } });
    const { code, out } = await solve('t.json', '--json', 'o.json', '--strict', '--workers', '1');
    expect(code).toBe(0);
    expect(out).toContain('No truths came with these tasks: nothing is scored.');
    expect(readJson('o.json').score).toBeUndefined();
  });

  it('takes the tasks named and the first so many', async () => {
    place.file('t.json', { a: fakeTask(0, 1), b: fakeTask(0, 2), c: fakeTask(0, 3) });
    await solve('t.json', '--only', 'c, b', '--json', 'o.json', '--workers', '1');
    expect(Object.keys(readJson('o.json').answers)).toEqual(['c', 'b']);
    await solve('t.json', '--limit', '2', '--json', 'o.json', '--workers', '1');
    expect(Object.keys(readJson('o.json').answers)).toEqual(['a', 'b']);
  });

  it('leaves a run folder: run.json, a line an answer, a Parquet table', async () => {
    place.file('t.json', { a: fakeTask(behaviour.sure, 1), b: fakeTask(behaviour.miss, 2) });
    await solve('t.json', '--workers', '1');
    const [folder] = runFolders(place.path), run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
    expect(folder).toMatch(/runs\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-solve-field$/);
    expect(run).toMatchObject({ name: 'solve-field', state: 'done', seeds: [1], backends: ['webasm'], options: { method: 'field' } });
    expect(run.versions['gpu.js']).toMatch(/^\d/);
    const lines = readFileSync(join(folder, 'answers.jsonl'), 'utf8').trim().split('\n').map((l) => JSON.parse(l));
    expect(lines.map((l) => l.id).sort()).toEqual(['a', 'b']);
    expect(JSON.stringify(lines)).not.toMatch(/"solved"|"score"|"truth"/);
    const bytes = readFileSync(join(folder, 'results.parquet'));
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });
    expect(rows).toMatchObject([{ id: 'a', solved: true, inputs_solved: 1, confidence: 0.9, backend: 'webasm' }, { id: 'b', solved: false, inputs_solved: 0, failed: null }]);
  });

  const full = '/dev/full';
  it.runIf(process.platform === 'linux')('says in one line that the disk is full, and exits with 2', async () => {
    place.file('t.json', { a: fakeTask(0) });
    const { code, err } = await solve('t.json', '--json', full, '--workers', '1');
    expect(code).toBe(2);
    expect(err.split('\n').at(-1)).toMatch(/^cymatic: writing \/dev\/full: no space left on the device\. Free some space or name another place\. The answers so far stand in .*$/);
  });

  it.each<[string, string[], RegExp]>([
    ['no tasks', [], /^cymatic: solve: no tasks came, expected a file or a folder of tasks/],
    ['a path that is not there', ['nope.json'], /^nope\.json: no such file or folder\. Check the path\.$/],
    ['an unknown method', ['t.json', '--method', 'fild'], /^cymatic: option '--method <name>' argument 'fild' is invalid\. Allowed choices are field, attention, both\. See --help\.$/],
    ['an unknown backend', ['t.json', '--backend', 'cuda'], /argument 'cuda' is invalid\. Allowed choices are auto, webgpu/],
    ['a mistyped option', ['t.json', '--limt', '3'], /^cymatic: unknown option '--limt' \(Did you mean --limit\?\)\. See --help\.$/],
    ['a limit of 0', ['t.json', '--limit', '0'], /'--limit <n>' argument '0' is invalid\. Expected a whole number of at least 1\. See --help\.$/],
    ['seconds that are no number', ['t.json', '--seconds', 'x'], /'--seconds <s>' argument 'x' is invalid\. Expected a number above 0\. See --help\.$/],
    ['a name that no task has', ['t.json', '--only', 'tsk'], /^cymatic: --only: no task is called "tsk"\. Did you mean "task"\?$/],
    ['a place that cannot be written', ['t.json', '--json', 'no/such/o.json'], /^cymatic: writing .*o\.json: no such folder or file\. Check the path\.$/],
    ['a run that is not there', ['t.json', '--resume', 'nope'], /^cymatic: --resume nope: no run folder came/],
  ])('refuses %s in one line with exit code 2', async (_, args, message) => {
    place.file('t.json', { task: fakeTask(0) });
    const { code, out, err } = await solve(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toMatch(message);
    expect(err).not.toContain('\n');
  });
});
