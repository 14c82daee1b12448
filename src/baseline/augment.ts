import type { Grid, Pair } from '../tasks/types.ts';
import { type Random, shuffle } from './random.ts';

/** One element of D4: transpose first (bit 2), then flip the rows (bit 1) and the columns (bit 0). */
export function turn(g: Grid, view: number): Grid {
  let t = view & 4 ? g[0].map((_, c) => g.map((row) => row[c])) : g.map((row) => [...row]);
  if (view & 2) t = t.reverse();
  if (view & 1) t = t.map((row) => row.reverse());
  return t;
}

/** Undoes `turn`. */
export function turnBack(g: Grid, view: number): Grid {
  const flipped = turn(g, view & 3);
  return view & 4 ? turn(flipped, 4) : flipped;
}

/**
 * Colours that may change places without telling the net a lie. A colour plays a role, and stays, where every demonstration
 * shows it. If a demonstration's output holds a colour that neither has a role nor stands in its input, colours are mapped
 * to colours and none may move. Everything else, colours never seen included, is interchangeable.
 */
export function freeColours(train: Pair[]): number[] {
  const seen = train.map((p) => ({ input: new Set(p.input.flat()), output: new Set(p.output.flat()) }));
  const role = (c: number): boolean => seen.every((s) => s.input.has(c) || s.output.has(c));
  const mapped = seen.some((s) => [...s.output].some((c) => !role(c) && !s.input.has(c)));
  return mapped ? [] : Array.from({ length: 10 }, (_, c) => c).filter((c) => !role(c));
}

/** A random permutation of 0..9 that moves the free colours only. */
export function palette(free: number[], random: Random): number[] {
  const moved = shuffle([...free], random), map = Array.from({ length: 10 }, (_, c) => c);
  free.forEach((c, i) => { map[c] = moved[i]; });
  return map;
}
