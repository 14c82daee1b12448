import { readRudy, type Graph } from './dimacs.ts';
import { frustration } from './frustration.ts';
import { couplings, type Machine, type MachineName } from './machines.ts';
import { machineOf } from './machineOf.ts';
import type { ProblemSettled } from './result.ts';

export interface MaxCutOptions {
  machine?: MachineName;
  seed: number;
  seconds: number;
  /** Stop as soon as the cut is at least this. */
  target?: number;
  /** Ramps of so many steps, whatever the time: the same seed then gives the same cut after as many ramps. Default: ramps by the clock. */
  steps?: number;
  /** Seconds so far; default wall clock. Where cores are shared, CPU seconds are the fair clock. */
  clock?(): number;
  signal?: AbortSignal;
  /** Called about every 50 ms of wall clock. */
  observe?(machine: Machine): void;
}

export interface Cut {
  cut: number;
  /** Side 0 or 1 of each vertex. */
  sides: number[];
  /** Seconds by the clock at which the best was found. */
  foundAt: number;
  simulatedTime: number;
  steps: number;
  machine: MachineName;
}

/** Weight of the edges between the two sides, from the graph alone. Error: RangeError where sides are missing or not 0 or 1. */
export function cutOf({ vertices, from, to, weight }: Graph, sides: ArrayLike<number>): number {
  if (sides.length !== vertices) throw new RangeError(`cutOf: ${sides.length} sides came, expected ${vertices}. Give one a vertex.`);
  for (let v = 0; v < vertices; v++) if (sides[v] !== 0 && sides[v] !== 1) throw new RangeError(`cutOf: side ${sides[v]} of vertex ${v + 1} came, expected 0 or 1. Correct it.`);
  let cut = 0;
  for (let k = 0; k < from.length; k++) if (sides[from[k]] !== sides[to[k]]) cut += weight[k];
  return cut;
}

/** No cut is larger than the sum of the positive weights. */
const mostOf = ({ weight }: Graph): number => weight.reduce((s, w) => s + Math.max(0, w), 0);

/** A burst of steps between two looks at the clock takes about this long, seconds; and where Ctrl-C ends a run, the machine comes to rest in so many bursts. */
const BURST = 0.006, LAST_BURSTS = 8;

/** Ramps by the clock: seconds at which they end. Each is twice as long as the one before; the last takes what is left if that is less than one and a half. */
function rampEnds(seconds: number, first: number): number[] {
  const ends: number[] = [];
  for (let end = 0, length = first; end < seconds; length *= 2) ends.push(end = seconds - end < 1.5 * length ? seconds : end + length);
  return ends;
}

/**
 * Runs ramp after ramp of one machine until the time is spent, and keeps the best cut seen. Machines paced by the clock ramp with the
 * time that has passed: slower ramps end in better cuts. Interrupted, they are brought to the end of the ramp at once.
 */
export async function bestCut(graph: Graph, options: MaxCutOptions): Promise<Cut> {
  const { machine: name = 'thermal', seed, seconds, clock = () => performance.now() / 1000, signal, observe } = options, began = clock(), target = Math.min(options.target ?? Infinity, mostOf(graph));
  const { machine, steps: own, first } = machineOf(name, couplings(graph), seed), ramp = options.steps ?? own, ends = rampEnds(seconds, first ?? 2);
  let found = machine.best, foundAt = 0, steps = 0, burst = 16, breath = performance.now(), now = clock() - began, progress = 0, rampAt = now, done = 0;
  while (machine.best < target && now < seconds) {
    if (progress >= 1) {
      machine.restart();
      [progress, done, rampAt] = [0, 0, now];
      ends.shift();
    }
    const count = ramp === undefined ? burst : Math.min(burst, ramp - done), after = ramp === undefined ? undefined : (done + count) / ramp;
    machine.run(count, progress, after ?? progress);
    steps += count;
    done += count;
    const later = clock() - began, took = later - now;
    burst = took < BURST / 2 ? 2 * burst : took > 2 * BURST && burst > 1 ? burst >> 1 : burst;
    now = later;
    progress = after ?? Math.min(1, (now - rampAt) / (ends[0] - rampAt));
    if (machine.best > found) [found, foundAt] = [machine.best, now];
    if (performance.now() - breath < 50) continue;
    observe?.(machine);
    await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
    breath = performance.now();
    if (signal?.aborted) {
      for (let k = 0; k < LAST_BURSTS; k++) machine.run(burst, progress + ((1 - progress) * k) / LAST_BURSTS, progress + ((1 - progress) * (k + 1)) / LAST_BURSTS);
      break;
    }
  }
  return { cut: machine.best, sides: Array.from(machine.bestSides(), (s) => (s > 0 ? 1 : 0)), foundAt, simulatedTime: machine.time, steps, machine: name };
}

/** Settles one rudy graph. Errors (RangeError): see `readRudy`. */
export async function settleMaxCut(name: string, text: string, options: MaxCutOptions): Promise<ProblemSettled> {
  const began = performance.now(), graph = readRudy(name, text), found = await bestCut(graph, options), counted = cutOf(graph, found.sides);
  if (Math.abs(counted - found.cut) > 1e-6 * Math.max(1, Math.abs(counted))) throw new Error(`settleMaxCut: the machine says ${found.cut}, the count says ${counted}: a fault of the program.`);
  const all = mostOf(graph), reached = counted >= (options.target ?? Infinity);
  return {
    name, kind: 'max-cut', status: counted === all || reached ? 'solved' : 'best', answer: found.sides, value: counted, seconds: (performance.now() - began) / 1000,
    simulatedTime: found.simulatedTime, seed: options.seed,
    note: `${found.machine} machine, best found after ${found.foundAt.toFixed(2)} s${counted === all ? '; every edge of positive weight is cut and no other: no cut is larger' : ''}; ${frustration(graph, found.sides)}${options.signal?.aborted ? '; interrupted' : ''}`,
  };
}
