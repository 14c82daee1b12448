import type { DifferenceText, IntegralText, Perceived } from '../../src/solvers/grid/perceived.ts';
import type { Explanation } from '../../src/solvers/grid/explain.ts';
import type { Compared } from '../charts/differenceMap.ts';
import type { PhaseImage } from '../charts/pyramid.ts';
import type { TaskView } from '../shapes.ts';
import { COLOUR_NAMES } from '../charts/colour.ts';
import { count, flag, holding, listOf, number, tableOf, text, type Sound } from '../sound.ts';

/** What is said where a recording holds none of it. */
export const NOT_RECORDED = 'This answer was recorded without it, by an older version. Solve the task again to see it here: npx cymatic solve tasks --only ';

const filled = (one: Sound): Sound => (table) => tableOf(one)(table) && (table as unknown[]).length > 0;
const side = holding({ demonstration: count, side: (name) => name === 'input' || name === 'output' });
const sound = holding({
  tests: listOf(listOf(holding({ process: text, channel: text, phase: flag, values: filled(number) }))),
  images: listOf((image) => holding({ rows: count, columns: count, re: listOf(number), im: listOf(number) })(image) && [(image as IntegralText).re, (image as IntegralText).im].every((sums) => sums.length === (image as IntegralText).rows * (image as IntegralText).columns)),
  differences: listOf(holding({ from: side, to: side, tenths: filled(number), order: number })),
});

/** What the medium told, or null where the record holds nothing or something else. */
export function asPerceived(e: Explanation | null): Perceived | null {
  return sound(e?.perceived) ? e!.perceived! : null;
}

/** A recorded integral image with the leading row and column of zeros; all its cells are certain. */
export function imageFrom({ rows, columns, re, im }: IntegralText): PhaseImage {
  const width = columns + 1, framed = (value: (row: number, column: number) => number) => Float64Array.from({ length: (rows + 1) * width }, (_, i) => { const r = Math.floor(i / width), c = i % width; return r === 0 || c === 0 ? 0 : value(r - 1, c - 1); });
  return { re: framed((r, c) => re[r * columns + c]), im: framed((r, c) => im[r * columns + c]), mass: framed((r, c) => (r + 1) * (c + 1)) };
}

/** A recorded difference as the chart takes it. */
export function comparedFrom({ from, to, tenths, order }: DifferenceText): Compared {
  const name = to.side === 'output' ? `demonstration ${from.demonstration + 1}: input → output` : `input ${from.demonstration + 1} → input ${to.demonstration + 1}`;
  return { name, rows: tenths.length, columns: tenths[0].length, order, delta: Float64Array.from(tenths.flat(), (t) => (t < 0 ? NaN : (2 * Math.PI * t) / 10)) };
}

/** What a difference says of one cell, in words. */
export function differenceWords({ from, to, tenths }: DifferenceText, question: NonNullable<TaskView['question']>, cell: number): string {
  const columns = tenths[0].length, r = Math.floor(cell / columns), c = cell % columns, t = tenths[r][c], signed = t > 5 ? t - 10 : t;
  const before = question.train[from.demonstration]?.[from.side][r]?.[c], after = question.train[to.demonstration]?.[to.side][r]?.[c], named = (colour: number | undefined) => COLOUR_NAMES[colour ?? -1] ?? 'nothing';
  const at = `Row ${r + 1}, column ${c + 1}`;
  if (t === 0) return `${at}: ${named(before)} stays, no difference.`;
  return t < 0 ? `${at}: silent in one of the two.` : `${at}: ${named(before)} → ${named(after)}, δ = ${signed < 0 ? '−' : '+'}${Math.abs(signed)}/10 of a turn.`;
}
