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
 * Principal components of the centred, normalised vectors X (a row a task), by the smaller of its two Gram matrices, which share their eigenvalues λ:
 * of tasks, X Xᵀ v = λ v, places v √λ; of names, Xᵀ X u = λ u, places X u (the identity of the singular
 * values). The sign of each component is fixed by its largest entry, so that the picture is the same every time. `ends`: the couplings
 * that weigh most towards the negative and the positive end of each, by the loadings Xᵀ places.
 */
export function principal(vectors: readonly Map<string, number>[], dimensions = 3): { places: number[][]; share: number[]; ends: { from: string; to: string }[] } {
  const n = vectors.length, names = [...new Set(vectors.flatMap((v) => [...v.keys()]))];
  const rows = vectors.map((v) => { const x = names.map((name) => v.get(name) ?? 0), size = Math.hypot(...x) || 1; return x.map((value) => value / size); });
  const mean = names.map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / Math.max(1, n)), centred = rows.map((row) => row.map((value, k) => value - mean[k]));
  if (n < 2) return { places: vectors.map(() => new Array<number>(dimensions).fill(0)), share: new Array<number>(dimensions).fill(0), ends: [] };
  const columns = names.map((_, k) => centred.map((row) => row[k])), byTask = n <= names.length, dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k], 0);
  const gram = (byTask ? centred : columns).map((a, i, all) => all.map((b, k) => (k < i ? 0 : dot(a, b)))).map((row, i, all) => row.map((x, k) => (k < i ? all[k][i] : x)));
  const { eigenvectors } = eigs(matrix(gram)), total = gram.reduce((sum, row, i) => sum + row[i], 0) || 1;
  const sorted = eigenvectors.map(({ value, vector }) => ({ value: Math.max(0, Number(value)), vector: (vector as unknown as { toArray(): number[] }).toArray().map(Number) })).sort((a, b) => b.value - a.value).slice(0, dimensions);
  const components = Array.from({ length: dimensions }, (_, k) => {
    const { value, vector } = sorted[k] ?? { value: 0, vector: new Array<number>(gram.length).fill(0) }, places = byTask ? vector.map((x) => x * Math.sqrt(value)) : centred.map((row) => dot(row, vector));
    const reach = Math.sqrt(value) || 1, largest = places.reduce((best, x) => (Math.abs(x) > Math.abs(best) + 1e-9 * reach ? x : best), 0);
    return { share: value / total, at: places.map((x) => (largest < 0 ? -x : x)) };
  });
  const ends = components.map(({ at }) => {
    const loading = columns.map((column) => dot(at, column)), extreme = (sign: 1 | -1) => names[loading.reduce((best, x, k) => (sign * x > sign * loading[best] ? k : best), 0)];
    return { from: extreme(-1), to: extreme(1) };
  });
  return { places: Array.from({ length: n }, (_, i) => components.map((c) => c.at[i])), share: components.map((c) => c.share), ends };
}
