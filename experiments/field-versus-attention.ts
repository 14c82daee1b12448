/**
 * Question: does a settling field that learns by local competition answer grid tasks better than an attention net trained on the
 * same demonstrations by backprop, and does it know when it is right?
 * A "no": the net solves more tasks at equal CPU seconds, its confidence is better calibrated, or the field loses answers when a
 * task is merely turned or re-coloured.
 * Command: npx cymatic run field-versus-attention --tasks FILE --limit N --disguised M. One process; about (1.5 + seconds) CPU seconds
 * a task, and four times that for every disguised one.
 * Controls beside the claim: both methods get the same demonstrations and never a test output; disguised copies of the same tasks
 * (turned, mirrored, re-coloured: still the same rule) show what was learned and what was memorised.
 */
import { solveByAttention } from '../src/baseline/attention.ts';
import type { Experiment } from '../src/runs/experiment.ts';
import { calibration, equivariance, type Bin, type EquivarianceReport, type Solver } from '../src/solvers/equivariance.ts';
import { solveByField } from '../src/solvers/grid/solve.ts';
import { question } from '../src/tasks/question.ts';
import { readTasks } from '../src/tasks/read.ts';
import { score } from '../src/tasks/score.ts';
import type { Task } from '../src/tasks/types.ts';

const METHODS: Record<string, Solver> = { field: solveByField, attention: solveByAttention };

interface Row { id: string; method: string; solved: boolean; first: boolean; sure: boolean; confidence: number; cpuSeconds: number; parameters: number; backend: string }
type Disguised = Record<string, { test: EquivarianceReport; task: EquivarianceReport }>;

const experiment: Experiment = {
  summary: 'Does the settling field answer grid tasks better than an attention net trained at test time, and does it know when?',
  options: {
    tasks: { type: 'string', default: 'tasks', about: 'task file or folder' },
    limit: { type: 'number', default: 24, least: 1, about: 'how many tasks, evenly spread over the set' },
    disguised: { type: 'number', default: 4, about: 'how many of these are asked again turned, mirrored and re-coloured' },
    seconds: { type: 'number', default: 5, least: 0.001, fraction: true, about: 'budget of the attention net a task' },
    seed: { type: 'number', default: 1, about: 'seed of both methods' },
  },
  async run(options, { say, signal }) {
    const { tasks } = readTasks(String(options.tasks));
    const chosen = spread(Object.keys(tasks), Number(options.limit)), seed = Number(options.seed), net = Number(options.seconds);
    const rows: Row[] = [];
    const budget = (method: string) => ({ seed, seconds: method === 'field' ? 60 : net, signal });
    for (const [k, id] of chosen.entries()) for (const method of Object.keys(METHODS)) {
      if (signal.aborted) break;
      rows.push(await ask(id, method, tasks[id], budget(method)));
      say(`${k + 1}/${chosen.length} · ${id} · ${method} ${rows.at(-1)!.solved ? 'solved' : 'missed'} · field ${solvedBy(rows, 'field')}, attention ${solvedBy(rows, 'attention')}`);
    }
    const disguised: Disguised = {};
    const copies = spread(chosen, Number(options.disguised)).map((id) => ({ question: question(tasks[id]), truths: tasks[id].test.map((p) => p.output ?? []) }));
    for (const method of Object.keys(METHODS)) {
      if (signal.aborted || !copies.length) break;
      say(`${method}: ${copies.length} tasks again in disguise`);
      disguised[method] = { test: await equivariance(METHODS[method], copies, budget(method), 'test'), task: await equivariance(METHODS[method], copies, budget(method), 'task') };
    }
    const report = write(rows, disguised, net);
    return { seeds: [seed], results: { rows, disguised }, backend: [...new Set(of(rows, 'field').map((r) => r.backend))].sort().join(', ') || 'none', report };
  },
};

async function ask(id: string, method: string, task: Task, options: Parameters<Solver>[1]): Promise<Row> {
  const before = process.cpuUsage(), solved = await METHODS[method](question(task), options), used = process.cpuUsage(before);
  const marks = score(task, solved.attempts);
  return { id, method, solved: marks?.solved === true, first: marks?.firstSolved === true, sure: solved.sure, confidence: solved.confidence, cpuSeconds: (used.user + used.system) / 1e6, parameters: solved.parameters, backend: solved.backend };
}

/** n entries evenly spread over a list. */
function spread<T>(list: T[], n: number): T[] {
  return list.length <= n ? list : Array.from({ length: n }, (_, k) => list[Math.floor((k * list.length) / n)]);
}

const of = (rows: Row[], method: string) => rows.filter((r) => r.method === method);
const solvedBy = (rows: Row[], method: string) => of(rows, method).filter((r) => r.solved).length;
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

function write(rows: Row[], disguised: Disguised, seconds: number): string {
  const both = Object.keys(METHODS), line = (name: string, value: (own: Row[], method: string) => string) => `| ${name} | ${both.map((m) => value(of(rows, m), m)).join(' | ')} |`;
  const lines = [
    '# Field and attention net on the same tasks', '', `| | field | attention net (${seconds} s) |`, '|---|---|---|',
    line('solved, two attempts', (r) => `${r.filter((x) => x.solved).length} of ${r.length}`),
    line('solved, first attempt', (r) => `${r.filter((x) => x.first).length} of ${r.length}`),
    line('solved by this one only', (r, m) => String(r.filter((x) => x.solved && !rows.some((y) => y.id === x.id && y.method !== m && y.solved)).length)),
    line('CPU seconds a task, median', (r) => median(r.map((x) => x.cpuSeconds)).toFixed(2)),
    line('values learned a task, median', (r) => String(median(r.map((x) => x.parameters)))),
    line('called sure, of these right', (r) => `${r.filter((x) => x.sure).length}, ${r.filter((x) => x.sure && x.first).length}`),
    '', '## Calibration', '', 'Confidence against the share of first attempts that are right.', '',
    ...both.flatMap((m) => [`**${m}** ${binText(calibration(of(rows, m).map((r) => ({ confidence: r.confidence, right: r.first }))))}`, '']),
    '## The same tasks in disguise', '', '"Test": only the test input is turned or re-coloured. "Task": the demonstrations too, so that the rule is the same one.', '',
    '| | asked | plain | turned by 90° | turned by 180° | mirrored | re-coloured | lost |', '|---|---|---|---|---|---|---|---|',
    ...Object.entries(disguised).flatMap(([m, scopes]) => Object.entries(scopes).map(([scope, r]) => `| ${m}, ${scope} | ${r.plain.asked} | ${r.plain.both} | ${Object.values(r.disguised).map((t) => t.both).join(' | ')} | ${r.lost} |`)),
  ];
  return `${lines.join('\n')}\n`;
}

const binText = (bins: Bin[]) => bins.map((b) => `${b.from.toFixed(1)}–${b.to.toFixed(1)}: ${Math.round(b.right * b.tasks)}/${b.tasks}`).join(' · ');

export default experiment;
