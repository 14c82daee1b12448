import { describe, expect, it } from 'vitest';
import { engineRings } from '../../../src/field/ringEngine.ts';
import { contours } from '../../../src/field/contours.ts';
import { Chance } from '../../../src/field/chance.ts';
import { ringBatch } from '../../../src/field/ringBatch.ts';
import { LIMIT } from '../../../src/field/ringLimit.ts';
import { PHASE_PACE } from '../../../src/field/ringPhase.ts';
import { settleSudoku } from '../../../src/solvers/constraints/sudoku.ts';
import { readBoard, sudokuRings } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { softwareAdapter } from '../../support/adapter.ts';
import { farthest, HERE } from '../../support/engine.ts';
import { naiveLimit } from '../../support/naiveLimit.ts';
import { ringNoise } from '../../support/ringNoise.ts';

const board = sudokuRings(readBoard('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9')).contours!;
const mixed = contours(6, [
  { kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'most', members: [1, 4, 2] }, { kind: 'least', members: [2, 5, 0] },
]);

const missing = await softwareAdapter(), PLACES = [...HERE, ...(missing === undefined ? ['webgpu'] : [])], PACE = { phase: PHASE_PACE, limit: LIMIT.pace };
it.skipIf(missing === undefined)(`webgpu is skipped in Node: ${missing}`, () => undefined);

describe.each(PLACES)('the fused ring module against the engine on %s', (backend) => {
  it.each((['phase', 'limit'] as const).flatMap((form) => ([['Sudoku rings', board], ['rings of all three kinds', mixed]] as const).map(([name, rings]) => [form, name, rings] as const)).filter(([form, , rings]) => backend !== 'webgpu' || (form === 'limit' && rings === mixed)))(
    '%s form, %s: 20 noisy steps agree in every state, strength and consensus', async (form, _, rings) => {
      const batch = ringBatch(form, [{ contours: rings, seed: 7 }]), noise = ringNoise(rings, 7, PACE[form]), moments = [batch.read(0)];
      for (let s = 0; s < 20 && !batch.atRest(0); s++) {
        batch.advance(1);
        moments.push(batch.read(0));
      }
      const taken = moments.length - 1, noises = Array.from({ length: taken }, noise), engine = await engineRings(form, [{ contours: rings, seed: 7 }], { backend, noise: (k) => noises[k] });
      await engine.advance(taken);
      const ran = engine.read(0), fused = moments[ran.steps];
      expect([engine.report().backend, ran.atRest]).toEqual([backend, batch.atRest(0)]);
      expect(taken - ran.steps).toBe(batch.atRest(0) && form === 'phase' ? 1 : 0); // there rest is read from the state itself, in the fused phase form from what the step heard
      expect(taken).toBeGreaterThan(2);
      expect(farthest(ran.q, fused.q), 'q').toBeLessThan(1e-3); // float32, 5 %/step growth of errors; 5e-4 measured after 50 steps
      expect(farthest(ran.x, fused.x), 'x').toBeLessThan(form === 'phase' ? 1e-4 : 5e-6);
      expect(farthest(ran.strengths, fused.strengths), 'a').toBeLessThan(form === 'phase' ? 1e-4 : 5e-6);
      expect(farthest(ran.threshold, fused.threshold), 'levels').toBeLessThan(1e-3);
      if (form === 'limit') expect([[...ran.awake()], farthest(ran.activity, fused.activity) < 5e-6, farthest(ran.quarrel, fused.quarrel) < 5e-5]).toEqual([[...fused.awake()], true, true]);
    });
});

it.each(['phase', 'limit'] as const)('%s form: a field with a pace of its own keeps it on the engine too, beside one that has none', async (form) => {
  const entries = [{ contours: board, seed: 1, pace: { rate: 1.8, deviation: 0, growth: 0.05, leak: 0.02 } }, { contours: mixed, seed: 2 }], batch = ringBatch(form, entries), plain = ringBatch(form, [{ contours: board, seed: 1, pace: { deviation: 0 } }]), engine = await engineRings(form, entries, { backend: 'webasm' });
  for (const field of [batch, plain, engine]) await field.advance(8);
  const [ran, fused, other] = [engine.read(0), batch.read(0), plain.read(0)];
  expect([ran.steps, farthest(ran.x, fused.x) < 1e-4, farthest(ran.strengths, fused.strengths) < 1e-4]).toEqual([8, true, true]);
  expect(farthest(other.x, fused.x)).toBeGreaterThan(0.1);
});

describe('the limit form on the engine', () => {
  /** Rings of all three kinds over `units` units, drawn by chance, and one that asks for at least one of all. */
  const drawn = (seed: number, units: number) => {
    const chance = new Chance(seed), some = () => [...new Set(Array.from({ length: 4 }, () => Math.floor(chance.next() * units)))];
    return contours(units, [...(['one', 'most', 'least', 'most', 'one', 'one', 'least', 'one'] as const).map((kind) => ({ kind, members: some() })), { kind: 'least' as const, members: Array.from({ length: units }, (_, i) => i) }]);
  };

  it('six wirings in one batch take the steps of the equations in its docstring, written as maps and loops', async () => {
    const entries = [board, mixed, drawn(1, 7), drawn(2, 9), drawn(3, 5), drawn(4, 12)].map((rings, k) => ({ contours: rings, seed: k + 1 })), widest = Math.max(...entries.map((e) => e.contours.unit.length)), small = entries.slice(1);
    const thrown = entries.map(({ contours: c, seed }) => ringNoise(c, seed, LIMIT.pace)), noise = Array.from({ length: 12 }, () => thrown.map((draw) => draw()));
    const engine = await engineRings('limit', entries, { backend: 'webasm', noise: (s) => noise[s].flatMap((n) => [...n, ...new Array<number>(widest - n.length).fill(0)]) });
    let compared = 0;
    for (let s = 0; s < 12; s++) {
      const before = entries.map((_, k) => ({ resting: engine.atRest(k), ...engine.read(k) }));
      await engine.advance(1);
      small.forEach(({ contours: c }, j) => {
        const { resting, x, strengths } = before[j + 1], now = engine.read(j + 1);
        if (resting) return expect(now.x).toEqual(x);
        const next = naiveLimit(c, [...x], [...strengths], noise[s][j + 1]);
        expect([farthest(now.x, next.x) < 2e-6, farthest(now.strengths, next.a) < 1e-6], `step ${s} of wiring ${j + 1}`).toEqual([true, true]);
        compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(20);
  });
});

describe('ring fields on the engine', () => {
  it.each(['phase', 'limit'] as const)('%s form: several wirings and seeds in one batch move as each moves alone, with the engine\'s own noise; those at rest are kept as they were', async (form) => {
    const entries = [{ contours: board, seed: 1 }, { contours: mixed, seed: 2 }, { contours: board, seed: 3 }], together = await engineRings(form, entries, { backend: 'webasm' });
    await together.advance(64);
    for (const k of [0, 1, 2]) {
      const alone = await engineRings(form, [entries[k]], { backend: 'webasm' });
      await alone.advance(64);
      const [a, b] = [alone.read(0), together.read(k)];
      expect([b.steps, b.atRest]).toEqual([a.steps, a.atRest]);
      expect(farthest(a.x, b.x), `x of field ${k}`).toBeLessThan(1e-3); // sums in another order
    }
    expect(together.atRest(1)).toBe(true);
    expect(together.steps(1)).toBeLessThanOrEqual(64);
  });

  it.each(['phase', 'limit'] as const)('%s form: a board settles on the engine with two replicas, in the answer it has', async (form) => {
    const settled = await settleSudoku('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9', { form, seed: 1, replicas: 2, backend: 'webasm' });
    expect(settled.answer).toBe('987654321246173985351928746128537694634892157795461832519286473472319568863745219');
    expect(settled.note).toMatch(/engine on webasm \(fused/);
  });
});

describe('noise', () => {
  const start = (seed: number) => ringBatch('phase', [{ contours: board, seed }]);

  it('is the same for the same seed, differs for another', () => {
    const [a, b, c] = [3, 3, 4].map((seed) => {
      const batch = start(seed);
      batch.advance(40);
      return batch.read(0);
    });
    expect(b.x).toEqual(a.x);
    expect(b.q).toEqual(a.q);
    expect(c.x).not.toEqual(a.x);
  });

  it('has the asked variance and no mean', () => {
    const noise = ringNoise(board, 3, PHASE_PACE), all = Array.from({ length: 40 }, () => [...noise()]).flat();
    const variance = all.reduce((s, v) => s + v * v, 0) / all.length, mean = all.reduce((s, v) => s + v, 0) / all.length;
    expect(variance / (PHASE_PACE.deviation ** 2 * PHASE_PACE.dt)).toBeCloseTo(1, 1);
    expect(Math.abs(mean)).toBeLessThan(1e-3);
  });
});

describe('a batch of ring fields', () => {
  it.each(['phase', 'limit'] as const)('%s form: boards and seeds side by side take the steps that each takes alone', (form) => {
    const entries = [{ contours: board, seed: 1 }, { contours: mixed, seed: 2 }, { contours: board, seed: 3 }], together = ringBatch(form, entries);
    for (let k = 0; k < 4; k++) together.advance(25);
    entries.forEach((entry, k) => {
      const alone = ringBatch(form, [entry]);
      alone.advance(100);
      const [a, b] = [alone.read(0), together.read(k)];
      for (const part of ['x', 'q', 'strengths', 'threshold', 'activity', 'quarrel'] as const) expect(b[part], part).toEqual(a[part]);
      expect(b.steps).toBe(a.steps);
      alone.release();
    });
    expect(together.atRest(1)).toBe(true); // and steps no more
    expect(together.steps(1)).toBeLessThan(100);
  });

  it('starts afresh in memory that another batch has used', () => {
    const first = start(5), read = first.read(0);
    first.advance(10);
    first.release();
    expect(start(5).read(0).x).toEqual(read.x);
  });
  const start = (seed: number) => ringBatch('phase', [{ contours: board, seed }]);
});

describe('the pace of the phase form', () => {
  it('lets no ring swing as a whole: nearly empty boards of orders 4, 6 and 9 settle within 2,500 steps, every one of 10 seeds', () => {
    for (const line of ['1...............', `1${'.'.repeat(35)}`, `1${'.'.repeat(80)}`]) {
      const wiring = sudokuRings(readBoard('board', line)).contours!, batch = ringBatch('phase', Array.from({ length: 10 }, (_, k) => ({ contours: wiring, seed: k + 1 })));
      batch.advance(2500);
      for (let k = 0; k < 10; k++) expect(batch.atRest(k), `${line.length} cells, seed ${k + 1}`).toBe(true); // k_t dt / k_p = 1.2 leaves 0 to 6 of 10
      batch.release();
    }
  });
});
