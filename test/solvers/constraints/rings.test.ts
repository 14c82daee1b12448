import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import { contours, type Ring } from '../../../src/field/contours.ts';
import { ringBatch } from '../../../src/field/ringBatch.ts';
import { LIMIT } from '../../../src/field/ringLimit.ts';
import { settleRings } from '../../../src/field/ringSettle.ts';
import { naiveLimit } from '../../support/naiveLimit.ts';
import { ringNoise } from '../../support/ringNoise.ts';

const wiring = fc.integer({ min: 2, max: 7 }).chain((units) => fc.array(fc.record({
  kind: fc.constantFrom('one' as const, 'most' as const, 'least' as const), members: fc.uniqueArray(fc.integer({ min: 0, max: units - 1 }), { minLength: 2, maxLength: units }),
}), { minLength: 1, maxLength: 6 }).map((rings): [number, Ring[]] => [units, [...rings, { kind: 'least', members: Array.from({ length: units }, (_, i) => i) }]]));

describe('the limit form', () => {
  it('takes the steps of the equations in its docstring, on random rings of all kinds', () => {
    fc.assert(fc.property(wiring, fc.integer({ min: 0, max: 1000 }), ([units, rings], seed) => {
      const c = contours(units, rings), batch = ringBatch('limit', [{ contours: c, seed }]), noise = ringNoise(c, seed, LIMIT.pace);
      let field = batch.read(0);
      for (let s = 0; s < 30 && !field.atRest; s++) {
        const { x, a } = naiveLimit(c, [...field.x], [...field.strengths], noise());
        batch.advance(1);
        field = batch.read(0);
        x.forEach((v, e) => expect(Math.abs(field.x[e] - v), `x of synapse ${e}`).toBeLessThan(2e-6)); // float32, one step
        a.forEach((v, m) => expect(Math.abs(field.strengths[m] - v), `a of ring ${m}`).toBeLessThan(1e-6));
      }
      batch.release();
    }), { numRuns: 60, seed: 4 });
  });

  it('settled means every demand is met: exactly one, at most one, at least one', async () => {
    const chance = new Chance(5);
    for (let k = 0; k < 30; k++) {
      const units = 9, pick = () => [...new Set(Array.from({ length: 3 }, () => Math.floor(chance.next() * units)))];
      const rings: Ring[] = [{ kind: 'least', members: Array.from({ length: units }, (_, i) => i) }, ...(['one', 'most', 'least'] as const).map((kind) => ({ kind, members: pick() }))];
      const c = contours(units, rings);
      for (const form of ['limit', 'phase'] as const) {
        const settled = await settleRings(c, { form, seeds: [k], timeLimit: 2000 });
        if (settled.status !== 'settled') continue;
        const awake = settled.field.awake();
        for (const { kind, members } of c.rings) {
          const count = Array.from(members).filter((i) => awake[i]).length;
          expect(kind === 'one' ? count === 1 : kind === 'most' ? count <= 1 : count >= 1, `${form}: ${kind} has ${count}`).toBe(true);
        }
      }
    }
  });

  it('rings that contradict each other never settle, and the outcome says so', async () => {
    const c = contours(2, [{ kind: 'one', members: [0] }, { kind: 'one', members: [1] }, { kind: 'most', members: [0, 1] }]);
    for (const form of ['limit', 'phase'] as const) expect((await settleRings(c, { form, seeds: [1], timeLimit: 500 })).status).toBe('timeLimit');
  });
});

describe('contours', () => {
  it.each([
    [() => contours(0, []), /units is 0, expected a whole number of at least 1/],
    [() => contours(2, [{ kind: 'one', members: [0, 2] }]), /names unit 2, expected 0 to 1/],
    [() => contours(2, [{ kind: 'one', members: [0, 0] }]), /names unit 0 twice/],
    [() => contours(2, [{ kind: 'one', members: [0] }]), /unit 1 belongs to no ring/],
    [() => contours(1, [{ kind: 'one', name: 'cell (1, 1)', members: [] }]), /cell \(1, 1\) has no members/],
  ])('says what is wrong: %#', (make, message) => expect(make).toThrow(message));
});
