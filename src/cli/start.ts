import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { setTimeout as moment } from 'node:timers/promises';
import type { Command } from 'commander';
import { RunFolder } from '../runs/folder.ts';
import type { Row } from '../runs/table.ts';
import { Trouble } from '../runs/trouble.ts';
import { levels } from '../tasks/generate.ts';
import { readTasks } from '../tasks/read.ts';
import type { TaskSet } from '../tasks/types.ts';
import { liveViewer } from './liveViewer.ts';
import { picture } from './picture.ts';
import { comparisonTable } from './report.ts';
import { interruptible, whole, type Shell } from './shell.ts';
import { solveSet } from './solveSet.ts';
import { shippedIndex } from './tasks.ts';

const methods = ['field', 'attention'] as const;
const seconds = { field: 6, attention: 5 } as const;
const wholeTime = 270;

export function addStart(program: Command, shell: Shell): void {
  program.command('start')
    .summary('a first look: shipped tasks by the field and by the attention net')
    .description('Solves a graded selection of the shipped tasks with the field and with the attention net, and compares them. Takes at most five minutes.')
    .option('--tasks <n>', 'how many tasks, a third of each level', whole(3), 24)
    .option('--seed <n>', 'same seed, same answers', whole(0), 1)
    .option('--workers <n>', 'processes at once', whole(1, 1024), availableParallelism())
    .option('--no-view', 'without the viewer, which shows the tasks while they are solved; in a terminal it stays until Ctrl-C')
    .action((options: Options) => start(shell, options));
}

interface Options { tasks: number; seed: number; workers: number; view: boolean }

async function start(shell: Shell, { tasks: count, seed, workers, view }: Options): Promise<void> {
  const tasks = graded(shell, count), { signal, release } = interruptible();
  shell.out(`${Object.keys(tasks).length} tasks from ${shell.tasks}, each learned from its own demonstrations: by a field of coupled oscillators, and by an attention net.\n`);
  const folder = RunFolder.create(resolve(shell.cwd, 'runs'), 'start', { options: { tasks: count, only: Object.keys(tasks).join(','), seed, seconds }, seeds: [seed] });
  // A page that is built already is up in a moment; one that must be built first is built while the field starts, so that there is something to see.
  const viewer = view ? liveViewer(shell, folder.path).then((viewer) => {
    if (viewer) shell.out(`Watch them being solved: open ${viewer.url} in a browser on this machine.\n`);
    return viewer;
  }) : undefined;
  await Promise.race([viewer, moment(1000, undefined, { ref: false })]);
  const bell = AbortSignal.timeout(wholeTime * 1e3);
  let shown = false;
  try {
    const rows = await solveSet({
      tasks, methods, seconds, seed, workers, solver: shell.solver, folder, signal: AbortSignal.any([signal, bell]),
      onRow(row, done, total) {
        shell.out(told(row, done, total));
        if (shown || !row.score?.solved || row.record.method !== 'field') return;
        shown = true;
        const { id, attempts } = row.record, first = row.score.inputs[0] - 1;
        shell.out(`\nFirst task solved by the field, ${id}: the test input and the answer it settled in.\n\n${picture(tasks[id].test[0].input, attempts[0][first], shell.colours)}\n`);
      },
    });
    folder.writeTable(rows);
    folder.setState(signal.aborted ? 'interrupted' : 'done', [...new Set(rows.map((row) => row.record.backend))].filter((b) => b !== 'none').sort());
    if (bell.aborted) shell.out(`\nFive minutes are nearly over: ${rows.length} of ${Object.keys(tasks).length * 2} answers came.`);
    shell.out(`\n${comparisonTable(rows, methods, relative(shell.cwd, folder.path))}`);
    shell.out(`More: npx cymatic solve ${existsSync(join(shell.cwd, 'tasks')) ? 'tasks' : shell.tasks} --method both, npx cymatic data get arc-agi-1, npx cymatic --help`);
    shell.exitCode = signal.aborted ? 130 : 0;
    const page = await viewer;
    if (!page || !shell.stays || signal.aborted) shell.out('See the field think: npx cymatic view, then open the address that it prints.');
    else {
      shell.out(`See the field think: ${page.url} stays open until Ctrl-C.`);
      await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
    }
  } finally {
    release();
    await (await viewer)?.close();
  }
}

/** As many tasks of each level, spread over the families, the easy ones first. */
function graded(shell: Shell, count: number): TaskSet {
  const { tasks, faults } = readTasks(shell.tasks), index = shippedIndex(shell).tasks.filter((t) => Object.hasOwn(tasks, t.id));
  if (index.length === 0) throw new Trouble(`start: no shipped tasks came from ${shell.tasks}, expected some. ${faults[0] ?? ''}`);
  const chosen = levels.flatMap((level) => {
    const all = index.filter((t) => t.level === level), wanted = Math.min(all.length, Math.floor(count / levels.length));
    return Array.from({ length: wanted }, (_, i) => all[Math.floor((i * all.length) / wanted)].id);
  });
  return Object.fromEntries(chosen.map((id) => [id, tasks[id]]));
}

function told({ record, score }: Row, done: number, total: number): string {
  const fate = record.failed !== undefined ? `no answer: ${record.failed}` : score === undefined ? 'answered' : score.solved ? 'solved' : 'not solved';
  return `${`${done}/${total}`.padStart(7)}  ${record.method.padEnd(9)}  ${record.id.padEnd(30)}  ${fate}${record.sure ? ', sure' : ''}`;
}
