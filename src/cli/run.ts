import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import { prepareBackend } from '../field/backend.ts';
import { suggest } from '../oscillators/nearest.ts';
import { faultOf, type Experiment, type ExperimentOption } from '../runs/experiment.ts';
import { tryPlace, writeWhole } from '../runs/files.ts';
import { RunFolder } from '../runs/folder.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import type { RunOutput } from '../schemas/run.ts';
import { interruptible, type Shell } from './shell.ts';

/** How long an interrupted experiment may take to hand back what there is, in seconds: the environment variable CYMATIC_PATIENCE, else 20. */
const PATIENCE = Number(process.env.CYMATIC_PATIENCE || 20);

export function addRun(program: Command, shell: Shell): void {
  program.command('run')
    .summary('run one of the experiments')
    .description(`Runs an experiment. Experiments: ${names(shell).join(', ') || 'none'}.`)
    .argument('<experiment>', 'its name; further options are its own, listed by: cymatic run NAME --help')
    .argument('[options...]', 'options of the experiment, and --json <file>')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (name: string, rest: string[], _: unknown, command: Command) => {
      if (name === '--help' || name === '-h') command.outputHelp();
      else await runExperiment(shell, name, rest);
    });
}

async function runExperiment(shell: Shell, name: string, args: readonly string[]): Promise<void> {
  const experiment = await load(shell, name);
  const command = new Command(`cymatic run ${name}`)
    .description(experiment.summary)
    .exitOverride()
    .configureOutput({ writeOut: (text) => shell.out(text.trimEnd()), writeErr: () => undefined })
    .option('--json <file>', 'write the figures');
  for (const [key, option] of Object.entries(experiment.options)) addOption(command, key, option);
  await command.action(async (given: Record<string, number | string | boolean> & { json?: string }) => {
    const options = Object.fromEntries(Object.keys(experiment.options).map((key) => [key, given[camel(key)]]));
    for (const [key, option] of Object.entries(experiment.options)) {
      const fault = faultOf(key, options[key], option);
      if (fault !== undefined) throw new Trouble(fault);
    }
    const json = given.json === undefined ? undefined : resolve(shell.cwd, given.json);
    if (json !== undefined) tryPlace(json);
    await carryOut(shell, name, experiment, options, json);
  }).parseAsync(args, { from: 'user' });
}

async function carryOut(shell: Shell, name: string, experiment: Experiment, options: Record<string, number | string | boolean>, json: string | undefined): Promise<void> {
  const seeds = typeof options.seed === 'number' ? [options.seed] : [];
  const folder = RunFolder.create(resolve(shell.cwd, 'runs'), name, { options, seeds }), { signal, release } = interruptible();
  try {
    await prepareBackend(typeof options.backend === 'string' && options.backend !== '' ? options.backend : undefined); // media choose theirs as they are made
    const result = await within(signal, experiment.run(options, { signal, folder: folder.path, say: (line) => (folder.log(line), shell.err(line)) }));
    if (result === undefined) {
      folder.setState('interrupted');
      shell.err(`Interrupted: ${name} handed back no result within ${PATIENCE} s. What it has written so far stands in ${folder.path}.`);
      shell.exitCode = 130;
      setImmediate(() => process.exit(130)); // whatever it still waits for
      return;
    }
    folder.setState(signal.aborted ? 'interrupted' : 'done', [result.backend]);
    const output: RunOutput = { experiment: name, options, seeds: result.seeds, results: result.results, backend: result.backend, versions: folder.configuration.versions };
    folder.write('results.json', `${JSON.stringify(output, null, 2)}\n`);
    folder.write('report.md', `${result.report.trimEnd()}\n`);
    shell.out(result.report.trimEnd());
    shell.out(`\nWritten to ${folder.path}`);
    if (json !== undefined) writeWhole(json, `${JSON.stringify(output)}\n`);
    if (signal.aborted) shell.exitCode = 130;
    else if (result.reached === false) shell.exitCode = 1;
  } catch (error) {
    folder.setState(signal.aborted ? 'interrupted' : 'failed');
    if (signal.aborted) {
      shell.err(`Interrupted before there was a result (${(error as Error).message}). What was written so far stands in ${folder.path}.`);
      shell.exitCode = 130;
      return;
    }
    throw asTrouble(name, error);
  } finally {
    release();
  }
}

/** Options that make no sense together, and files that are not there, are the user's to put right; whatever else is thrown is a fault of the program. */
function asTrouble(name: string, error: unknown): unknown {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (error instanceof RangeError && error.message.includes('expected')) return new Trouble(`run ${name}: ${error.message}`, { cause: error });
  return code !== undefined && syscall !== undefined && path !== undefined ? systemTrouble(`run ${name}: ${path}`, error) : error;
}

/** What the experiment hands back; undefined where it has been interrupted and does not come to an end. */
async function within<T>(signal: AbortSignal, result: Promise<T>): Promise<T | undefined> {
  let bell: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => signal.addEventListener('abort', () => { bell = setTimeout(() => done(undefined), PATIENCE * 1e3); }, { once: true }));
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(bell);
  }
}

async function load(shell: Shell, name: string): Promise<Experiment> {
  const path = join(shell.experiments, `${name}.ts`);
  if (!/^[\w-]+$/.test(name) || !existsSync(path)) throw new Trouble(`run: no experiment is called "${name}". ${suggest(name, names(shell))}`);
  return ((await import(pathToFileURL(path).href)) as { default: Experiment }).default;
}

function names(shell: Shell): string[] {
  return existsSync(shell.experiments) ? readdirSync(shell.experiments).filter((f) => f.endsWith('.ts')).map((f) => f.slice(0, -3)).sort() : [];
}

function addOption(command: Command, key: string, { type, default: preset, about }: ExperimentOption): void {
  if (type === 'boolean') command.option(`--${key}`, about, preset === true);
  else command.option(`--${key} <${type === 'number' ? 'n' : 'text'}>`, about, type === 'number' ? number(key) : String, preset as unknown);
}

const number = (key: string) => (text: string): number => {
  if (text.trim() === '' || !Number.isFinite(Number(text))) throw new Trouble(`--${key}: "${text}" came, expected a number.`);
  return Number(text);
};

/** Where commander keeps `--two-words`. */
const camel = (key: string): string => key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
