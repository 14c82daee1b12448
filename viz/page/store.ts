import type { AnswerSummary, RunSummary, RunView, TaskView } from '../shapes.ts';
import { fetchAhead } from './ahead.ts';
import type { Grid } from '../../src/tasks/types.ts';
import type { Method } from '../../src/runs/record.ts';

/** A task of the run with how each method fared. `solved` is null where nothing is known (yet). */
export interface TaskRow { id: string; methods: Partial<Record<Method, AnswerSummary & { solved: boolean | null; firstSolved: boolean | null }>> }

/** `notes`: what is well to know, but no fault. */
export interface RunData extends RunView { tasks: TaskRow[]; notes: string[] }

/** The run that the address of the page names before `#`; without one the first that was given. */
const runName = (): string | null => new URLSearchParams(location.search).get('run');
const about = (id?: string): string => {
  const name = runName(), query = new URLSearchParams({ ...(id === undefined ? {} : { id }), ...(name === null ? {} : { run: name }) }).toString();
  return query === '' ? '' : `?${query}`;
};

/** Where the files of a run are. */
export const filesOf = (name: string | null): string => (name === null ? 'run/' : `runs/${encodeURIComponent(name)}/`);

async function ask<T>(path: string): Promise<T> {
  const response = await fetchAhead(path).catch(() => { throw new Error('The server does not answer. Start it again: npx cymatic view'); });
  const value = (await response.json().catch(() => ({ error: `${path} answered ${response.status} without JSON.` }))) as T & { error?: string };
  if (!response.ok) throw new Error(value.error ?? `${path} answered ${response.status}.`);
  return value;
}

/** What a column of another kind holds counts as unknown. */
const scored = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null), measured = (value: unknown): number | null => (typeof value === 'bigint' ? Number(value) : typeof value === 'number' && Number.isFinite(value) ? value : null);

/** The run: the lines of its answers, and the scores from its Parquet table, read here over byte ranges. */
export async function loadRun(): Promise<RunData> {
  const view = await ask<RunView>(`api/run${about()}`), faults = [...view.faults];
  const scores = new Map<string, { solved: boolean | null; first: boolean | null; confidence: number | null; cpu: number | null; sure: boolean; verified: boolean; parameters: number | null }>();
  if (view.table) {
    try {
      const { asyncBufferFromUrl, parquetReadObjects } = await import('hyparquet');
      const file = await asyncBufferFromUrl({ url: `${filesOf(runName())}results.parquet` });
      const columns = ['id', 'method', 'solved', 'first_solved', 'confidence', 'cpu_seconds', 'sure', 'verified', 'parameters'];
      for (const row of await parquetReadObjects({ file, columns })) {
        scores.set(`${row.method} ${row.id}`, { solved: scored(row.solved), first: scored(row.first_solved), confidence: measured(row.confidence), cpu: measured(row.cpu_seconds), sure: row.sure === true, verified: row.verified === true, parameters: measured(row.parameters) });
      }
    } catch (error) {
      faults.push(`results.parquet cannot be read (${(error as Error).message}): nobody is called solved. The answers are shown.`);
    }
  } else if (view.rows.length > 0 && view.run?.state !== 'running') faults.push('results.parquet is not there yet: it is written when the run ends. Until then nobody is called solved.');
  const tasks = new Map<string, TaskRow>();
  for (const row of view.rows) {
    const task = tasks.get(row.id) ?? { id: row.id, methods: {} }, s = scores.get(`${row.method} ${row.id}`);
    task.methods[row.method] = {
      ...row, ...(s ? { ...(row.failed === undefined && { confidence: s.confidence ?? row.confidence, cpuSeconds: s.cpu ?? row.cpuSeconds }), sure: s.sure, verified: s.verified, parameters: s.parameters ?? row.parameters } : {}),
      solved: s?.solved ?? null, firstSolved: s?.first ?? null,
    };
    tasks.set(row.id, task);
  }
  const answers = `${view.rows.length} answer${view.rows.length === 1 ? '' : 's'} so far`;
  const notes = view.run?.state === 'running' && !view.recorded ? [`${view.live ? 'This run goes on now' : 'This run is being written, or was cut off'}: ${answers}. Who solved what is told when it ends.`] : [];
  return { ...view, faults, notes, tasks: [...tasks.values()] };
}

const known = new Map<string, Promise<TaskView>>();

/** A task with its answers, kept while the run stands still. */
export function loadTask(id: string): Promise<TaskView> {
  if (!known.has(id)) {
    const task = ask<TaskView>(`api/task${about(id)}`);
    known.set(id, task);
    task.catch(() => known.delete(id));
  }
  return known.get(id)!;
}

/** What is known of tasks is asked for again: the run has gone on. */
export const forgetTasks = (): void => known.clear();

export const loadTruth = async (id: string): Promise<Grid[] | null> => (await ask<{ truth: Grid[] | null }>(`api/truth${about(id)}`)).truth;

/** Every run that the viewer was given. */
export const loadRuns = (): Promise<RunSummary[]> => ask<RunSummary[]>('api/runs');
