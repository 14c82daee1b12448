import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { BACKENDS, chooseBackend, prepareBackend } from '../field/backend.ts';
import { nearest } from '../oscillators/nearest.ts';
import { regularOrNew, tryPlace, writeWhole } from '../runs/files.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import type { SettleOutput } from '../schemas/settle.ts';
import { MACHINES, type MachineName } from '../solvers/constraints/machines.ts';
import { readProblems, type Problem } from '../solvers/constraints/problem.ts';
import { settleProblem, type SettleHow } from '../solvers/constraints/settleProblem.ts';
import { settleSudokus } from '../solvers/constraints/sudoku.ts';
import { Unreadable } from '../solvers/constraints/unreadable.ts';
import { checkAnswers } from './settleCheck.ts';
import { interruptible, positive, whole, type Shell } from './shell.ts';
import { SettleRecorder } from './settleRecorder.ts';
import { settledLine, settledPicture } from './settleReport.ts';

interface Options {
  limit?: 'adiabatic';
  seed: number;
  replicas: number;
  seconds?: number;
  colours?: number;
  machine?: MachineName;
  target?: number;
  steps?: number;
  backend?: string;
  only?: string;
  unique?: boolean;
  json?: string;
  record?: string;
  strict?: boolean;
  check?: string;
}

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
    .action((problem: string, options: Options) => settleAll(shell, problem, options));
}

async function settleAll(shell: Shell, given: string, options: Options): Promise<void> {
  const problems = chosen(readGiven(shell, given), options.only);
  if (options.check !== undefined) return checkGiven(shell, problems, options.check, options);
  checkKinds(problems, options);
  checkSteps(problems, options);
  checkEngine(problems, options);
  const json = options.json === undefined ? undefined : resolve(shell.cwd, options.json);
  if (json !== undefined) tryPlace(json);
  const recorder = options.record === undefined ? undefined : new SettleRecorder(resolve(shell.cwd, options.record), { problem: given, ...options }, options.seed, problems);
  const { signal, release } = interruptible(), told: SettleOutput = [], written = () => told.filter(Boolean), batch = await boardsTogether(problems, options);
  const how: SettleHow = {
    form: options.limit === 'adiabatic' ? 'limit' : 'phase', seed: options.seed, replicas: options.replicas, seconds: options.seconds, colours: options.colours,
    machine: options.machine, target: options.target, steps: options.steps, backend: options.backend, places: options.unique === true || problems.length === 1, signal,
    watch: recorder && ((look) => recorder.look(look)),
  };
  const tell = (settled: SettleOutput[number], k: number) => {
    told[k] = settled;
    unwritten = true;
    shell.out(problems.length === 1 ? settledPicture(problems[k], settled) : settledLine(settled));
  };
  let unwritten = false;
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

const KINDS: Partial<Record<keyof Options, [needs: Problem['kind'][], what: string]>> = {
  limit: [['sudoku', 'colouring'], 'Sudoku and no colouring came, expected one'], unique: [['sudoku'], 'Sudoku came, expected one'], colours: [['colouring'], 'colouring came, expected a .col graph'],
  machine: [['max-cut'], 'Max-Cut came, expected a rudy graph'], target: [['max-cut'], 'Max-Cut came, expected a rudy graph'], steps: [['max-cut'], 'Max-Cut came, expected a rudy graph'],
};

/** Trouble for an option that says nothing to any problem here. */
function checkKinds(problems: Problem[], options: Options): void {
  for (const [option, [needs, what]] of Object.entries(KINDS)) {
    if (options[option as keyof Options] === undefined || problems.some((p) => needs.includes(p.kind))) continue;
    throw new Trouble(`--${option}: no ${what}. Leave it out: it says nothing to a ${[...new Set(problems.map((p) => NAMES[p.kind]))].join(' or a ')}.`);
  }
}

const NAMES: Record<Problem['kind'], string> = { sudoku: 'Sudoku', 'max-cut': 'Max-Cut', colouring: 'colouring', satisfiability: 'formula', maze: 'maze' };

/** Counts answers anew. Trouble where something is asked of a settling that is not done. */
function checkGiven(shell: Shell, problems: Problem[], file: string, { json, record }: Options): void {
  if (json !== undefined || record !== undefined) throw new Trouble('--check: --json or --record came too, expected one of them: nothing is settled. Leave it out.');
  try {
    checkAnswers(shell, problems, file);
  } catch (error) {
    throw readable(error);
  }
}

/** Trouble where --steps says what --seconds says otherwise. */
function checkSteps(problems: Problem[], { steps, seconds }: Options): void {
  if (steps === undefined) return;
  const cuts = problems.filter((p) => p.kind === 'max-cut').length;
  if (seconds !== undefined && cuts === problems.length) throw new Trouble(`--steps: --seconds came too, expected one of them. Leave out --seconds to make ${steps} steps.`);
}

/** Boards of a list that step in one launch on a GPU, which one board leaves idle; elsewhere it gains nothing (docs/constraints.md). */
const TOGETHER = 64;

async function boardsTogether(problems: Problem[], { backend, record }: Options): Promise<number> {
  if (backend === undefined || record !== undefined || problems.some((p) => p.kind !== 'sudoku')) return 1;
  await prepareBackend(backend);
  return ['webgpu', 'webgl2'].includes(chooseBackend(backend).name) ? TOGETHER : 1;
}

/** Trouble where --replicas asks for what no problem here has. */
function checkEngine(problems: Problem[], { backend, replicas }: Options): void {
  const rings = problems.some((p) => p.kind === 'sudoku' || p.kind === 'colouring'), batched = problems.some((p) => p.kind === 'max-cut' || p.kind === 'satisfiability');
  if (backend === undefined && replicas > 1 && batched && !rings) throw new Trouble('--replicas: no --backend came, expected one for Max-Cut or clauses: their fast loops settle one field. Add --backend auto.');
}

/** The problems named. Trouble for a name that is not there. */
function chosen(problems: Problem[], only: string | undefined): Problem[] {
  if (only === undefined) return problems;
  const byName = new Map(problems.map((p) => [p.name, p]));
  const names = only.split(',').map((n) => n.trim()).filter(Boolean);
  if (names.length === 0) throw new Trouble(`--only: no name came, expected names separated by commas. Known: ${problems.slice(0, 5).map((p) => p.name).join(', ')}${problems.length > 5 ? ', …' : ''}.`);
  return names.map((name) => {
    const near = nearest(name, [...byName.keys()]), problem = byName.get(name);
    if (!problem) throw new Trouble(`--only: no problem is called "${name}".${near === undefined ? '' : ` Did you mean "${near}"?`}`);
    return problem;
  });
}

/** A Sudoku line, or the problems of a file. Trouble: one line that says what is wrong. */
function readGiven(shell: Shell, given: string): Problem[] {
  const path = resolve(shell.cwd, given);
  if (given.trim() === '') throw new Trouble('settle: an empty name came, expected a file or a Sudoku line of 81 characters. Write one.');
  try {
    if (!existsSync(path)) {
      if (isLine(given)) return [{ name: 'line', kind: 'sudoku', text: given }];
      throw new Trouble(`settle: no file ${given}, expected a file or a Sudoku line of 81 characters. Check the path.`);
    }
    const name = basename(given).replace(/\.(col|rud|rudy|txt|mc|cnf|maz|maze|json)?(\.gz)?$/i, ''), text = contents(path, given);
    return text.trimStart().startsWith('{') ? fromMap(given, text) : readProblems(name, text);
  } catch (error) {
    throw readable(error);
  }
}

/** What is wrong with a problem is the user's to put right; whatever else is thrown is a fault of the program. */
const readable = (error: unknown): unknown => (error instanceof Unreadable ? new Trouble(error.message, { cause: error }) : error);

/** Whether what names no file is meant as a Sudoku line: so that a wrong character in it can be named. */
function isLine(given: string): boolean {
  const board = given.replace(given.length > 400 ? /[^0-9A-Pa-p._*]/g : /[^0-9A-Ga-g._*]/g, '').length;
  if (board === given.length && [16, 36, 81, 256, 625].includes(board)) return true; // also one that ends like a file: ….21
  return board >= 12 && board >= 0.9 * given.length && !/[\s/\\]/.test(given) && !/\.\w{2,4}$/.test(given.replace(/\.+$/, ''));
}

function contents(path: string, given: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw systemTrouble(`settle: reading ${given}`, error);
  }
  try {
    return (/\.gz$/i.test(path) ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Trouble(`settle: unpacking ${given}: ${(error as Error).message}, expected a gzip file. Is it cut off?`, { cause: error });
  }
}

/** `{name: text}`, or `{name: {text}}` or `{name: {puzzle}}`. */
function fromMap(given: string, text: string): Problem[] {
  let map: Record<string, unknown>;
  try {
    map = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Trouble(`${given}: not JSON (${(error as Error).message.slice(0, 100)}), expected {"name": "text"}. Is the file cut off?`);
  }
  if (Object.keys(map).length === 0) throw new Trouble(`${given}: no problem came, expected {"name": "text"}. Write one into it.`);
  return Object.entries(map).flatMap(([name, value]) => {
    const inner = typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}, own = typeof value === 'string' ? value : inner.puzzle ?? inner.text;
    if (typeof own !== 'string') throw new Trouble(`${given}: ${name} holds no text, expected {"name": "text"}, {"name": {"text": …}} or {"name": {"puzzle": …}}. Correct it.`);
    return readProblems(name, own);
  });
}

function finite(text: string): number {
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new InvalidArgumentError('Expected a number.');
  return Number(text);
}
