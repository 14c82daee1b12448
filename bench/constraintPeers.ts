import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { readRudy } from '../src/solvers/constraints/dimacs.ts';
import { bestCut } from '../src/solvers/constraints/maxCut.ts';
import { cpuSeconds } from '../src/solvers/constraints/spread.ts';
import { settleSudoku } from '../src/solvers/constraints/sudoku.ts';
import { annealedCut } from './peers/annealing.ts';
import { backtracked } from './peers/backtracking.ts';

/**
 * What discrete algorithms do in the same process, beside the field, turn by turn:
 *
 *   npx tsx bench/constraintPeers.ts sudoku [list = forum-hardest-1106] [boards = 50]        plain backtracking against both forms of the field
 *   npx tsx bench/constraintPeers.ts max-cut [graphs = G22,G29,G32,G35] [seeds = 4] [CPU seconds = 2]   plain simulated annealing against the thermal field
 */
const [what = 'sudoku', names, count, budget = '2'] = process.argv.slice(2), data = '../shared/data';
const at = (of: number[], share: number) => [...of].sort((a, b) => a - b)[Math.min(of.length - 1, Math.floor(share * of.length))], mean = (of: number[]) => of.reduce((s, v) => s + v, 0) / of.length;

if (what === 'sudoku') await sudoku(names ?? 'forum-hardest-1106', Number(count ?? 50));
else if (what === 'max-cut') await maxCut((names ?? 'G22,G29,G32,G35').split(','), Number(count ?? 4), Number(budget));
else throw new Error(`constraintPeers: "${what}" came, expected sudoku or max-cut.`);

async function sudoku(list: string, boards: number): Promise<void> {
  const all = Object.values(JSON.parse(readFileSync(`${data}/sudoku/puzzles.json`, 'utf8')) as Record<string, { puzzle: string; solution: string; list: string }>).filter((b) => b.list === list);
  const asked = all.filter((_, k) => k % Math.ceil(all.length / boards) === 0), ways: Record<string, (puzzle: string) => unknown> = {
    backtracking: backtracked, limit: async (p) => (await settleSudoku('board', p, { form: 'limit', seed: 1 })).answer, phase: async (p) => (await settleSudoku('board', p, { form: 'phase', seed: 1 })).answer,
  };
  const took: Record<string, number[]> = { backtracking: [], limit: [], phase: [] }, wrong: string[] = [];
  for (const { puzzle } of asked.slice(0, 3)) for (const way of Object.values(ways)) await way(puzzle); // warms up
  for (const { puzzle, solution } of asked) for (const [name, way] of Object.entries(ways)) {
    const began = cpuSeconds(), answer = await way(puzzle);
    took[name].push(1000 * (cpuSeconds() - began));
    if (answer !== solution) wrong.push(`${name} ${puzzle}`);
  }
  console.log(`${asked.length} of ${all.length} boards of ${list}; ${wrong.length} answers not right${wrong.map((w) => `\n${w}`).join('')}`);
  for (const [name, ms] of Object.entries(took)) console.log(`${name.padEnd(12)} CPU ms p50 ${at(ms, 0.5).toFixed(2)}, p90 ${at(ms, 0.9).toFixed(2)}, max ${Math.max(...ms).toFixed(1)}; at the median ${(at(ms, 0.5) / at(took.backtracking, 0.5)).toFixed(1)} times backtracking`);
}

async function maxCut(graphs: string[], seeds: number, seconds: number): Promise<void> {
  const texts = JSON.parse(gunzipSync(readFileSync(`${data}/gset/graphs.json.gz`)).toString()) as Record<string, string>, known = JSON.parse(readFileSync(`${data}/gset/best-known.json`, 'utf8')) as Record<string, { best_known: number }>;
  console.log('| graph | vertices | annealing, mean % | thermal field, mean % | difference |\n|---|---|---|---|---|');
  for (const name of graphs) {
    const graph = readRudy(name, texts[name]), best = known[name].best_known, annealed: number[] = [], settled: number[] = [];
    for (let seed = 1; seed <= seeds; seed++) {
      annealed.push((100 * annealedCut(graph, seed, seconds, cpuSeconds)) / best);
      settled.push((100 * (await bestCut(graph, { seed, seconds, clock: cpuSeconds })).cut) / best);
    }
    console.log(`| ${name} | ${graph.vertices} | ${mean(annealed).toFixed(3)} | ${mean(settled).toFixed(3)} | ${(mean(settled) - mean(annealed)).toFixed(3)} |`);
  }
}
