import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettleRecorder } from '../../src/cli/settleRecorder.ts';
import { settleShape, type SettleOutput } from '../../src/schemas/settle.ts';
import { cymatic, scratch, startCymatic, until } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => void (place = scratch()));
afterEach(() => place.remove());
const settle = (...args: string[]) => cymatic(['settle', ...args], { cwd: place.path });
const answers = (file = 'o.json') => settleShape.parse(JSON.parse(readFileSync(join(place.path, file), 'utf8')));

const TRIANGLE = 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n', CUT = '3 3\n1 2 1\n2 3 1\n1 3 -1\n', MAZE = 'o---o---o\n|   | G |\no   o   o\n| S     |\no---o---o\n';
const HARD = '1.......8..3...4...9..2..6.....79.......612...6.5.2.7...8...5...1.....2.4.5.....3'; // without an answer, which pinning does not see

describe('settle --check', () => {
  const ALL = { board: '1...............', triangle: TRIANGLE, cut: CUT, maze: MAZE, clause: 'p cnf 2 3\n1 2 0\n-1 2 0\n1 -2 0\n' };

  it('counts every answer anew from its problem: what was settled is right, and each way to spoil an answer is found and counted', async () => {
    place.file('all.json', ALL);
    expect((await settle('all.json', '--seconds', '0.3', '--json', 'o.json')).code).toBe(0);
    const right = await settle('all.json', '--check', 'o.json'), told = answers();
    expect([right.code, right.err]).toEqual([0, '']);
    expect(right.out).toMatch(/^board {2}right .*\n.*\n.*\n.*\nclause {2}right {2}\(solved, 3 of 3 clauses met\)\n0 wrong of 5$/);
    const spoiled = (name: string, change: Partial<SettleOutput[number]>) => told.map((t) => (t.name === name ? { ...t, ...change } : t));
    const board = String(told[0].answer), cases: [SettleOutput, RegExp][] = [
      [spoiled('board', { answer: board.slice(0, 15) + (board[15] === '1' ? '2' : '1') }), /^board {2}WRONG: 3 of 12 houses do not hold every digit once/m],
      [spoiled('board', { answer: board.replaceAll('1', 'x').replaceAll('2', '1').replaceAll('x', '2') }), /^board {2}WRONG: 1 clues are not kept/m],
      [spoiled('triangle', { answer: [0, 1, 1] }), /^triangle {2}WRONG: 1 edges join one colour; 2 colours are used, 3 were claimed/m],
      [spoiled('cut', { value: 3 }), /^cut {2}WRONG: the cut is 2, 3 was claimed/m],
      [spoiled('cut', { answer: [0, 1] }), /^cut {2}WRONG: 2 sides, expected 3/m],
      [spoiled('maze', { answer: [[1, 0], [0, 0], [0, 1]] }), /^maze {2}WRONG: 1 moves go through walls or jump/m],
      [spoiled('clause', { answer: [1, -2] }), /^clause {2}WRONG: 2 clauses are met, 3 were claimed; 1 clauses are not met/m],
      [told.slice(1), /^board {2}WRONG: missing/m],
    ];
    for (const [wrong, message] of cases) {
      writeFileSync(join(place.path, 'w.json'), JSON.stringify(wrong));
      const { code, out } = await settle('all.json', '--check', 'w.json');
      expect(out).toMatch(message);
      expect([code, out.split('\n').at(-1)]).toEqual([1, '1 wrong of 5']);
    }
    expect(await settle('all.json', '--check', 'nowhere.json')).toMatchObject({ code: 2, err: expect.stringMatching(/^cymatic: --check: reading .*nowhere\.json: no such folder or file/) });
    expect(await settle('all.json', '--check', 'all.json')).toMatchObject({ code: 2, err: expect.stringMatching(/holds no answers, expected what settle --json wrote/) });
  });
});

describe('settle: options that say nothing to any problem that came', () => {
  it.each([
    ['k3.col', ['--machine', 'kuramoto'], '--machine: no Max-Cut came, expected a rudy graph. Leave it out: it says nothing to a colouring.'], ['k3.col', ['--target', '5'], '--target: no Max-Cut came'],
    ['k3.col', ['--unique'], '--unique: no Sudoku came'], ['cut.txt', ['--colours', '3'], '--colours: no colouring came, expected a .col graph'], ['cut.txt', ['--limit', 'adiabatic'], '--limit: no Sudoku and no colouring came'],
  ])('%s %j: one line, exit code 2', async (file, more, message) => {
    place.file('k3.col', TRIANGLE);
    place.file('cut.txt', CUT);
    const { code, out, err } = await settle(file, ...more);
    expect([code, out, err.split('\n').length]).toEqual([2, '', 1]);
    expect(err).toContain(message);
  });
});

describe('settle: files as they are published', () => {
  it.each([
    ['a formula of nothing', 'e.cnf', 'p cnf 0 0\n', [], 0], ['remarks before a rudy graph', 'r.txt', `# by rudy\nc and more\n${CUT}`, null, 2], ['remarks glued to their c', 'g.cnf', 'cby me\np cnf 1 1\nc\n1 0\n', [1], 1],
    ['an edge that came twice, its weights added', 'd.txt', '2 2\n1 2 1\n2 1 2.5\n', null, 3.5], ['the same, counted once in the header', 'd.txt', '2 1\n1 2 1\n2 1 2.5\n', null, 3.5],
  ])('%s is read', async (_, name, text, answer, value) => {
    place.file(name, text);
    const { code, err, out } = await settle(name, '--seconds', '0.2', '--json', 'o.json');
    expect([code, err]).toEqual([0, '']);
    const [settled] = answers();
    expect([settled.status, settled.value]).toEqual(['solved', value]);
    if (answer) expect(settled.answer).toEqual(answer);
    if (name === 'd.txt') expect(out).toContain('1 repeated edge: their weights are added');
  });

  it('a maze whose lines are not equally long is refused by the line', async () => {
    place.file('m.txt', 'o---o---o\n|   | G |\no   o   o\n| S\no---o---o\n');
    expect(await settle('m.txt')).toMatchObject({ code: 2, err: 'cymatic: m, line 4: 3 characters came, expected 9 as in the first line. Complete it.' });
  });
});

describe('settle --record', () => {
  it('problems whose names come out alike are numbered; what is there already is said before anything has settled', async () => {
    place.file('alike.txt', 'a/b: 1...............\na-b: ..1.............\na-b: ...1............\n');
    const { code, err } = await settle('alike.txt', '--record', 'seen', '--json', 'o.json');
    expect([code, err, readdirSync(join(place.path, 'seen')).sort(), answers().length]).toEqual([0, 'Recorded. See it: npx cymatic view seen', ['a-b', 'a-b-2', 'a-b-3'], 3]);
    place.file('two.txt', 'new: 1...............\na-b: ..1.............\n');
    expect(await settle('two.txt', '--record', 'seen')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/seen\/a-b is there already, expected a new folder/) });
  });

  it('a folder that another process makes meanwhile is not written into', async () => {
    const recorder = new SettleRecorder(join(place.path, 'seen'), {}, 1, []), scene = { part: '', model: 'm', arrays: {}, scalars: { energy: 'e' } };
    mkdirSync(join(place.path, 'seen/k3'));
    recorder.begin({ name: 'k3', kind: 'colouring', text: TRIANGLE });
    expect(() => recorder.look({ scene, time: 0, values: () => ({ energy: 1 }) })).toThrow(/k3 is there already, expected a new folder/);
    expect(readdirSync(join(place.path, 'seen/k3'))).toEqual([]);
  });
});

describe('settle --json of a list', () => {
  it('kill -9 in the middle leaves what had settled by then', async () => {
    place.file('list.txt', `1...............\n..1.............\n${HARD}\n`);
    const { child, ended } = startCymatic(['settle', 'list.txt', '--seconds', '600', '--json', 'o.json'], place.path);
    await until(() => existsSync(join(place.path, 'o.json')), 60);
    child.kill('SIGKILL');
    await ended;
    expect(answers().map((s) => s.status)).toEqual(['solved', 'solved']);
  });
});
