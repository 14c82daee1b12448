import { atOnce } from '../../field/breath.ts';
import { readColouring, readFormula, readRudy } from './dimacs.ts';
import { readMaze } from './maze.ts';
import type { Problem } from './problem.ts';
import type { ProblemSettled } from './result.ts';
import { readBoard } from './sudokuBoard.ts';

/** What was counted anew, in words, and what of it is not as it was claimed. */
export interface Recount { counted: string; faults: string[] }

/**
 * Counts an answer from the text of its problem alone, with nothing of the solver but the readers of files: the cut, conflicts and colours, unmet clauses, wrong houses and
 * changed clues, or the way through the walls and the shortest there is. A fault is a claim (status, value) that the count does not bear out. Errors (Unreadable): the problem cannot be read.
 */
export function recount({ name, kind, text }: Problem, { answer, status, value }: Pick<ProblemSettled, 'answer' | 'status' | 'value'>): Recount {
  if (answer === null) return { counted: `no answer (${status}): nothing to count`, faults: status === 'solved' || status === 'best' ? [`${status} without an answer`] : [] };
  const faults: string[] = [], claim = (right: boolean, fault: string) => void (right || faults.push(fault)), list = Array.isArray(answer) ? (answer as unknown[]).map(Number) : [];
  switch (kind) {
    case 'max-cut': {
      const { vertices, from, to, weight } = readRudy(name, text);
      let cut = 0, all = 0;
      for (let k = 0; k < weight.length; k++) {
        all += Math.abs(weight[k]);
        if (list[from[k]] !== list[to[k]]) cut += weight[k];
      }
      claim(list.length === vertices && list.every((s) => s === 0 || s === 1), `${list.length} sides, expected ${vertices} of 0 or 1`);
      claim(value !== null && Math.abs(cut - value) <= 1e-12 * all, `the cut is ${cut}, ${value} was claimed`);
      return { counted: `cut ${cut}`, faults };
    }
    case 'colouring': {
      const { vertices, from, to } = readColouring(name, text), used = new Set(list).size;
      let clashes = 0;
      for (let k = 0; k < from.length; k++) clashes += Number(list[from[k]] === list[to[k]]);
      claim(list.length === vertices && list.every((c) => Number.isInteger(c) && c >= 0), `${list.length} colours, expected ${vertices} whole numbers from 0`);
      claim(clashes === 0, `${clashes} edges join one colour`);
      claim(used === value, `${used} colours are used, ${value} were claimed`);
      return { counted: `${used} colours, ${clashes} conflicts`, faults };
    }
    case 'satisfiability': {
      const { variables, clauses } = atOnce(readFormula(name, text)), met = clauses.filter((clause) => clause.some((l) => list[Math.abs(l) - 1] === l)).length;
      claim(list.length === variables && list.every((l, v) => Math.abs(l) === v + 1), `${list.length} literals, expected one a variable, 1 to ${variables} in order`);
      claim(met === value, `${met} clauses are met, ${value} were claimed`);
      claim(status !== 'solved' || met === clauses.length, `${clauses.length - met} clauses are not met`);
      return { counted: `${met} of ${clauses.length} clauses met`, faults };
    }
    case 'sudoku': return board(name, text, String(answer), status, faults);
    case 'maze': return way(name, text, answer as number[][], value, faults);
  }
}

/** Every row, column and box by arithmetic of its own. A is 10, as in base 36. */
function board(name: string, text: string, answer: string, status: string, faults: string[]): Recount {
  const { order, boxRows, boxColumns, clues } = readBoard(name, text), digit = (ch: string | undefined) => (ch === undefined ? NaN : parseInt(ch, 36)), held = new Map<string, Set<number>>();
  const put = (house: string, d: number) => void held.set(house, (held.get(house) ?? new Set()).add(d));
  let changed = 0, filled = 0;
  for (let c = 0; c < order * order; c++) {
    const r = Math.floor(c / order), k = c % order, d = digit(answer[c]);
    if (clues[c] > 0 && d !== clues[c]) changed += 1;
    if (!(d >= 1 && d <= order)) continue;
    filled += 1;
    for (const house of [`row ${r}`, `column ${k}`, `box ${Math.floor(r / boxRows)} ${Math.floor(k / boxColumns)}`]) put(house, d);
  }
  const wrong = 3 * order - [...held.values()].filter((digits) => digits.size === order).length;
  if (answer.length !== order * order) faults.push(`${answer.length} characters, expected ${order * order}`);
  if (changed > 0) faults.push(`${changed} clues are not kept`);
  if (status === 'solved' && wrong > 0) faults.push(`${wrong} of ${3 * order} houses do not hold every digit once`);
  return { counted: `${filled} cells filled, ${wrong} of ${3 * order} houses wrong, ${changed} clues changed`, faults };
}

/** Step by step through open passages, and how few moves would do (breadth first). */
function way(name: string, text: string, path: number[][], value: number | null, faults: string[]): Recount {
  const { columns, open, start, goals } = readMaze(name, text), cells = path.map(([r, k]) => r * columns + k), passage = [-columns, -1, 1, columns];
  const walls = cells.slice(1).filter((to, k) => open[4 * cells[k] + passage.indexOf(to - cells[k])] !== 1).length, moves = cells.length - 1;
  const far = new Map([[start, 0]]);
  for (const cell of far.keys()) for (const [k, step] of passage.entries()) if (open[4 * cell + k] && !far.has(cell + step)) far.set(cell + step, far.get(cell)! + 1);
  const shortest = Math.min(...goals.map((g) => far.get(g) ?? Infinity));
  if (cells[0] !== start || !goals.includes(cells[moves])) faults.push('the way does not lead from the start to a goal');
  if (walls > 0) faults.push(`${walls} moves go through walls or jump`);
  if (moves !== value) faults.push(`${moves} moves came, ${value} were claimed`);
  if (moves !== shortest) faults.push(`the shortest way has ${shortest} moves`);
  return { counted: `${moves} moves, the shortest way has ${shortest}`, faults };
}
