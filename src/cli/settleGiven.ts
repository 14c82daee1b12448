import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { nearest } from '../oscillators/nearest.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import { readProblems, type Problem } from '../solvers/constraints/problem.ts';
import { Unreadable } from '../solvers/constraints/unreadable.ts';
import type { Shell } from './shell.ts';

/** The problems named. Trouble for a name that is not there. */
export function chosen(problems: Problem[], only: string | undefined): Problem[] {
  if (only === undefined) return problems;
  const byName = new Map(problems.map((p) => [p.name, p]));
  const names = only.split(',').map((n) => n.trim()).filter(Boolean);
  if (names.length === 0) throw new Trouble(`--only: no name came, expected names separated by commas. Known: ${problems.slice(0, 5).map((p) => p.name).join(', ')}${problems.length > 5 ? ', …' : ''}.`);
  return names.map((name) => {
    const near = nearest(name, [...byName.keys()]), problem = byName.get(name);
    if (!problem) throw new Trouble(`--only: no problem is called "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    return problem;
  });
}

/** A Sudoku line, or the problems of a file. Trouble: one line that says what is wrong. */
export function readGiven(shell: Shell, given: string): Problem[] {
  const path = resolve(shell.cwd, given);
  if (given.trim() === '') throw new Trouble('settle: an empty name came, expected a file or a Sudoku line of 81 characters. Write one.');
  try {
    if (!existsSync(path)) {
      if (isLine(given)) return [{ name: 'line', kind: 'sudoku', text: given }];
      throw new Trouble(`settle: no file ${given}, expected a file or a Sudoku line of 81 characters. Check the path.`);
    }
    const name = basename(given).replace(/\.(col|rud|rudy|txt|mc|cnf|maz|maze|json)?(\.gz)?$/i, ''), text = contents(path, given);
    return text.trimStart().startsWith('{') ? fromMap(given, text) : readProblems(name, text);
  } catch (error) {
    throw readable(error);
  }
}

/** What is wrong with a problem is the user's to put right; whatever else is thrown is a fault of the program. */
export const readable = (error: unknown): unknown => (error instanceof Unreadable ? new Trouble(error.message, { cause: error }) : error);

/** Whether what names no file is meant as a Sudoku line: so that a wrong character in it can be named. */
function isLine(given: string): boolean {
  const board = given.replace(given.length > 400 ? /[^0-9A-Pa-p._*]/g : /[^0-9A-Ga-g._*]/g, '').length;
  if (board === given.length && [16, 36, 81, 256, 625].includes(board)) return true; // also one that ends like a file: ….21
  return board >= 12 && board >= 0.9 * given.length && !/[\s/\\]/.test(given) && !/\.\w{2,4}$/.test(given.replace(/\.+$/, ''));
}

function contents(path: string, given: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw systemTrouble(`settle: reading ${given}`, error);
  }
  try {
    return (/\.gz$/i.test(path) ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Trouble(`settle: unpacking ${given}: ${(error as Error).message}, expected a gzip file. Is it cut off?`, { cause: error });
  }
}

/** `{name: text}`, or `{name: {text}}` or `{name: {puzzle}}`. */
function fromMap(given: string, text: string): Problem[] {
  let map: Record<string, unknown>;
  try {
    map = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Trouble(`${given}: not JSON (${(error as Error).message.slice(0, 100)}), expected {"name": "text"}. Is the file cut off?`);
  }
  if (Object.keys(map).length === 0) throw new Trouble(`${given}: no problem came, expected {"name": "text"}. Write one into it.`);
  return Object.entries(map).flatMap(([name, value]) => {
    const inner = typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}, own = typeof value === 'string' ? value : inner.puzzle ?? inner.text;
    if (typeof own !== 'string') throw new Trouble(`${given}: ${name} holds no text, expected {"name": "text"}, {"name": {"text": …}} or {"name": {"puzzle": …}}. Correct it.`);
    return readProblems(name, own);
  });
}
