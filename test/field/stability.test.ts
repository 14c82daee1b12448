import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { linearise } from '../../src/field/tangent.ts';

const ring = (n: number) => c.defineField({ model: c.kuramoto, carriers: { near: c.lattice({ rows: 1, columns: n, boundary: 'periodic', stencil: [[0, -1, 1], [0, 1, 1]] }) }, dt: 0.05 });
const reals = (s: c.Stability) => s.eigenvalues.map((z) => z.re), falling = (values: number[]) => values.sort((a, b) => b - a);
/** Every eigenvalue to 10 digits: float64 arithmetic on well-conditioned matrices. */
const same = (found: number[], expected: number[]) => {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, k) => expect(value, `eigenvalue ${k}`).toBeCloseTo(expected[k], 10));
};

describe('linear stability', () => {
  it('V1: a pair with detuning 0.6 and coupling 1, locked at asin(0.6) and turning at 0.3, has eigenvalues 0 (rotation) and −0.8 (Adler)', () => {
    const pair = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: 0.05 });
    const s = c.stability(pair, { sites: 2, state: { theta: [0, Math.asin(0.6)] }, parameters: { omega: [0, 0.6], K: 1 } });
    same(reals(s), [0, -0.8]);
    expect(s).toMatchObject({ rotation: 0, size: 2 });
    expect(s.growth).toBeCloseTo(-0.8, 12);
    expect(s.Omega).toBeCloseTo(0.3, 12);
    expect(s.residual).toBeLessThan(1e-12);
    expect(c.stability(pair, { sites: 2, state: { theta: [0, 0.1] }, parameters: { omega: [0, 0.6], K: 1 } }).residual, 'not locked').toBeGreaterThan(0.1);
  });

  it.each([[0, -0.0681483], [3, -0.0481882], [7, 1.0352762]])('V9: the twisted state of winding %d on a ring of 24 has −2 cos(2πq/n)(1 − cos(2πm/n)), largest %d (Wiley et al.)', (q, largest) => {
    const n = 24, s = c.stability(ring(n), { sites: n, state: { theta: Array.from({ length: n }, (_, i) => (2 * Math.PI * q * i) / n) } });
    same(reals(s), falling(Array.from({ length: n }, (_, m) => -2 * Math.cos((2 * Math.PI * q) / n) * (1 - Math.cos((2 * Math.PI * m) / n)))));
    expect(s.growth).toBeCloseTo(largest, 7);
    expect(s.eigenvalues[s.rotation].re).toBeCloseTo(0, 12);
  });

  it('V13: the limit cycle of Stuart-Landau, μ = 0.25, ω = 2, c = 0.5, turns at 1.875 and has eigenvalues 0 (rotation) and −2μ = −0.5', () => {
    const s = c.stability(c.defineField({ model: c.stuartLandau, dt: 0.05 }), { sites: 1, state: { re: 0.3, im: 0.4 }, parameters: { mu: 0.25, omega: 2, shear: 0.5 } });
    same(reals(s), [0, -0.5]);
    expect(s.Omega).toBeCloseTo(1.875, 12);
    expect(s.rotation).toBe(0);
  });

  it.each([[2, 3.3, false], [2, 3.6, true], [0.9, 6, false], [1.1, 6, true]])('V14: two Stuart-Landau with K = %d and detuning %d rest at amplitude 0: %s (Aronson, Ermentrout, Kopell)', (K, dw, dead) => {
    const pair = c.defineField({ model: c.stuartLandau, carriers: { other: c.gather({ degree: 1 }) }, dt: 0.05 });
    const s = c.stability(pair, { sites: 2, state: { re: 0, im: 0 }, parameters: { omega: [-dw / 2, dw / 2], K, degree: 1 }, wiring: { other: { table: Int32Array.from([1, 0]) } } });
    // eigenvalues 1 − K ± √(K² − dw²/4) of ((1 − K + iω, K), (K, 1 − K − iω)), each with its conjugate
    expect(s.growth).toBeCloseTo(1 - K + Math.sqrt(Math.max(0, K * K - (dw * dw) / 4)), 10);
    expect(s.growth < 0).toBe(dead);
    expect(s.rotation, 'no direction turns at the origin').toBe(-1);
  });

  it.each([[-1, 0.3312813], [1, 1.4187187]])('V15: FitzHugh-Nagumo at v = %d·0.9674709 rests at I = %d with a purely imaginary pair ±0.2755068 i (Hopf)', (sign, I) => {
    const epsilon = 0.08, a = 0.7, b = 0.8, v = sign * Math.sqrt(1 - epsilon * b), w = (v + a) / b, drive = -(v - v ** 3 / 3 - w);
    expect(drive).toBeCloseTo(I, 7);
    expect(v).toBeCloseTo(sign * 0.9674709, 7);
    const s = c.stability(c.defineField({ model: c.fitzHughNagumo, dt: 0.05 }), { sites: 1, state: { v, w }, parameters: { epsilon, a, b, I: drive } });
    expect(s.residual).toBeLessThan(1e-12);
    s.eigenvalues.forEach((z, k) => { expect(z.re).toBeCloseTo(0, 12); expect(z.im).toBeCloseTo(k === 0 ? 0.2755068 : -0.2755068, 7); });
  });

  it('V12: the Abrams-Strogatz chimera at A = 0.2, β = 0.1 rests at r = 0.729147 and spirals in with −0.0145 ± 0.1022 i', () => {
    // r' = (1 − r²)/2 (μ r cos α + ν cos(ψ − α)), ψ' = (1 + r²)/(2r) (μ r sin α − ν sin(ψ − α)) − μ sin α − ν r sin(ψ + α): a model typed by a user
    const reduced = c.oscillator({
      name: 'chimera', state: { r: c.real, psi: c.phase }, parameters: { mu: 0.6, nu: 0.4, alpha: Math.PI / 2 - 0.1 },
      rate: { r: '(1 - r^2)/2*(mu*r*cos(alpha) + nu*cos(psi - alpha))', psi: '(1 + r^2)/(2*r)*(mu*r*sin(alpha) - nu*sin(psi - alpha)) - mu*sin(alpha) - nu*r*sin(psi + alpha)' },
    });
    const field = c.defineField({ model: reduced, dt: 0.05 });
    let r = 0.73, psi = 0.1, s = c.stability(field, { sites: 1, state: { r, psi } });
    for (let k = 0; k < 20; k++) { // Newton, with the Jacobian that is tested
      const flow = linearise('test', field, { sites: 1, state: { r, psi } }), f = flow.at(flow.start, 0).rate, [A, B, C, D] = s.matrix, det = A * D - B * C;
      r -= (D * f[0] - B * f[1]) / det;
      psi -= (A * f[1] - C * f[0]) / det;
      s = c.stability(field, { sites: 1, state: { r, psi } });
    }
    expect(r).toBeCloseTo(0.729147, 6);
    expect(s.eigenvalues[0].re).toBeCloseTo(-0.0145, 4);
    expect(s.eigenvalues[0].im).toBeCloseTo(0.1022, 4);
  });
  it.each([0.1, 0.3, 0.6])('V20: with second harmonic ε = %d a stored pattern has {0, −2ε × 3, −(1 + 2ε) × 28}, a pattern that is not stored at most 1 − 2ε (Nishikawa et al.)', (eps) => {
    const n = 32, walsh = (k: number, i: number) => { let bits = k & i, sign = 1; for (; bits; bits &= bits - 1) sign = -sign; return sign; };
    const stored = [1, 2, 4, 7], weight = Float32Array.from({ length: n * n }, (_, at) => stored.reduce((sum, k) => sum + walsh(k, Math.floor(at / n)) * walsh(k, at % n), 0) / n);
    const memory = c.oscillator({
      name: 'memory', state: { theta: c.phase }, parameters: { eps },
      rate: { theta: 'S*cos(theta) - C*sin(theta) + eps*(S2*cos(2*theta) - C2*sin(2*theta))' },
      emits: { S: 'sin(theta)', C: 'cos(theta)', S2: 'sin(2*theta)', C2: 'cos(2*theta)' },
    });
    const field = c.defineField({ model: memory, carriers: { links: c.gather({ degree: n, from: { S: 'S', C: 'C' } }), all: c.meanField({ from: { S2: 'S2', C2: 'C2' } }) }, dt: 0.05 });
    const at = (k: number) => c.stability(field, { sites: n, state: { theta: Array.from({ length: n }, (_, i) => (walsh(k, i) > 0 ? 0 : Math.PI)) }, wiring: { links: { table: Int32Array.from({ length: n * n }, (_, j) => j % n), weight } } });
    for (const k of stored) same(reals(at(k)), [0, ...Array(3).fill(-2 * eps), ...Array(28).fill(-1 - 2 * eps)]);
    const other = at(8);
    expect(other.growth).toBeCloseTo(1 - 2 * eps, 10);
    expect(other.growth > 0, 'only what is stored is stable while ε < 1/2').toBe(eps < 0.5);
    expect(other.residual).toBeLessThan(1e-12);
  });

  it('of two locked Stuart-Landau oscillators reports one zero, the rotation, and all else decays', async () => {
    const pair = c.defineField({ model: c.stuartLandau, carriers: { other: c.gather({ degree: 1 }) }, dt: 0.05 }), wiring = { other: { table: Int32Array.from([1, 0]) } };
    const parameters = { omega: Float32Array.from([1.8, 2.2]), K: 0.5, degree: 1, shear: 0.3 };
    const { state } = await c.settle(pair, { sites: 2, state: { re: Float32Array.from([1, 0.8]), im: Float32Array.from([0, 0.3]) }, parameters, wiring, tolerance: 0, timeLimit: 100 });
    const s = c.stability(pair, { sites: 2, state, parameters, wiring });
    expect(s.residual, 'settled in float32').toBeLessThan(1e-5);
    expect(s.rotation).toBe(0);
    expect(Math.abs(s.eigenvalues[0].re)).toBeLessThan(1e-5);
    expect(s.growth).toBeLessThan(-0.3);
  });

  it('refuses a field whose matrix is too large, and what linearise refuses, under its own name', () => {
    const alone = c.defineField({ model: c.kuramoto, dt: 0.05 });
    expect(() => c.stability(alone, { sites: 2000, state: { theta: 0 } })).toThrow(/^stability: 2000 state values, expected at most 1024.*lyapunov/);
    expect(() => c.stability(alone, { sites: 2, state: { theta: [1] } })).toThrow(/^stability: state theta has 1 values, expected 2 or 1/);
  });
});
