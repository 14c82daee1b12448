import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shippedSchemas } from '../../src/schemas/all.ts';
import { readTasks } from '../../src/tasks/read.ts';
import { cymatic, runFolders, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());
const call = (args: string[], given = {}) => cymatic(args, { cwd: place.path, ...given });
const schemas = new URL('../../schemas/', import.meta.url);

describe('cymatic', () => {
  it('lists its commands, and explains each of them', async () => {
    const { code, out } = await call([]);
    expect(code).toBe(0);
    const commands = ['start', 'solve', 'run', 'tasks', 'data', 'doctor', 'bench'];
    for (const name of commands) {
      expect(out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
      const help = await call([name, '--help']);
      expect(help.code, name).toBe(0);
      expect(help.out, name).toContain(`cymatic ${name}`);
    }
  });

  it.each<[string[], string]>([
    [['slove'], "cymatic: unknown command 'slove' (Did you mean solve?). See --help."],
    [['--verson'], "cymatic: unknown option '--verson' (Did you mean --version?). See --help."],
    [['tasks'], 'cymatic: no subcommand came, expected one. See it with --help.'],
    [['tasks', 'lst'], "cymatic: unknown command 'lst' (Did you mean list?). See --help."],
    [['tasks', 'generate', '--out', 'x'], "cymatic: required option '--count <n>' not specified. See --help."],
    [['doctor', 'now'], "cymatic: too many arguments for 'doctor'. Expected 0 arguments but got 1. See --help."],
    [['run'], "cymatic: missing required argument 'experiment'. See --help."],
  ])('refuses %j in one line with exit code 2', async (args, line) => {
    expect(await call(args)).toEqual({ code: 2, out: '', err: line });
  });
});

describe('cymatic tasks', () => {
  it('generates the same tasks twice, into a folder, a file and a gzipped file', async () => {
    const args = ['tasks', 'generate', '--count', '6', '--seed', '5', '--level', 'easy', '--out'];
    for (const out of ['one', 'two.json', 'three.json.gz']) expect((await call([...args, out])).code).toBe(0);
    const sets = ['one', 'two.json', 'three.json.gz'].map((name) => readTasks(join(place.path, name)));
    expect(sets[0].faults).toEqual([]);
    expect(sets[1].tasks).toEqual(sets[2].tasks);
    for (const [id, task] of Object.entries(sets[0].tasks)) expect(sets[1].tasks[id]).toEqual(task);
    expect(readdirSync(join(place.path, 'one'))).toHaveLength(7);
    expect(gunzipSync(readFileSync(join(place.path, 'three.json.gz'))).toString()).toContain('"recolour-rank-easy-5"');
  });

  it('lists what ships, and the families', async () => {
    expect((await call(['tasks', 'list'])).out).toMatch(/^recolour-rank-easy-1 +easy +objects$/m);
    expect((await call(['tasks', 'list', '--families'])).out).toMatch(/^gravity +gravity +Every cell falls to one side\.$/m);
  });
});

describe('cymatic run', () => {
  const experiments = fileURLToPath(new URL('./experiments/', import.meta.url));
  const run = (...args: string[]) => call(['run', ...args], { experiments });

  it('hands the options of an experiment on, and writes what its schema allows', async () => {
    const { code, out, err } = await run('count', '--steps', '4', '--loud-voice', '--json', 'o.json');
    expect(code, err).toBe(0);
    expect(out).toMatch(/^\| steps \| 4 \|\n/);
    const json = JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8'));
    const schema = z.fromJSONSchema(JSON.parse(readFileSync(new URL('run.schema.json', schemas), 'utf8')));
    expect(schema.safeParse(json).error).toBeUndefined();
    expect(json).toMatchObject({ experiment: 'count', options: { steps: 4, 'loud-voice': true, seed: 2 }, seeds: [2], results: { sum: 6 }, backend: 'none' });
    const [folder] = runFolders(place.path);
    expect(readdirSync(folder).sort()).toEqual(['report.md', 'results.json', 'run.json', 'run.log']);
    expect(err).toBe('COUNTED');
  });

  it('lists its options, and refuses what is not one of them', async () => {
    const help = await run('count', '--help');
    expect(help).toMatchObject({ code: 0 });
    expect(help.out).toMatch(/Adds up\.[\s\S]*--steps <n> +how far \(default: 3\)[\s\S]*--loud-voice +shout/);
    expect(await run('cuont')).toMatchObject({ code: 2, err: 'cymatic: run: no experiment is called "cuont". Did you mean "count"?' });
    expect(await run('count', '--stps', '4')).toMatchObject({ code: 2, err: "cymatic: unknown option '--stps' (Did you mean --steps?). See --help." });
    expect(await run('count', '--steps', 'x')).toMatchObject({ code: 2, err: 'cymatic: --steps: "x" came, expected a number.' });
    expect(await run('count', '--steps', '2.5')).toMatchObject({ code: 2, out: '', err: 'cymatic: --steps: 2.5 came, expected a whole number of at least 0.' });
    expect(await run('count', '--seed', '-1')).toMatchObject({ code: 2, out: '', err: 'cymatic: --seed: -1 came, expected a whole number from 0 to 9.' });
    expect(await run('count', '--voice', 'bass')).toMatchObject({ code: 2, out: '', err: 'cymatic: --voice: "bass" came, expected one of alto, tenor.' });
    expect(await run('../run')).toMatchObject({ code: 2 });
    expect(existsSync(join(place.path, 'runs'))).toBe(false);
    expect(await run('count', '--steps', '0')).toMatchObject({ code: 2, err: expect.stringMatching(/\ncymatic: run count: steps: 0 came, expected at least 1\. Count further\.$/) });
    expect(JSON.parse(readFileSync(join(runFolders(place.path)[0], 'run.json'), 'utf8')).state).toBe('failed');
  });
});

describe('the experiments that ship', () => {
  it.each([
    ['colouring', '--form', 'nonsense', /--form: "nonsense" came, expected one of phase, limit/], ['sudoku', '--seeds', '-1', /--seeds: -1 came, expected a whole number of at least 1/],
    ['mazes', '--sample', '-3', /--sample: -3 came, expected a whole number of at least 0/], ['colouring', '--seeds', '2.5', /--seeds: 2\.5 came, expected a whole number/],
    ['max-cut', '--seconds', '0', /--seconds: 0 came, expected a number of at least 0\.001/], ['max-cut', '--machine', 'steam', /--machine: "steam" came/], ['sequences', '--seeds', '0', /--seeds: 0 came/],
    ['mazes', '--sample', 'NaN', /--sample: "NaN" came, expected a number/],
  ])('%s %s %s: one line, exit code 2, nothing written', async (name, option, value, message) => {
    const { code, out, err } = await call(['run', name, option, value]);
    expect([code, out, err.split('\n').length, existsSync(join(place.path, 'runs'))]).toEqual([2, '', 1, false]);
    expect(err).toMatch(message);
  });

  it('data that is not there is said in one line', async () => {
    const { code, err } = await call(['run', 'mazes', '--data', 'nowhere.json']);
    expect([code, err]).toEqual([2, 'cymatic: run mazes: nowhere.json: no such folder or file. Check the path.']);
  });
});

describe('cymatic start', () => {
  it('solves a graded selection with both, shows the first solved task, and ends with the table', async () => {
    const { code, out } = await call(['start', '--tasks', '6', '--workers', '2', '--no-view']);
    expect(code).toBe(0);
    for (const level of ['easy', 'medium', 'hard']) expect(out.match(new RegExp(`field +\\S+-${level}-`, 'g'))).toHaveLength(2);
    expect(out).toMatch(/12\/12/);
    expect(out).toMatch(/^6 puzzles of coloured grids\. .*\n.* About \d+ seconds; Ctrl-C ends it earlier\.$/m);
    expect(out).toMatch(/^ +field +attention net\npuzzles answered +5 +5\nsolved, in one of two tries +\d of 6 \(\d+ %\) +\d of 6 /m);
    expect(out).toMatch(/^Solved by (both|the field alone|the net alone|neither): +\S+/m);
    const families = [...out.matchAll(/field +(\S+?)-(?:easy|medium|hard)-\d/g)].map(([, name]) => name);
    expect(new Set(families).size).toBe(6);
  });
});

describe('the shipped JSON Schemas', () => {
  it('are those of the shapes that the code is typed by', () => {
    expect(readdirSync(schemas).sort()).toEqual(Object.keys(shippedSchemas()).sort());
    for (const [name, text] of Object.entries(shippedSchemas())) expect(readFileSync(new URL(name, schemas), 'utf8'), name).toBe(text);
  });
});
