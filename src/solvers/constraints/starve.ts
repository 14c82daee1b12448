import { atOnce, type Parts } from '../../field/breath.ts';
import type { Contours } from '../../field/contours.ts';

/**
 * Lets pinning spread: a ring of exactly one (or at least one) with a single unit left pins it, and a pinned unit puts the others of
 * its rings to sleep. Answers the name of a ring that is starved of units in the end, which proves that the rings contradict each
 * other; undefined proves nothing. It decides no unit of an answer: the field settles all of them itself.
 */
export const starvedRing = (contours: Contours): string | undefined => atOnce(starvedInParts(contours));

/** The same, ring by ring. */
export function* starvedInParts({ units, rings, start, unit, ring, kind }: Contours): Parts<string | undefined> {
  const first = new Int32Array(units + 1), of = new Int32Array(unit.length); // rings of each unit
  for (const i of unit) first[i + 1] += 1;
  for (let i = 0; i < units; i++) first[i + 1] += first[i];
  const filled = first.slice();
  for (let e = 0; e < unit.length; e++) of[filled[unit[e]]++] = ring[e];
  const asleep = new Uint8Array(units), pinned = new Uint8Array(units), waiting = Array.from({ length: rings.length }, (_, k) => rings.length - 1 - k), listed = new Uint8Array(rings.length).fill(1);
  const wake = (i: number) => {
    for (let k = first[i]; k < first[i + 1]; k++) if (!listed[of[k]]) {
      listed[of[k]] = 1;
      waiting.push(of[k]);
    }
  };
  for (let m = waiting.pop(); m !== undefined; m = waiting.pop()) {
    yield;
    let left = 0, held = 0, last = -1;
    listed[m] = 0;
    for (let e = start[m]; e < start[m + 1]; e++) if (!asleep[unit[e]]) {
      left += 1;
      held += pinned[unit[e]];
      last = unit[e];
    }
    if ((kind[m] !== 1 && left === 0) || (kind[m] !== 2 && held > 1)) return rings[m].name ?? `ring ${m}`;
    if (kind[m] !== 1 && left === 1 && held === 0) {
      pinned[last] = 1;
      wake(last);
    }
    if (kind[m] !== 2 && held === 1 && left > 1) for (let e = start[m]; e < start[m + 1]; e++) {
      if (asleep[unit[e]] || pinned[unit[e]]) continue;
      asleep[unit[e]] = 1;
      wake(unit[e]);
    }
  }
  return undefined;
}
