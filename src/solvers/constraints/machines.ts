import { Chance } from '../../field/chance.ts';
import type { Graph } from './dimacs.ts';

/** Which dynamics finds the cut. */
export const MACHINES = ['thermal', 'adaptive', 'discrete', 'ballistic', 'chaotic', 'kuramoto'] as const;
export type MachineName = (typeof MACHINES)[number];

/** The couplings of a graph as rows: site i hears `to[k]` with `weight[k]`, k from start[i] to start[i + 1] − 1. */
export interface Couplings {
  sites: number;
  start: Int32Array;
  to: Int32Array;
  weight: Float64Array;
  total: number;
  /** Root of the mean squared coupling sum, √(Σ w² / N): sets the scale of what a site hears. */
  scale: number;
  /** Mean number of neighbours. */
  degree: number;
}

export function couplings({ vertices, from, to, weight }: Graph): Couplings {
  const start = new Int32Array(vertices + 1), total = weight.reduce((s, w) => s + w, 0);
  for (const ends of [from, to]) for (const v of ends) start[v + 1] += 1;
  for (let i = 0; i < vertices; i++) start[i + 1] += start[i];
  const next = start.slice(0, vertices), out = new Int32Array(2 * from.length), w = new Float64Array(2 * from.length);
  for (let k = 0; k < from.length; k++) for (const [a, b] of [[from[k], to[k]], [to[k], from[k]]]) {
    out[next[a]] = b;
    w[next[a]++] = weight[k];
  }
  const square = w.reduce((s, v) => s + v * v, 0);
  return { sites: vertices, start, to: out, weight: w, total, scale: square > 0 ? Math.sqrt(square / vertices) : 1, degree: (2 * from.length) / vertices };
}

/** A running machine that keeps the best cut it has passed. */
export interface Machine {
  readonly cut: number;
  readonly best: number;
  time: number;
  /** Sides ±1 at the best cut. */
  bestSides(): Int8Array;
  /** Steps from a part 0 … 1 of the ramp on, to another part of it. On the engine they are done when the promise is. */
  run(steps: number, from: number, to: number): void | Promise<void>;
  /** Starts the ramp anew from a fresh small noise. */
  restart(): void;
  /** Amplitude homeostats or gain controls, where there are any. */
  readonly gain?: Float64Array;
  phases(): Float64Array;
}

/** A machine moved step by step; its sides and their cut are kept up to date. */
export interface Stepped extends Pick<Machine, 'time' | 'restart' | 'gain' | 'phases'> {
  readonly sides: Int8Array;
  cut: number;
  /** One step at the part 0 … 1 of its ramp. */
  step(progress: number): void;
}

/** A machine from one that is moved step by step. */
export function stepwise(stepped: Stepped): Machine {
  const kept = stepped.sides.slice();
  let best = stepped.cut;
  return {
    get cut() { return stepped.cut; },
    get best() { return best; },
    get time() { return stepped.time; },
    gain: stepped.gain,
    bestSides: () => kept,
    run(steps, from, to) {
      for (let s = 0; s < steps; s++) {
        stepped.step(from + ((to - from) * s) / steps);
        if (stepped.cut <= best) continue;
        best = stepped.cut;
        kept.set(stepped.sides);
      }
    },
    restart: () => stepped.restart(),
    phases: () => stepped.phases(),
  };
}

/** Pace of a machine moved step by step; symbols in the docstrings of the machines. */
export interface MachinePace {
  coupling: number;
  dt: number;
  rate: number;
  target: number;
  least: number;
  most: number;
}

/** The cut of sides ±1 and what each site hears, counted anew: h_i = −Σ_j w_ij s_j, cut = ½ (W − Σ_{i<j} w_ij s_i s_j). */
export function cutAndHeard({ sites, start, to, weight, total }: Couplings, side: Int8Array): { cut: number; heard: Float64Array } {
  const heard = new Float64Array(sites);
  let agree = 0;
  for (let i = 0; i < sites; i++) {
    for (let k = start[i]; k < start[i + 1]; k++) heard[i] -= weight[k] * side[to[k]];
    agree -= heard[i] * side[i];
  }
  return { cut: (total - agree / 2) / 2, heard };
}

/** Sides ±1, what each site hears from them, and their cut, updated only where a side has flipped: a step costs N plus the links of the sites that flipped. */
export class Sides {
  readonly side: Int8Array;
  readonly heard: Float64Array;
  cut = 0;

  constructor(private readonly c: Couplings) {
    this.side = new Int8Array(c.sites).fill(1);
    this.heard = new Float64Array(c.sites);
  }

  /** Sets all sides by the signs of x and counts anew. */
  reset(x: Float64Array): void {
    for (let i = 0; i < x.length; i++) this.side[i] = x[i] > 0 ? 1 : -1;
    const now = cutAndHeard(this.c, this.side);
    this.heard.set(now.heard);
    this.cut = now.cut;
  }

  /** Follows the signs of x. */
  follow(x: Float64Array): void {
    const { sites, start, to, weight } = this.c, { side, heard } = this;
    for (let i = 0; i < sites; i++) {
      const s = x[i] > 0 ? 1 : -1;
      if (s === side[i]) continue;
      this.cut -= heard[i] * side[i];
      side[i] = s;
      const twice = 2 * s;
      for (let k = start[i], end = start[i + 1]; k < end; k++) heard[to[k]] -= weight[k] * twice;
    }
  }
}

/** Seeded small numbers around 0, the start of every ramp. */
export function smallNoise(chance: Chance, into: Float64Array, width = 0.2): void {
  for (let i = 0; i < into.length; i++) into[i] = width * (chance.next() - 0.5);
}
