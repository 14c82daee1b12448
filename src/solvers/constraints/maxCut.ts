import { bifurcation } from './bifurcation.ts';
import { chaoticAmplitude } from './chaoticAmplitude.ts';
import { readRudy, type Graph } from './dimacs.ts';
import { kuramotoIsing } from './kuramotoIsing.ts';
import { couplings, type Couplings, type Machine, type MachineName, type MachinePace } from './machines.ts';
import type { ProblemSettled } from './result.ts';

export interface MaxCutOptions {
  machine?: MachineName;
  seed: number;
  seconds: number;
  /** Stop as soon as the cut is at least this. */
  target?: number;
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
  /** Wall clock at which the best was found, seconds. */
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

/** The pace of a machine for a graph, from its mean degree alone; measured in docs/constraints.md. */
function paceOf(machine: MachineName, { degree }: Couplings): MachinePace {
  const free = { rate: 0, target: 0.7, least: 1, most: 1 };
  switch (machine) {
    case 'adaptive': return adaptivePace(degree);
    case 'discrete': return { coupling: 0.7, dt: 0.7, steps: 8000, ...free };
    case 'ballistic': return { coupling: 0.5, dt: 0.5, steps: 2000, ...free };
    case 'chaotic': return { coupling: 0.5, dt: 0.2, steps: 20_000, rate: 0.2, target: 0.5, least: 0.01, most: 100 };
    case 'kuramoto': return { coupling: 5, dt: 0.05, steps: 4000, ...free };
  }
}

/** The homeostat must be slow: at 0.15 dense random graphs lose 0.2 %, planar ones of mixed sign 1 % (docs/constraints.md). */
function adaptivePace(degree: number): MachinePace {
  return { coupling: 0.7, dt: 0.7, steps: 0, rate: degree < 16 ? 0.03 : 0.05, target: 0.7, least: 0.3, most: 3 };
}

/** Steps of the first ramp of the adaptive machine; the later ones take what the measured speed allows, at most … */
const SCOUT = 2000, LONGEST = 60_000;

function build(name: MachineName, c: Couplings, seed: number, pace: MachinePace): Machine {
  if (name === 'chaotic') return chaoticAmplitude(c, seed, pace);
  if (name === 'kuramoto') return kuramotoIsing(c, seed, pace);
  return bifurcation(c, seed, pace, name !== 'ballistic');
}

/**
 * Runs ramp after ramp of one machine until the time is spent, and keeps the best cut seen. The adaptive machine first runs a short
 * ramp, which gives an answer at once and measures its speed, then ramps that fill the time left: slower ramps end in better cuts.
 */
export async function bestCut(graph: Graph, options: MaxCutOptions): Promise<Cut> {
  const { machine: name = 'adaptive', seed, seconds, target = Infinity, clock = () => performance.now() / 1000, signal, observe } = options;
  const c = couplings(graph), pace = paceOf(name, c), machine = build(name, c, seed, pace), began = clock(), sides = machine.sides.slice();
  let best = machine.cut, foundAt = 0, steps = 0, breath = performance.now(), ramp = pace.steps || SCOUT, over = best >= target;
  for (let s = 0; !over; s++) {
    if (s === ramp) {
      machine.restart();
      s = 0;
      const left = seconds - (clock() - began), speed = steps / (clock() - began);
      if (pace.steps === 0) ramp = Math.min(LONGEST, Math.max(SCOUT, Math.floor(0.95 * left * speed)));
    }
    machine.step(s / ramp);
    steps += 1;
    if (machine.cut > best) {
      best = machine.cut;
      sides.set(machine.sides);
      foundAt = clock() - began;
      over = best >= target;
    }
    if (steps % 32 !== 0) continue;
    if (clock() - began > seconds) break;
    if (performance.now() - breath > 50) {
      breath = performance.now();
      observe?.(machine);
      await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
      if (signal?.aborted) break;
    }
  }
  return { cut: best, sides: Array.from(sides, (s) => (s > 0 ? 1 : 0)), foundAt, simulatedTime: machine.time, steps, machine: name };
}

/** Settles one rudy graph. Errors (RangeError): see `readRudy`. */
export async function settleMaxCut(name: string, text: string, options: MaxCutOptions): Promise<ProblemSettled> {
  const began = performance.now(), graph = readRudy(name, text), found = await bestCut(graph, options), counted = cutOf(graph, found.sides);
  if (Math.abs(counted - found.cut) > 1e-6 * Math.max(1, Math.abs(counted))) throw new Error(`settleMaxCut: the machine says ${found.cut}, the count says ${counted}: a fault of the program.`);
  const all = graph.weight.reduce((s, w) => s + Math.max(0, w), 0), reached = counted >= (options.target ?? Infinity);
  return {
    name, kind: 'max-cut', status: counted === all || reached ? 'solved' : 'best', answer: found.sides, value: counted, seconds: (performance.now() - began) / 1000,
    simulatedTime: found.simulatedTime, seed: options.seed,
    note: `${found.machine} machine, best found after ${found.foundAt.toFixed(2)} s${counted === all ? '; every edge of positive weight is cut and no other: no cut is larger' : ''}${options.signal?.aborted ? '; interrupted' : ''}`,
  };
}
