import type { Problem } from '../solvers/constraints/problem.ts';
import type { ProblemSettled } from '../solvers/constraints/result.ts';

const UNITS: Record<ProblemSettled['kind'], string> = { sudoku: 'cells', 'max-cut': 'cut', colouring: 'colours', satisfiability: 'clauses', maze: 'moves' };

/** One line a problem of a list. */
export function settledLine({ name, kind, status, answer, value, seconds, simulatedTime }: ProblemSettled): string {
  return `${name}  ${status}  ${value === null ? '' : `${value} ${UNITS[kind]}  `}${seconds.toFixed(3)} s  T ${simulatedTime.toFixed(0)}${kind === 'sudoku' && answer !== null ? `  ${String(answer)}` : ''}`;
}

/** The whole answer of a single problem. */
export function settledPicture(problem: Problem, settled: ProblemSettled): string {
  const { answer, kind } = settled, head = `${settledLine({ ...settled, answer: null })}\n${settled.note}`;
  if (answer === null) return head;
  if (typeof answer === 'string') {
    const order = Math.sqrt(answer.length), rows = Array.from({ length: order }, (_, r) => [...answer.slice(r * order, (r + 1) * order)].join(' '));
    return `${head}\n${rows.join('\n')}\n${answer}`;
  }
  if (kind === 'maze') return `${head}\n${trail(problem.text, answer as number[][])}`;
  return `${head}\n${answer.join(' ')}`;
}

/** The maze with a dot on every cell of the way. */
function trail(text: string, path: number[][]): string {
  const lines = text.replace(/\r/g, '').split('\n').map((l) => [...l]), first = lines.findIndex((l) => l.join('').trim() !== '');
  for (const [r, c] of path) {
    const line = lines[first + 2 * r + 1];
    if (line?.[4 * c + 2] === ' ') line[4 * c + 2] = '·';
  }
  return lines.map((l) => l.join('')).join('\n').trimEnd();
}
