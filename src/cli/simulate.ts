import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { BACKENDS } from '../field/backend.ts';
import { MODELS } from '../oscillators/models/all.ts';
import { suggest } from '../oscillators/nearest.ts';
import { tryPlace, writeWhole } from '../runs/files.ts';
import { RunFolder } from '../runs/folder.ts';
import { simulate } from '../runs/simulate.ts';
import { simulationOf, type Simulation } from '../runs/simulation.ts';
import { checkedSimulation, readSimulation } from '../runs/simulationFile.ts';
import { PRESETS } from '../runs/simulationPresets.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import type { SimulatedOutput, SimulationFile } from '../schemas/simulate.ts';
import { interruptible, positive, whole, type Shell } from './shell.ts';
import { simulatedTable, simulationProgress } from './simulateReport.ts';

interface Options {
  time?: number;
  dt?: number;
  sites?: number | [number, number];
  batch?: number;
  seed?: number;
  set?: Record<string, number>;
  integrator?: string;
  backend?: string;
  record?: string[];
  every?: number;
  tolerance?: number;
  json?: string;
  runs: string;
  resume?: string;
  quiet?: boolean;
}

export function addSimulate(program: Command, shell: Shell): void {
  program.command('simulate')
    .summary('let a model run freely and record it')
    .description(`Runs a model file (JSON, see docs/simulate.md) or a model by name, and records its motion into runs/…/field.zarr.\n\nModels: ${Object.keys(PRESETS).join(', ')} (the last ${Object.keys(PRESETS).length - Object.keys(MODELS).length} learn while they run).`)
    .argument('[model]', 'a .json file, or a name')
    .option('--time <t>', 'simulated time', positive)
    .option('--dt <t>', 'time step', positive)
    .option('--sites <n>', 'how many, or rows and columns: 64x64', sites)
    .option('--batch <n>', 'independent copies side by side', whole(1, 2 ** 24))
    .option('--seed <n>', 'of everything that is drawn', whole(0, 2 ** 31 - 1))
    .option('--set <name=value>', 'a parameter; may come several times', setting)
    .option('--integrator <name>', 'rk4 unless the file says otherwise')
    .option('--backend <name>', BACKENDS.join(', '))
    .option('--record <names>', 'variables to record, separated by commas', (text: string) => text.split(',').map((v) => v.trim()).filter(Boolean))
    .option('--every <t>', 'simulated time between two recorded moments', positive)
    .option('--tolerance <rate>', 'stop where the largest rate in the co-rotating frame stays below', positive)
    .option('--json <file>', 'write the figures')
    .option('--runs <folder>', 'where run folders go', 'runs')
    .option('--resume <run>', 'go on with an interrupted run')
    .option('--quiet', 'no progress, no table')
    .action((model: string | undefined, options: Options) => simulateOne(shell, model, options));
}

async function simulateOne(shell: Shell, given: string | undefined, options: Options): Promise<void> {
  const runs = resolve(shell.cwd, options.runs), json = options.json === undefined ? undefined : resolve(shell.cwd, options.json);
  if ((given === undefined) === (options.resume === undefined)) throw new Trouble(`simulate: ${given === undefined ? 'no model came' : 'a model and --resume came'}, expected a model file or name, or --resume RUN. Models: ${Object.keys(PRESETS).join(', ')}.`);
  const before = options.resume === undefined ? undefined : resumed(runs, shell.cwd, options), where = given ?? options.resume!;
  const file = before?.file ?? asked(shell, given!, options), name = file.name!, sim = sayWhy(where, () => simulationOf(file));
  if (json !== undefined) tryPlace(json);
  const folder = before?.folder ?? newFolder(runs, name, given!, file, sim);
  const progress = simulationProgress(shell, options.quiet === true), started = performance.now(), { signal, release } = interruptible();
  if (before) folder.setState('running');
  let result: Omit<SimulatedOutput, 'name' | 'seconds' | 'folder'>;
  try {
    const { versions, commit } = folder.configuration;
    result = await simulate(sim, { folder: folder.path, signal, resume: before !== undefined, progress: progress.moment, attributes: { model: sim.field.model.name, simulation: file, versions, commit } });
  } catch (error) {
    progress.end();
    try {
      folder.setState('failed');
    } catch { /* the disk that refused before refuses again: the first trouble is the one to tell */ }
    throw readable(where, error);
  } finally {
    release();
  }
  progress.end();
  const output: SimulatedOutput = { name, ...result, folder: folder.path, seconds: (performance.now() - started) / 1e3 }, text = `${JSON.stringify(output, null, 1)}\n`;
  folder.write('results.json', text);
  folder.setState(result.status === 'interrupted' ? 'interrupted' : 'done', [result.backend]);
  for (const warning of result.warnings) folder.log(warning);
  if (json !== undefined) writeWhole(json, text);
  if (!options.quiet) shell.out(simulatedTable(output, sim, relative(shell.cwd, folder.path) || '.'));
  if (result.advice) shell.err(`cymatic: ${result.advice}`);
  if (result.status === 'interrupted') shell.err(`Interrupted. Go on with: npx cymatic simulate --resume ${relative(shell.cwd, folder.path)}`);
  shell.exitCode = result.status === 'interrupted' ? 130 : result.status === 'diverged' ? 1 : 0;
}

/** The model file asked for, options on top. */
function asked(shell: Shell, given: string, options: Options): SimulationFile {
  const path = resolve(shell.cwd, given);
  let file: SimulationFile;
  if (Object.hasOwn(PRESETS, given) && !existsSync(path)) file = { ...(Object.hasOwn(MODELS, given) && { model: given }), ...PRESETS[given], name: given };
  else {
    if (!existsSync(path)) throw new Trouble(`simulate: no file and no model is called "${given}". ${suggest(given, Object.keys(PRESETS))}`);
    const read = readSimulation(given, contents(path, given));
    file = { ...read, name: read.name ?? basename(given).replace(/\.json$/i, '') };
  }
  const { time, dt, sites, batch, seed, set, integrator, backend, record, every, tolerance } = options;
  for (const p of Object.keys(set ?? {})) {
    const names = Object.keys(file.model !== undefined && Object.hasOwn(MODELS, file.model) ? MODELS[file.model].parameters : file.parameters ?? {});
    if (!names.includes(p)) throw new Trouble(`--set ${p}: no parameter is called "${p}". ${suggest(p, names)}`);
  }
  const onTop = Object.fromEntries(Object.entries({ time, dt, sites, batch, seed, integrator, backend, tolerance }).filter(([, value]) => value !== undefined));
  return {
    ...file, ...onTop, ...(set && { parameters: { ...file.parameters, ...set } }),
    ...((record || every) && { record: { ...file.record, ...(record && { variables: record }), ...(every && { every }) } }),
  };
}

function newFolder(runs: string, name: string, given: string, file: SimulationFile, sim: Simulation): RunFolder {
  const folder = RunFolder.create(runs, name.replace(/[^\w.-]+/g, '-').slice(0, 60), { options: { command: 'simulate', model: given }, seeds: [sim.seed] });
  folder.write('model.json', `${JSON.stringify(file, null, 2)}\n`);
  return folder;
}

/** The folder of an interrupted run and the model that runs in it. */
function resumed(runs: string, cwd: string, options: Options): { folder: RunFolder; file: SimulationFile } {
  const changed = (['time', 'dt', 'sites', 'batch', 'seed', 'set', 'integrator', 'backend', 'record', 'every', 'tolerance'] as const).filter((k) => k !== 'time' && options[k] !== undefined);
  if (changed.length > 0) throw new Trouble(`simulate: --resume came with --${changed.join(', --')}, expected the run as it was, at most a longer --time. Start a new run.`);
  const folder = RunFolder.open(runs, resolve(cwd, options.resume!)), path = join(folder.path, 'model.json');
  if (!existsSync(path)) throw new Trouble(`--resume ${options.resume}: no model.json came, expected a run of cymatic simulate. Start a new run.`);
  const file = readSimulation(`${options.resume}/model.json`, contents(path, path));
  return { folder, file: options.time === undefined ? file : checkedSimulation(path, { ...file, time: options.time }) };
}

function contents(path: string, given: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw systemTrouble(`simulate: reading ${given}`, error);
  }
}

function sayWhy<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw readable(where, error);
  }
}

/** What the user can put right becomes one line; a fault of our own stays what it is. */
function readable(where: string, error: unknown): unknown {
  const ours = (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError) && /expected|Known: |Did you mean/i.test(error.message);
  return ours ? new Trouble(`${where}: ${error.message}`, { cause: error }) : error;
}

function sites(text: string): number | [number, number] {
  const parts = text.split(/[x×]/).map(Number);
  if (parts.length > 2 || parts.some((n) => !Number.isInteger(n) || n < 1)) throw new InvalidArgumentError('Expected a whole number of at least 1, or rows and columns as in 64x64.');
  return parts.length === 1 ? parts[0] : [parts[0], parts[1]];
}

function setting(text: string, before: Record<string, number> = {}): Record<string, number> {
  const [, name, value] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  if (name === undefined || !Number.isFinite(Number(value))) throw new InvalidArgumentError('Expected a parameter and a finite number, as in K=2.');
  return { ...before, [name]: Number(value) };
}
