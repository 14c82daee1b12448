import type { Contours } from './contours.ts';

/** Step, noise and the plasticity of the contours; symbols in ringLimit.ts. */
export interface RingPace {
  dt: number;
  deviation: number;
  growth: number;
  leak: number;
}

export type RingForm = 'phase' | 'limit';

/**
 * The engine's second implementation, for ring fields only: one fused float64 loop over the contours instead of kernels, because
 * a ring field of some hundred synapses steps in microseconds and every launch would cost more (measured in docs/constraints.md).
 * The equations stand in ringPhase.ts and ringLimit.ts; tests hold the phase form step for step against the engine itself.
 */
export interface RingField {
  readonly form: RingForm;
  readonly contours: Contours;
  /** Homeostatic state of each synapse. */
  readonly x: Float64Array;
  /** Strength of each ring. */
  readonly strengths: Float64Array;
  /** Σ (ū − u)² of each ring at the last step: how much it fights. */
  readonly quarrel: Float64Array;
  /** The noise of the last step, synapse by synapse. */
  readonly noise: Float64Array;
  steps: number;
  time: number;
  /** One step; true once all rings agree. */
  step(): boolean;
  /** Which units are awake, in the mean of their rings. */
  awake(): Uint8Array;
  /** Phase of every synapse: 0 awake, π asleep. */
  phases(): Float64Array;
}
