import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { BACKENDS } from '../field/backend.ts';
import { tryPlace, writeWhole } from '../runs/files.ts';
import { RunFolder } from '../runs/folder.ts';
import type { Method } from '../runs/record.ts';
import { Trouble } from '../runs/trouble.ts';
import { digestOf } from '../tasks/digest.ts';
import { question } from '../tasks/question.ts';
import { readTasks } from '../tasks/read.ts';
import type { TaskSet } from '../tasks/types.ts';
import { progress } from './progress.ts';
import { comparisonTable } from './report.ts';
import { chooseTasks } from './selection.ts';
import { interruptible, positive, whole, type Shell } from './shell.ts';
import { solveOutput } from './solveOutput.ts';
import { solveSet } from './solveSet.ts';

interface Options {
  method: 'field' | 'attention' | 'both';
  limit?: number;
  seconds?: number;
  seed: number;
  workers: number;
  backend?: string;
  json?: string;
  strict?: boolean;
  resume?: string;
  only?: string;
}

/** What decides the answers, and so must be the same when a run goes on. */
interface Settings {
  tasks: string;
  method: Options['method'];
  seconds: Record<Method, number>;
  seed: number;
  backend?: string;
  limit?: number;
  only?: string;
  digest: string;
}

/** Wall clock a task unless `--seconds` says otherwise. */
const defaultSeconds: Readonly<Record<Method, number>> = { field: 30, attention: 5 };

export function addSolve(program: Command, shell: Shell): void {
  program.command('solve')
    .summary('solve grid tasks by the field, the attention net or both')
    .description('Solves grid tasks: two attempts a test input, learned from the demonstrations of the task alone. Ends with a table.')
    .argument('[tasks]', 'ARC JSON {train, test}, a folder of such files, or {id: task}; .json or .json.gz')
    .addOption(new Option('--method <name>', 'who solves').choices(['field', 'attention', 'both']).default('field'))
    .option('--limit <n>', 'only the first n tasks', whole(1))
    .option('--only <ids>', 'only these tasks, separated by commas')
    .option('--seconds <s>', `wall clock a task (default: field ${defaultSeconds.field}, attention ${defaultSeconds.attention})`, positive)
    .option('--seed <n>', 'same seed, same answers', whole(0), 1)
    .option('--workers <n>', 'processes at once', whole(1, 1024), availableParallelism())
    .addOption(new Option('--backend <name>', 'where the field computes (default: automatic)').choices(BACKENDS))
    .option('--json <file>', 'write answers, confidences and explanations')
    .option('--strict', 'exit with 1 where a task stays unsolved or unanswered')
    .option('--resume <run>', 'go on with a killed run: its folder, or its name in runs/')
    .action(async (path: string | undefined, options: Options, command: Command) => {
      const given = (name: string) => command.getOptionValueSource(name) === 'cli';
      await solve(shell, path, options, given);
    });
}

async function solve(shell: Shell, path: string | undefined, options: Options, given: (name: string) => boolean): Promise<void> {
  const runs = resolve(shell.cwd, 'runs');
  const earlier = options.resume === undefined ? undefined : RunFolder.open(runs, options.resume);
  const old = earlier?.configuration.options as unknown as Settings | undefined;
  if (path === undefined && !old) throw new Trouble('solve: no tasks came, expected a file or a folder of tasks, for example: npx cymatic solve tasks');
  const asked = {
    tasks: path === undefined ? old!.tasks : resolve(shell.cwd, path),
    method: options.method, seed: options.seed, backend: options.backend, limit: options.limit, only: options.only,
    seconds: options.seconds === undefined ? defaultSeconds : { field: options.seconds, attention: options.seconds },
  };
  if (old) sameAsBefore(asked, old, given, options.resume!);

  const reading = readTasks((old ?? asked).tasks, path);
  for (const fault of reading.faults) shell.err(fault);
  const { limit, only } = old ?? asked;
  const tasks = chooseTasks(reading.tasks, only, limit);
  if (Object.keys(tasks).length === 0) {
    shell.exitCode = 2;
    return;
  }
  const settings: Settings = { ...(old ?? asked), digest: digestOf(Object.entries(tasks).map(([id, task]) => [id, question(task)])) };
  if (old && old.digest !== settings.digest) throw new Trouble(`--resume ${options.resume}: the tasks in ${settings.tasks} have changed since, expected the same. Start a new run.`);
  const json = options.json === undefined ? undefined : resolve(shell.cwd, options.json);
  if (json !== undefined) tryPlace(json);
  await solveChosen(shell, tasks, settings, options, reading.faults, json, earlier ?? RunFolder.create(runs, `solve-${settings.method}`, { options: { ...settings }, seeds: [settings.seed] }));
}

async function solveChosen(shell: Shell, tasks: TaskSet, settings: Settings, options: Options, faults: readonly string[], json: string | undefined, folder: RunFolder): Promise<void> {
  const methods: Method[] = settings.method === 'both' ? ['field', 'attention'] : [settings.method];
  const line = progress(shell), { signal, release } = interruptible();
  folder.setState('running');
  try {
    const rows = await solveSet({ tasks, methods, folder, signal, seconds: settings.seconds, seed: settings.seed, backend: settings.backend, workers: options.workers, solver: shell.solver, onRow: line.row });
    line.end();
    folder.writeTable(rows);
    folder.setState(signal.aborted ? 'interrupted' : 'done', [...new Set(rows.map((row) => row.record.backend))].filter((b) => b !== 'none').sort());
    for (const { record } of rows) if (record.failed !== undefined) shell.err(`${record.method} ${record.id}: no answer, ${record.failed}.`);
    shell.out(headline(folder, methods));
    shell.out(comparisonTable(rows, methods, relative(shell.cwd, folder.path)));
    if (json !== undefined) writeWhole(json, `${JSON.stringify(solveOutput(rows, methods, folder, faults))}\n`);
    const reached = rows.every((row) => row.record.failed === undefined && row.score?.solved !== false);
    shell.exitCode = signal.aborted ? 130 : faults.length > 0 ? 2 : options.strict && !reached ? 1 : 0;
    if (signal.aborted) shell.err(`Interrupted. Go on with: npx cymatic solve --resume ${relative(shell.cwd, folder.path)}`);
  } catch (error) {
    line.end();
    throw error instanceof Trouble ? new Trouble(`${error.message} The answers so far stand in ${folder.path}.`, { cause: error }) : error;
  } finally {
    release();
  }
}

/** One line that names seed, backends and versions, so that no figure goes without them. */
function headline(folder: RunFolder, methods: readonly Method[]): string {
  const { seeds, backends, versions, commit, machine } = folder.configuration;
  return `cymatic ${versions.cymatic} (${commit.slice(0, 12)}) · ${methods.join(' and ')} · seed ${seeds.join()} · backend ${backends.join(', ') || 'none'} · ${machine.cores} cores`;
}

/** Options given beside `--resume` must not contradict the run that goes on. */
function sameAsBefore(asked: Omit<Settings, 'digest'>, old: Settings, given: (name: string) => boolean, run: string): void {
  for (const name of ['method', 'seconds', 'seed', 'backend', 'limit', 'only'] as const) {
    if (given(name) && JSON.stringify(asked[name]) !== JSON.stringify(old[name])) {
      throw new Trouble(`--resume ${run}: --${name} differs from the run that goes on, expected ${JSON.stringify(old[name]) ?? 'none'}. Leave it out.`);
    }
  }
  if (asked.tasks !== old.tasks) throw new Trouble(`--resume ${run}: other tasks came, expected ${old.tasks}. Leave them out.`);
}
