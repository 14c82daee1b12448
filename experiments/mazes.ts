import { readFileSync } from 'node:fs';
import type { Experiment } from '../src/runs/experiment.ts';
import { Medium } from '../src/encoders/medium.ts';
import { readMaze, settleMaze } from '../src/solvers/constraints/maze.ts';
import { sampleOf, spread } from '../src/solvers/constraints/spread.ts';

// Question: do the arrival times of a wave give a shortest way through every maze? "No" would be a path through a wall or one longer than
// breadth-first search finds (computed here, from the text alone). Run: npx cymatic run mazes

const experiment: Experiment = {
  summary: 'Do the arrival times of a wave give a shortest way through every maze?',
  options: {
    data: { type: 'string', default: '../shared/data/mazes/mazes.json', about: 'JSON {id: {text, shortest}}' },
    sample: { type: 'number', default: 0, about: 'how many, spread evenly; 0: all' },
    seed: { type: 'number', default: 1, about: 'nothing here is random' },
  },
  async run(options, { signal }) {
    const mazes = JSON.parse(readFileSync(String(options.data), 'utf8')) as Record<string, { text: string; shortest: number }>, medium = new Medium({ timeLimit: 60_000 });
    const names = sampleOf(Object.keys(mazes), Number(options.sample)), seconds: number[] = [], wrong: string[] = [];
    let right = 0;
    for (const name of names) {
      if (signal.aborted) break;
      const { text } = mazes[name], settled = await settleMaze(name, text, Number(options.seed), { medium }), path = settled.answer as number[][] | null;
      seconds.push(settled.seconds);
      if (path !== null && walkable(text, path) && path.length - 1 === breadthFirst(text)) right += 1;
      else wrong.push(name);
    }
    const { p50, p90, max } = spread(seconds);
    return { seeds: [Number(options.seed)], results: { right, mazes: seconds.length, wrong, seconds: spread(seconds) }, backend: medium.backend, report: `${right} of ${seconds.length} mazes: path valid and shortest; wall s p50 ${p50.toFixed(3)}, p90 ${p90.toFixed(3)}, max ${max.toFixed(3)}; backend ${medium.backend}\nwrong: ${wrong.join(', ') || 'none'}` };
  },
};
export default experiment;

function walkable(text: string, path: number[][]): boolean {
  const { columns, open, start, goals } = readMaze('check', text), cell = ([r, c]: number[]) => r * columns + c, moves = [-columns, -1, 1, columns];
  return cell(path[0]) === start && goals.includes(cell(path.at(-1)!)) && path.slice(1).every((to, k) => open[4 * cell(path[k]) + moves.indexOf(cell(to) - cell(path[k]))] === 1);
}

/** Fewest moves from start to a goal; −1 where there is no way. */
function breadthFirst(text: string): number {
  const { columns, open, start, goals } = readMaze('check', text), moves = [-columns, -1, 1, columns], seen = new Set([start]);
  for (let front = [start], distance = 0; front.length > 0; distance++) {
    if (front.some((c) => goals.includes(c))) return distance;
    front = [...new Set(front.flatMap((c) => moves.filter((_, k) => open[4 * c + k]).map((m) => c + m)))].filter((c) => !seen.has(c));
    for (const c of front) seen.add(c);
  }
  return -1;
}
