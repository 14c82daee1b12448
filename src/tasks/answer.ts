import type { Grid } from './types.ts';

/** What any method hands back for one task: two attempts a test input and how far it trusts them. */
export interface Solved {
  /** One pair of attempts per test input, best first. */
  attempts: [Grid, Grid][];
  /** Estimated probability that the first attempts are right, 0..1. */
  confidence: number;
  /** True where the method would stake its name on the answer. */
  sure: boolean;
  /** True where the demonstrations, each left out in turn, were answered exactly. */
  verified: boolean;
  /** Number of adapted values (couplings or weights). */
  parameters: number;
  /** Why: a JSON value a viewer can walk. */
  explanation: unknown;
  /** Which backend computed, as the engine names it. */
  backend: string;
  /** Degradations and time limits, one line each. */
  warnings: string[];
}

export interface SolveOptions {
  seed: number;
  /** Budget for one task in seconds of wall clock. */
  seconds: number;
  signal?: AbortSignal;
  /** `cpu`, `webasm`, … as `src/field/backend.ts` lists them; absent: automatic. */
  backend?: string;
}
