import type { Solved, SolveOptions } from '../tasks/answer.ts';
import type { Grid, Question } from '../tasks/types.ts';

/** Any method that answers a question. */
export type Solver = (question: Question, options: SolveOptions) => Promise<Solved>;
/** A question, and the truths its caller reads from the scorer's side: this module never sees a task file. */
export interface Known { question: Question; truths: Grid[] }
/** One way to disguise a task: turn the grids by `view` (an element of D4, 0..7) and rename colour c to palette[c]. */
export interface Disguise { name: string; view: number; palette: number[] }

/** Right answers among all asked, first attempts and both attempts. */
export interface Tally { asked: number; first: number; both: number }
/** Tasks of one confidence range [from, to): mean confidence beside the share that was right. */
export interface Bin { from: number; to: number; tasks: number; confidence: number; right: number }
export interface EquivarianceReport { plain: Tally; disguised: Record<string, Tally>; lost: number; calibration: Bin[]; calibrationError: number }

const PLAIN = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Three turns and one renaming (0 stays the floor, the nine others move on by one) that leave a task's rule a rule. */
export const DISGUISES: Disguise[] = [
  { name: 'turned by 90°', view: 5, palette: PLAIN },
  { name: 'turned by 180°', view: 3, palette: PLAIN },
  { name: 'mirrored', view: 1, palette: PLAIN },
  { name: 're-coloured', view: 0, palette: [0, 2, 3, 4, 5, 6, 7, 8, 9, 1] },
];

/** A grid in disguise: transposed where bit 2 of the view is set, rows reversed for bit 1, columns for bit 0, then renamed. */
export function disguise(g: Grid, { view, palette }: Disguise): Grid {
  if (!Number.isInteger(view) || view < 0 || view > 7) throw new RangeError(`disguise: view ${view} came, expected an integer 0..7. Pick one element of D4.`);
  if (new Set(palette).size !== 10 || palette.some((c) => !PLAIN.includes(c))) throw new RangeError(`disguise: palette [${palette.join(', ')}] came, expected a permutation of 0..9. Rename every colour once.`);
  let t = view & 4 ? g[0].map((_, c) => g.map((row) => row[c])) : g.map((row) => [...row]);
  if (view & 2) t = t.reverse();
  if (view & 1) t = t.map((row) => row.reverse());
  return t.map((row) => row.map((c) => palette[c]));
}

/**
 * Asks a method the same tasks plainly and with the test disguised. `scope` = 'test' disguises the test input only (does the
 * rule it learnt hold on a turned or re-coloured copy? An honest method may lose where the rule itself has a direction or
 * names colours); 'task' disguises the demonstrations too (the task stays the same task: nothing may be lost). `lost` counts
 * answers right plainly and wrong in a disguise. Truths are compared here, after the answers are there, and never shown to the method.
 */
export async function equivariance(solver: Solver, tasks: Known[], options: SolveOptions, scope: 'test' | 'task', disguises = DISGUISES): Promise<EquivarianceReport> {
  const plain: Tally = { asked: 0, first: 0, both: 0 }, disguised: Record<string, Tally> = {}, judged: { confidence: number; right: boolean }[] = [];
  let lost = 0;
  for (const { question, truths } of tasks) {
    if (truths.length !== question.test.length) throw new RangeError(`equivariance: ${truths.length} truths came, expected ${question.test.length}, one a test input. Pass them in order.`);
    const base = await solver(question, options), right = marks(base, truths);
    count(plain, right);
    judged.push({ confidence: base.confidence, right: right.every((m) => m.first) });
    for (const d of disguises) {
      const copy = (g: Grid): Grid => disguise(g, d);
      const train = scope === 'task' ? question.train.map((p) => ({ input: copy(p.input), output: copy(p.output) })) : question.train;
      const seen = marks(await solver({ train, test: question.test.map(copy) }, options), truths.map(copy));
      count(disguised[d.name] ??= { asked: 0, first: 0, both: 0 }, seen);
      lost += seen.filter((m, i) => right[i].both && !m.both).length;
    }
  }
  const bins = calibration(judged);
  const calibrationError = bins.reduce((sum, b) => sum + (b.tasks * Math.abs(b.confidence - b.right)) / Math.max(1, judged.length), 0);
  return { plain, disguised, lost, calibration: bins, calibrationError };
}

/** Confidence bins of equal width; empty ones are left out. `right` is the share of tasks whose first attempts were all right. */
export function calibration(judged: { confidence: number; right: boolean }[], width = 0.1): Bin[] {
  const bins: Bin[] = [], n = Math.round(1 / width);
  for (let k = 0; k < n; k++) {
    const inside = judged.filter(({ confidence }) => Math.min(n - 1, Math.floor(confidence * n)) === k);
    if (!inside.length) continue;
    bins.push({ from: k / n, to: (k + 1) / n, tasks: inside.length, confidence: inside.reduce((s, j) => s + j.confidence, 0) / inside.length, right: inside.filter((j) => j.right).length / inside.length });
  }
  return bins;
}

type Mark = { first: boolean; both: boolean };

function marks(solved: Solved, truths: Grid[]): Mark[] {
  const same = (a: Grid, b: Grid): boolean => JSON.stringify(a) === JSON.stringify(b);
  return truths.map((truth, i) => ({ first: same(solved.attempts[i][0], truth), both: solved.attempts[i].some((g) => same(g, truth)) }));
}

function count(tally: Tally, marked: Mark[]): void {
  tally.asked += marked.length;
  tally.first += marked.filter((m) => m.first).length;
  tally.both += marked.filter((m) => m.both).length;
}
