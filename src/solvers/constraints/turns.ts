import type { Couplings } from './machines.ts';

/** Which turn each site moves in, and how many there are: sites of one turn have no link between them (first fit in the order of the graph). */
export function turnsOf({ sites, start, to }: Pick<Couplings, 'sites' | 'start' | 'to'>): { own: Int32Array; turns: number } {
  const own = new Int32Array(sites).fill(-1), taken = new Int32Array(sites + 1).fill(-1);
  let turns = 0;
  for (let i = 0; i < sites; i++) {
    for (let k = start[i]; k < start[i + 1]; k++) if (own[to[k]] >= 0) taken[own[to[k]]] = i;
    let turn = 0;
    while (taken[turn] === i) turn += 1;
    own[i] = turn;
    turns = Math.max(turns, turn + 1);
  }
  return { own, turns };
}
