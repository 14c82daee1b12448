import type { Contours } from './contours.ts';

/**
 * Reads the consensus: a unit counts as awake where the strength-weighted mean of its copies is above ½, and every ring counts its
 * awake units. Answers whether all demands are met. Single copies may still flicker with the noise; the rings' vote does not.
 * The ring that failed last is asked first, so a field that has not settled costs one ring a step.
 */
export function consensus({ start, unit, kind }: Contours): (activity: Float64Array) => boolean {
  const rings = kind.length;
  let suspect = 0;
  return (activity) => {
    for (let k = 0; k < rings; k++) {
      let m = suspect + k;
      if (m >= rings) m -= rings;
      let count = 0;
      for (let e = start[m], to = start[m + 1]; e < to; e++) if (activity[unit[e]] > 0.5) count += 1;
      if (kind[m] === 0 ? count !== 1 : kind[m] === 1 ? count > 1 : count < 1) {
        suspect = m;
        return false;
      }
    }
    return true;
  };
}
