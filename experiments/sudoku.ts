import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Experiment } from '../src/runs/experiment.ts';
import { appendLine, makeFolder } from '../src/runs/files.ts';
import { Trouble } from '../src/runs/trouble.ts';
import type { RingForm } from '../src/field/ringField.ts';
import { cpuSeconds, sampleOf, spread } from '../src/solvers/constraints/spread.ts';
import { settleSudoku } from '../src/solvers/constraints/sudoku.ts';

// Question: does a field of constraint rings, untrained and without search, settle every published Sudoku, and how long does it take?
// "No" would be a board that is wrong or not settled in the time. Run: npx cymatic run sudoku --data ../shared/data/sudoku/puzzles.json
// One board with many seeds (run-time distribution): --board LIST/NUMBER --seeds 100. Known answers are used for the score alone.
// A long run can be cut and taken up again: --runs FILE keeps one JSON line a run, and what stands there is not run again.

interface Puzzle { list: string; puzzle: string; solution: string }
interface Run { board: string; list: string; form: string; seed: number; replicas: number; outcome: 'right' | 'wrong' | 'unsettled'; cpu: number; wall: number; time: number }

const experiment: Experiment = {
  summary: 'Does the ring field settle every Sudoku, and how is the time distributed?',
  options: {
    data: { type: 'string', default: '../shared/data/sudoku/puzzles.json', about: 'JSON {"list/number": {list, puzzle, solution}}' },
    form: { type: 'string', default: 'phase', choices: ['phase', 'limit'], about: 'phase or limit' },
    list: { type: 'string', default: '', about: 'only these lists, separated by commas, in this order' },
    board: { type: 'string', default: '', about: 'only this board' },
    sample: { type: 'number', default: 60, about: 'boards a list, spread evenly; 0: all' },
    seed: { type: 'number', default: 1, about: 'first seed' },
    seeds: { type: 'number', default: 1, least: 1, about: 'how many seeds, each board with each' },
    replicas: { type: 'number', default: 1, least: 1, about: 'fields side by side, the first to settle answers' },
    seconds: { type: 'number', default: 600, least: 0.001, fraction: true, about: 'wall clock a board' },
    runs: { type: 'string', default: '', about: 'JSON lines, one a run; what stands there is not run again (default: in the folder of the run)' },
  },
  async run(options, { say, signal, folder }) {
    const form = String(options.form) as RingForm, all = read(String(options.data)), file = options.runs === '' ? join(folder, 'runs.jsonl') : resolve(String(options.runs)), replicas = Number(options.replicas);
    if (form !== 'phase' && form !== 'limit') throw new Trouble(`--form: "${form}" came, expected phase or limit.`);
    const names = Object.keys(all).filter((n) => options.board === '' || n === options.board), given = [...new Set(names.map((n) => all[n].list))], lists = options.list === '' ? given : String(options.list).split(',').filter((l) => given.includes(l));
    if (lists.length === 0) throw new Trouble('sudoku: no board is left, expected --list or --board of the data. Check their names.');
    const seeds = Array.from({ length: Number(options.seeds) }, (_, k) => Number(options.seed) + k), known = readRuns(file), key = (r: Pick<Run, 'board' | 'form' | 'seed' | 'replicas'>) => `${r.board} ${r.form} ${r.seed} ${r.replicas}`;
    const done = new Map(known.map((r) => [key(r), r])), here: Run[] = [], boards = new Map(lists.map((list) => [list, sampleOf(names.filter((n) => all[n].list === list), Number(options.sample))]));
    const total = seeds.length * [...boards.values()].reduce((s, b) => s + b.length, 0), rows: Row[] = [];
    let spoken = performance.now();
    for (const seed of seeds) for (const list of lists) {
      for (const board of boards.get(list)!) {
        const before = done.get(key({ board, form, seed, replicas }));
        if (before) here.push(before);
        if (before || signal.aborted) continue;
        const cpu = cpuSeconds(), settled = await settleSudoku(board, all[board].puzzle, { form, seed, replicas, seconds: Number(options.seconds), signal });
        if (signal.aborted) continue; // cut short: not a run
        const run: Run = { board, list, form, seed, replicas, outcome: settled.status !== 'solved' ? 'unsettled' : settled.answer === all[board].solution ? 'right' : 'wrong', cpu: round((cpuSeconds() - cpu) * 1000), wall: round(settled.seconds * 1000), time: round(settled.simulatedTime) };
        here.push(run);
        makeFolder(dirname(file));
        appendLine(file, JSON.stringify(run));
        if (performance.now() - spoken > 10_000) {
          spoken = performance.now();
          say(`${here.length} of ${total} runs, now ${board} with seed ${seed}`);
        }
      }
      if (boards.get(list)!.length > 1) add(list, String(seed), here.filter((r) => r.list === list && r.seed === seed));
    }
    for (const list of lists) if (seeds.length > 1 || boards.get(list)!.length === 1) add(list, 'all', here.filter((r) => r.list === list));
    return { seeds, results: { form, replicas, rows }, backend: 'fused ring module, float32', report: ['| list | seed | right / runs | wrong | CPU ms p50 | p90 | p99 | max | T p50 | T max |', '|---|---|---|---|---|---|---|---|---|---|', ...rows.map(line)].join('\n') };

    function add(list: string, seed: string, runs: Run[]): void {
      const of = (outcome: Run['outcome']) => runs.filter((r) => r.outcome === outcome), times = runs.map((r) => r.time);
      rows.push({ list, seed, runs: runs.length, right: of('right').length, wrong: of('wrong').length, unsettled: of('unsettled').map((r) => `${r.board} seed ${r.seed}`), cpuMilliseconds: spread(runs.map((r) => r.cpu)), wallMilliseconds: spread(runs.map((r) => r.wall)), simulatedTime: spread(times), exponential: exponential(times) });
      say(line(rows.at(-1)!));
    }
  },
};
export default experiment;

interface Row { list: string; seed: string; runs: number; right: number; wrong: number; unsettled: string[]; cpuMilliseconds: Spread; wallMilliseconds: Spread; simulatedTime: Spread; exponential: ReturnType<typeof exponential> }
type Spread = ReturnType<typeof spread>;
const round = (x: number): number => Math.round(x * 100) / 100;
const line = ({ list, seed, runs, right, wrong, cpuMilliseconds: c, simulatedTime: t }: Row) => `| ${[list, seed, `${right} / ${runs}`, wrong, ...[c.p50, c.p90, c.p99, c.max, t.p50, t.max].map((x) => x.toFixed(x < 100 ? 1 : 0))].join(' | ')} |`;

/**
 * Whether settle times look exponential: spread over mean (1 for an exponential), and the largest distance between the empirical
 * distribution and 1 − e^{−t/mean}, with the value below which 95 % of exponential samples of this size stay (1.094/√n, Lilliefors).
 */
function exponential(sample: readonly number[]): { mean: number; variation: number; distance: number; threshold: number } {
  const n = sample.length, mean = sample.reduce((s, t) => s + t, 0) / n, deviation = Math.sqrt(sample.reduce((s, t) => s + (t - mean) ** 2, 0) / Math.max(1, n - 1));
  const distance = Math.max(...[...sample].sort((a, b) => a - b).map((t, k) => { const f = 1 - Math.exp(-t / mean); return Math.max(Math.abs(f - k / n), Math.abs(f - (k + 1) / n)); }));
  return { mean, variation: deviation / mean, distance, threshold: 1.094 / Math.sqrt(n) };
}

function read(path: string): Record<string, Puzzle> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Puzzle>;
  } catch (error) {
    throw new Trouble(`sudoku: ${path} cannot be read as JSON (${(error as Error).message.slice(0, 80)}). Name the file with --data.`, { cause: error });
  }
}

/** Runs of before. A line that was cut off is left out: its run is run again. */
function readRuns(file: string): Run[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  return text.split('\n').flatMap((entry) => {
    try {
      return entry === '' ? [] : [JSON.parse(entry) as Run];
    } catch {
      return [];
    }
  });
}
