import type { Numbers } from './numbers.ts';

/** Kuramoto order parameter r e^{iψ} = mean of e^{iθ}: r = 1 in full synchrony, about 1/√N for random phases. */
export interface OrderParameter { r: number; psi: number }

/** Order parameter of phases[from … to). Nobody: r = 0. */
export function orderParameter(phases: Numbers, from = 0, to = phases.length): OrderParameter {
  return daidoMoment(phases, 1, from, to);
}

/**
 * Daido's moment of order m, r_m e^{iψ_m} = mean of e^{imθ}, of phases[from … to): r_m = 1 where the phases sit on m (or a divisor of m)
 * evenly spaced points, so two clusters in antiphase have r_1 = 0 and r_2 = 1.
 *
 *   symbol  argument  meaning                          unit  shape
 *   θ       phases    phases                           rad   N
 *   m       order     which harmonic; 1 is Kuramoto's  1     1
 *
 * Known answers: a wrapped Lorentzian distribution (the Ott-Antonsen manifold) has r_m = r^m (validation-suite V7); a splay state of n
 * phases has r_m = 1 where n divides m, else 0 (a geometric series).
 * Errors: RangeError, `daidoMoment: …`.
 */
export function daidoMoment(phases: Numbers, order: number, from = 0, to = phases.length): OrderParameter {
  if (!Number.isInteger(order) || order < 1) throw new RangeError(`daidoMoment: order is ${order}, expected a whole number of at least 1. Order 1 is the Kuramoto order parameter.`);
  let re = 0, im = 0;
  for (let i = from; i < to; i++) { re += Math.cos(order * phases[i]); im += Math.sin(order * phases[i]); }
  const n = Math.max(1, to - from);
  return { r: Math.hypot(re, im) / n, psi: Math.atan2(im, re) };
}

/** Order parameter of every group 0 … groups − 1; sites of group −1 take no part. */
export function orderParameterByGroup(phases: Numbers, group: Int32Array, groups: number): OrderParameter[] {
  const re = new Float64Array(groups), im = new Float64Array(groups), size = new Float64Array(groups);
  for (let i = 0; i < group.length; i++) {
    if (group[i] < 0) continue;
    re[group[i]] += Math.cos(phases[i]);
    im[group[i]] += Math.sin(phases[i]);
    size[group[i]]++;
  }
  return Array.from(re, (x, g) => ({ r: Math.hypot(x, im[g]) / Math.max(1, size[g]), psi: Math.atan2(im[g], x) }));
}
