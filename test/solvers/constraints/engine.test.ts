import { describe, expect, it } from 'vitest';
import { engineRings } from '../../../src/field/ringEngine.ts';
import { contours } from '../../../src/field/contours.ts';
import { ringBatch } from '../../../src/field/ringBatch.ts';
import { PHASE_PACE } from '../../../src/field/ringPhase.ts';
import { settleSudoku } from '../../../src/solvers/constraints/sudoku.ts';
import { readBoard, sudokuRings } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { HERE } from '../../support/engine.ts';
import { ringNoise } from '../../support/ringNoise.ts';

const board = sudokuRings(readBoard('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9')).contours!;
const mixed = contours(6, [
  { kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'most', members: [1, 4, 2] }, { kind: 'least', members: [2, 5, 0] },
]);

describe.each(HERE)('the fused ring module against the engine on %s', (backend) => {
  it.each([['Sudoku rings', board], ['rings of all three kinds', mixed]])('%s: 20 noisy steps agree in every phase, state and strength', async (_, rings) => {
    const batch = ringBatch('phase', [{ contours: rings, seed: 7 }]), noise = ringNoise(rings, 7, PHASE_PACE), moments = [batch.read(0)];
    for (let s = 0; s < 20 && !batch.atRest(0); s++) {
      batch.advance(1);
      moments.push(batch.read(0));
    }
    const taken = moments.length - 1, noises = Array.from({ length: taken }, noise), engine = await engineRings([{ contours: rings, seed: 7 }], { backend, noise: (k) => noises[k] });
    await engine.advance(taken);
    const ran = engine.read(0), fused = moments[ran.steps];
    expect([engine.report().backend, ran.atRest]).toEqual([backend, batch.atRest(0)]);
    expect(taken - ran.steps).toBe(batch.atRest(0) ? 1 : 0); // here rest is read from the state itself, there from what the step heard
    expect(taken).toBeGreaterThan(2);
    for (let e = 0; e < rings.unit.length; e++) {
      expect(Math.abs(fused.q[e] - ran.q[e]), `q of synapse ${e}`).toBeLessThan(1e-3); // float32, 5 %/step growth of errors; 5e-4 measured after 50 steps
      expect(Math.abs(fused.x[e] - ran.x[e]), `x of synapse ${e}`).toBeLessThan(1e-4);
      expect(Math.abs(fused.strengths[rings.ring[e]] - ran.strengths[rings.ring[e]]), `a of ring ${rings.ring[e]}`).toBeLessThan(1e-4);
    }
  });
});

describe('ring fields on the engine', () => {
  it('several wirings and seeds in one batch move as each moves alone, with the engine\'s own noise; those at rest are kept as they were', async () => {
    const entries = [{ contours: board, seed: 1 }, { contours: mixed, seed: 2 }, { contours: board, seed: 3 }], together = await engineRings(entries, { backend: 'webasm' });
    await together.advance(64);
    for (const k of [0, 1, 2]) {
      const alone = await engineRings([entries[k]], { backend: 'webasm' });
      await alone.advance(64);
      const [a, b] = [alone.read(0), together.read(k)];
      expect([b.steps, b.atRest]).toEqual([a.steps, a.atRest]);
      for (let e = 0; e < a.x.length; e++) expect(Math.abs(a.x[e] - b.x[e]), `x of synapse ${e} of field ${k}`).toBeLessThan(1e-3); // sums in another order
    }
    expect(together.atRest(1)).toBe(true);
    expect(together.steps(1)).toBeLessThanOrEqual(64);
  });

  it('a board settles on the engine with two replicas, in the answer it has', async () => {
    const settled = await settleSudoku('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9', { form: 'phase', seed: 1, replicas: 2, backend: 'webasm' });
    expect(settled.answer).toBe('987654321246173985351928746128537694634892157795461832519286473472319568863745219');
    expect(settled.note).toMatch(/engine on webasm \(fused/);
    await expect(settleSudoku('board', '1...............', { form: 'limit', seed: 1, backend: 'cpu' })).rejects.toThrow(/the limit has no engine form/);
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
