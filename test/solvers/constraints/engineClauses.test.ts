import { describe, expect, it } from 'vitest';
import { ClauseField } from '../../../src/solvers/constraints/clauseField.ts';
import type { Formula } from '../../../src/solvers/constraints/dimacs.ts';
import { engineClauses } from '../../../src/solvers/constraints/engineClauses.ts';
import { settleClauses, uniformFormula, unmet } from '../../../src/solvers/constraints/satisfiability.ts';
import { farthest, HERE } from '../../support/engine.ts';

/** Clauses of one to four literals that contradict each other; variable 14 occurs nowhere. */
const mixed: Formula = { variables: 14, clauses: [...uniformFormula(13, 60, 5).clauses.map((c, m) => c.slice(0, m % 6 === 0 ? 1 : 2 + (m % 2))), Int32Array.of(1, -5, 9, 13), Int32Array.of(-2, 4, -6, 8)] };

describe.each(HERE)('adaptive clauses on the engine, %s', (backend) => {
  it.each([['3-SAT at ratio 4.2', uniformFormula(20, 84, 3)], ['clauses of one to four literals', mixed]])('%s: 30 steps are those of the loop in every variable, strength and violation', async (_, formula) => {
    const engine = await engineClauses(formula, { seeds: [6, 2], backend }), loop = new ClauseField(formula, 2);
    expect(farthest(engine.view(1).value, loop.value)).toBeLessThan(1e-6);
    let steps = 0;
    while (steps < 30 && !loop.step()) steps += 1;
    await engine.advance(steps + (steps < 30 ? 1 : 0)); // the loop counts no step in which nothing is unmet
    const view = engine.view(1);
    expect(engine.report()).toMatchObject({ backend, warnings: [] });
    expect(steps).toBeGreaterThan(5);
    for (const part of ['value', 'violation'] as const) expect(farthest(view[part], loop[part]), part).toBeLessThan(1e-3);
    expect(farthest(view.strengths, loop.strengths) / Math.max(...loop.strengths), 'strengths').toBeLessThan(1e-3);
    expect(view.literals()).toEqual(loop.literals());
  });
});

it('clauses on the engine settle with replicas in a batch, every clause met, and stand still from then on', async () => {
  const formula = uniformFormula(40, 150, 4), { literals, left, ran } = await settleClauses(formula, { seed: 1, seconds: 60, backend: 'webasm', replicas: 4 });
  expect([left, unmet(formula, literals)]).toEqual([0, 0]);
  expect(ran).toMatch(/^engine on webasm \(/);
  const field = await engineClauses(formula, { seeds: [1], backend: 'cpu' });
  for (let k = 0; k < 200 && unmet(formula, field.view(0).literals()) > 0; k++) await field.advance(8);
  const settled = field.view(0).value;
  await field.advance(50);
  expect(unmet(formula, field.view(0).literals())).toBe(0);
  expect(farthest(field.view(0).value, settled)).toBe(0);
});
