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

/**
 * What a solver looks like while it works, for eyes only: nothing that is answered depends on it. `rests`: the colour of the first test input that is
 * taken for background; `hears`: a process over that input, its frequencies cell by cell (−4096: nothing has arrived); `gate`: the gate that won; `settles`: phases of the answer (rad), and which colour each of
 * the ten resting places means where the solver renamed them.
 */
export type Shown =
  | { kind: 'rests'; colour: number }
  | { kind: 'hears'; process: 'wave' | 'segment'; step: number; rows: number; columns: number; values: number[] }
  | { kind: 'gate'; frame: string; tried: number; leaveOneOut: number; parts: { conditions: { when: string; holds: boolean }[]; source: string }[] }
  | { kind: 'settles'; time: number; rows: number; columns: number; phases: number[]; colours?: number[] };

export interface SolveOptions {
  seed: number;
  /** Budget for one task in seconds of wall clock. */
  seconds: number;
  signal?: AbortSignal;
  /** `cpu`, `webasm`, … as `src/field/backend.ts` lists them; absent: automatic. */
  backend?: string;
  /** Shown the work while it goes on. */
  show?: (moment: Shown) => void;
}
