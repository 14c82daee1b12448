import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { RunFolder } from '../runs/folder.ts';
import type { Row } from '../runs/table.ts';
import { Trouble } from '../runs/trouble.ts';
import { levels } from '../tasks/generate.ts';
import { readTasks } from '../tasks/read.ts';
import { question } from '../tasks/question.ts';
import type { Task, TaskSet } from '../tasks/types.ts';
import { liveViewer } from './liveViewer.ts';
import { picture } from './picture.ts';
import { firstTable } from './report.ts';
import { interruptible, whole, type Shell } from './shell.ts';
import { solveSet } from './solveSet.ts';
import { shippedIndex } from './tasks.ts';

const methods = ['field', 'attention'] as const;
const seconds = { field: 6, attention: 5 } as const;
/** What a task takes on a machine of today, in seconds of one processor: the net trains through its whole budget. */
const usual = { field: 1.2, attention: 5.2, start: 4 } as const;
const wholeTime = 270;

export function addStart(program: Command, shell: Shell): void {
  program.command('start')
    .summary('a first look: shipped tasks by the field and by the attention net')
    .description('Solves a graded selection of the shipped tasks with the field and with the attention net, shows it in the browser, and compares them. Under a minute on two cores; at most five.')
    .option('--tasks <n>', 'how many tasks, a third of each level', whole(3), 12)
    .option('--seed <n>', 'same seed, same answers', whole(0), 1)
    .option('--workers <n>', 'processes at once', whole(1, 1024), availableParallelism())
    .option('--no-view', 'without the viewer, which shows the tasks while they are solved; in a terminal it stays until Ctrl-C')
    .action((options: Options) => start(shell, options));
}

interface Options { tasks: number; seed: number; workers: number; view: boolean }

async function start(shell: Shell, { tasks: count, seed, workers, view }: Options): Promise<void> {
  const tasks = graded(shell, count), ids = Object.keys(tasks), { signal, release } = interruptible();
  const folder = RunFolder.create(resolve(shell.cwd, 'runs'), 'start', { options: { tasks: count, only: ids.join(','), seed, seconds }, seeds: [seed] });
  const viewer = view ? await liveViewer(shell, folder.path) : undefined;
  if (viewer) shell.out(`Watch the field solve puzzles: open ${viewer.url} in a browser on this machine.\n`);
  shell.out(`${ids.length} puzzles of coloured grids. Each shows a rule in a few pairs and asks for a new grid; the rule is learned from these pairs alone,`);
  shell.out(`once by a field of coupled oscillators, once by an attention net that trains ${seconds.attention} s on them. About ${estimate(ids.length, workers)}; Ctrl-C ends it earlier.\n`);
  viewer?.tell({ kind: 'plan', total: ids.length * methods.length, first: { id: ids[0], ...asked(tasks[ids[0]]) } });
  const bell = AbortSignal.timeout(wholeTime * 1e3);
  let shown = false;
  try {
    const rows = await solveSet({
      tasks, methods, seconds, seed, workers, solver: shell.solver, folder, ahead: 3, patience: viewer?.built, signal: AbortSignal.any([signal, bell]),
      onShown: viewer && ((id, method, moment) => viewer.tell({ ...moment, id, method, ...(moment.kind === 'begins' && asked(tasks[id])) })),
      onRow(row, done, total) {
        shell.out(told(row, done, total));
        viewer?.tell({ kind: 'answered', id: row.record.id, method: row.record.method, solved: row.score?.solved ?? null, sure: row.record.sure, failed: row.record.failed, seconds: row.record.wallSeconds });
        if (shown || !row.score?.solved || row.record.method !== 'field') return;
        shown = true;
        const { id, attempts } = row.record, first = row.score.inputs[0] - 1;
        shell.out(`\nThe first that the field solved, ${id}: the new grid, and the answer that its phases settled in.\n\n${picture(tasks[id].test[0].input, attempts[0][first], shell.colours)}\n`);
      },
    });
    folder.writeTable(rows);
    folder.setState(signal.aborted ? 'interrupted' : 'done', [...new Set(rows.map((row) => row.record.backend))].filter((b) => b !== 'none').sort());
    viewer?.tell({ kind: 'over' });
    if (bell.aborted) shell.out(`\nFive minutes are nearly over: ${rows.length} of ${ids.length * 2} answers came.`);
    shell.out(`\n${firstTable(rows, relative(shell.cwd, folder.path))}`);
    shell.out(`More puzzles: npx cymatic solve ${existsSync(join(shell.cwd, 'tasks')) ? 'tasks' : shell.tasks} --method both. The public ones: npx cymatic data get arc-agi-1. Everything else: npx cymatic --help`);
    shell.exitCode = signal.aborted ? 130 : 0;
    if (!viewer || !shell.stays || signal.aborted) shell.out('See why each cell got its colour: npx cymatic view, then open the address that it prints.');
    else {
      shell.out(`See why each cell got its colour: ${viewer.url} stays open until Ctrl-C.`);
      await new Promise<void>((done) => signal.addEventListener('abort', () => done()));
    }
  } finally {
    release();
    await viewer?.close();
  }
}

/** What the page is shown of a task that begins: never a truth. */
const asked = (task: Task) => { const { train, test } = question(task); return { train, input: test[0] }; };

/** How long it will take, in words. */
function estimate(count: number, workers: number): string {
  const s = usual.start + (count * (usual.field + usual.attention)) / Math.max(1, Math.min(workers, count * 2));
  return s < 100 ? `${Math.ceil(s / 10) * 10} seconds` : `${Math.ceil(s / 60)} minutes`;
}

const family = (id: string): string => id.replace(/-\w+-\d+$/, '');

/** As many tasks of each level, spread over the families and each of another one as far as there are, the easy ones first. */
function graded(shell: Shell, count: number): TaskSet {
  const { tasks, faults } = readTasks(shell.tasks), index = shippedIndex(shell).tasks.filter((t) => Object.hasOwn(tasks, t.id));
  if (index.length === 0) throw new Trouble(`start: no shipped tasks came from ${shell.tasks}, expected some. ${faults[0] ?? ''}`);
  const chosen = levels.flatMap((level) => {
    const all = index.filter((t) => t.level === level), wanted = Math.min(all.length, Math.floor(count / levels.length));
    const families = new Set<string>(), first = all.filter(({ id }) => !families.has(family(id)) && families.add(family(id))), from = wanted <= first.length ? first : all;
    return Array.from({ length: wanted }, (_, i) => from[Math.floor((i * from.length) / wanted)].id);
  });
  return Object.fromEntries(chosen.map((id) => [id, tasks[id]]));
}

function told({ record, score }: Row, done: number, total: number): string {
  const fate = record.failed !== undefined ? `no answer: ${record.failed}` : score === undefined ? 'answered' : score.solved ? 'solved' : 'not solved';
  return `${`${done}/${total}`.padStart(7)}  ${record.method.padEnd(9)}  ${record.id.padEnd(30)}  ${fate}${record.sure ? ', sure' : ''}`;
}
