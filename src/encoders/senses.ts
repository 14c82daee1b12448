import type { Sea } from './sea.ts';

/** Sites that lock into objects: linked neighbours of the same `kind` pull each other. */
export interface SegmentRequest {
  /** Kind of each site; sites of kind −1 take no part. Neighbours of equal kind belong together. */
  kind: Int32Array;
  /** Eight neighbours instead of four. */
  eight: boolean;
}

/** A wave that starts at named sources and spreads through open sites. */
export interface WaveRequest {
  /** Name ≥ 0 of the source sitting at a site, −1 where there is none. Names ≤ 1023. */
  source: Int32Array;
  /** 1 where the medium carries the wave. A source starts a wave even where it is closed. */
  open: Uint8Array;
  eight: boolean;
}
export interface WaveReading {
  /** Hops from the nearest source (0 at a source), −1 where the wave never arrives. */
  arrival: Int32Array;
  /** Name of the source that arrived first (the largest name on a tie), −1 where none does. */
  name: Int32Array;
}

/** A pulse running against `direction`, so that a site hears what lies in that direction. */
export interface RayRequest {
  /** Where a site listens: (row step, column step), each −1, 0 or 1. */
  direction: [number, number];
  /** through[i] = 1: the next site in the direction relays to i what it heard itself; 0: i hears that next site. */
  through: Uint8Array;
}
export interface RayReading {
  /** The site heard, −1 where the ray leaves the grid. */
  hit: Int32Array;
  /** Hops to it, −1 where the ray leaves the grid. */
  distance: Int32Array;
}

/** Sums or contests inside groups. */
export interface GroupRequest {
  /** Group of each site, any integers ≥ 0; −1 takes no part and reads 0. */
  group: Int32Array;
  /** Integer amplitude each site emits, |value| ≤ 4096. */
  signal: Int32Array;
}

/** Bodies that drift until contact. */
export interface DriftRequest {
  /** Body of each site: ≥ 0 a rigid body, −1 nothing there, −2 an obstacle that never moves. */
  body: Int32Array;
  /** One orthogonal unit step, for example [1, 0] is down. */
  direction: [number, number];
}

/** Interference of a field with its permuted copy, per grid. */
export interface InterferenceReading {
  /** Σ cos(θ_T(i) − θ_i) / overlap per grid: 1 where every overlapping pair agrees. 0 where nothing overlaps. */
  order: Float32Array;
  /** Number of pairs (i, T(i)) that are both certain, per grid. */
  overlap: Int32Array;
}

/** Integral images of cos θ, sin θ and certainty, (rows + 1) × (columns + 1) a grid with a leading row and column of zeros, laid grid after grid. */
export interface IntegralReading {
  re: Float32Array;
  im: Float32Array;
  mass: Float32Array;
}

/**
 * What the medium can tell about a sea of grids. Every method is one process of locking or waves; all requests of one call
 * settle together in one batch. `fieldSenses` simulates them on the engine; the exact discrete algorithms live in
 * `test/oracles/` only. Everything returned is read out of settled phases and frequencies, as integers.
 */
export interface Senses {
  /** Named in every report. */
  readonly backend: string;
  /** Name of the object each site locked into: the largest site index in it; −1 outside. */
  segment(sea: Sea, requests: SegmentRequest[]): Promise<Int32Array[]>;
  wave(sea: Sea, requests: WaveRequest[]): Promise<WaveReading[]>;
  rays(sea: Sea, requests: RayRequest[]): Promise<RayReading[]>;
  /** Copies of a phase field (0..9, −1 empty) through permutation tables (−1: wall, reads −1). */
  listen(sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<Int8Array[]>;
  /** Sum of the signal over the site's own group. */
  gather(sea: Sea, requests: GroupRequest[]): Promise<Int32Array[]>;
  /** Largest signal in the site's own group: the competition's survivor. */
  strongest(sea: Sea, requests: GroupRequest[]): Promise<Int32Array[]>;
  /** Hops each site's body travels before it touches a wall, an obstacle or a body that rests. 0 where no body is. */
  drift(sea: Sea, requests: DriftRequest[]): Promise<Int32Array[]>;
  interference(sea: Sea, phase: Int8Array, tables: Int32Array[]): Promise<InterferenceReading[]>;
  /** Heat equation with reflecting walls run for `time` on e^{iθ} (0 where empty): blurred re and im. */
  diffuse(sea: Sea, phase: Int8Array, time: number): Promise<{ re: Float32Array; im: Float32Array }>;
  integral(sea: Sea, phase: Int8Array): Promise<IntegralReading>;
}
