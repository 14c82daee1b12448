import type { Carrier } from '../../../src/index.ts';

/** Where the field lies: one row is a ring or a list, more are a plate. */
export interface Ground { rows: number; columns: number; sites: number }
/** How signals travel on a ground. */
export interface Wired { carriers: Record<string, Carrier<never>>; wiring: Record<string, unknown> }
