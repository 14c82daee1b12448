import { describe, expect, it } from 'vitest';
import { engineRings } from '../../../src/field/ringEngine.ts';
import { contours } from '../../../src/field/contours.ts';
import { ringBatch } from '../../../src/field/ringBatch.ts';
import { PHASE_PACE } from '../../../src/field/ringPhase.ts';
import { readBoard, sudokuRings } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { HERE } from '../../support/engine.ts';
import { ringNoise } from '../../support/ringNoise.ts';

const board = sudokuRings(readBoard('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9')).contours!;
const mixed = contours(6, [
  { kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'most', members: [1, 4, 2] }, { kind: 'least', members: [2, 5, 0] },
]);

describe.each(HERE)('the fused ring module against the engine on %s', (backend) => {
  it.each([['Sudoku rings', board], ['rings of all three kinds', mixed]])('%s: 20 noisy steps agree in every phase, state and strength', async (_, rings) => {
    const batch = ringBatch('phase', [{ contours: rings, seed: 7 }]), fresh = batch.read(0), noise = ringNoise(rings, 7, PHASE_PACE);
    batch.advance(20);
    const fused = batch.read(0), taken = fused.steps, noises = Array.from({ length: taken }, noise);
    const ran = await engineRings(fresh, taken, { backend, noise: (k) => noises[Math.min(k, taken - 1)] });
    expect(ran.backend).toBe(backend);
    expect(taken).toBeGreaterThan(2);
    for (let e = 0; e < rings.unit.length; e++) {
      expect(Math.abs(fused.q[e] - ran.state.q[e]), `q of synapse ${e}`).toBeLessThan(1e-3); // float32, 5 %/step growth of errors; 5e-4 measured after 50 steps
      expect(Math.abs(fused.x[e] - ran.state.x[e]), `x of synapse ${e}`).toBeLessThan(1e-4);
      expect(Math.abs(fused.strengths[rings.ring[e]] - ran.state.a[e]), `a of ring ${rings.ring[e]}`).toBeLessThan(1e-4);
    }
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
