import { Chance } from '../../field/chance.ts';
import type { Graph } from './dimacs.ts';

/** Which dynamics finds the cut. */
export const MACHINES = ['adaptive', 'discrete', 'ballistic', 'chaotic', 'kuramoto'] as const;
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

/** A running machine: `step` moves it once; its sides and their cut are kept up to date. */
export interface Machine {
  readonly sides: Int8Array;
  cut: number;
  time: number;
  /** One step at the fraction 0 … 1 of its ramp. */
  step(progress: number): void;
  /** Starts the ramp anew from a fresh small noise. */
  restart(): void;
  /** Amplitude homeostats, where there are any. */
  readonly gain?: Float64Array;
  phases(): Float64Array;
}

/** Pace of a machine; symbols in the docstrings of the machines. */
export interface MachinePace {
  coupling: number;
  dt: number;
  /** Steps of a ramp; 0: by the speed measured. */
  steps: number;
  rate: number;
  target: number;
  least: number;
  most: number;
}

/**
 * Sides ±1 and what each site hears from them, h_i = −Σ_j w_ij s_j, updated only where a side has flipped: a step costs N plus the
 * links of the sites that flipped. cut = ½ (W − Σ_{i<j} w_ij s_i s_j).
 */
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
    const { sites, start, to, weight, total } = this.c;
    for (let i = 0; i < sites; i++) this.side[i] = x[i] > 0 ? 1 : -1;
    let agree = 0;
    for (let i = 0; i < sites; i++) {
      let h = 0;
      for (let k = start[i]; k < start[i + 1]; k++) h -= weight[k] * this.side[to[k]];
      this.heard[i] = h;
      agree -= h * this.side[i];
    }
    this.cut = (total - agree / 2) / 2;
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
