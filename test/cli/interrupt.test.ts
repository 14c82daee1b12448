import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { behaviour } from './fakeSolver.ts';
import { cymatic, fakeTask, runFolders, scratch, startCymatic, until } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
  place.file('t.json', Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, fakeTask(behaviour.slow, i)])));
});
afterEach(() => place.remove());

const answers = (folder: string) => (existsSync(join(folder, 'answers.jsonl')) ? readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n').filter(Boolean) : []);
const underWay = () => existsSync(join(place.path, 'runs')) && runFolders(place.path).length > 0 && answers(runFolders(place.path)[0]).length >= 2;

describe('Ctrl-C', () => {
  it('prints the table so far, writes the JSON so far, exits with 130, and leaves a run that goes on', async () => {
    const { child, ended } = startCymatic(['solve', 't.json', '--workers', '2', '--json', 'o.json'], place.path);
    await until(underWay);
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

describe('--resume', () => {
  it('goes on after kill -9, even where the last line was cut off, and solves no answered task again', async () => {
    const journal = join(place.path, 'journal');
    const { child, ended } = startCymatic(['solve', 't.json', '--workers', '1', '--seed', '6'], place.path, { FAKE_JOURNAL: journal });
    await until(underWay);
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
