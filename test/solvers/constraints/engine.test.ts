import { describe, expect, it } from 'vitest';
import { engineRings } from '../../../src/field/ringEngine.ts';
import { contours } from '../../../src/field/contours.ts';
import { PHASE_PACE, phaseField } from '../../../src/field/ringPhase.ts';
import { readBoard, sudokuRings } from '../../../src/solvers/constraints/sudokuBoard.ts';
import { HERE } from '../../support/engine.ts';

const board = sudokuRings(readBoard('board', '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9')).contours!;
const mixed = contours(6, [
  { kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'most', members: [1, 4, 2] }, { kind: 'least', members: [2, 5, 0] },
]);

describe.each(HERE)('the fused ring field against the engine on %s', (backend) => {
  it.each([['Sudoku rings', board], ['rings of all three kinds', mixed]])('%s: 20 noisy steps agree in every phase, state and strength', async (_, rings) => {
    const fused = phaseField(rings, 7), fresh = phaseField(rings, 7), noises: Float64Array[] = [], steps = 20;
    let taken = 0;
    for (; taken < steps && !fused.step(); taken++) noises.push(fused.noise.slice());
    const ran = await engineRings(fresh, fresh, taken, { backend, noise: (k) => noises[Math.min(k, taken - 1)] });
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
  it('is the same for the same seed, differs for another, and has the asked variance', () => {
    const draw = (seed: number) => {
      const field = phaseField(board, seed), all: number[] = [];
      for (let s = 0; s < 40; s++) {
        field.step();
        all.push(...field.noise);
      }
      return all;
    };
    const a = draw(3), variance = a.reduce((s, v) => s + v * v, 0) / a.length, mean = a.reduce((s, v) => s + v, 0) / a.length;
    expect(draw(3)).toEqual(a);
    expect(draw(4)).not.toEqual(a);
    expect(variance / (PHASE_PACE.deviation ** 2 * PHASE_PACE.dt)).toBeCloseTo(1, 1);
    expect(Math.abs(mean)).toBeLessThan(1e-3);
  });
});
