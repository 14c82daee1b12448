import { join } from 'node:path';
import type { Experiment } from '../src/runs/experiment.ts';
import { makeFolder, writeWhole } from '../src/runs/files.ts';
import { Trouble } from '../src/runs/trouble.ts';
import { cpuSeconds, spread } from '../src/solvers/constraints/spread.ts';
import { settleSudoku } from '../src/solvers/constraints/sudoku.ts';
import { countFaults, readBoard } from '../src/solvers/constraints/sudokuBoard.ts';
import { cluesLeft, fullBoard } from '../src/solvers/constraints/sudokuMake.ts';

// Question: which boards of other orders does the ring field settle, and where are they hardest? Needs no data: a full board is what the field makes of an empty one,
// and clues are taken out at random. Board k of a row comes from seed first + k, fewer clues of the same board are some of its clues. A right answer is a valid board that keeps
// the clues (a board may have several). The boards are written into the run folder, for an exact solver to judge.
// Run: npx cymatic run sudoku-orders --order 16 --clues 120,110,100,90 --count 10 --form limit

const ORDERS = [4, 6, 9, 16, 25];

interface Row { clues: number; settled: number; boards: number; wrong: number; open: string[]; cpu: number[]; time: number[] }

const experiment: Experiment = {
  summary: 'Which Sudoku of other orders does the ring field settle, and where are they hardest?',
  options: {
    order: { type: 'number', default: 16, about: 'digits a board: 4, 6, 9, 16 or 25' },
    clues: { type: 'string', default: '', about: 'how many clues are left, a list: one row each' },
    given: { type: 'string', default: '0.4', about: 'or the share of cells given, a list (where --clues is absent)' },
    count: { type: 'number', default: 10, least: 1, about: 'boards a row' },
    first: { type: 'number', default: 1, about: 'seed of the first board' },
    seed: { type: 'number', default: 1, about: 'seed of the field' },
    form: { type: 'string', default: 'phase', choices: ['phase', 'limit'], about: 'phase or limit' },
    replicas: { type: 'number', default: 1, least: 1, about: 'fields side by side, the first to settle answers' },
    seconds: { type: 'number', default: 60, least: 0.001, fraction: true, about: 'CPU seconds a board' },
  },
  async run(options, { say, signal, folder }) {
    const [order, count, first, seed, replicas, seconds] = ['order', 'count', 'first', 'seed', 'replicas', 'seconds'].map((name) => Number(options[name])), form = String(options.form), cells = order * order;
    if (form !== 'phase' && form !== 'limit') throw new Trouble(`--form: "${form}" came, expected phase or limit.`);
    if (!ORDERS.includes(order)) throw new Trouble(`--order: ${order} came, expected ${ORDERS.slice(0, -1).join(', ')} or ${ORDERS.at(-1)}.`);
    if (!Number.isInteger(count) || count < 1) throw new Trouble(`--count: ${count} came, expected a whole number of at least 1.`);
    const list = options.clues !== '' ? numbers('--clues', String(options.clues), cells - 1) : numbers('--given', String(options.given), 1 - 1 / cells).map((share) => Math.round(share * cells));
    if (list.some((n) => !Number.isInteger(n))) throw new Trouble(`--clues: ${list.join(',')} came, expected whole numbers.`);
    const rows: Row[] = list.map((clues) => ({ clues, settled: 0, boards: 0, wrong: 0, open: [], cpu: [], time: [] })), lines = rows.map((): string[] => []);
    for (let k = first; k < first + count && !signal.aborted; k++) {
      const full = await fullBoard(order, k, signal).catch((error: Error) => { if (signal.aborted) return ''; throw error; });
      for (const [r, row] of rows.entries()) {
        if (signal.aborted) continue;
        const name = `${order}-${row.clues}-${k}`, line = cluesLeft(full, row.clues, k), before = cpuSeconds(), limit = limited(seconds, signal);
        lines[r].push(`${name}: ${line}`);
        const { status, answer, simulatedTime } = await settleSudoku(name, line, { form, seed, replicas, signal: limit.signal }).finally(limit.release);
        if (signal.aborted) continue; // cut short: not a run
        row.boards += 1;
        row.cpu.push(cpuSeconds() - before);
        if (status !== 'solved') row.open.push(name);
        else if (countFaults(readBoard(name, line), String(answer)) > 0) row.wrong += 1;
        else {
          row.settled += 1;
          row.time.push(simulatedTime);
        }
      }
      say(`board ${k}: ${rows.map((row) => `${row.clues} clues ${row.settled} of ${row.boards}`).join(', ')}`);
    }
    makeFolder(folder);
    rows.forEach((row, r) => writeWhole(join(folder, `boards-${order}-${row.clues}.txt`), `${lines[r].join('\n')}\n`));
    const shown = (x: number) => (Number.isNaN(x) ? '–' : x.toFixed(x < 10 ? 2 : x < 100 ? 1 : 0));
    return {
      seeds: [seed], results: { order, form, replicas, seconds, rows: rows.map((row) => ({ ...row, cpuSeconds: spread(row.cpu), simulatedTime: spread(row.time) })) }, backend: 'fused ring module, float32',
      report: ['| order | form | clues | settled | wrong | CPU s p50 | max | T p50 | T max |', '|---|---|---|---|---|---|---|---|---|', ...rows.map(({ clues, settled, boards, wrong, cpu, time }) => {
        const c = spread(cpu), t = spread(time);
        return `| ${[order, form, clues, `${settled} / ${boards}`, wrong, shown(c.p50), shown(c.max), shown(t.p50), shown(t.max)].join(' | ')} |`;
      }), '', 'CPU s of all boards, those that did not settle included (they took all they were given); T of those that settled.'].join('\n'),
    };
  },
};
export default experiment;

/** Aborts when this process has spent so many CPU seconds from now on, or with the run. */
function limited(seconds: number, signal: AbortSignal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController(), end = cpuSeconds() + seconds, stop = () => controller.abort();
  const clock = setInterval(() => { if (cpuSeconds() > end) stop(); }, 100);
  signal.addEventListener('abort', stop);
  return { signal: controller.signal, release: () => { clearInterval(clock); signal.removeEventListener('abort', stop); } };
}

function numbers(option: string, list: string, most: number): number[] {
  const found = list.split(',').filter((part) => part.trim() !== '').map(Number);
  if (found.length === 0 || found.some((n) => !(n >= 0 && n <= most))) throw new Trouble(`${option}: "${list}" came, expected numbers from 0 to ${most < 1 ? most.toFixed(3) : most}, separated by commas.`);
  return found;
}
