import { eigs, matrix } from 'mathjs';
import type { Explanation, GateText } from '../../src/solvers/grid/explain.ts';
import { decisionOf } from './explanation.ts';

/** The words that couplings are named by, and what they mean. */
export const MEANING = {
  hears: 'hears X: a gate listens to channel X of the medium to decide where a cell is sent. The number is the share of the couplings that X won.',
  sings: 'sings X: the source X pulls cells of the answer to its own phase. The number is the share of the cells that it drives.',
  frame: 'frame X: how cells of the answer lie on cells of the input. Each task has one; it counts one half.',
};

/** How much the frame counts beside the couplings: without a limit it would be the first direction of every set. */
const FRAME = 0.5;

/** What a task's winning couplings are, by name: each gate's channel with its share, each source with its part of the cells; the mean where test inputs were decided by several gates. */
export function couplingsOf(e: Explanation): Map<string, number> {
  const found = new Map<string, number>(), add = (name: string, weight: number) => found.set(name, (found.get(name) ?? 0) + weight);
  const walk = (gate: GateText, weight: number): void => {
    if (!('when' in gate)) return;
    add(`hears ${gate.channel}`, weight * gate.coupling);
    walk(gate.on, weight);
    walk(gate.off, weight);
  };
  const all = e.tests.reduce((sum, t) => sum + t.source.flat().length, 0), share = 1 / e.tests.length;
  for (const story of e.tests) {
    const { gate, sources, frame } = decisionOf(e, story);
    walk(gate, share);
    for (const source of story.source.flat()) add(`sings ${/^colour \d$/.test(sources[source]?.name ?? '') ? 'one colour' : sources[source]?.name ?? 'nothing'}`, 1 / all);
    add(`frame ${frame}`, FRAME * share);
  }
  return found;
}

/** How alike two vectors of couplings are in all their directions: the cosine of the angle between them, 1 where they do the same. */
export function alike(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const size = (v: ReadonlyMap<string, number>) => Math.hypot(...v.values()) || 1;
  return [...a].reduce((sum, [name, x]) => sum + x * (b.get(name) ?? 0), 0) / (size(a) * size(b));
}

/**
 * Principal components by the Gram matrix of the centred, normalised vectors: G = X Xᵀ, places = v_k √λ_k for the three largest λ. The sign of
 * each component is fixed by its largest entry, so that the picture is the same every time. `ends`: the couplings that weigh most towards the
 * negative and the positive end of each, by the loadings Xᵀ v.
 */
export function principal(vectors: readonly Map<string, number>[], dimensions = 3): { places: number[][]; share: number[]; ends: { from: string; to: string }[] } {
  const n = vectors.length, names = [...new Set(vectors.flatMap((v) => [...v.keys()]))];
  const rows = vectors.map((v) => { const x = names.map((name) => v.get(name) ?? 0), size = Math.hypot(...x) || 1; return x.map((value) => value / size); });
  const mean = names.map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / Math.max(1, n)), centred = rows.map((row) => row.map((value, k) => value - mean[k]));
  if (n < 2) return { places: vectors.map(() => new Array<number>(dimensions).fill(0)), share: new Array<number>(dimensions).fill(0), ends: [] };
  const gram = centred.map((a) => centred.map((b) => a.reduce((sum, value, k) => sum + value * b[k], 0)));
  const { eigenvectors } = eigs(matrix(gram)), total = gram.reduce((sum, row, i) => sum + row[i], 0) || 1;
  const sorted = eigenvectors.map(({ value, vector }) => ({ value: Number(value), vector: (vector as unknown as { toArray(): number[] }).toArray().map(Number) })).sort((a, b) => b.value - a.value).slice(0, dimensions);
  const components = Array.from({ length: dimensions }, (_, k) => {
    const { value, vector } = sorted[k] ?? { value: 0, vector: new Array<number>(n).fill(0) }, largest = vector.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-9 ? x : best), 0);
    return { share: Math.max(0, value) / total, at: vector.map((x) => x * Math.sqrt(Math.max(0, value)) * (largest < 0 ? -1 : 1)) };
  });
  const ends = components.map(({ at }) => {
    const loading = names.map((_, k) => centred.reduce((sum, row, i) => sum + at[i] * row[k], 0)), extreme = (sign: 1 | -1) => names[loading.reduce((best, x, k) => (sign * x > sign * loading[best] ? k : best), 0)];
    return { from: extreme(-1), to: extreme(1) };
  });
  return { places: Array.from({ length: n }, (_, i) => components.map((c) => c.at[i])), share: components.map((c) => c.share), ends };
}
