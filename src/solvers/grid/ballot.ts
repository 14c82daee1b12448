import type { Grid, Question } from '../../tasks/types.ts';
import type { Candidate } from './candidate.ts';
import { toGrid } from './stage.ts';

/** One answer to one test input, with everyone who gives it. */
export interface Entry {
  grid: Grid;
  /** Σ e^{−E} over the candidates that give this answer. */
  weight: number;
  /** The candidate of least energy among them. */
  best: Candidate;
  supporters: number;
}

/** Candidates that agree on a test input pool their weight; the two heaviest answers are the attempts. */
export function ballot(question: Question, candidates: Candidate[]): Entry[][] {
  return question.test.map((_, t) => {
    const pool = new Map<string, Entry>();
    for (const c of candidates) {
      const pair = question.train.length + t, meant = c.palette?.[pair];
      const grid = toGrid(c.stage, pair, c.colour.map((v) => (meant ? meant[Math.max(0, v)] : Math.max(0, v))));
      const key = JSON.stringify(grid), weight = Math.exp(-c.energy);
      const entry = pool.get(key);
      if (!entry) pool.set(key, { grid, weight, best: c, supporters: 1 });
      else {
        entry.weight += weight;
        entry.supporters++;
        if (c.energy < entry.best.energy) entry.best = c;
      }
    }
    return [...pool.values()].sort((a, b) => b.weight - a.weight);
  });
}
