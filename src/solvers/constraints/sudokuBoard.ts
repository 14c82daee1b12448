import { contours, type Contours, type Ring } from '../../field/contours.ts';
import { Unreadable } from './unreadable.ts';

/** A Sudoku of order n: n × n cells, n digits, boxes of `boxRows` × `boxColumns`. Digits from 1, 0 is an empty cell; row-major. */
export interface SudokuBoard {
  order: number;
  boxRows: number;
  boxColumns: number;
  clues: Int8Array;
}

const BOXES: Record<number, [number, number]> = { 4: [2, 2], 6: [2, 3], 9: [3, 3], 16: [4, 4], 25: [5, 5] };
const DIGITS = '123456789ABCDEFGHIJKLMNOP';

/**
 * Reads a board from one line of 16, 36, 81, 256 or 625 characters: digits 1 to 9, then A to P, and `.`, `0`, `_` or `*` for an empty cell.
 * Errors (Unreadable): `where: …` for another length, another character, a digit above the order, two clues that exclude each other.
 */
export function readBoard(where: string, line: string): SudokuBoard {
  const text = line.trim().toUpperCase(), order = Math.sqrt(text.length);
  if (!(order in BOXES)) throw new Unreadable(`${where}: ${text.length} characters came, expected 81 (or 16, 36, 256, 625). Write one character a cell, row by row, a dot where it is empty.`);
  const [boxRows, boxColumns] = BOXES[order], clues = new Int8Array(text.length);
  for (let c = 0; c < text.length; c++) {
    const digit = '.0_*'.includes(text[c]) ? 0 : DIGITS.indexOf(text[c]) + 1;
    if (!'.0_*'.includes(text[c]) && (digit === 0 || digit > order)) throw new Unreadable(`${where}: "${text[c]}" came at character ${c + 1} (row ${row(c, order)}, column ${column(c, order)}), expected ${DIGITS[0]} to ${DIGITS[order - 1]} or a dot. Correct it.`);
    clues[c] = digit;
  }
  const board = { order, boxRows, boxColumns, clues };
  for (const house of houses(board)) {
    const at = new Map<number, number>();
    for (const c of house.cells) {
      const other = clues[c] > 0 ? at.get(clues[c]) : undefined;
      if (other !== undefined) throw new Unreadable(`${where}: two clues ${DIGITS[clues[c] - 1]} stand in ${house.name} (columns ${column(other, order)} and ${column(c, order)}, rows ${row(other, order)} and ${row(c, order)}), expected one. Correct a clue.`);
      if (clues[c] > 0) at.set(clues[c], c);
    }
  }
  return board;
}

const row = (c: number, order: number) => Math.floor(c / order) + 1;
const column = (c: number, order: number) => (c % order) + 1;

/** Cells of which no two hold the same digit; with as many cells as digits, every digit stands in it: 'one', else 'most'. */
export interface House {
  name: string;
  cells: number[];
  kind?: 'one' | 'most';
}

/** Rows, columns and boxes. */
export function houses({ order, boxRows, boxColumns }: SudokuBoard): House[] {
  const cells = Array.from({ length: order * order }, (_, c) => c), across = order / boxColumns;
  const box = (c: number) => Math.floor(Math.floor(c / order) / boxRows) * across + Math.floor((c % order) / boxColumns);
  return Array.from({ length: order }, (_, k) => [
    { name: `row ${k + 1}`, cells: cells.filter((c) => Math.floor(c / order) === k) },
    { name: `column ${k + 1}`, cells: cells.filter((c) => c % order === k) },
    { name: `box ${k + 1}`, cells: cells.filter((c) => box(c) === k) },
  ]).flat();
}

/** The contours of a board, and what each unit stands for. */
export interface SudokuRings {
  contours?: Contours;
  /** Cell × order + digit − 1 of every unit. */
  meaning: Int32Array;
  /** A ring that the clues leave without a unit: nothing can ever meet it. */
  starved?: string;
}

/**
 * Units are (cell, digit) except those that a clamped clue inhibits directly: the other digits of its cell, its digit in its row,
 * column and box. One ring a cell, and one a digit in each row, column and box (or the houses handed in); exactly one unit of a ring is awake.
 */
export function sudokuRings(board: SudokuBoard, all: readonly House[] = houses(board)): SudokuRings {
  const { order, clues } = board, total = order ** 3, open = new Uint8Array(total).fill(1), met = new Set<string>();
  for (let c = 0; c < clues.length; c++) if (clues[c] > 0) open.fill(0, c * order, (c + 1) * order);
  for (const house of all) for (const c of house.cells) if (clues[c] > 0) {
    met.add(`${house.name}, digit ${clues[c]}`);
    for (const other of house.cells) open[other * order + clues[c] - 1] = 0;
  }
  const meaning = Int32Array.from(Array.from({ length: total }, (_, i) => i).filter((i) => open[i])), number = new Int32Array(total).fill(-1);
  meaning.forEach((i, k) => (number[i] = k));
  const rings: Ring[] = [], unitsOf = (places: number[]) => places.map((i) => number[i]).filter((k) => k >= 0);
  const digits = Array.from({ length: order }, (_, d) => d);
  for (let c = 0; c < clues.length; c++) if (clues[c] === 0)
    rings.push({ kind: 'one', name: `cell (${row(c, order)}, ${column(c, order)})`, members: unitsOf(digits.map((d) => c * order + d)) });
  for (const house of all) for (const d of digits) {
    const name = `${house.name}, digit ${d + 1}`;
    if (!met.has(name)) rings.push({ kind: house.kind ?? 'one', name, members: unitsOf(house.cells.map((c) => c * order + d)) });
  }
  const starved = rings.find((r) => r.members.length === 0 && r.kind === 'one')?.name;
  return { meaning, starved, contours: starved === undefined && meaning.length > 0 ? contours(meaning.length, rings) : undefined };
}

/** The board of a settled field, written as it was read. */
export function writeBoard(board: SudokuBoard, meaning: Int32Array, awake: Uint8Array): string {
  const cells = Array.from(board.clues, (d) => (d > 0 ? DIGITS[d - 1] : '.'));
  meaning.forEach((i, k) => {
    if (awake[k]) cells[Math.floor(i / board.order)] = DIGITS[i % board.order];
  });
  return cells.join('');
}

/** Counts the houses in which a digit is missing, and clues that were changed: 0 for a right answer. Shares nothing with the rings. */
export function countFaults(board: SudokuBoard, answer: string): number {
  const value = [...answer].map((ch) => DIGITS.indexOf(ch) + 1);
  let faults = 0;
  for (const { cells } of houses(board)) if (new Set(cells.map((c) => value[c]).filter((v) => v > 0 && v <= board.order)).size !== board.order) faults += 1;
  board.clues.forEach((d, c) => (faults += d > 0 && value[c] !== d ? 1 : 0));
  return faults;
}
