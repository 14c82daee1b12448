import type { Carrier } from './carrier.ts';
import { gather } from './gather.ts';

export interface PermutationWiring {
  /** The site each site listens to, −1: none (hears 0). Length sites or batch × sites. Mirrors, rotations, shifts. */
  table: Int32Array;
}

/** Carries a signal from exactly one other site: a gather of degree 1 and weight 1. */
export function permutation(options: { from?: string | Record<string, string> } = {}): Carrier<PermutationWiring> {
  return { ...gather({ degree: 1, reduce: 'sum', from: options.from }), kind: 'permutation' };
}
