import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unhurried } from '../src/field/breath.ts';
import type { Experiment } from '../src/runs/experiment.ts';
import { Trouble } from '../src/runs/trouble.ts';
import type { RingForm } from '../src/field/ringField.ts';
import { coverInParts } from '../src/solvers/constraints/cliques.ts';
import { conflicts, settleAt } from '../src/solvers/constraints/colouring.ts';
import { readColouring } from '../src/solvers/constraints/dimacs.ts';
import { cpuSeconds, spread } from '../src/solvers/constraints/spread.ts';

// Question: at the best number of colours known, how often and how fast does the ring field settle? Known numbers set k and are used for
// nothing else. Run: npx cymatic run colouring --graphs myciel5,queen8_8 --seeds 20 --seconds 60 --enough 2

const experiment: Experiment = {
  summary: 'How often does the ring field settle a graph at the best number of colours known?',
  options: {
    folder: { type: 'string', default: '../shared/data/colouring', about: 'with graphs.json.gz {name: .col text} and known.json {name: {best_known}}' },
    graphs: { type: 'string', default: '', about: 'names separated by commas; empty: all of up to --vertices' },
    vertices: { type: 'number', default: 100, least: 1, about: 'largest graph' },
    form: { type: 'string', default: 'limit', choices: ['phase', 'limit'], about: 'phase or limit' },
    extra: { type: 'number', default: 0, least: -1000, about: 'colours more than the best known' },
    seeds: { type: 'number', default: 5, least: 1, about: 'runs a graph' },
    seed: { type: 'number', default: 1, about: 'first seed' },
    enough: { type: 'number', default: 0, about: 'a graph is done after so many runs as soon as one has settled; 0: all runs' },
    seconds: { type: 'number', default: 20, least: 0.001, fraction: true, about: 'wall clock a run' },
  },
  async run(options, { say, signal }) {
    const folder = String(options.folder), texts = JSON.parse(gunzipSync(readFileSync(`${folder}/graphs.json.gz`)).toString()) as Record<string, string>;
    const known = JSON.parse(readFileSync(`${folder}/known.json`, 'utf8')) as Record<string, { n: number; best_known: number }>;
    const names = options.graphs === '' ? Object.keys(texts).filter((g) => known[g].n <= Number(options.vertices)) : String(options.graphs).split(',');
    const seeds = Array.from({ length: Number(options.seeds) }, (_, k) => Number(options.seed) + k), rows = [];
    for (const name of names) {
      if (texts[name] === undefined) throw new Trouble(`--graphs: "${name}" is not in ${folder}. Known: ${Object.keys(texts).join(', ')}.`);
      const graph = readColouring(name, texts[name]), cover = await unhurried(coverInParts(graph), signal), colours = known[name].best_known + Number(options.extra), seconds: number[] = [], times: number[] = [];
      if (!cover || signal.aborted) break;
      let runs = 0;
      for (const seed of seeds) {
        if (signal.aborted || (Number(options.enough) > 0 && runs >= Number(options.enough) && seconds.length > 0)) break;
        const before = cpuSeconds(), settled = await settleAt(graph, colours, { form: String(options.form) as RingForm, seed, replicas: 1, seconds: Number(options.seconds), signal }, cover);
        runs += 1;
        if (!settled.colour) continue;
        if (conflicts(graph, settled.colour) > 0) throw new Error(`colouring: ${name} seed ${seed} has conflicts`);
        seconds.push(cpuSeconds() - before);
        times.push(settled.time);
      }
      rows.push({ name, vertices: graph.vertices, colours, settled: seconds.length, runs, cpuSeconds: spread(seconds), simulatedTime: spread(times) });
      say(line(rows.at(-1)!));
    }
    return { seeds, results: { form: options.form, rows }, backend: 'ring field, float32 (webasm)', report: ['| graph | vertices | colours | settled | CPU s p50 | max | T p50 |', '|---|---|---|---|---|---|---|', ...rows.map(line)].join('\n') };
  },
};
export default experiment;

const line = (r: { name: string; vertices: number; colours: number; settled: number; runs: number; cpuSeconds: { p50: number; max: number }; simulatedTime: { p50: number } }) =>
  `| ${[r.name, r.vertices, r.colours, `${r.settled} / ${r.runs}`, ...(r.settled > 0 ? [r.cpuSeconds.p50.toFixed(2), r.cpuSeconds.max.toFixed(2), r.simulatedTime.p50.toFixed(0)] : ['–', '–', '–'])].join(' | ')} |`;
