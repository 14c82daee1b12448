/** How many members of a ring may be awake: exactly one, at most one, at least one. */
export type RingKind = 'one' | 'most' | 'least';

export interface Ring {
  kind: RingKind;
  /** Numbers of its units, each at most once. */
  members: ArrayLike<number>;
  /** Shown to people: "row 3, digit 7". */
  name?: string;
}

/**
 * The wiring of a ring field. Unit i has one copy, a synapse, in every ring that it belongs to; the synapses of ring m are
 * `start[m]` … `start[m + 1] − 1`, and `unit[e]` is the unit of synapse e.
 */
export interface Contours {
  readonly units: number;
  readonly rings: readonly Ring[];
  /** rings + 1 */
  readonly start: Int32Array;
  /** synapses */
  readonly unit: Int32Array;
  /** Ring of each synapse. */
  readonly ring: Int32Array;
  /** 0 exactly one, 1 at most one, 2 at least one. */
  readonly kind: Uint8Array;
}

const KINDS: readonly RingKind[] = ['one', 'most', 'least'];

/**
 * Lays rings over units. A ring of at most one with fewer than two members demands nothing and is left out.
 * Errors: RangeError `contours: …` for a unit outside 0 … units − 1, a unit twice in a ring, a unit in no ring, an empty ring.
 */
export function contours(units: number, rings: readonly Ring[]): Contours {
  if (!Number.isInteger(units) || units < 1) throw new RangeError(`contours: units is ${units}, expected a whole number of at least 1. Correct it.`);
  const kept = rings.filter((r) => r.kind !== 'most' || r.members.length > 1);
  const start = new Int32Array(kept.length + 1);
  kept.forEach((r, m) => (start[m + 1] = start[m] + r.members.length));
  const synapses = start[kept.length], unit = new Int32Array(synapses), ring = new Int32Array(synapses);
  const kind = Uint8Array.from(kept, (r) => KINDS.indexOf(r.kind)), seenIn = new Int32Array(units).fill(-1);
  kept.forEach((r, m) => {
    if (r.members.length === 0) throw new RangeError(`contours: ${r.name ?? `ring ${m}`} has no members, expected at least one. Its demand cannot be met.`);
    for (let k = 0; k < r.members.length; k++) {
      const i = r.members[k];
      if (!Number.isInteger(i) || i < 0 || i >= units) throw new RangeError(`contours: ${r.name ?? `ring ${m}`} names unit ${i}, expected 0 to ${units - 1}. Correct it.`);
      if (seenIn[i] === m) throw new RangeError(`contours: ${r.name ?? `ring ${m}`} names unit ${i} twice, expected once. Drop one.`);
      seenIn[i] = m;
      unit[start[m] + k] = i;
      ring[start[m] + k] = m;
    }
  });
  const alone = seenIn.indexOf(-1);
  if (alone >= 0) throw new RangeError(`contours: unit ${alone} belongs to no ring, expected at least one. Leave it out.`);
  return { units, rings: kept, start, unit, ring, kind };
}
