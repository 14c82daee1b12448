import type { Check } from './check.ts';
import { adler } from './adler.ts';
import { graphs } from './graphs.ts';
import { V3, V4, V5, V6 } from './onset.ts';

/** The checks of the suite, in its order. */
export const CHECKS: readonly Check[] = [...adler, V3, V4, V5, V6, ...graphs];
