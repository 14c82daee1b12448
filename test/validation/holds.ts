import { describe, expect, it } from 'vitest';
import { holds, type Check, type Precision } from '../../src/validation/check.ts';

/** One test a check and precision; a figure that does not hold is printed beside what theory gives. */
export function prove(checks: Check[]): void {
  describe.each(checks)('$id', (check) => {
    it.each<Precision>(['float64', 'float32'])(`${check.id}: ${check.title} (%s)`, async (precision) => {
      const figures = await check.figures(precision);
      expect(figures.length).toBeGreaterThan(0);
      expect(figures.filter((f) => !holds(f)).map((f) => `${f.what}: expected ${f.expected}, measured ${f.measured}, within ${f.within}`)).toEqual([]);
    }, 120_000);
  });
}
