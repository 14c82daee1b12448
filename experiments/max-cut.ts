import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Experiment } from '../src/runs/experiment.ts';
import { Trouble } from '../src/runs/trouble.ts';
import { readRudy } from '../src/solvers/constraints/dimacs.ts';
import { MACHINES, type MachineName } from '../src/solvers/constraints/machines.ts';
import { cpuSeconds } from '../src/solvers/constraints/spread.ts';
import { bestCut, cutOf } from '../src/solvers/constraints/maxCut.ts';

// Question: how near to the best cut known does a cooled field of noisy oscillators come within two CPU seconds a run, and how often does it reach it?
// Best-known values are read for the score alone (and as the place to stop with --stop). Run: npx cymatic run max-cut --graphs G2,G11 --seeds 20

const experiment: Experiment = {
  summary: 'How near to the best cut known does a cooled field of oscillators come?',
  options: {
    folder: { type: 'string', default: '../shared/data/gset', about: 'with graphs.json.gz {name: rudy text} and best-known.json {name: {best_known}}' },
    graphs: { type: 'string', default: '', about: 'names separated by commas; empty: all of up to --vertices' },
    vertices: { type: 'number', default: 3000, least: 1, about: 'largest graph' },
    machine: { type: 'string', default: 'thermal', choices: MACHINES, about: MACHINES.join(', ') },
    seeds: { type: 'number', default: 20, least: 1, about: 'runs a graph' },
    seed: { type: 'number', default: 1, about: 'first seed' },
    seconds: { type: 'number', default: 2, least: 0.001, fraction: true, about: 'CPU seconds a run' },
    steps: { type: 'number', default: 0, about: 'steps a run instead of seconds: the same numbers on every machine; 0: by seconds' },
    stop: { type: 'boolean', default: false, about: 'stop a run at the best known (time to target)' },
  },
  async run(options, { say, signal }) {
    const folder = String(options.folder), machine = String(options.machine) as MachineName, steps = Number(options.steps);
    const texts = JSON.parse(gunzipSync(readFileSync(`${folder}/graphs.json.gz`)).toString()) as Record<string, string>;
    const known = JSON.parse(readFileSync(`${folder}/best-known.json`, 'utf8')) as Record<string, { n: number; best_known: number }>;
    const names = options.graphs === '' ? Object.keys(texts).filter((g) => known[g].n <= Number(options.vertices)) : String(options.graphs).split(',');
    const seeds = Array.from({ length: Number(options.seeds) }, (_, k) => Number(options.seed) + k), rows = [];
    for (const name of names) {
      if (texts[name] === undefined) throw new Trouble(`--graphs: "${name}" is not in ${folder}. Known: ${Object.keys(texts).join(', ')}.`);
      const graph = readRudy(name, texts[name]), best = known[name].best_known, cuts: number[] = [], found: number[] = [];
      for (const seed of seeds) {
        if (signal.aborted) break;
        const run = await bestCut(graph, { machine, seed, ...(steps > 0 ? { steps } : { seconds: Number(options.seconds) }), clock: cpuSeconds, target: options.stop ? best : undefined, signal }), counted = cutOf(graph, run.sides);
        if (counted !== run.cut) throw new Error(`max-cut: ${name} seed ${seed}: machine ${run.cut}, count ${counted}`);
        cuts.push(counted);
        if (counted >= best) found.push(run.foundAt);
      }
      const mean = cuts.reduce((s, c) => s + c, 0) / cuts.length;
      rows.push({ name, vertices: graph.vertices, degree: (2 * graph.from.length) / graph.vertices, known: best, best: Math.max(...cuts), mean, percent: (100 * mean) / best, hits: found.length, runs: cuts.length, timeToSolution: timeToSolution(found.length / cuts.length, steps > 0 ? steps : Number(options.seconds)), meanSecondsToHit: found.length > 0 ? found.reduce((s, t) => s + t, 0) / found.length : null });
      say(line(rows.at(-1)!));
    }
    return { seeds, results: { machine, rows }, backend: machine === 'thermal' ? 'WebAssembly, float32, four lanes' : 'plain loop, float64', report: [`| graph | vertices | degree | best known | best | mean | mean % | reached | s to reach, where reached | TTS99, ${steps > 0 ? 'steps' : 's'} |`, '|---|---|---|---|---|---|---|---|---|---|', ...rows.map(line)].join('\n') };
  },
};
export default experiment;

/** Time after which runs of so long, started anew, have reached the best known once with probability 0.99, where a share p of them do: budget · ln 0.01 / ln (1 − p); null: none did. */
const timeToSolution = (p: number, budget: number): number | null => (p === 0 ? null : p === 1 ? budget : budget * Math.max(1, Math.log(0.01) / Math.log(1 - p)));

const line = (r: { name: string; vertices: number; degree: number; known: number; best: number; mean: number; percent: number; hits: number; runs: number; meanSecondsToHit: number | null; timeToSolution: number | null }) =>
  `| ${[r.name, r.vertices, r.degree.toFixed(1), r.known, r.best, r.mean.toFixed(1), r.percent.toFixed(3), `${r.hits} / ${r.runs}`, r.meanSecondsToHit?.toFixed(2) ?? '–', r.timeToSolution?.toFixed(1) ?? '–'].join(' | ')} |`;
