import { breathe, breathIsDue, unhurried } from '../../field/breath.ts';
import { byClock, bySteps } from './cutPace.ts';
import { rudyInParts, type Graph } from './dimacs.ts';
import type { EngineMachine } from './engineMachine.ts';
import { frustration } from './frustration.ts';
import { couplings, type Machine, type MachineName } from './machines.ts';
import { engineMachineOf, machineOf } from './machineOf.ts';
import { ranOn, type ProblemSettled } from './result.ts';

export interface MaxCutOptions {
  machine?: MachineName;
  seed: number;
  /** Ends after so many seconds by the clock; this or `steps`. */
  seconds?: number;
  /** So many steps in all, whatever the clock says: the same seed then gives the same cut on every machine. */
  steps?: number;
  /** Stop as soon as the cut is at least this. */
  target?: number;
  /** Seconds so far; default wall clock. Where cores are shared, CPU seconds are the fair clock. */
  clock?(): number;
  /** Runs as a field of the engine on this backend instead of the fast loop of the machine. */
  backend?: string;
  /** Replicas side by side, on the engine only: seeds seed, seed + 1, … The best of them counts. Default 1. */
  replicas?: number;
  signal?: AbortSignal;
  /** Called about every 50 ms of wall clock. */
  observe?(machine: Machine): void;
}

export interface Cut {
  cut: number;
  /** Side 0 or 1 of each vertex. */
  sides: number[];
  /** Seconds by the clock, and steps, after which the best was found. */
  foundAt: number;
  foundStep: number;
  simulatedTime: number;
  steps: number;
  machine: MachineName;
  /** What a person should know of how it was done: a number format, a descent cut short. */
  remarks: string[];
  /** What ran: backend, executor and degradations of the engine, where it was asked for. */
  engine?: ReturnType<EngineMachine['report']>;
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

/** Where Ctrl-C ends a run, its ramp ends in so many bursts, off the engine of so many steps at least, or faster, within so many milliseconds; so does one that never began. */
const LAST_BURSTS = 8, LAST_STEPS = 256, PATIENCE = 400;

/**
 * Runs ramp after ramp of one machine until the seconds or the steps are spent, and keeps the best cut seen (cutPace.ts).
 * Interrupted, it is brought to the end of its ramp at once. Error: RangeError where neither seconds nor steps came, or both.
 */
export async function bestCut(graph: Graph, options: MaxCutOptions): Promise<Cut> {
  const { machine: name = 'thermal', seed, seconds, steps: total, clock = () => performance.now() / 1000, backend, replicas = 1, signal, observe } = options;
  if ((seconds === undefined) === (total === undefined)) throw new RangeError(`bestCut: ${total === undefined ? 'neither seconds nor steps' : 'seconds and steps'} came, expected one of them. Pass { seconds: 2 } or { steps: 100000 }.`);
  if (breathIsDue()) await breathe(); // a large graph has just been read
  const target = Math.min(options.target ?? Infinity, mostOf(graph)), c = couplings(graph);
  const engine = backend === undefined ? undefined : await engineMachineOf(name, c, { backend, signal, seeds: Array.from({ length: replicas }, (_, k) => seed + k) }), { machine, remark, ...ramps } = engine ? { ...engine, remark: undefined } : machineOf(name, c, seed);
  const began = clock(), now = () => clock() - began, remarks = remark === undefined ? [] : [remark]; // it stands: couplings are laid, kernels compiled
  let found = machine.best, foundAt = 0, foundStep = 0, steps = 0, breath = performance.now();
  if (found < target) for (const burst of total === undefined ? byClock(now, seconds!, ramps) : bySteps(total, ramps)) {
    if (burst.fresh) machine.restart();
    await machine.run(burst.steps, burst.from, burst.to);
    steps += burst.steps;
    if (machine.best > found) [found, foundAt, foundStep] = [machine.best, now(), steps];
    if (found >= target) break;
    if (performance.now() - breath < 50) continue;
    observe?.(machine);
    await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
    breath = performance.now();
    if (!signal?.aborted) continue;
    steps += await toRest(machine, burst.to, burst.steps, engine ? burst.steps : Math.max(LAST_STEPS, burst.steps));
    break;
  }
  if (steps === 0 && found < target) { // the time was over before it began
    steps = await toRest(machine, 0, 1, LAST_STEPS);
    remarks.push(`the time was over before the first step: a short descent of ${steps} steps all the same`);
  }
  return { cut: machine.best, sides: Array.from(machine.bestSides(), (s) => (s > 0 ? 1 : 0)), foundAt, foundStep, simulatedTime: machine.time, steps, machine: name, remarks, engine: engine?.machine.report() };
}

/** Runs to the end of a ramp in eight times so many steps, in bursts of a given length; faster where the clock says so. Returns the steps. */
async function toRest(machine: Machine, from: number, burst: number, eighth: number): Promise<number> {
  const asked = performance.now();
  let steps = 0;
  for (let part = 0; part < 1;) {
    const next = Math.min(1, Math.max((steps + burst) / (LAST_BURSTS * eighth), (performance.now() - asked) / PATIENCE));
    await machine.run(burst, from + (1 - from) * part, from + (1 - from) * next);
    steps += burst;
    part = next;
  }
  return steps;
}

/** What a reader must know to get the same cut again. */
function pacing({ steps, foundAt, foundStep, engine }: Cut, bySteps: boolean): string {
  return bySteps
    ? `best found at step ${foundStep} of ${steps}; paced by steps: the same seed gives the same cut ${engine ? 'on this backend' : 'everywhere'}`
    : `best found after ${foundAt.toFixed(2)} s; paced by the clock, ${steps} steps made: another run may end otherwise, --steps ${Math.max(1, steps)} makes as many and repeats`;
}

/** What a machine says of its cut and what is counted may differ by so much of all weights together: weights that are not whole are rounded to grains. */
const ROUNDED = 1e-5;

/** Settles one rudy graph. Errors (Unreadable): see `readRudy`. */
export async function settleMaxCut(name: string, text: string, options: MaxCutOptions): Promise<ProblemSettled> {
  const began = performance.now(), graph = (await unhurried(rudyInParts(name, text)))!, found = await bestCut(graph, options), counted = cutOf(graph, found.sides);
  if (Math.abs(counted - found.cut) > ROUNDED * graph.weight.reduce((s, w) => s + Math.abs(w), 0)) throw new Error(`settleMaxCut: the machine says ${found.cut}, the count says ${counted}: a fault of the program.`);
  const all = mostOf(graph), reached = counted >= (options.target ?? Infinity);
  return {
    name, kind: 'max-cut', status: counted === all || reached ? 'solved' : 'best', answer: found.sides, value: counted, seconds: (performance.now() - began) / 1000,
    simulatedTime: found.simulatedTime, seed: options.seed,
    note: `${found.machine} machine, ${found.remarks.map((r) => `${r}; `).join('')}${pacing(found, options.steps !== undefined)}${found.engine ? `; ${ranOn(found.engine)}` : ''}${counted === all ? '; every edge of positive weight is cut and no other: no cut is larger' : ''}; ${[frustration(graph, found.sides), ...graph.remarks].join('; ')}${options.signal?.aborted ? '; interrupted' : ''}`,
  };
}
