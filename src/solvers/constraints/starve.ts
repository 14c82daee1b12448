import type { Contours } from '../../field/contours.ts';

/**
 * Lets pinning spread: a ring of exactly one (or at least one) with a single unit left pins it, and a pinned unit puts the others of
 * its rings to sleep. Answers the name of a ring that is starved of units in the end, which proves that the rings contradict each
 * other; undefined proves nothing. It decides no unit of an answer: the field settles all of them itself.
 */
export function starvedRing({ units, rings, start, unit, kind }: Contours): string | undefined {
  const asleep = new Uint8Array(units), pinned = new Uint8Array(units);
  for (let moved = true; moved; ) {
    moved = false;
    for (let m = 0; m < rings.length; m++) {
      const members = unit.subarray(start[m], start[m + 1]), left = members.filter((i) => !asleep[i]), held = left.filter((i) => pinned[i]);
      const name = rings[m].name ?? `ring ${m}`;
      if (kind[m] !== 1 && left.length === 0) return name;
      if (kind[m] !== 2 && held.length > 1) return name;
      if (kind[m] !== 1 && left.length === 1 && held.length === 0) {
        pinned[left[0]] = 1;
        moved = true;
      }
      if (kind[m] !== 2 && held.length === 1 && left.length > 1) {
        for (const i of left) if (!pinned[i]) asleep[i] = 1;
        moved = true;
      }
    }
  }
  return undefined;
}
