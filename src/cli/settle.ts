import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { BACKENDS, chooseBackend, prepareBackend } from '../field/backend.ts';
import { regularOrNew, tryPlace, writeWhole } from '../runs/files.ts';
import { Trouble } from '../runs/trouble.ts';
import type { SettleOutput } from '../schemas/settle.ts';
import { MACHINES } from '../solvers/constraints/machines.ts';
import type { Problem } from '../solvers/constraints/problem.ts';
import { settleProblem, type SettleHow } from '../solvers/constraints/settleProblem.ts';
import { settleSudokus } from '../solvers/constraints/sudoku.ts';
import { checkAnswers } from './settleCheck.ts';
import { chosen, readable, readGiven } from './settleGiven.ts';
import { checkOptions, type SettleOptions } from './settleOptions.ts';
import { interruptible, positive, whole, type Shell } from './shell.ts';
import { SettleRecorder } from './settleRecorder.ts';
import { settledLine, settledPicture } from './settleReport.ts';

export function addSettle(program: Command, shell: Shell): void {
  program.command('settle')
    .summary('settle a Sudoku, a Max-Cut, a colouring, a satisfiability problem or a maze')
    .description('Lets contours settle: Sudoku lines, DIMACS .col and .cnf, rudy graphs, mazes; a file of them, or a JSON map {name: text} (also .gz).')
    .argument('<problem>', 'a file, or a Sudoku line of 16, 36, 81, 256 or 625 characters')
    .addOption(new Option('--limit <name>', 'ring fields: the limit of infinitely fast phases, 1.4 to 4.6 times faster at the median').choices(['adiabatic']))
    .option('--seed <n>', 'same seed, same answer; Max-Cut only with --steps: by the clock its cut may differ', whole(0, 2 ** 31 - 1), 1)
    .option('--replicas <n>', 'settle n copies side by side, the first to rest answers (Max-Cut: the best; Max-Cut and clauses with --backend)', whole(1, 4096), 1)
    .option('--seconds <s>', 'wall clock a problem (default: Max-Cut 2, from when its field stands; others 60)', positive)
    .option('--colours <k>', 'colouring: exactly k colours (default: fewer and fewer)', whole(1, 4096))
    .addOption(new Option('--machine <name>', 'Max-Cut: which dynamics (default: thermal, paced by degree and weights)').choices(MACHINES))
    .option('--target <cut>', 'Max-Cut: stop at this cut', finite)
    .option('--steps <n>', 'Max-Cut: so many steps in all instead of --seconds: same seed, same cut on every machine', whole(1))
    .addOption(new Option('--backend <name>', 'settle on the engine there (replicas in one batch) instead of the fused loop, which is faster on a CPU').choices(BACKENDS))
    .option('--only <names>', 'only these problems of the file, separated by commas')
    .option('--unique', 'Sudoku: look for a second answer, also in a list')
    .option('--json <file>', 'write the answers')
    .option('--record <folder>', 'record phases, strengths and energy over time; see them with: npx cymatic view <folder>')
    .option('--check <file>', 'settle nothing: count the answers that --json wrote anew, with code of its own; exit with 1 where one is wrong')
    .option('--strict', 'exit with 1 where a problem is not solved')
    .action((problem: string, options: SettleOptions) => settleAll(shell, problem, options));
}

async function settleAll(shell: Shell, given: string, options: SettleOptions): Promise<void> {
  const problems = chosen(readGiven(shell, given), options.only);
  if (options.check !== undefined) return checkGiven(shell, problems, options.check, options);
  checkOptions(problems, options);
  const json = options.json === undefined ? undefined : resolve(shell.cwd, options.json);
  if (json !== undefined) tryPlace(json);
  const recorder = options.record === undefined ? undefined : new SettleRecorder(resolve(shell.cwd, options.record), { problem: given, ...options }, options.seed, problems);
  const { signal, release } = interruptible(), told: SettleOutput = [], written = () => told.filter(Boolean), batch = await boardsTogether(problems, options);
  const how: SettleHow = {
    form: options.limit === 'adiabatic' ? 'limit' : 'phase', seed: options.seed, replicas: options.replicas, seconds: options.seconds, colours: options.colours,
    machine: options.machine, target: options.target, steps: options.steps, backend: options.backend, places: options.unique === true || problems.length === 1, signal,
    watch: recorder && ((look) => recorder.look(look)),
  };
  let unwritten = false;
  const tell = (settled: SettleOutput[number], k: number) => {
    told[k] = settled;
    unwritten = true;
    shell.out(problems.length === 1 ? settledPicture(problems[k], settled) : settledLine(settled));
  };
  const write = () => {
    if (json !== undefined && told.length > 0) writeWhole(json, `${JSON.stringify(written())}\n`);
    unwritten = false;
  };
  const keeping = json === undefined || !regularOrNew(json) ? undefined : setInterval(() => unwritten && write(), KEEP);
  try {
    for (let k = 0; k < problems.length && !signal.aborted; k += batch) {
      if (batch > 1) {
        await settleSudokus(problems.slice(k, k + batch), how, (settled, m) => tell(settled, k + m));
        continue;
      }
      recorder?.begin(problems[k]);
      const settled = await settleProblem(problems[k], how);
      recorder?.end(signal.aborted ? 'interrupted' : 'done');
      tell(settled, k);
    }
  } catch (error) {
    throw readable(error);
  } finally {
    release();
    clearInterval(keeping);
    write();
  }
  const done = written();
  const reached = done.filter((d) => d.status === 'solved' || d.status === 'best').length;
  if (recorder) shell.err(recorder.said(shell.cwd));
  if (problems.length > 1) shell.out(`${reached} of ${problems.length} settled`);
  shell.exitCode = signal.aborted ? 130 : options.strict && reached < problems.length ? 1 : 0;
}

/** Answers of a list are written this often, milliseconds, so that a kill loses little. */
const KEEP = 2000;

/** Counts answers anew. Trouble where something is asked of a settling that is not done. */
function checkGiven(shell: Shell, problems: Problem[], file: string, { json, record }: SettleOptions): void {
  if (json !== undefined || record !== undefined) throw new Trouble('--check: --json or --record came too, expected one of them: nothing is settled. Leave it out.');
  try {
    checkAnswers(shell, problems, file);
  } catch (error) {
    throw readable(error);
  }
}

/** Boards of a list that step in one launch on a GPU, which one board leaves idle; elsewhere it gains nothing (docs/constraints.md). */
const TOGETHER = 64;

async function boardsTogether(problems: Problem[], { backend, record }: SettleOptions): Promise<number> {
  if (backend === undefined || record !== undefined || problems.some((p) => p.kind !== 'sudoku')) return 1;
  await prepareBackend(backend);
  return ['webgpu', 'webgl2'].includes(chooseBackend(backend).name) ? TOGETHER : 1;
}

function finite(text: string): number {
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new InvalidArgumentError('Expected a number.');
  return Number(text);
}
