import type { ProblemSettled } from './result.ts';
import { Unreadable } from './unreadable.ts';

/** A problem before it is parsed: its name and its own text. */
export interface Problem {
  name: string;
  kind: ProblemSettled['kind'];
  text: string;
}

const RUDY = /^\s*\d+[ \t]+\d+[ \t]*(\r?\n|$)/, REMARKS = /^(?:[ \t]*(?:#.*|c|c[ \t].*)?\r?\n)+/, MAZE = /^\s*o[ o-]{3}/, BOARD = /^[0-9A-Ga-g._*]+$/;

/**
 * Tells what a text is: DIMACS `p edge` or `p col`, DIMACS `p cnf`, a maze of posts and walls, a rudy graph (first line `n m`), or
 * Sudoku lines. A line of a Sudoku list may start with a name and a colon, and `#` starts a remark.
 * Errors (Unreadable): `where: …` for a text that is none of these.
 */
export function readProblems(where: string, text: string): Problem[] {
  const header = /^\s*p\s+(\S+)/m.exec(text)?.[1];
  if (header === 'edge' || header === 'col' || header === 'edges') return [{ name: where, kind: 'colouring', text }];
  if (header === 'cnf') return [{ name: where, kind: 'satisfiability', text }];
  if (header !== undefined && /^\s*[cp]\s/.test(text)) throw new Unreadable(`${where}: the header says "p ${header}", expected "p edge n m" or "p cnf n m". Correct it.`);
  if (MAZE.test(text)) return [{ name: where, kind: 'maze', text }];
  if (RUDY.test(text.replace(REMARKS, ''))) return [{ name: where, kind: 'max-cut', text }];
  if (/^\s*e\s+\d+\s+\d+/m.test(text)) throw new Unreadable(`${where}: edges came without the header "p edge n m". Write it before them.`);
  const lines = text.split(/\r?\n/).map((l) => l.replace(/#.*/, '').trim()).filter(Boolean);
  const boards = lines.map((line, k) => {
    const named = /^([^\s:]+):\s*(\S+)$/.exec(line);
    return { name: named?.[1] ?? (lines.length === 1 ? where : `${where}/${k + 1}`), kind: 'sudoku' as const, text: named?.[2] ?? line };
  });
  if (boards.length === 0) throw new Unreadable(`${where}: the text is empty, expected a Sudoku line, a .col, rudy or CNF file, or a maze. Name another file.`);
  const first = boards[0];
  if (!BOARD.test(first.text) && !looksLikeBoard(first.text)) throw new Unreadable(`${where}: "${first.text.slice(0, 30)}${first.text.length > 30 ? '…' : ''}" is no header and no Sudoku line, expected "p edge n m", "p cnf n m", "n m" (rudy), a maze, or 81 characters. Correct the first line.`);
  return boards;
}

/** A line without blanks of about the length of a board is meant as one, so that its wrong character can be named. */
const looksLikeBoard = (line: string): boolean => !/\s/.test(line) && [16, 36, 81, 256, 625].some((n) => Math.abs(n - line.length) <= Math.max(1, n / 10));
