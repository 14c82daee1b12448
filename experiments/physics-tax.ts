/**
 * Question: what does it cost to let the medium compute? The same tasks are solved with the senses simulated by the engine and
 * with the exact discrete algorithms in their place; nothing else differs.
 * A "no" to the claim that the physics is free: tasks solved with the exact senses and lost with the simulated ones.
 * Command: npx cymatic run physics-tax --tasks FILE, or with --run FOLDER to take the simulated answers from a finished solve.
 * About two to three times the solving time of the set, in one process; --stride and --offset split it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exactSenses } from '../test/oracles/exactSenses.ts';
import { fieldSenses } from '../src/encoders/fieldSenses.ts';
import type { Experiment } from '../src/runs/experiment.ts';
import type { AnswerRecord } from '../src/runs/record.ts';
import { solveWith } from '../src/solvers/grid/solve.ts';
import { question } from '../src/tasks/question.ts';
import { readTasks } from '../src/tasks/read.ts';
import { score } from '../src/tasks/score.ts';

const SEED = 1;
/** So long that no task is cut off: the tax is about answers, time is reported beside it. */
const SECONDS = 600;

interface Row {
  id: string;
  field: boolean;
  exact: boolean;
  sameAnswers: boolean;
  fieldSeconds: number;
  exactSeconds: number;
}

const experiment: Experiment = {
  summary: 'How many tasks are lost because the medium is simulated instead of computed exactly?',
  options: {
    tasks: { type: 'string', default: 'tasks', about: 'task file or folder' },
    run: { type: 'string', default: '', about: 'run folder of a finished solve by the field: its answers stand for the simulated ones' },
    stride: { type: 'number', default: 1, least: 1, about: 'take every n-th task' },
    offset: { type: 'number', default: 0, about: 'and start with this one' },
  },
  async run(options, { say, signal }) {
    const { tasks } = readTasks(String(options.tasks));
    const ids = Object.keys(tasks).filter((_, k) => k % Number(options.stride) === Number(options.offset));
    const simulated = fieldSenses({ threads: false }), exact = exactSenses();
    const before = options.run ? answersOf(String(options.run)) : null;
    const rows: Row[] = [];
    for (const id of ids) {
      if (signal.aborted) break;
      const asked = question(tasks[id]);
      const timed = async (senses: Parameters<typeof solveWith>[1]) => {
        const start = process.cpuUsage();
        const { attempts } = await solveWith(asked, senses, { seed: SEED, seconds: SECONDS, signal });
        const used = process.cpuUsage(start);
        return { attempts, seconds: (used.user + used.system) / 1e6 };
      };
      const known = before?.get(id), a = known && known.cpuSeconds !== null ? { attempts: known.attempts, seconds: known.cpuSeconds } : await timed(simulated), b = await timed(exact);
      const solved = (attempts: typeof a.attempts) => score(tasks[id], attempts)?.solved === true;
      rows.push({ id, field: solved(a.attempts), exact: solved(b.attempts), sameAnswers: JSON.stringify(a.attempts) === JSON.stringify(b.attempts), fieldSeconds: a.seconds, exactSeconds: b.seconds });
      say(`${rows.length}/${ids.length} · lost to physics ${lost(rows)} · won ${won(rows)} · ${id}`);
    }
    const report = [
      '| | simulated senses | exact algorithms |', '|---|---|---|',
      `| tasks solved, two attempts | ${rows.filter((r) => r.field).length} of ${rows.length} | ${rows.filter((r) => r.exact).length} of ${rows.length} |`,
      `| CPU seconds a task, median | ${median(rows.map((r) => r.fieldSeconds)).toFixed(2)} | ${median(rows.map((r) => r.exactSeconds)).toFixed(2)} |`,
      '', `Lost to physics: ${lost(rows)}. Won by it: ${won(rows)}. Identical answers: ${rows.filter((r) => r.sameAnswers).length} of ${rows.length}.`,
    ].join('\n');
    return { seeds: [SEED], results: rows, backend: simulated.backend, report };
  },
};

function answersOf(folder: string): Map<string, AnswerRecord> {
  const lines = readFileSync(join(folder, 'answers.jsonl'), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as AnswerRecord);
  return new Map(lines.filter((r) => r.method === 'field').map((r) => [r.id, r]));
}

const lost = (rows: Row[]) => rows.filter((r) => r.exact && !r.field).length;
const won = (rows: Row[]) => rows.filter((r) => r.field && !r.exact).length;
const median = (v: number[]) => [...v].sort((a, b) => a - b)[v.length >> 1] ?? NaN;

export default experiment;
