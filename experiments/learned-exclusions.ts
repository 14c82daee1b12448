import { readFileSync } from 'node:fs';
import { ExclusionLinks } from '../src/plasticity/exclusionLimit.ts';
import { exclusionLesson } from '../src/plasticity/exclusionLesson.ts';
import type { Experiment } from '../src/runs/experiment.ts';
import { learnedPairs } from '../src/runs/learnedPairs.ts';
import { simulate } from '../src/runs/simulate.ts';
import { simulationOf } from '../src/runs/simulation.ts';
import { Trouble } from '../src/runs/trouble.ts';
import { Chance } from '../src/field/chance.ts';
import { learnedHouses } from '../src/solvers/constraints/learnedHouses.ts';
import { settleSudoku } from '../src/solvers/constraints/sudoku.ts';
import { countFaults, houses, readBoard, type House, type SudokuBoard } from '../src/solvers/constraints/sudokuBoard.ts';

// Question: can the rules of Sudoku be born from solved boards alone, by local plasticity? "No" would be a missing or false exclusion
// after all boards, or unseen boards that do not settle right. No rule is given but that a cell holds one digit.
// The boards are played into a simulated field of damped oscillators, one after another; links break between cells that are ever loud in phase
// (src/plasticity/exclusion.ts). The run is recorded: `npx cymatic view` shows rows, columns and boxes appear. `--limit adiabatic` takes the rule's exact
// flow instead. 4 × 4: boards are settled by the field itself from empty boards with different seeds. 9 × 9: solutions of the first list teach,
// puzzles of another list are asked. Control: 0 boards (every pair excludes). Run: npx cymatic run learned-exclusions --order 9 --seen 100,500

interface Puzzle { list: string; puzzle: string; solution: string }

const experiment: Experiment = {
  summary: 'Can the exclusions of Sudoku be learned from solved boards by local plasticity, and do unseen boards then settle?',
  options: {
    order: { type: 'number', default: 4, about: '4 or 9' },
    data: { type: 'string', default: '../shared/data/sudoku/puzzles.json', about: 'for order 9: JSON {"list/number": {list, puzzle, solution}}' },
    teach: { type: 'string', default: 'norvig-sudoku10k', about: 'for order 9: the list whose solutions are shown' },
    ask: { type: 'string', default: 'royle-17-clue', about: 'for order 9: the list whose puzzles are asked' },
    limit: { type: 'string', default: 'none', choices: ['none', 'adiabatic'], about: 'none: a simulated field learns; adiabatic: the exact limit of its rule' },
    seen: { type: 'string', default: '0,5,10,20,30,50,100,200,500', about: 'how many boards, a list' },
    asked: { type: 'number', default: 50, least: 1, about: 'unseen boards asked at each count' },
    seconds: { type: 'number', default: 2, least: 0.001, fraction: true, about: 'wall clock a board' },
    seed: { type: 'number', default: 1, about: 'which boards, and the field' },
  },
  async run(options, { say, signal, folder }) {
    const order = Number(options.order), seed = Number(options.seed), wanted = String(options.seen).split(',').map(Number), asked = Number(options.asked);
    if (order !== 4 && order !== 9) throw new Trouble(`--order: ${order} came, expected 4 or 9.`);
    if (wanted.some((c) => !Number.isInteger(c) || c < 0)) throw new Trouble(`--seen: "${String(options.seen)}" came, expected whole numbers separated by commas.`);
    const most = Math.max(...wanted), { shown, questions } = order === 4 ? await smallBoards(most, asked, seed) : bigBoards(options, most, asked);
    const empty = readBoard('empty', '.'.repeat(order * order)), truth = exclusions(empty), rows = [], sites = order * order;
    const counts = wanted.filter((c) => c <= shown.length), before = process.cpuUsage(); // there are 288 boards of order 4
    if (counts.length === 0) throw new Trouble(`--seen: ${wanted.join(',')} came, expected at most ${shown.length} boards beside the ${asked} that are asked. Show fewer.`);
    const { found: all, backend } = options.limit === 'adiabatic' ? learnedInTheLimit(shown, counts) : await learnedByTheField(shown.slice(0, Math.max(...counts)), counts, order, folder, signal, say);
    const used = process.cpuUsage(before), cpu = (used.user + used.system) / 1e6;
    say(`learning: ${cpu.toFixed(1)} CPU seconds (${backend})`);
    const ask = async (rings: House[] | undefined) => {
      let right = 0, done = 0;
      for (const { puzzle, solution } of questions) {
        if (signal.aborted) break;
        const settled = await settleSudoku('asked', puzzle, { form: 'limit', seed, seconds: Number(options.seconds), houses: rings, signal });
        done += 1;
        if (settled.status === 'solved' && (solution === undefined ? countFaults(readBoard('asked', puzzle), String(settled.answer)) === 0 : settled.answer === solution)) right += 1;
      }
      return { right, done };
    };
    for (const [k, pairs] of all.entries()) {
      if (pairs === undefined) continue; // interrupted before so many were played
      const found = pairs.map(([a, b]) => a * sites + b), rings = learnedHouses(pairs, sites, order), { right, done } = await ask(rings);
      rows.push({ seen: counts[k], exclusions: truth.size, found: found.filter((p) => truth.has(p)).length, falsely: found.filter((p) => !truth.has(p)).length, rings: rings.length, right, asked: done });
      say(line(rows.at(-1)!));
    }
    const given = await ask(undefined), control = `The same boards with rows, columns and boxes given: ${given.right} / ${given.done}`;
    say(control);
    return { seeds: [seed], results: { order, limit: options.limit, rows, given, learningCpuSeconds: cpu }, backend: `learning: ${backend}; asking: ring field, float32 (webasm)`, report: ['| boards seen | exclusions found | false | rings | unseen boards right |', '|---|---|---|---|---|', ...rows.map(line), control, `Learning ${Math.max(...counts)} boards: ${cpu.toFixed(1)} CPU seconds, ${backend}`].join('\n') };
  },
};
export default experiment;

const line = (r: { seen: number; exclusions: number; found: number; falsely: number; rings: number; right: number; asked: number }) => `| ${r.seen} | ${r.found} / ${r.exclusions} | ${r.falsely} | ${r.rings} | ${r.right} / ${r.asked} |`;

type Pairs = [number, number][];

function learnedInTheLimit(shown: string[], counts: number[]): { found: (Pairs | undefined)[]; backend: string } {
  const links = new ExclusionLinks(shown[0].length), at = new Map<number, Pairs>();
  for (const count of [...counts].sort((a, b) => a - b)) {
    while (links.patterns < count) links.see([...shown[links.patterns]].map(Number));
    at.set(count, links.pairs());
  }
  return { found: counts.map((c) => at.get(c)), backend: 'the exact flow of the rule, float64' };
}

/** One recorded run: what the field knows after so many boards is read from it. */
async function learnedByTheField(shown: string[], counts: number[], order: number, folder: string, signal: AbortSignal, say: (line: string) => void): Promise<{ found: (Pairs | undefined)[]; backend: string }> {
  const all = Array.from({ length: order ** 4 }, (_, k): [number, number] => [Math.floor(k / order ** 2), k % order ** 2]).filter(([a, b]) => a < b);
  if (shown.length === 0) return { found: counts.map(() => all), backend: 'nothing was shown' };
  const file = exclusionLesson(shown.map((board) => [...board].map(Number)), [order, order], order, { every: shown.length > 60 ? 3 : 0.5 }), sim = simulationOf(file), tell = Math.ceil(shown.length / 10);
  let told = 0;
  const { backend } = await simulate(sim, { folder, attributes: { model: sim.field.model.name, simulation: file }, signal, resume: false, progress({ time, of }) {
    const played = Math.floor((time / of) * shown.length + 1e-6);
    if (played >= told + tell) say(`${(told = played)} of ${shown.length} boards played`);
  } });
  const found = await learnedPairs(folder, counts.map((c) => (c / shown.length) * file.time!));
  return { found, backend: `simulated field, float32 (${backend})` };
}

/** The truth, for the score alone: pairs of cells that share a house. */
function exclusions(board: SudokuBoard): Set<number> {
  const n = board.clues.length, pairs = new Set<number>();
  for (const { cells } of houses(board)) for (const a of cells) for (const b of cells) if (a < b) pairs.add(a * n + b);
  return pairs;
}

type Questions = { puzzle: string; solution?: string }[];

/** Different boards; some are shown, others asked with 5 of 16 cells given. */
async function smallBoards(shownCount: number, asked: number, seed: number): Promise<{ shown: string[]; questions: Questions }> {
  const boards = new Set<string>(), chance = new Chance(seed);
  for (let s = 0; boards.size < Math.min(288, shownCount + asked); s++) boards.add(String((await settleSudoku('empty', '.'.repeat(16), { form: 'limit', seed: 1000 * seed + s })).answer));
  const all = [...boards], questions = all.slice(-asked).map((solution) => {
    const given = new Set<number>();
    while (given.size < 5) given.add(Math.floor(chance.next() * 16));
    return { puzzle: [...solution].map((d, c) => (given.has(c) ? d : '.')).join('') };
  });
  return { shown: all.slice(0, -asked), questions };
}

function bigBoards(options: Record<string, number | string | boolean>, shownCount: number, asked: number): { shown: string[]; questions: Questions } {
  const all = Object.values(JSON.parse(readFileSync(String(options.data), 'utf8')) as Record<string, Puzzle>);
  const shown = all.filter((p) => p.list === options.teach).slice(0, shownCount).map((p) => p.solution), known = new Set(shown);
  if (shown.length < shownCount) throw new Trouble(`--teach: the list "${String(options.teach)}" has ${shown.length} boards, expected ${shownCount}. Ask for fewer with --seen.`);
  const list = all.filter((p) => p.list === options.ask && !known.has(p.solution));
  return { shown, questions: Array.from({ length: Math.min(asked, list.length) }, (_, k) => list[Math.floor((k * list.length) / Math.min(asked, list.length))]) };
}
