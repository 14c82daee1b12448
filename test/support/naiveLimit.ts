import type { Contours } from '../../src/field/contours.ts';
import { LIMIT } from '../../src/field/ringLimit.ts';

/** The limit form as its docstring writes it: maps and loops, nothing fused. */
export function naiveLimit(c: Contours, x: number[], a: number[], noise: ArrayLike<number>): { x: number[]; a: number[] } {
  const { dt, growth, leak } = LIMIT.pace, u = x.map(() => 0);
  c.rings.forEach((ring, m) => {
    const own = x.map((_, e) => e).filter((e) => c.ring[e] === m), largest = own.reduce((b, e) => (x[e] > x[b] ? e : b), own[0]);
    if (ring.kind === 'one' || (ring.kind === 'most' && x[largest] > 0.5)) u[largest] = 1;
    if (ring.kind === 'least') for (const e of own) if (x[e] > 0.5 || e === largest) u[e] = 1;
  });
  const mean = (of: number[], i: number) => {
    const copies = x.map((_, e) => e).filter((e) => c.unit[e] === i);
    return copies.reduce((s, e) => s + a[c.ring[e]] * of[e], 0) / copies.reduce((s, e) => s + a[c.ring[e]], 0);
  };
  return {
    x: x.map((v, e) => v + dt * (2 * mean(u, c.unit[e]) - mean(x, c.unit[e]) - u[e]) + noise[e]),
    a: a.map((s, m) => s + dt * (growth * x.map((_, e) => e).filter((e) => c.ring[e] === m).reduce((q, e) => q + (mean(u, c.unit[e]) - u[e]) ** 2, 0) - leak * (s - 1))),
  };
}
