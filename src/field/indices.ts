import { literal } from '../oscillators/kernelText.ts';

/** Kernel indices are float32: whole numbers are exact up to this one (tried: one more, added inside a loop, reads a neighbour's number on webasm). */
export const INDEXED = 2 ** 24;

/** Refuses a packed array whose far end no kernel index can name. `what` says what fills it. */
export function checkIndices(name: string, length: number, what: string, advice: string): void {
  if (length > INDEXED) throw new RangeError(`${name}: ${what} takes ${length} numbers, expected at most ${INDEXED} (kernel indices are float32). ${advice}`);
}

/** Lines for q = floor(a / by), exact for whole a below 2^24: the float32 product may miss by one, which the remainder shows. */
export function divided(q: string, a: string, by: number): string {
  return `let ${q} = Math.floor((${a} + 0.5) * ${literal(1 / by)}); if (${a} - ${q} * ${by}.0 < -0.5) { ${q} = ${q} - 1.0; } if (${a} - ${q} * ${by}.0 > ${by}.0 - 0.5) { ${q} = ${q} + 1.0; }`;
}
