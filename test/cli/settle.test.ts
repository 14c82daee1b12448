import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { settleShape } from '../../src/schemas/settle.ts';
import { quantiles } from '../../src/runs/quantiles.ts';
import { Recording } from '../../viz/page/replay/recording.ts';
import { softwareAdapter } from '../support/adapter.ts';
import { cymatic, scratch, startCymatic, until } from './support.ts';

const missing = await softwareAdapter();
let place: ReturnType<typeof scratch>;
beforeEach(() => void (place = scratch()));
afterEach(() => place.remove());

const LINE = '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9';
const ANSWER = '987654321246173985351928746128537694634892157795461832519286473472319568863745219';
const MAZE = 'o---o---o\n|   | G |\no   o   o\n| S     |\no---o---o\n';
const TRIANGLE = 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n';
/** 60 vertices, every third pair joined with weight ±1. */
const RUDY = (() => {
  const edges: string[] = [];
  for (let u = 1; u <= 60; u++) for (let v = u + 1; v <= 60; v++) if ((u * 7 + v * 11) % 3 === 0) edges.push(`${u} ${v} ${(u * v) % 5 < 2 ? -1 : 1}`);
  return `60 ${edges.length}\n${edges.join('\n')}\n`;
})();

describe('cymatic settle', () => {
  it.each([[[]], [['--limit', 'adiabatic']]])('solves a Sudoku line %j, prints the board, and writes JSON of the shipped shape', async (more) => {
    const { code, out, err } = await cymatic(['settle', LINE, '--json', 'o.json', ...more], { cwd: place.path });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('9 8 7 6 5 4 3 2 1\n');
    const [settled] = settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
    expect(settled).toMatchObject({ kind: 'sudoku', status: 'solved', answer: ANSWER, value: 81, seed: 1 });
  });

  it('solves each kind of file, and a map of them, one line a problem', async () => {
    place.file('all.json', { board: { puzzle: LINE }, maze: { text: MAZE }, triangle: TRIANGLE, cut: RUDY, clause: 'p cnf 2 3\n1 2 0\n-1 2 0\n1 -2 0\n' });
    const { code, out } = await cymatic(['settle', 'all.json', '--seconds', '0.5', '--json', 'o.json'], { cwd: place.path });
    expect(code).toBe(0);
    expect(out).toMatch(/5 of 5 settled$/);
    const all = settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
    expect(all.map((s) => [s.name, s.kind, s.status])).toEqual([
      ['board', 'sudoku', 'solved'], ['maze', 'maze', 'solved'], ['triangle', 'colouring', 'solved'], ['cut', 'max-cut', 'best'], ['clause', 'satisfiability', 'solved'],
    ]);
    expect(all[1].answer).toEqual([[1, 0], [1, 1], [0, 1]]);
    expect([...(all[2].answer as number[])].sort()).toEqual([0, 1, 2]);
    expect(all[4].answer).toEqual([1, 2]);
    const sides = all[3].answer as number[], edges = RUDY.trim().split('\n').slice(1).map((l) => l.split(' ').map(Number));
    expect(edges.reduce((s, [u, v, w]) => s + (sides[u - 1] !== sides[v - 1] ? w : 0), 0)).toBe(all[3].value);
  });

  it.each([
    ['80 characters', '1'.repeat(80), /80 characters came, expected 81/],
    ['a wrong character', `${'.'.repeat(80)}x`, /"X" came at character 81 \(row 9, column 9\)/],
    ['nothing', '', /an empty name came/],
    ['a folder', '.', /it is a folder, expected a file/],
    ['a clash of clues', `55${'.'.repeat(79)}`, /two clues 5 stand in row 1/],
    ['a file that is not there', 'nowhere.col', /no file nowhere\.col/],
  ])('%s: one clear line and exit code 2', async (_, given, message) => {
    const { code, out, err } = await cymatic(['settle', given], { cwd: place.path });
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toHaveLength(1);
    expect(err).toMatch(message);
  });

  it.each([
    ['b.txt', `X${'.'.repeat(80)}\n`, /"X" came at character 1/],
    ['g.col', 'p edge 3 1\ne 1 4\n', /line 2: vertex 4 came, expected 1 to 3/],
    ['half.col', 'p edge 3 1\ne 1\n', /line 2: "e 1" came, expected "e u v"/],
    ['cut.col', 'p edge 3 9\ne 1 2\n', /header says 9 edges, 1 came/],
    ['zero.col', 'p edge 0 0\n', /"p edge 0 0" came/],
    ['two.col', 'p edge 3 1\np edge 5 1\ne 1 5\n', /line 2: a second header/],
    ['cut.cnf', 'p cnf 3 2\n1 2 0\n', /header says 2 clauses, 1 came/],
    ['word.cnf', 'p cnf 2 1\n1 x 0\n', /literal x came/],
    ['none.json', '{}', /no problem came/],
    ['broken.col.gz', 'p edge', /expected a gzip file/],
    ['cut.txt', 'o---o\n| S |\n', /2 lines came, expected an odd number/],
    ['h.col', 'e 1 2\n', /without the header "p edge n m"/],
    ['i.col', 'p graph 3 1\ne 1 2\n', /header says "p graph"/],
    ['r.txt', '3 2\n1 2\n2 3 1\n', /line 2: "1 2" has no weight/],
    ['s.txt', '3 1\n1 9 1\n', /line 2: vertex 9 came, expected 1 to 3/],
    ['t.txt', '3 5\n1 2 1\n', /header says 5 edges, 1 came/],
    ['q.txt', '3 2 9\n1 2 1\n2 3 1\n', /"3 2 9" is no header/],
    ['v.txt', '3 2\n1 2 1\n2 3', /line 3: "2 3" has no weight/],
    ['c.cnf', 'p cnf 2 1\n1 3 0\n', /literal 3 came/],
    ['d.cnf', 'p cnf 2 1\n1 2\n', /last clause is not ended/],
    ['m.txt', 'o---o\n|   |\no---o\n', /0 starts came/],
    ['e.txt', '', /the text is empty/],
    ['w.txt', 'hello world\n', /no header and no Sudoku line/],
    ['x16.txt', `${'.'.repeat(99)}H${'.'.repeat(156)}\n`, /"H" came at character 100 \(row 7, column 4\), expected 1 to G or a dot/],
    ['x25.txt', `${'.'.repeat(624)}Q\n`, /"Q" came at character 625 \(row 25, column 25\), expected 1 to P or a dot/],
    ['255.txt', '.'.repeat(255), /255 characters came, expected 81 \(or 16, 36, 256, 625\)/], ['257.txt', '.'.repeat(257), /257 characters came/], ['624.txt', `${'.'.repeat(623)}P`, /624 characters came/],
    ['j.json', '{"a": 3}', /a holds no text/],
  ])('%s holding %j: one clear line and exit code 2', async (name, text, message) => {
    place.file(name, text);
    const { code, err } = await cymatic(['settle', name], { cwd: place.path });
    expect(code).toBe(2);
    expect(err.split('\n')).toHaveLength(1);
    expect(err).toMatch(message);
  });

  it.each([
    ['--colours', '0', /from 1 to 4096/], ['--colours', 'NaN', /from 1 to 4096/], ['--seconds', '-1', /a number above 0/], ['--target', 'x', /Expected a number/], ['--only', ',', /no name came/],
    ['--record', 'k3.col', /a file of that name is there/], ['--record', '/proc/nowhere', /making the folder \/proc\/nowhere: /], ['--json', 'nowhere/o.json', /no such folder/],
  ])('%s %s: one clear line and exit code 2', async (option, value, message) => {
    place.file('k3.col', TRIANGLE);
    const { code, out, err } = await cymatic(['settle', 'k3.col', option, value], { cwd: place.path });
    expect([code, out, err.split('\n').length]).toEqual([2, '', 1]);
    expect(err).toMatch(message);
  });

  it('--steps: two runs print the same cut and write the same partition; by the clock the steps made are printed, and how to repeat', async () => {
    place.file('cut.txt', RUDY);
    const run = async (...more: string[]) => {
      const { code, out, err } = await cymatic(['settle', 'cut.txt', '--json', 'o.json', ...more], { cwd: place.path }), [settled] = settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
      expect([code, err]).toEqual([0, '']);
      return { out: out.replace(/ {2}[\d.]+ s {2}/, ' '), answer: settled.answer };
    };
    const [a, b] = [await run('--steps', '300', '--seed', '4'), await run('--steps', '300', '--seed', '4')];
    expect(b).toEqual(a);
    expect(a.out).toMatch(/best found at step \d+ of 300; paced by steps: the same seed gives the same cut everywhere/);
    const timed = await run('--seconds', '0.2'), made = /paced by the clock, (\d+) steps made: another run may end otherwise, --steps \1 makes as many and repeats/.exec(timed.out)?.[1];
    expect(Number(made)).toBeGreaterThan(0);
    const help = (await cymatic(['settle', '--help'], { cwd: place.path })).out.replace(/\s+/g, ' ');
    expect(help).toContain('same seed, same answer; Max-Cut only with --steps');
    expect(help).toContain('so many steps in all instead of --seconds: same seed, same cut on every machine');
  });

  it.each([
    [['cut.txt', '--steps', '0'], /whole number of at least 1/], [['cut.txt', '--steps', '1e3.5'], /whole number/], [['k3.col', '--steps', '9'], /^cymatic: --steps: no Max-Cut came/],
    [['cut.txt', '--backend', 'abacus'], /argument 'abacus' is invalid. Allowed choices are auto, webgpu, webgl2, webasm, cpu/], [['cut.txt', '--replicas', '2'], /^cymatic: --replicas: no --backend came/],
    [['cut.txt', '--steps', '9', '--seconds', '1'], /^cymatic: --steps: --seconds came too, expected one of them/],
  ])('%j: one clear line and exit code 2', async (given, message) => {
    place.file('k3.col', TRIANGLE);
    place.file('cut.txt', RUDY);
    const { code, out, err } = await cymatic(['settle', ...given], { cwd: place.path });
    expect([code, out, err.split('\n').length]).toEqual([2, '', 1]);
    expect(err).toMatch(message);
  });

  it('--backend: each kind settles as a field of the engine, and says where it ran', async () => {
    place.file('all.json', { board: '1...............', maze: MAZE, square: 'p edge 4 4\ne 1 2\ne 2 3\ne 3 4\ne 4 1\n', cut: RUDY, clause: 'p cnf 3 3\n1 2 0\n-1 2 0\n1 -2 3 0\n' });
    const { code, out, err } = await cymatic(['settle', 'all.json', '--backend', 'webasm', '--replicas', '2', '--colours', '2', '--steps', '200', '--json', 'o.json'], { cwd: place.path });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/5 of 5 settled$/);
    const told = settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
    for (const { note } of told.filter((s) => s.kind !== 'maze')) expect(note).toMatch(/engine on webasm \(fused-sync\)/);
    expect(told.find((s) => s.kind === 'maze')!.note).toMatch(/backend webasm/);
    const limit = await cymatic(['settle', 'all.json', '--only', 'board,square', '--limit', 'adiabatic', '--backend', 'cpu', '--replicas', '2', '--colours', '2'], { cwd: place.path });
    expect([limit.code, limit.out]).toEqual([0, expect.stringMatching(/2 of 2 settled$/)]);
  });

  it.skipIf(missing !== undefined)('--backend webgpu: a list of boards settles in one batch, answers in the order of the list in JSON, one line a board', async () => {
    place.file('list.txt', 'a: 1...............\nb: 12343412214343.1\nc: ..3.1...........\n');
    const { code, out, err } = await cymatic(['settle', 'list.txt', '--backend', 'webgpu', '--json', 'o.json'], { cwd: place.path });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/3 of 3 settled$/);
    const boards = settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')));
    expect(boards.map((s) => [s.name, s.status])).toEqual([['a', 'solved'], ['b', 'solved'], ['c', 'solved']]);
    expect(boards[0].note).toMatch(/engine on webgpu \(fused-encoder\)/);
    expect(boards[1].answer).toBe('1234341221434321');
  });

  it('a contradiction is proved and named; a board with several answers shows a second one, in a list only with --unique', async () => {
    const two = [...'1234341221434321'].map((d, k) => ([0, 1, 4, 5, 8, 9, 12, 13].includes(k) ? '.' : d)).join(''), none = `12345678.........9${'.'.repeat(63)}`;
    const proved = await cymatic(['settle', none], { cwd: place.path });
    expect([proved.code, proved.err]).toEqual([0, '']);
    expect(proved.out).toMatch(/line {2}contradiction {2}[\d.]+ s {2}T 0\nnothing can settle: no place is left in /);
    expect((await cymatic(['settle', none, '--strict'], { cwd: place.path })).code).toBe(1);
    const alone = await cymatic(['settle', two], { cwd: place.path }), [, other] = /; not unique: also settles in (\d{16})/.exec(alone.out) ?? [];
    expect(other).toHaveLength(16);
    expect(alone.out.split('\n').at(-1)).not.toBe(other);
    place.file('list.txt', `${two}\n${two}\n`);
    const notes = async (...more: string[]) => {
      await cymatic(['settle', 'list.txt', '--json', 'o.json', ...more], { cwd: place.path });
      return settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8'))).map((s) => s.note.includes('not unique'));
    };
    expect([await notes(), await notes('--unique')]).toEqual([[false, false], [true, true]]);
  });

  it('--strict leaves with 1 where a problem is a contradiction; --only takes the named one', async () => {
    place.file('two.json', { k3: TRIANGLE, board: LINE });
    expect((await cymatic(['settle', 'two.json', '--only', 'k3', '--colours', '2', '--strict'], { cwd: place.path })).code).toBe(1);
    expect((await cymatic(['settle', 'two.json', '--only', 'board', '--strict'], { cwd: place.path })).code).toBe(0);
    expect((await cymatic(['settle', 'two.json', '--only', 'boart'], { cwd: place.path })).err).toContain('Did you mean "board"?');
  });

  it('--record: the replay of the viewer shows phases, strengths and energy of every kind over time; a settled Sudoku ends without a violated ring', async () => {
    place.file('all.json', { board: { puzzle: LINE }, maze: { text: MAZE }, triangle: TRIANGLE, cut: RUDY, clause: 'p cnf 2 3\n1 2 0\n-1 2 0\n1 -2 0\n' });
    const { code, err } = await cymatic(['settle', 'all.json', '--limit', 'adiabatic', '--colours', '3', '--seconds', '3', '--record', 'seen'], { cwd: place.path });
    expect([code, err]).toEqual([0, 'Recorded. See it: npx cymatic view seen']);
    const open = (name: string) => Recording.open(folderStore(join(place.path, 'seen', name, 'field.zarr')));
    const board = await open('board'), last = board.moments - 1, ids = (recording: Recording) => recording.seen.map((s) => s.id);
    expect(board.moments).toBeGreaterThan(10);
    expect([ids(board), board.measures.map((m) => m.id)]).toEqual([['phases', 'strengths'], ['energy', 'violated']]);
    const violated = (await board.series('violated')).values;
    expect([violated[0] > 0, violated.at(-1)]).toEqual([true, 0]);
    const { theta } = await board.frame(last, board.seen[0]), strengths = (await board.frame(last, board.seen[1])).theta;
    expect(theta).toHaveLength(1212);
    expect(theta.every((p) => p === 0 || Math.abs(p - Math.PI) < 1e-3)).toBe(true);
    expect(Math.max(...strengths)).toBeGreaterThan(1);
    const wave = await open('maze'), first = await wave.frame(0, wave.seen[0]), end = await wave.frame(wave.moments - 1, wave.seen[0]);
    expect([first.rows, first.columns]).toEqual([2, 2]);
    expect([...first.theta].filter(Number.isNaN).length).toBeGreaterThan(0);
    expect([...end.theta]).toEqual([3, 0, 2, 1]);
    expect(ids(await open('triangle-3-colours'))).toEqual(['phases', 'strengths']);
    expect(ids(await open('clause'))).toEqual(['phases', 'strengths']);
    const cut = await open('cut'), { values } = await cut.series('energy');
    expect(Math.min(...values)).toBeLessThan(-90);
    const { arrays, outcome } = board, at = (name: string) => board.values(name, last); // what plasticity did is summed up beside it, and when it was solved is said
    expect(arrays.strengths.attributes.quantiles).toBe('strengths_quantiles');
    expect([...await at('strengths_quantiles')]).toEqual([...Float32Array.from(quantiles(await at('strengths')))]);
    expect(outcome).toMatchObject({ status: 'solved', time: board.span[1] });
    expect(outcome!.restSince).toBeLessThanOrEqual(board.span[1]);
    expect((await cymatic(['settle', 'all.json', '--record', 'seen'], { cwd: place.path })).err).toMatch(/board is there already, expected a new folder/);
  });

  it('SIGTERM in the middle of a board that settles nowhere: what fights is printed and written, exit code 130', async () => {
    const board = '1.......8..3...4...9..2..6.....79.......612...6.5.2.7...8...5...1.....2.4.5.....3'; // without an answer, which pinning does not see
    const { child, ended } = startCymatic(['settle', board, '--seconds', '600', '--json', 'o.json', '--record', 'seen'], place.path);
    await until(() => existsSync(join(place.path, 'seen/line/field.zarr/.zmetadata')), 60);
    setTimeout(() => child.kill('SIGTERM'), 300);
    const { code, err } = await ended;
    expect(code, err).toBe(130);
    expect(settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')))[0].note).toMatch(/\(interrupted\); fighting last: /);
  });

  it('Ctrl-C prints the best cut so far, writes it, leaves a readable recording, and exits with 130', async () => {
    place.file('cut.txt', RUDY);
    const { child, ended } = startCymatic(['settle', 'cut.txt', '--seconds', '60', '--json', 'o.json', '--record', 'seen'], place.path);
    await until(() => existsSync(join(place.path, 'seen/cut/field.zarr/.zmetadata')), 60); // made at the first look
    setTimeout(() => child.kill('SIGINT'), 500);
    const { code, out, err } = await ended;
    expect(code, err).toBe(130);
    expect(out).toMatch(/cut {2}best {2}\d+ cut/);
    expect(settleShape.parse(JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')))[0].status).toBe('best');
    expect((await Recording.open(folderStore(join(place.path, 'seen/cut/field.zarr')))).moments).toBeGreaterThan(1);
    expect((JSON.parse(readFileSync(join(place.path, 'seen/cut/run.json'), 'utf8')) as { state: string }).state).toBe('interrupted');
  });
});
