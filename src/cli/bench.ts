import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { copyBandwidth } from '../../bench/engine/bandwidth.ts';
import { CASES, type BenchCase } from '../../bench/engine/cases.ts';
import { liveFrames, LIVE } from '../../bench/engine/live.ts';
import { measure, type Figure } from '../../bench/engine/measure.ts';
import { startPeer, type Peer } from '../../bench/engine/peer.ts';
import { newcomer, STARTS } from '../../bench/start.ts';
import { BACKENDS } from '../field/backend.ts';
import { threadsHere } from '../field/fused/threads.ts';
import { oneOf } from '../oscillators/nearest.ts';
import { tryPlace, writeWhole } from '../runs/files.ts';
import { Trouble } from '../runs/trouble.ts';
import type { BenchFigure, BenchOutput } from '../schemas/bench.ts';
import { interruptible, whole, type Shell } from './shell.ts';

interface Options { backend?: string; rounds: number; peer?: 'torch'; json?: string; list?: boolean }

export function addBench(program: Command, shell: Shell): void {
  program.command('bench')
    .summary('how fast the engine is, against plain float64 loops and the memory')
    .description('Steps each field in turn with a plain float64 loop of the same process (and a peer), and says how much of the measured memory bandwidth the step needs.')
    .argument('[names...]', 'which benchmarks (default: all but the large ones)')
    .addOption(new Option('--backend <name>', 'where the field computes (default: automatic)').choices(BACKENDS))
    .option('--rounds <n>', 'measurements of each, the median counts', whole(1, 1000), 5)
    .addOption(new Option('--peer <name>', 'also PyTorch, where python3 has it').choices(['torch']))
    .option('--json <file>', 'write the figures')
    .option('--list', 'name the benchmarks, run none')
    .action((names: string[], options: Options) => bench(shell, names, options));
}

async function bench(shell: Shell, names: string[], options: Options): Promise<void> {
  const lives = Object.keys(LIVE), starts = Object.keys(STARTS), known = [...CASES.map((b) => b.name), ...lives, ...starts];
  for (const name of names) if (!known.includes(name)) throw new Trouble(`bench: "${name}" is no benchmark, ${oneOf(name, known)}`);
  if (options.list) {
    for (const b of CASES) shell.out(`${b.name.padEnd(19)} ${b.about}${b.large ? ' (only by name)' : ''}`);
    for (const name of lives) shell.out(`${name.padEnd(19)} ${LIVE[name].about} (only by name)`);
    for (const name of starts) shell.out(`${name.padEnd(19)} ${STARTS[name].about} (only by name)`);
    return;
  }
  const json = options.json === undefined ? undefined : resolve(shell.cwd, options.json), { signal, release } = interruptible(), figures: BenchOutput = [];
  if (json !== undefined) tryPlace(json);
  const chosen = names.length === 0 ? CASES.filter((b) => !b.large) : [...new Set(names)].flatMap((name) => CASES.filter((b) => b.name === name));
  let peer: Peer | undefined;
  try {
    if (options.peer) {
      const started = await startPeer();
      if (typeof started === 'string') throw new Trouble(`bench: --peer torch: ${started}`);
      peer = started;
    }
    if (chosen.length > 0) figures.push(...(await measureAll(shell, chosen, options, peer, signal)));
    for (const name of names) if (lives.includes(name) && !signal.aborted) figures.push(await live(shell, name, options));
    for (const name of names) if (starts.includes(name) && !signal.aborted) figures.push(await firstMinute(shell, name));
  } finally {
    peer?.stop();
    release();
    if (json !== undefined && figures.length > 0) writeWhole(json, `${JSON.stringify(figures, null, 2)}\n`);
  }
  if (signal.aborted) shell.exitCode = 130;
}

async function measureAll(shell: Shell, chosen: BenchCase[], { backend, rounds }: Options, peer: Peer | undefined, signal: AbortSignal): Promise<Figure[]> {
  const threads = threadsHere(), bandwidth = threads > 1 ? await copyBandwidth() : undefined, figures: Figure[] = [];
  shell.out(`${threads} threads; copying large arrays moves ${bandwidth === undefined ? 'an unmeasured number of' : (bandwidth / 1e9).toFixed(1)} GB/s; ${rounds} rounds, medians${peer ? `; peer: ${peer.name}, ${threads} threads` : ''}`);
  for (const b of chosen) {
    if (signal.aborted) break;
    shell.err(`${b.name}: ${b.about} …`);
    const figure = await measure(b, { backend, rounds, bandwidth, peer, threads, signal });
    if (!figure) break;
    figures.push(figure);
    shell.out(line(figure));
  }
  return figures;
}

async function live(shell: Shell, name: string, { backend }: Options): Promise<BenchFigure> {
  shell.err(`${name}: ${LIVE[name].about} …`);
  const f = await liveFrames(name, backend, (text) => shell.err(text));
  shell.out(`${name}: ${f.framesPerSecond!.toFixed(1)} frames/s, ${f.stepsPerFrame!.toFixed(1)} steps a frame, median frame ${f.median!.toFixed(1)} ms, nineteen of twenty within ${f.slow!.toFixed(0)} ms, ${f.cpu!.toFixed(0)} ms of processor time a frame; ${f.backend}, ${f.executor}`);
  return f;
}

async function firstMinute(shell: Shell, name: string): Promise<BenchOutput[number]> {
  shell.err(`${name}: ${STARTS[name].about} …`);
  const f = await newcomer(name), s = (x: number) => `${x.toFixed(1)} s`;
  shell.out(`${name}: address after ${s(f.address)}; from opening it: the field at work ${s(f.picture)}, an answer settles ${s(f.settling)}, the answer and its verdict ${s(f.answer)}; load ${f.load.toFixed(1)}`);
  return f;
}

/** One figure in one line a reader can compare. */
function line(f: Figure): string {
  const number = (x: number) => x.toExponential(2).replace('e+', 'e');
  const against = Object.entries(f.loops).map(([loop, l]) => `${l.ratio.toFixed(1)} × ${loop} loop`).join(', ');
  const memory = f.bytes === undefined ? '' : `; ${(f.bytes / 1e6).toFixed(1)} MB a step${f.bandwidthShare === undefined ? '' : `, ${Math.round(100 * f.bandwidthShare)} % of the copy bandwidth`}`;
  return `${f.name}: ${number(f.perSecond)} oscillator steps/s (${number(f.slowest)} to ${number(f.fastest)}), ${(f.perSecond / f.sites).toFixed(1)} steps/s; ${against}${f.peer ? `; ${f.peer.ratio.toFixed(1)} × ${f.peer.name} (${number(f.peer.perSecond)})` : ''}${memory}; ${f.backend}, ${f.executor}`;
}
