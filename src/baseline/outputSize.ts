import type { Grid, Pair } from '../tasks/types.ts';

/** How many rows and columns the output has, as a function of the input, and the rule's name. */
export interface SizeRule { name: string; size: (input: Grid) => [number, number] | null }

type Measure = { name: string; of: (g: Grid) => [number, number] | null };

const palette = (g: Grid): number => new Set(g.flat()).size;
function background(g: Grid): number {
  const count = new Array<number>(10).fill(0);
  for (const row of g) for (const c of row) count[c] += 1;
  return count.indexOf(Math.max(...count));
}
/** Rows and columns of the smallest box around all cells that `pick` keeps. */
function box(g: Grid, pick: (c: number) => boolean): [number, number] | null {
  let top = 99, left = 99, bottom = -1, right = -1;
  g.forEach((row, r) => row.forEach((c, k) => {
    if (!pick(c)) return;
    top = Math.min(top, r); bottom = Math.max(bottom, r); left = Math.min(left, k); right = Math.max(right, k);
  }));
  return bottom < 0 ? null : [bottom - top + 1, right - left + 1];
}
/** Panels between separator lines of one colour that run through the whole grid, as equal sizes; null where there are none. */
function panel(g: Grid): [number, number] | null {
  const side = (lines: number[][], n: number): number | null => {
    const walls = lines.map((line, i) => (line.every((c) => c === line[0]) && line[0] !== background(g) ? i : -1)).filter((i) => i >= 0);
    const gaps = [-1, ...walls, n].map((x, i, all) => (i ? x - all[i - 1] - 1 : 0)).filter((x) => x > 0);
    return gaps.length && gaps.every((x) => x === gaps[0]) ? gaps[0] : null;
  };
  const rows = side(g, g.length), columns = side(g[0].map((_, k) => g.map((row) => row[k])), g[0].length);
  return rows && columns && (rows < g.length || columns < g[0].length) ? [rows, columns] : null;
}

const MEASURES: Measure[] = [
  { name: 'panel between separators', of: panel },
  { name: 'box around all but the background', of: (g) => { const b = background(g); return box(g, (c) => c !== b); } },
  { name: 'box around all but colour 0', of: (g) => box(g, (c) => c !== 0) },
  ...Array.from({ length: 10 }, (_, k) => ({ name: `box around colour ${k}`, of: (g: Grid) => box(g, (c) => c === k) })),
  { name: 'input turned', of: (g) => [g[0].length, g.length] },
  { name: 'input × number of colours', of: (g) => [g.length * palette(g), g[0].length * palette(g)] },
  { name: 'input × (number of colours − 1)', of: (g) => [g.length * (palette(g) - 1), g[0].length * (palette(g) - 1)] },
  { name: 'input × number of filled cells', of: (g) => { const n = g.flat().filter((c) => c !== 0).length; return [g.length * n, g[0].length * n]; } },
  { name: 'input × its own size', of: (g) => [g.length * g.length, g[0].length * g[0].length] },
];

const axis = (g: Grid, k: 0 | 1): number => (k === 0 ? g.length : g[0].length);

/** The line a·x + b through every (input, output) side, with a whole or its inverse whole; null where none explains all. */
function affine(train: Pair[], k: 0 | 1): ((x: number) => number) | null {
  const points = train.map((p) => [axis(p.input, k), axis(p.output, k)]);
  if (points.every(([, y]) => y === points[0][1]) && new Set(points.map(([x]) => x)).size > 1) return () => points[0][1];
  for (const a of [1, 2, 3, 4, 5, 6, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6]) for (let b = -4; b <= 4; b++) {
    if (points.every(([x, y]) => Math.abs(a * x + b - y) < 1e-9)) return (x) => Math.round(a * x + b);
  }
  return null;
}

/** All rules that give the output size of every demonstration, the plainest first. Empty where none does. */
export function sizeRules(train: Pair[]): SizeRule[] {
  const of = (name: string, size: SizeRule['size']): SizeRule => ({ name, size });
  const first = train[0], candidates: SizeRule[] = [
    of('same size', (g) => [g.length, g[0].length]),
    of('constant size', () => [first.output.length, first.output[0].length]),
  ];
  const [p, q] = [0, 1].map((k) => axis(first.output, k as 0 | 1) / axis(first.input, k as 0 | 1));
  candidates.push(of(`ratio ${p} × ${q}`, (g) => [g.length * p, g[0].length * q]));
  const rows = affine(train, 0), columns = affine(train, 1);
  if (rows && columns) candidates.push(of('a line a side', (g) => [rows(g.length), columns(g[0].length)]));
  for (const m of MEASURES) for (const add of [0, -2, 2]) {
    candidates.push(of(add ? `${m.name} ${add > 0 ? '+' : '−'} ${Math.abs(add)}` : m.name, (g) => { const s = m.of(g); return s && [s[0] + add, s[1] + add]; }));
  }
  return candidates.filter((rule) => train.every(({ input, output }) => {
    const s = rule.size(input);
    return s !== null && s[0] === output.length && s[1] === output[0].length;
  }));
}

/** The size for a new input by the first rule that gives a legal one (whole, 1 to 30). Falls back to the commonest output. */
export function outputSize(train: Pair[], input: Grid): { rows: number; columns: number; rule: string } {
  for (const rule of sizeRules(train)) {
    const s = rule.size(input);
    if (s && s.every((x) => Number.isInteger(x) && x >= 1 && x <= 30)) return { rows: s[0], columns: s[1], rule: rule.name };
  }
  const count = new Map<string, number>();
  for (const { output } of train) {
    const key = `${output.length} ${output[0].length}`;
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  const [rows, columns] = [...count].sort((a, b) => b[1] - a[1])[0][0].split(' ').map(Number);
  return { rows, columns, rule: 'none explains all: commonest output size' };
}
