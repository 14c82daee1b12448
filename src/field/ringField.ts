import type { Contours } from './contours.ts';
import type { Lines } from './fused/lines.ts';

/** Step, noise and the plasticity of the contours; symbols in ringLimit.ts. */
export interface RingPace {
  dt: number;
  rate: number;
  deviation: number;
  growth: number;
  leak: number;
}

/** The part of a pace that a field may have of its own. */
export type RingPaceChange = Partial<Pick<RingPace, 'rate' | 'deviation' | 'growth' | 'leak'>>;

export type RingForm = 'phase' | 'limit';

/** A field to be started: its wiring and the seed of its x and its noise. */
export interface RingSeed {
  contours: Contours;
  seed: number;
  /** What of its pace differs from that of its form; all fields of a batch share dt. */
  pace?: RingPaceChange;
}

/** A ring field at one moment: a copy, which later steps leave as it is. */
export interface RingField {
  readonly form: RingForm;
  readonly contours: Contours;
  readonly seed: number;
  readonly steps: number;
  readonly time: number;
  /** Whether all rings agree. */
  readonly atRest: boolean;
  /** Homeostatic state of each synapse. */
  readonly x: Float32Array;
  /** ln cot(φ/2) of each synapse; the limit form has none (empty). */
  readonly q: Float32Array;
  /** Inhibition of each ring: θ of the phase form, the level that a winner must reach in the limit form. */
  readonly threshold: Float32Array;
  /** Strength of each ring. */
  readonly strengths: Float32Array;
  /** Σ (ū − u)² of each ring at the last step: how much it fights. */
  readonly quarrel: Float32Array;
  /** ū of each unit, the strength-weighted mean of its copies. */
  readonly activity: Float32Array;
  /** Which units are awake, ū > ½. */
  awake(): Uint8Array;
  /** Phase of every synapse: 0 awake, π asleep. */
  phases(): Float32Array;
}

/** A field that was ended before it stood: every unit asleep, strengths 1, nothing quarrels. */
export function unmoved(form: RingForm, contours: Contours, seed: number): RingField {
  const synapses = contours.unit.length, rings = contours.kind.length;
  return {
    form, contours, seed, steps: 0, time: 0, atRest: false, x: new Float32Array(synapses), q: new Float32Array(0), threshold: new Float32Array(rings), strengths: new Float32Array(rings).fill(1),
    quarrel: new Float32Array(rings), activity: new Float32Array(contours.units), awake: () => new Uint8Array(contours.units), phases: () => new Float32Array(synapses).fill(Math.PI),
  };
}

/**
 * What one form of ring field does, written four synapses or four rings at a time. The rest (who hears whom, the means of a unit, noise,
 * sums of a ring) is the same for both forms: fused/ringModule.ts.
 */
export interface RingDynamics<P extends RingPace = RingPace> {
  pace: P;
  /** Numbers the text reads by `constant(k)`, in order. */
  constants(pace: P): number[];
  /** How a ring gathers what its synapses show: their sum, or the largest. */
  gathers: 'sum' | 'largest';
  /** At a synapse, before ū is known: moves what depends on x and the level of the ring; hands back u of this step. */
  feel(l: Lines, x: string, level: string, q: Place, u: Place, constant: (k: number) => string): string;
  /** At a synapse, after the move: what the ring hears next. */
  show(l: Lines, x: string, q: Place, u: Place): string;
  /** At a ring: from what it heard, its next level; θ and `before` are its own two memories. */
  level(l: Lines, heard: string, ring: { theta: Place; before: Place; low: string; high: string; feltLow: string; feltHigh: string }, constant: (k: number) => string): string;
  /** Whether a strength feels the violation one step late. */
  late: boolean;
}

/** Where a value lies: read it, or write it. */
export interface Place {
  get(): string;
  set(value: string): void;
}
