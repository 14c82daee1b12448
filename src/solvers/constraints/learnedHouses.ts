import { cliqueCover } from './cliques.ts';
import type { House } from './sudokuBoard.ts';

/**
 * Contours born from exclusions: sites that all exclude each other close a ring. A ring with as many cells as there are digits
 * holds every digit once, because no digit can stand twice in it; a smaller one holds each at most once.
 */
export function learnedHouses(pairs: readonly (readonly [number, number])[], sites: number, digits: number): House[] {
  const cover = cliqueCover({ vertices: sites, from: Int32Array.from(pairs, ([a]) => a), to: Int32Array.from(pairs, ([, b]) => b), weight: new Float64Array(pairs.length), remarks: [] });
  return cover.map((cells, k) => ({ name: `learned ring ${k + 1}`, cells, kind: cells.length === digits ? 'one' : 'most' }));
}
