import { siteAt, type Sea } from './sea.ts';

/**
 * The links of a sea that is spread over layers (one per request): row i lists the `degree` sites that i hears.
 * A link that was never made is closed (−1): nothing is heard through it.
 */
export class Links {
  /** sites × degree. */
  readonly to: Int32Array;
  private readonly used: Uint8Array;

  constructor(readonly sites: number, readonly degree: number) {
    this.to = new Int32Array(sites * degree).fill(-1);
    this.used = new Uint8Array(sites);
  }

  /** Lets `site` hear `from`; answers the slot of the link, by which lags and weights are stored. */
  hear(site: number, from: number): number {
    if (this.used[site] === this.degree) throw new RangeError(`links: site ${site} hears ${this.degree} others already, expected at most its degree. Make the degree larger.`);
    const slot = site * this.degree + this.used[site]++;
    this.to[slot] = from;
    return slot;
  }
}

const STEPS = [[-1, 0], [0, -1], [0, 1], [1, 0], [-1, -1], [-1, 1], [1, -1], [1, 1]];
const known = new WeakMap<Sea, Int32Array>();

/** Table sites × 8: the four orthogonal neighbours, then the four diagonal ones, −1 beyond a wall. */
export function neighbours(sea: Sea): Int32Array {
  let table = known.get(sea);
  if (!table) {
    table = new Int32Array(sea.sites * 8);
    for (let i = 0, k = 0; i < sea.sites; i++) for (const [dr, dc] of STEPS)
      table[k++] = siteAt(sea, sea.grid[i], sea.row[i] + dr, sea.column[i] + dc);
    known.set(sea, table);
  }
  return table;
}

/**
 * Members of each group in the order of their sites. A group's carrier is a tree over this list: member k branches to
 * members `arity`·k + 1 … `arity`·k + `arity`, so that every member is within log(size) hops of every other.
 */
export function members(group: ArrayLike<number>): Int32Array[] {
  const lists = new Map<number, number[]>();
  for (let i = 0; i < group.length; i++) {
    if (group[i] < 0) continue;
    const list = lists.get(group[i]);
    if (list) list.push(i);
    else lists.set(group[i], [i]);
  }
  return [...lists.values()].map((list) => Int32Array.from(list));
}
