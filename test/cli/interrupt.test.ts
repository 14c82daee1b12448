import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { behaviour } from './fakeSolver.ts';
import { cymatic, fakeTask, runFolders, scratch, startCymatic, until } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
  place.file('t.json', Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, fakeTask(behaviour.slow, i)])));
});
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
  place.remove();
});
const started: ReturnType<typeof startCymatic>[] = [];
const begin = (...given: Parameters<typeof startCymatic>) => { started.push(startCymatic(...given)); return started.at(-1)!; };

const answers = (folder: string) => (existsSync(join(folder, 'answers.jsonl')) ? readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n').filter(Boolean) : []);
const begun = () => existsSync(join(place.path, 'runs')) && runFolders(place.path).some((folder) => existsSync(join(folder, 'run.log')));
const underWay = () => existsSync(join(place.path, 'runs')) && runFolders(place.path).length > 0 && answers(runFolders(place.path)[0]).length >= 2;

describe('Ctrl-C', () => {
  it('prints the table so far, writes the JSON so far, exits with 130, and leaves a run that goes on', async () => {
    const { child, ended } = begin(['solve', 't.json', '--workers', '2', '--json', 'o.json'], place.path);
    await until(underWay, 60);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect(code, err).toBe(130);
    expect(out).toMatch(/tasks answered +\d+/);
    expect(err).toMatch(/Interrupted\. Go on with: npx cymatic solve --resume runs\//);
    const sofar = JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')), count = Object.keys(sofar.answers).length;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThan(12);
    expect(sofar.run.state).toBe('interrupted');

    const again = await cymatic(['solve', '--resume', runFolders(place.path)[0], '--workers', '3', '--json', 'o.json'], { cwd: place.path });
    expect(again.code, again.err).toBe(0);
    expect(Object.keys(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')).answers)).toHaveLength(12);
  });
});

describe('a request to end (SIGTERM)', () => {
  const told = (name: string) => JSON.parse(readFileSync(join(runFolders(place.path)[0], name), 'utf8'));

  it('ends solve like Ctrl-C: the table so far, exit code 130', async () => {
    const { child, ended } = begin(['solve', 't.json', '--workers', '1'], place.path);
    await until(underWay, 60);
    child.kill('SIGTERM');
    const { code, out } = await ended;
    expect(code).toBe(130);
    expect(out).toMatch(/tasks answered +\d+/);
    expect(told('run.json').state).toBe('interrupted');
  });

  it('reaches an experiment that settles one small field after the other without a pause: its result so far, exit code 130', async () => {
    const { child, ended } = begin(['run', 'restless'], place.path);
    await until(begun, 60);
    child.kill('SIGTERM');
    const { code, out, err } = await ended;
    expect(code, err).toBe(130);
    expect(out).toMatch(/^\d+ fields settled\./);
    expect(told('run.json').state).toBe('interrupted');
    expect(told('results.json').results.runs).toBeGreaterThan(0);
  });

  it('ends an experiment that does not hear it, once its patience is over', async () => {
    const { child, ended } = begin(['run', 'restless', '--deaf'], place.path, { CYMATIC_PATIENCE: '0.2' });
    await until(begun, 60);
    child.kill('SIGTERM');
    const { code, err } = await ended;
    expect(code, err).toBe(130);
    expect(err).toMatch(/Interrupted: restless handed back no result within 0\.2 s\. What it has written so far stands in /);
    expect(told('run.json').state).toBe('interrupted');
  });
});

describe('runs/ deleted while an experiment runs', () => {
  it('is made again: the result is not lost', async () => {
    const { child, ended } = begin(['run', 'restless'], place.path);
    await until(begun, 60);
    rmSync(join(place.path, 'runs'), { recursive: true });
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect(code, err).toBe(130);
    expect(out).toContain('Written to ');
    const [folder] = runFolders(place.path);
    for (const name of ['run.json', 'results.json', 'report.md']) expect(existsSync(join(folder, name)), name).toBe(true);
  });

  it('is made again under solve, too: later answers and the table stand there', async () => {
    const { ended } = begin(['solve', 't.json', '--workers', '2'], place.path);
    await until(underWay, 60);
    rmSync(join(place.path, 'runs'), { recursive: true });
    const { code, err } = await ended;
    expect(code, err).toBe(0);
    const [folder] = runFolders(place.path);
    expect(answers(folder).length).toBeGreaterThan(0);
    for (const name of ['run.json', 'results.parquet']) expect(existsSync(join(folder, name)), name).toBe(true);
  });
});

describe('--resume', () => {
  it('goes on after kill -9, even where the last line was cut off, and solves no answered task again', async () => {
    const journal = join(place.path, 'journal');
    const { child, ended } = begin(['solve', 't.json', '--workers', '1', '--seed', '6'], place.path, { FAKE_JOURNAL: journal });
    await until(underWay, 60);
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
    const [folder] = runFolders(place.path), before = answers(folder).length;
    appendFileSync(join(folder, 'answers.jsonl'), '{"id":"t11","method":"field","attem');
    await new Promise((resolve) => setTimeout(resolve, 400)); // The orphaned worker ends with its task.
    const asked = readFileSync(journal, 'utf8').split('\n').length - 1;

    process.env.FAKE_JOURNAL = journal;
    const again = await cymatic(['solve', '--resume', folder, '--workers', '2', '--json', 'o.json'], { cwd: place.path });
    delete process.env.FAKE_JOURNAL;
    expect(again.code, again.err).toBe(0);
    expect(readFileSync(journal, 'utf8').split('\n').length - 1 - asked).toBe(12 - before);
    const json = JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8'));
    expect(Object.keys(json.answers)).toEqual(Array.from({ length: 12 }, (_, i) => `t${i}`));
    expect(json.tasks.t11.explanation).toEqual({ seed: 6 });
    expect(json.run.state).toBe('done');

    const other = await cymatic(['solve', '--resume', folder, '--seed', '7'], { cwd: place.path });
    expect(other).toMatchObject({ code: 2, err: `cymatic: --resume ${folder}: --seed differs from the run that goes on, expected 6. Leave it out.` });
    place.file('t.json', { t0: fakeTask(0, 5) });
    const changed = await cymatic(['solve', '--resume', folder], { cwd: place.path });
    expect(changed.code).toBe(2);
    expect(changed.err).toMatch(/^cymatic: --resume .*: the tasks in .*t\.json have changed since, expected the same\. Start a new run\.$/);
  });
});
