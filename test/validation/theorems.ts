import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/validation/all.ts';
import { holds } from '../../src/validation/check.ts';

/** One test a check and precision, titled after the physics; a failure prints all figures of the check. */
export function theorems(ids: string[]): void {
  describe.each(['float64', 'float32'] as const)('in %s', (precision) => {
    for (const id of ids) {
      const check = CHECKS.find((c) => c.id === id);
      if (!check) throw new Error(`theorems: ${id} is no check, expected one of ${CHECKS.map((c) => c.id).join(', ')}`);
      it(`${id}: ${check.title}`, async ({ skip }) => {
        const figures = await check.figures(precision);
        const printed = figures.map((f) => `${holds(f) ? 'holds ' : 'BROKEN'} ${f.what}: expected ${f.expected}, measured ${f.measured}, within ${f.within}`).join('\n');
        if (figures.length === 0) skip(`${id}: nothing to measure here`);
        expect(figures.filter((f) => !holds(f)), printed).toEqual([]);
      });
    }
  });
}
