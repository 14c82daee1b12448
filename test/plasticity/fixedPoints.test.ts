import { describe, expect, it } from 'vitest';
import { amplitudeHomeostasis, chaoticAmplitudeControl, csrOf, constraintDrive, defineField, equilibriumCoupling, equilibriumFrequency, forgetting, hebbianPhase, learn, plasticity, softHebb, sparse, stuartLandau, synapticScaling, type Rule, type Shown } from '../../src/index.ts';

/** Weights of links 0 ← 1, 0 ← 2 after a long hold. */
const rested = (rule: Rule, shown: Shown, time: number, step: number, start = [0.3, 0.2]) => {
  const links = plasticity({ rule, sites: 3, links: { to: [0, 0], from: [1, 2] }, value: new Float64Array(start), step });
  links.pass(shown, time);
  return links;
};

describe('fixed points in closed form', () => {
  it('Hebbian phase: w = s cos(θ_j − θ_i) / norm of the row', () => {
    const theta = [0.2, 0.9, 1.5], c = [Math.cos(0.7), Math.cos(1.3)], { value } = rested(hebbianPhase, { theta, S: theta.map(Math.sin), C: theta.map(Math.cos) }, 800, 0.2);
    c.forEach((x, k) => expect(value[k]).toBeCloseTo(x / Math.hypot(...c), 6));
  });
  it('synaptic scaling: activity at its set point, relative weights kept', () => {
    const { value, averages } = rested(synapticScaling, { x: [0, 1, 1] }, 600, 0.2);
    expect(value[0] + value[1]).toBeCloseTo(1, 6);
    expect(value[0] / value[1]).toBeCloseTo(1.5, 6);
    expect(averages.activity[0]).toBeCloseTo(1, 6);
  });
  it('forgetting: e^{−t/τ}, exact in one step', () => expect(rested(forgetting, {}, 25, 25).value[0]).toBeCloseTo(0.3 * Math.exp(-0.5), 14));
  it('constraint drive: ητ cos where violated, 0 where not', () => {
    const { value } = rested(constraintDrive, { theta: [0, 0.4, 3] }, 600, 20);
    expect(value[0]).toBeCloseTo(2 * Math.cos(0.4), 10);
    expect(value[1]).toBeCloseTo(0, 10);
  });
  it('soft winner-take-all: the winner holds x/|x|, the loser keeps what it had', () => {
    const { value } = rested(softHebb, { x: [0, 3, 4], y: [1, 0, 0] }, 200, 0.1);
    expect([...value].map((w) => Number(w.toFixed(8)))).toEqual([0.6, 0.8]);
    expect([...rested(softHebb, { x: [0, 3, 4], y: [0, 0, 0] }, 200, 1).value]).toEqual([0.3, 0.2]);
  });
  it('equilibrium propagation: rests where both settlings agree, else moves by (η/2β)(cos − cos)', () => {
    expect(rested(equilibriumCoupling, { plus: [0, 1, 2], minus: [1, 2, 3] }, 10, 1).value[0]).toBeCloseTo(0.3, 14);
    expect(rested(equilibriumCoupling, { plus: [0, 1, 2], minus: [0, 1.2, 2] }, 1, 1).value[0]).toBeCloseTo(0.3 + 0.5 * (Math.cos(1) - Math.cos(1.2)), 12);
    const omega = plasticity({ rule: equilibriumFrequency, sites: 1, value: new Float64Array([1]), step: 1 });
    omega.pass({ plus: [0.3], minus: [0.1] }, 1);
    expect(omega.value[0]).toBeCloseTo(1.1, 12);
  });
  it('amplitude homeostasis in a field: |z|² = μ = ρ*', async () => {
    const field = defineField({ model: stuartLandau, dt: 0.05 });
    const { state, learned } = await learn(field, { sites: 1, state: { re: 0.3, im: 0 }, parameters: { mu: 0.2, omega: 1 }, rules: [{ rule: amplitudeHomeostasis, step: 0.5, parameters: { setPoint: 0.6, tau: 5 } }], time: 150, chunk: 2, precision: 'float64' });
    expect(learned[0].value[0]).toBeCloseTo(0.6, 3);
    expect(state.re[0] ** 2 + state.im[0] ** 2).toBeCloseTo(0.6, 3);
  });
  for (const precision of ['float64', 'float32'] as const) it(`${precision}: chaotic amplitude control in a pair: |z|² = ρ* and K = ρ* − μ, from above and from below`, async () => {
    const field = defineField({ model: stuartLandau, carriers: { W: sparse() }, dt: 0.05 });
    for (const K of [0.1, 1.2]) {
      const { state, learned } = await learn(field, {
        sites: 2, state: { re: 0.5, im: 0 }, parameters: { mu: 0.2, omega: 1, K }, wiring: { W: csrOf([[0, 1], [1, 0]], 2) },
        rules: [{ rule: chaoticAmplitudeControl, step: 0.5, parameters: { setPoint: 0.8, beta: 0.3 } }], time: 150, chunk: 2, precision,
      });
      for (const i of [0, 1]) {
        expect(learned[0].value[i]).toBeCloseTo(0.6, 3);
        expect(state.re[i] ** 2 + state.im[i] ** 2).toBeCloseTo(0.8, 3);
      }
    }
  });
});
