import type { Check } from './check.ts';
import { V1, V2 } from './adler.ts';
import { V3, V4, V5, V6 } from './onset.ts';

/** The checks of the suite, in its order. */
export const CHECKS: readonly Check[] = [V1, V2, V3, V4, V5, V6];
