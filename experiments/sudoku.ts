import { readFileSync } from 'node:fs';
import type { Experiment } from '../src/runs/experiment.ts';
import { Trouble } from '../src/runs/trouble.ts';
import type { RingForm } from '../src/field/ringField.ts';
import { cpuSeconds, sampleOf, spread } from '../src/solvers/constraints/spread.ts';
import { settleSudoku } from '../src/solvers/constraints/sudoku.ts';

// Question: does a field of constraint rings, untrained and without search, settle every published Sudoku, and how long does it take?
// "No" would be a board that is wrong or not settled in the time. Run: npx cymatic run sudoku --data ../shared/data/sudoku/puzzles.json
// One board with many seeds (run-time distribution): --board LIST/NUMBER --seeds 100. Known answers are used for the score alone.

interface Puzzle { list: string; puzzle: string; solution: string }

const experiment: Experiment = {
  summary: 'Does the ring field settle every Sudoku, and how is the time distributed?',
  options: {
    data: { type: 'string', default: '../shared/data/sudoku/puzzles.json', about: 'JSON {"list/number": {list, puzzle, solution}}' },
    form: { type: 'string', default: 'phase', about: 'phase or limit' },
    list: { type: 'string', default: '', about: 'only this list' },
    board: { type: 'string', default: '', about: 'only this board' },
    sample: { type: 'number', default: 60, about: 'boards a list, spread evenly; 0: all' },
    seed: { type: 'number', default: 1, about: 'first seed' },
    seeds: { type: 'number', default: 1, about: 'how many seeds, each board with each' },
    replicas: { type: 'number', default: 1, about: 'fields side by side, the first to settle answers' },
    seconds: { type: 'number', default: 120, about: 'wall clock a board' },
  },
  async run(options, { say, signal }) {
    const form = String(options.form) as RingForm, all = read(String(options.data));
    if (form !== 'phase' && form !== 'limit') throw new Trouble(`--form: "${form}" came, expected phase or limit.`);
    const names = Object.keys(all).filter((n) => options.board === '' || n === options.board), lists = [...new Set(names.map((n) => all[n].list))].filter((l) => options.list === '' || l === options.list);
    if (lists.length === 0) throw new Trouble('sudoku: no board is left, expected --list or --board of the data. Check their names.');
    const seeds = Array.from({ length: Number(options.seeds) }, (_, k) => Number(options.seed) + k), rows = [];
    for (const list of lists) {
      const boards = sampleOf(names.filter((n) => all[n].list === list), Number(options.sample)), times: number[] = [], cpu: number[] = [], simulated: number[] = [], unsettled: string[] = [];
      let right = 0, wrong = 0;
      for (const name of boards) for (const seed of seeds) {
        if (signal.aborted) break;
        const before = cpuSeconds(), settled = await settleSudoku(name, all[name].puzzle, { form, seed, replicas: Number(options.replicas), seconds: Number(options.seconds), signal });
        cpu.push((cpuSeconds() - before) * 1000);
        times.push(settled.seconds * 1000);
        simulated.push(settled.simulatedTime);
        if (settled.status !== 'solved') unsettled.push(`${name} seed ${seed}`);
        else if (settled.answer === all[name].solution) right += 1;
        else wrong += 1;
      }
      rows.push({ list, boards: boards.length, runs: times.length, right, wrong, unsettled, cpuMilliseconds: spread(cpu), wallMilliseconds: spread(times), simulatedTime: spread(simulated), exponential: exponential(simulated) });
      say(line(rows.at(-1)!));
    }
    return { seeds, results: { form, rows }, backend: 'fused ring module, float32', report: ['| list | right / runs | wrong | CPU ms p50 | p90 | p99 | max | T p50 | T max |', '|---|---|---|---|---|---|---|---|---|', ...rows.map(line)].join('\n') };
  },
};
export default experiment;

type Row = { list: string; runs: number; right: number; wrong: number; cpuMilliseconds: ReturnType<typeof spread>; simulatedTime: ReturnType<typeof spread> };
const line = ({ list, runs, right, wrong, cpuMilliseconds: c, simulatedTime: t }: Row) => `| ${[list, `${right} / ${runs}`, wrong, ...[c.p50, c.p90, c.p99, c.max, t.p50, t.max].map((x) => x.toFixed(x < 100 ? 1 : 0))].join(' | ')} |`;

/**
 * Whether settle times look exponential: spread over mean (1 for an exponential), and the largest distance between the empirical
 * distribution and 1 − e^{−t/mean}, with the value below which 95 % of exponential samples of this size stay (1.094/√n, Lilliefors).
 */
function exponential(sample: readonly number[]): { variation: number; distance: number; threshold: number } {
  const n = sample.length, mean = sample.reduce((s, t) => s + t, 0) / n, deviation = Math.sqrt(sample.reduce((s, t) => s + (t - mean) ** 2, 0) / Math.max(1, n - 1));
  const distance = Math.max(...[...sample].sort((a, b) => a - b).map((t, k) => { const f = 1 - Math.exp(-t / mean); return Math.max(Math.abs(f - k / n), Math.abs(f - (k + 1) / n)); }));
  return { variation: deviation / mean, distance, threshold: 1.094 / Math.sqrt(n) };
}

function read(path: string): Record<string, Puzzle> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Puzzle>;
  } catch (error) {
    throw new Trouble(`sudoku: ${path} cannot be read as JSON (${(error as Error).message.slice(0, 80)}). Name the file with --data.`, { cause: error });
  }
}
