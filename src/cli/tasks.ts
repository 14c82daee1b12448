import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Option, type Command } from 'commander';
import { makeFolder, writeWhole } from '../runs/files.ts';
import { systemTrouble } from '../runs/trouble.ts';
import type { TaskIndex } from '../schemas/taskIndex.ts';
import { families } from '../tasks/families/all.ts';
import type { Level } from '../tasks/families/kit.ts';
import { generate, levels } from '../tasks/generate.ts';
import { folderFiles, setText } from '../tasks/shipped.ts';
import { whole, type Shell } from './shell.ts';

export function addTasks(program: Command, shell: Shell): void {
  const tasks = program.command('tasks').description('Tasks of our own making: list those that ship, generate more.');
  tasks.command('list')
    .description('Lists the shipped tasks and the families of the generator.')
    .option('--families', 'the families instead of the tasks')
    .action((options: { families?: boolean }) => list(shell, options.families === true));
  tasks.command('generate')
    .description('Generates tasks. The same count, seed and level give the same tasks on every machine.')
    .requiredOption('--count <n>', 'how many', whole(1, 1_000_000))
    .requiredOption('--out <place>', 'a folder (a file a task and index.json), or one file ending in .json or .json.gz')
    .option('--seed <n>', 'where to start', whole(0), 1)
    .addOption(new Option('--level <name>', 'how hard; graded deals the levels in turn').choices([...levels, 'graded']).default('graded'))
    .action((options: { count: number; out: string; seed: number; level: Level | 'graded' }) => write(shell, options));
}

function write(shell: Shell, { count, out, seed, level }: { count: number; out: string; seed: number; level: Level | 'graded' }): void {
  const place = resolve(shell.cwd, out), inFile = /\.json(\.gz)?$/i.test(out);
  if (!inFile) makeFolder(place);
  const made = generate(count, seed, level);
  if (inFile) writeWhole(place, /\.gz$/i.test(out) ? gzipSync(setText(made)) : setText(made));
  else for (const [name, text] of Object.entries(folderFiles(made, `npx cymatic tasks generate --count ${count} --seed ${seed} --level ${level} --out tasks`))) writeWhole(join(place, name), text);
  shell.out(`${count} tasks of ${new Set(made.map((m) => m.family)).size} families written to ${out}`);
}

function list(shell: Shell, onlyFamilies: boolean): void {
  if (onlyFamilies) return shell.out(families.map((f) => `${f.name.padEnd(22)} ${f.prior.padEnd(13)} ${f.about}`).join('\n'));
  const { tasks } = shippedIndex(shell);
  shell.out(tasks.map((t) => `${t.id.padEnd(32)} ${t.level.padEnd(7)} ${t.prior}`).join('\n'));
  shell.out(`${tasks.length} tasks in ${shell.tasks}; families: npx cymatic tasks list --families`);
}

/** The index of the tasks that ship. */
export function shippedIndex(shell: Shell): TaskIndex {
  const path = join(shell.tasks, 'index.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TaskIndex;
  } catch (error) {
    throw systemTrouble(`reading ${path}`, error);
  }
}
