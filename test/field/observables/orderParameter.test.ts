import { describe, expect, it } from 'vitest';
import { wrapAngle } from '../../../src/field/observables/angle.ts';
import { energy } from '../../../src/field/observables/energy.ts';
import { daidoMoment, orderParameter, orderParameterByGroup } from '../../../src/field/observables/orderParameter.ts';
import { irregular } from '../../support/engine.ts';

describe('order parameter', () => {
  it('is 1 in synchrony and points at the common phase', () => {
    const { r, psi } = orderParameter(new Float32Array(50).fill(2));
    expect(r).toBeCloseTo(1, 6);
    expect(psi).toBeCloseTo(2, 6);
  });
  it('is 0 for a splay state, and turns with the phases', () => {
    const splay = Float64Array.from({ length: 12 }, (_, i) => (2 * Math.PI * i) / 12), theta = irregular(30, -3, 3);
    expect(orderParameter(splay).r).toBeCloseTo(0, 12);
    const a = orderParameter(theta), b = orderParameter(theta.map((x) => x + 0.5));
    expect(b.r).toBeCloseTo(a.r, 6);
    expect(wrapAngle(b.psi - a.psi)).toBeCloseTo(0.5, 5);
  });
  it('by group sees two synchronous groups in antiphase as 1 and 1, where the whole is 0', () => {
    const theta = Float64Array.from([0, 0, Math.PI, Math.PI, 1]), group = Int32Array.from([0, 0, 1, 1, -1]);
    expect(orderParameterByGroup(theta, group, 3).map((o) => Math.round(o.r * 1e9) / 1e9)).toEqual([1, 1, 0]);
    expect(orderParameter(theta, 0, 4).r).toBeCloseTo(0, 12);
  });
});

describe('Daido moments', () => {
  it('of a splay state of 12 phases are 1 for orders 12 and 24 and 0 for all others to 30 (a geometric series)', () => {
    const splay = Float64Array.from({ length: 12 }, (_, i) => 0.3 + (2 * Math.PI * i) / 12);
    for (let m = 1; m <= 30; m++) expect(daidoMoment(splay, m).r, `order ${m}`).toBeCloseTo(m % 12 === 0 ? 1 : 0, 12);
    expect(wrapAngle(daidoMoment(splay, 12).psi - 12 * 0.3)).toBeCloseTo(0, 11);
  });
  it('of a wrapped Lorentzian with r = 0.6 are r_m = 0.6^m at angles mψ (validation-suite V7)', () => {
    // θ = 0.4 + 2 atan(h tan(πu)) with h = (1 − r)/(1 + r) has that density (Poisson kernel); 20,000 equal quantiles
    const n = 20_000, r = 0.6, h = (1 - r) / (1 + r), theta = Float64Array.from({ length: n }, (_, i) => 0.4 + 2 * Math.atan(h * Math.tan(Math.PI * ((i + 0.5) / n - 0.5))));
    for (let m = 1; m <= 6; m++) {
      const moment = daidoMoment(theta, m);
      expect(moment.r, `order ${m}`).toBeCloseTo(r ** m, 6); // midpoint rule on a smooth periodic function
      expect(wrapAngle(moment.psi - 0.4 * m)).toBeCloseTo(0, 6);
    }
  });
  it('refuse an order that is no whole number from 1', () => {
    for (const order of [0, -1, 1.5, NaN]) expect(() => daidoMoment([1], order)).toThrow(/daidoMoment: order is .* expected a whole number/);
  });
});

it('energy of a pair is −W cos(θ₁ − θ₀)', () => {
  const theta = [0.3, 1.1], W = 0.7;
  expect(energy(theta, [W * Math.sin(1.1), W * Math.sin(0.3)], [W * Math.cos(1.1), W * Math.cos(0.3)])).toBeCloseTo(-W * Math.cos(0.8), 12);
});

it('energy is what the Kuramoto flow descends: −∂E/∂θ_i is what site i feels, K = 1 (central difference)', () => {
  const n = 5, W = irregular(n * n, -1, 1, 3), theta = Float64Array.from(irregular(n, -3, 3, 4)), w = (i: number, j: number) => W[Math.min(i, j) * n + Math.max(i, j)];
  const heard = (x: Float64Array, f: (a: number) => number) => x.map((_, i) => x.reduce((sum, b, j) => sum + (i === j ? 0 : w(i, j) * f(b)), 0));
  const E = (x: Float64Array) => energy(x, heard(x, Math.sin), heard(x, Math.cos)), step = 1e-5;
  for (let i = 0; i < n; i++) {
    const moved = (d: number) => theta.map((x, j) => (i === j ? x + d : x)), slope = (E(moved(step)) - E(moved(-step))) / (2 * step);
    const felt = theta.reduce((sum, b, j) => sum + (i === j ? 0 : w(i, j) * Math.sin(b - theta[i])), 0);
    expect(-slope, `site ${i}`).toBeCloseTo(felt, 8); // error of a central difference: step²
  }
});
