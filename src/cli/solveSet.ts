import { runPool } from '../runs/pool.ts';
import type { RunFolder } from '../runs/folder.ts';
import { recordKey, unanswered, type AnswerRecord, type Method } from '../runs/record.ts';
import type { Row } from '../runs/table.ts';
import type { Solved } from '../tasks/answer.ts';
import { question } from '../tasks/question.ts';
import { score } from '../tasks/score.ts';
import type { TaskSet } from '../tasks/types.ts';
import type { JobShown, SolveJob } from './solveJob.ts';

export interface SolvePlan {
  tasks: TaskSet;
  methods: readonly Method[];
  /** How many tasks the first method is ahead of the others. Default 0. */
  ahead?: number;
  /** Budget a task, in seconds of wall clock. */
  seconds: Readonly<Record<Method, number>>;
  seed: number;
  workers: number;
  backend?: string;
  /** URL of the module that solves one question. */
  solver: string;
  folder: RunFolder;
  signal?: AbortSignal;
  /** The workers beyond the first start once this has settled. */
  patience?: Promise<unknown>;
  /** Shown the work on a task while it goes on. */
  onShown?: (id: string, method: Method, moment: JobShown) => void;
  /** Told of every answer once it is written and scored. `done` counts those of an earlier, resumed run too. */
  onRow?: (row: Row, done: number, total: number) => void;
}

/**
 * Solves every task by every method in worker processes. Each answer is written to the run folder first and scored then.
 * A task's answer depends on task, method, seed and budget only, not on the number of workers.
 * Returns the rows in the order of the tasks; those not reached before the signal was aborted are missing.
 */
export async function solveSet(plan: SolvePlan): Promise<Row[]> {
  const { tasks, methods, folder } = plan;
  const rows = new Map<string, Row>();
  const scored = (record: AnswerRecord): Row => ({ record, score: score(tasks[record.id], record.attempts) });
  const wanted = Object.keys(tasks).flatMap((id) => methods.map((method) => ({ id, method, key: recordKey(method, id) })));
  const before = folder.answers();
  for (const { key } of wanted) if (before.has(key)) rows.set(key, scored(before.get(key)!));

  const turn = new Map(wanted.map(({ key, method }, k) => [key, Math.floor(k / methods.length) + (method === methods[0] ? 0 : plan.ahead ?? 0)]));
  const jobs = wanted.filter(({ key }) => !rows.has(key)).sort((a, b) => turn.get(a.key)! - turn.get(b.key)!).map(({ id, method, key }) => ({
    key, id, method,
    payload: { method, question: question(tasks[id]), options: { seed: plan.seed, seconds: plan.seconds[method], backend: plan.backend }, shown: plan.onShown !== undefined } satisfies SolveJob,
  }));
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  await runPool<Solved>(jobs, {
    module: plan.solver, workers: plan.workers, signal: plan.signal, patience: plan.patience,
    limitSeconds: Math.max(...methods.map((method) => plan.seconds[method])) * 3 + 30,
    onShown: (key, moment) => plan.onShown?.(byKey.get(key)!.id, byKey.get(key)!.method, moment as JobShown),
    onNoise: (text) => folder.log(text),
    onOutcome({ key, value, failed, cpuSeconds, wallSeconds }) {
      const { id, method } = byKey.get(key)!;
      const record = value ? { id, method, cpuSeconds, wallSeconds, ...value } : unanswered(id, method, tasks[id].test.length, failed ?? 'no answer came', { cpuSeconds, wallSeconds });
      folder.addAnswer(record);
      if (record.failed !== undefined) folder.log(`${key}: ${record.failed}`);
      const row = scored(record);
      rows.set(key, row);
      plan.onRow?.(row, rows.size, wanted.length);
    },
  });
  return wanted.flatMap(({ key }) => rows.get(key) ?? []);
}
