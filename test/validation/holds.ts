import { holds, type Check, type Precision } from '../../src/validation/check.ts';

const PRECISIONS: readonly Precision[] = ['float64', 'float32'];

/** Every check in both precisions, for `it.each('%s: %s (%s)')`. */
export const inBoth = (checks: readonly Check[]) => checks.flatMap((check) => PRECISIONS.map((precision) => [check.id, check.title, precision, check] as const));

/** The figures that do not hold, each beside what theory gives; a check without figures is one of them. */
export async function failing(check: Check, precision: Precision): Promise<string[]> {
  const figures = await check.figures(precision);
  if (figures.length === 0) return [`${check.id} has no figures`];
  return figures.filter((f) => !holds(f)).map((f) => `${f.what}: expected ${f.expected}, measured ${f.measured}, within ${f.within}`);
}
