import { covers, popcount, put } from '../../plasticity/bits.ts';
import type { Lesson } from '../../plasticity/coherenceGate.ts';
import type { Stage } from './stage.ts';

/** Something that can drive an output cell: a channel's phase, or a pinned phase (injection). */
export interface Source {
  name: string;
  cost: number;
  values: Int16Array;
  /** Cells of the demonstrations where it sings the taught phase. */
  match: Uint32Array;
  pinned: boolean;
}

/** The smallest set of sources such that every taught cell agrees with at least one of them. */
export interface Cover {
  sources: Source[];
  cost: number;
}

export function allSources(stage: Stage): Source[] {
  const sources: Source[] = [];
  const add = (name: string, cost: number, values: Int16Array, pinned: boolean) => {
    const match = new Uint32Array(stage.words);
    for (let i = 0; i < stage.cells; i++) if (stage.target[i] >= 0 && values[i] === stage.target[i]) put(match, i);
    if (match.some((w) => w !== 0)) sources.push({ name, cost, values, match, pinned });
  };
  for (const c of stage.channels) if (c.source && c.kind === 'colour') add(c.name, c.name === 'own colour' ? 0 : c.cost + 0.7, c.values, false);
  const everywhere = new Array<number>(10).fill(0);
  for (let p = 0; p < stage.demos; p++) {
    const end = p + 1 < stage.base.length ? stage.base[p + 1] : stage.cells;
    const seen = new Set(stage.target.subarray(stage.base[p], end));
    for (let c = 0; c < 10; c++) if (seen.has(c)) everywhere[c]++;
  }
  for (let c = 0; c < 10; c++) if (everywhere[c]) add(`colour ${c}`, everywhere[c] === stage.demos ? 1 : 1.5, new Int16Array(stage.cells).fill(c), true);
  return sources.sort((a, b) => a.cost - b.cost);
}

/** Price of a pair, of a triple and of each further source. */
const PAIR = 2, TRIPLE = 4, MORE = 2.5;

export function findCovers(stage: Stage, sources: Source[], most: number): Cover[] {
  const taught = new Uint32Array(stage.words);
  for (let i = 0; i < stage.cells; i++) if (stage.target[i] >= 0) put(taught, i);
  const singles = sources.filter((s) => covers(s.match, taught)).map((s) => ({ sources: [s], cost: s.cost }));
  if (singles.length >= 3) return singles.slice(0, most);
  const found: Cover[] = [...singles];
  const useful = sources.filter((s, k) => !sources.slice(0, k).some((t) => t.cost <= s.cost && covers(t.match, s.match) && covers(s.match, t.match) && twin(t, s)));
  const pairs: Cover[] = [];
  for (let a = 0; a < useful.length; a++) for (let b = a + 1; b < useful.length; b++)
    if (joint(taught, [useful[a], useful[b]])) pairs.push({ sources: [useful[a], useful[b]], cost: useful[a].cost + useful[b].cost + PAIR });
  pairs.sort((a, b) => a.cost - b.cost);
  found.push(...pairs.slice(0, most));
  if (found.length < most) found.push(...triples(taught, useful, most - found.length));
  if (!found.length) {
    const all = greedy(taught, useful);
    if (all) found.push(all);
  }
  return found;
}

function twin(a: Source, b: Source): boolean {
  return a.values.every((v, i) => v === b.values[i]);
}

function joint(taught: Uint32Array, set: Source[]): boolean {
  for (let w = 0; w < taught.length; w++) {
    let m = 0;
    for (const s of set) m |= s.match[w];
    if (taught[w] & ~m) return false;
  }
  return true;
}

/** The sources that explain most come first; two more complete them. */
function triples(taught: Uint32Array, sources: Source[], most: number): Cover[] {
  const found: Cover[] = [];
  const reach = (s: Source) => s.match.reduce((n, w) => n + popcount(w), 0);
  const lead = [...new Set([...sources.slice(0, 3), ...[...sources].sort((a, b) => reach(b) - reach(a)).slice(0, 4)])];
  const others = sources.slice(0, 120);
  for (const first of lead) {
    const rest = taught.map((w, k) => w & ~first.match[k]);
    const helpful = others.filter((s) => s !== first && s.match.some((w, k) => (w & rest[k]) !== 0));
    for (let a = 0; a < helpful.length; a++) for (let b = a + 1; b < helpful.length; b++)
      if (joint(rest, [helpful[a], helpful[b]])) found.push({ sources: [first, helpful[a], helpful[b]], cost: first.cost + helpful[a].cost + helpful[b].cost + TRIPLE });
  }
  const names = new Set<string>();
  return found.sort((a, b) => a.cost - b.cost).filter((c) => {
    const key = c.sources.map((s) => s.name).sort().join('|');
    return !names.has(key) && names.add(key);
  }).slice(0, most);
}

function greedy(taught: Uint32Array, sources: Source[]): Cover | null {
  const chosen: Source[] = [];
  let rest = taught.slice();
  while (rest.some((w) => w !== 0) && chosen.length < 7) {
    let best: Source | null = null, gain = 0;
    for (const s of sources) {
      const n = s.match.reduce((sum, w, k) => sum + popcount(w & rest[k]), 0) / (2 + s.cost);
      if (n > gain) { gain = n; best = s; }
    }
    if (!best) return null;
    chosen.push(best);
    rest = rest.map((w, k) => w & ~best.match[k]);
  }
  if (rest.some((w) => w !== 0)) return null;
  return { sources: chosen, cost: chosen.reduce((sum, s) => sum + s.cost + MORE, 0) };
}

/** What a cover teaches: cells where all of its sources agree are silent, for only disagreement teaches. */
export function lessonOf(stage: Stage, cover: Cover): Lesson {
  const K = cover.sources.length;
  const taught = Array.from({ length: K }, () => new Uint32Array(stage.words));
  for (let i = 0; i < stage.cells; i++) {
    if (stage.target[i] < 0) continue;
    let first = -1, all = true;
    for (let k = 0; k < K; k++) {
      if (cover.sources[k].values[i] === stage.target[i]) { if (first < 0) first = k; } else all = false;
    }
    if (first >= 0 && !all) put(taught[first], i);
  }
  return { taught, match: cover.sources.map((s) => s.match) };
}
