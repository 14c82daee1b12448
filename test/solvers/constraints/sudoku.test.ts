import { describe, expect, it } from 'vitest';
import { countFaults, houses, readBoard, sudokuRings } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { settleSudoku, settleSudokus } from '../../../src/solvers/constraints/sudoku.ts';
import { cluesLeft, fullBoard } from '../../../src/solvers/constraints/sudokuMake.ts';
import { Chance } from '../../../src/field/chance.ts';
import { countAnswers } from '../../support/countAnswers.ts';

/** A solved board of order 9 by cyclic shifts with shuffled digits, and the same with cells blanked: puzzles of our own. */
function puzzle(seed: number, given: number): string {
  const chance = new Chance(seed), digits = [...'123456789'];
  for (let i = 8; i > 0; i--) {
    const j = Math.floor(chance.next() * (i + 1));
    [digits[i], digits[j]] = [digits[j], digits[i]];
  }
  const solved = Array.from({ length: 81 }, (_, c) => digits[(3 * (Math.floor(c / 9) % 3) + Math.floor(c / 27) + c) % 9]), open = new Set<number>();
  while (open.size < given) open.add(Math.floor(chance.next() * 81));
  return solved.map((d, c) => (open.has(c) ? d : '.')).join('');
}

describe('settleSudoku', () => {
  it.each(['phase', 'limit'] as const)('%s form: boards with 26 clues settle in a board that keeps the clues and fills every house', async (form) => {
    for (let seed = 1; seed <= 8; seed++) {
      const line = puzzle(seed, 26), settled = await settleSudoku('board', line, { form, seed });
      expect(settled.status).toBe('solved');
      expect(countFaults(readBoard('board', line), String(settled.answer))).toBe(0);
    }
  });

  it('the phase form and its limit reach the same answer where it is unique, with one field or three', async () => {
    const line = '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9';
    const answers = await Promise.all((['phase', 'limit'] as const).flatMap((form) => [1, 3].map((replicas) => settleSudoku('17', line, { form, seed: 2, replicas }))));
    for (const { answer } of answers) expect(answer).toBe('987654321246173985351928746128537694634892157795461832519286473472319568863745219');
  });

  it.each([4, 6, 9, 16])('order %i: a board with clues missing settles right', async (order) => {
    const rows = order === 16 ? 4 : order === 6 ? 2 : Math.sqrt(order), columns = order / rows, digits = '123456789ABCDEFG', chance = new Chance(order);
    const line = Array.from({ length: order * order }, (_, c) => {
      const r = Math.floor(c / order), digit = digits[(columns * (r % rows) + Math.floor(r / rows) + c) % order];
      return chance.next() < 0.55 ? digit : '.';
    }).join('');
    const settled = await settleSudoku('board', line, { form: 'limit', seed: 1 });
    expect(countFaults(readBoard('board', line), String(settled.answer))).toBe(0);
  });

  it.each(['phase', 'limit'] as const)('%s form: boards of order 16 and 25 with one answer and hardly a clue too many settle, and an empty one of order 16', async (form) => {
    const sixteen = '.C8E9...1..4...37.9........G.D...5..E.F..D79....6.....53..A..17.8D16..7......F4....9.4...7.FG.6...F..B......92....A..8.C..63B..5G.............B8..2.8..D....A..1C.4.....9.D6..3..7..A.B.............5F.8A..7.E.4.8.....1....2.G..4.A..D.5.G17...13E...27F..B..DC';
    const twentyFive = '4...1EPO7...IB..9.3...A8.....GD..19.4.M.7.H.A.P....M..IC.G.L......N8EK.9H....79..J6F.8K.1..GBOMN..E56.O.2...A.5...N....I....L..3..G2...4...8BELI6..C.NAL..F.4.N..I...253.9..6...N5...O.J...A........EK...E....K8LI........M.P.7AJ89J.M...DB7..NPA...F.4...F6PL..G9.H..2.7.A...OJ..8..GN.4...6E5PA.H.9FD2..L.I41..8..OD.N..K3C....F...7O.J3.E.B.I9G....2..5...4....BJ1IPK.D.F......AH3G..........G..NK6F...PI..9O.JL.6.B......9A..I2OF.EK.E...PH6..712J..L..C.BAN..D7N.OM3.91PFB5...J...8......1....I.ME....K.......G..........6...M.....K.LO...4..OM7H..AEP...N9.D..6BO.6.L......J.H...M54EC..FM3KC.BD.84G...9.J...7.P..1.B.N..K..D7.2.GP..C..8..';
    for (const [name, line] of Object.entries({ sixteen, twentyFive, empty: '.'.repeat(256) })) {
      const settled = await settleSudoku(name, line, { form, seed: 1 });
      expect(countFaults(readBoard(name, line), String(settled.answer)), name).toBe(0);
    }
  });

  it('the same seed gives the same answer at the same simulated time', async () => {
    const [a, b] = await Promise.all([1, 1].map((seed) => settleSudoku('board', puzzle(3, 24), { form: 'phase', seed })));
    expect([a.answer, a.simulatedTime]).toEqual([b.answer, b.simulatedTime]);
  });

  it('a board whose clues leave a digit without a place is a contradiction, proved before anything settles', async () => {
    const settled = await settleSudoku('board', `12345678.........9${'.'.repeat(63)}`, { form: 'phase', seed: 1 });
    expect(settled).toMatchObject({ status: 'contradiction', answer: null, simulatedTime: 0 });
    expect(settled.note).toContain('no place is left');
  });

  it('a contradiction that pinning does not see settles nowhere, and the end is called what it is: no proof', async () => {
    const line = '1.......8..3...4...9..2..6.....79.......612...6.5.2.7...8...5...1.....2.4.5.....3';
    expect(countAnswers(line)).toBe(0);
    for (const form of ['phase', 'limit'] as const) {
      const settled = await settleSudoku('board', line, { form, seed: 1, timeLimit: 1000 });
      expect(settled.status).toBe('timeLimit');
      expect(settled.note).toMatch(/^settled nowhere in T = 1000, perhaps a contradiction \(no proof\); fighting last: /);
    }
  });

  it('a board of order 9 with exactly two answers settles in one and shows the other', async () => {
    const solved = [...'987654321246173985351928746128537694634892157795461832519286473472319568863745219'];
    for (const cell of [4, 5, 76, 77]) solved[cell] = '.'; // 5 4 above 4 5, in two boxes: they can change places
    for (const cell of [0, 10, 20, 30, 40, 50, 60, 70, 80]) solved[cell] = '.';
    expect(countAnswers(solved.join(''), 3)).toBe(2);
    for (const form of ['phase', 'limit'] as const) {
      const settled = await settleSudoku('board', solved.join(''), { form, seed: 1, places: true }), other = /not unique: also settles in (\d{81})/.exec(settled.note)?.[1] ?? '', answer = String(settled.answer);
      expect([...answer].filter((d, c) => d !== other[c])).toHaveLength(4);
      for (const one of [answer, other]) expect(countFaults(readBoard('board', solved.join('')), one)).toBe(0);
    }
  });

  it('a board with several answers shows a second one, a board with one says that nothing else settles', async () => {
    const many = await settleSudoku('board', '1...............', { form: 'phase', seed: 1, places: true });
    const other = /also settles in (\d{16})/.exec(many.note)?.[1] ?? '';
    expect(other).not.toBe(many.answer);
    expect(countFaults(readBoard('board', '1...............'), other)).toBe(0);
    const one = await settleSudoku('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9', { form: 'limit', seed: 1, places: true });
    expect(one.note).toMatch(/repelled from there it settles nowhere else/);
    const forced = await settleSudoku('board', '12343412214343.1', { form: 'phase', seed: 1, places: true });
    expect(forced.answer).toBe('1234341221434321');
    expect(forced.note).toContain('the only answer');
  });

  it('a field that has too little time says so, and which rings fight', async () => {
    const settled = await settleSudoku('board', puzzle(1, 22), { form: 'phase', seed: 1, timeLimit: 1 });
    expect(settled.status).toBe('timeLimit');
    expect(settled.note).toMatch(/fighting last: .*(cell|row|column|box)/);
  });
});

describe('settleSudokus', () => {
  const list = [...[1, 2, 3, 4, 5].map((seed) => ({ name: `b${seed}`, text: puzzle(seed, 23 + 2 * seed) })), { name: 'starved', text: `12345678.........9${'.'.repeat(63)}` }, { name: 'small', text: '1...............' }];

  it.each(['phase', 'limit'] as const)('%s form: boards side by side, two replicas each, settle in the answers and at the times of each alone; every one is told once, a contradiction at once', async (form) => {
    const told: number[] = [], answers: unknown[][] = [], options = { form, seed: 3, replicas: 2 };
    await settleSudokus(list, options, (settled, k) => {
      told.push(k);
      expect([settled.name, settled.seed]).toEqual([list[k].name, 3]);
      answers[k] = [settled.status, settled.answer, settled.simulatedTime, settled.note];
    });
    const alone = await Promise.all(list.map(async ({ name, text }) => { const s = await settleSudoku(name, text, options); return [s.status, s.answer, s.simulatedTime, s.note]; }));
    expect(answers).toEqual(alone);
    expect([...told].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(told[0]).toBe(5);
  });

  it('interrupted, those that still move are told as they stand; those before keep their answers', async () => {
    const hard = { name: 'nowhere', text: '1.......8..3...4...9..2..6.....79.......612...6.5.2.7...8...5...1.....2.4.5.....3' }, controller = new AbortController(), told: string[] = [];
    await settleSudokus([hard, list[6]], { form: 'phase', seed: 1, signal: controller.signal }, ({ name, status, note }) => {
      told.push(`${name} ${status} ${/interrupted/.test(note)}`);
      controller.abort();
    });
    expect(told).toEqual(['small solved false', 'nowhere timeLimit true']);
  });

  it('time is counted for each board by its share: one that settles nowhere is given up while others go on', async () => {
    const told: string[] = [], nowhere = '1.......8..3...4...9..2..6.....79.......612...6.5.2.7...8...5...1.....2.4.5.....3';
    await settleSudokus([{ name: 'a', text: nowhere }, { name: 'b', text: nowhere }, list[6]], { form: 'limit', seed: 1, seconds: 0.4 }, ({ name, status, seconds }) => {
      told.push(`${name} ${status}`);
      expect(seconds).toBeLessThan(10);
    });
    expect(told.slice(1).sort()).toEqual(['a timeLimit', 'b timeLimit']);
  });
});

describe('fullBoard, cluesLeft', () => {
  it('what an empty board settles in is a valid board, the same for the same seed, another for another', async () => {
    for (const order of [4, 6, 9, 16]) {
      const boards = await Promise.all([1, 1, 2].map((seed) => fullBoard(order, seed)));
      for (const board of boards) expect(countFaults(readBoard('board', '.'.repeat(order * order)), board)).toBe(0);
      expect(boards[1]).toBe(boards[0]);
      expect(boards[2]).not.toBe(boards[0]);
    }
  });

  it('the clues left are as many as asked and those of the board; fewer are some of more, another seed leaves others', () => {
    const board = '1234341221434321', seven = cluesLeft(board, 7, 3), four = cluesLeft(board, 4, 3), given = (line: string) => [...line].flatMap((d, c) => (d === '.' ? [] : [c]));
    expect([given(seven).length, given(four).length]).toEqual([7, 4]);
    expect(given(four).every((c) => given(seven).includes(c) && four[c] === board[c])).toBe(true);
    expect(cluesLeft(board, 7, 3)).toBe(seven);
    expect(cluesLeft(board, 7, 4)).not.toBe(seven);
  });
});

describe('readBoard', () => {
  it.each([
    ['1'.repeat(80), /80 characters came, expected 81/],
    [`X${'.'.repeat(80)}`, /"X" came at character 1 \(row 1, column 1\)/],
    [`${'.'.repeat(15)}5`, /"5" came at character 16 .*expected 1 to 4/],
    [`55${'.'.repeat(79)}`, /two clues 5 stand in row 1/],
    [`5${'.'.repeat(8)}5${'.'.repeat(71)}`, /two clues 5 stand in column 1/],
    [`5${'.'.repeat(9)}5${'.'.repeat(70)}`, /two clues 5 stand in box 1/],
  ])('%s: says what is wrong', (line, message) => expect(() => readBoard('board', line)).toThrow(message));

  it('boxes of order 6 are two rows high and three columns wide', () => {
    expect(houses(readBoard('b', '.'.repeat(36))).find((h) => h.name === 'box 2')?.cells).toEqual([3, 4, 5, 9, 10, 11]);
  });
});

describe('sudokuRings', () => {
  it('an empty board has 729 units in 324 rings, four for each unit', () => {
    const { contours, meaning } = sudokuRings(readBoard('b', '.'.repeat(81)));
    expect([meaning.length, contours!.rings.length, contours!.unit.length]).toEqual([729, 324, 2916]);
  });
});
