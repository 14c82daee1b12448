import { describe, expect, it } from 'vitest';
import { defineField } from '../../src/field/field.ts';
import { dense } from '../../src/field/dense.ts';
import { meanField } from '../../src/field/meanField.ts';
import { settle } from '../../src/field/settle.ts';
import { stability } from '../../src/field/stability.ts';
import { oscillator, type Oscillator } from '../../src/oscillators/oscillator.ts';
import { adaptiveHopf } from '../../src/oscillators/models/adaptiveHopf.ts';
import { daido } from '../../src/oscillators/models/daido.ts';
import { injectedKuramoto } from '../../src/oscillators/models/injectedKuramoto.ts';
import { kerrBifurcation } from '../../src/oscillators/models/kerrBifurcation.ts';
import { kuramoto } from '../../src/oscillators/models/kuramoto.ts';
import { kuramotoInertia } from '../../src/oscillators/models/kuramotoInertia.ts';
import { vectorKuramoto } from '../../src/oscillators/models/vectorKuramoto.ts';
import { farthest, irregular, oracle } from '../support/engine.ts';

/** A field in which everybody hears everybody through given weights (row i: what i hears). */
const wired = (model: Oscillator, dt: number, weight: number[]) => ({ field: defineField({ model, carriers: { net: dense() }, dt }), wiring: { net: { weight: Float32Array.from(weight) } }, sites: Math.sqrt(weight.length) });
const PAIR = [0, 1, 1, 0];

describe('Kuramoto with inertia', () => {
  it('two alike: the difference has the rates (−γ ± √(γ² − 8mK))/(2m), swinging iff 8mK > γ²', () => {
    for (const [m, gamma, K] of [[2, 1, 1], [0.1, 1, 0.5]]) {
      const { field, wiring, sites } = wired(kuramotoInertia, 0.01, PAIR);
      const { eigenvalues } = stability(field, { sites, wiring, state: { theta: 0.4, v: 0 }, parameters: { m, gamma, K } });
      const root = gamma * gamma - 8 * m * K, real = -gamma / (2 * m), half = Math.sqrt(Math.abs(root)) / (2 * m);
      const expected = root < 0 ? [[0, 0], [-gamma / m, 0], [real, half], [real, -half]] : [[0, 0], [-gamma / m, 0], [real + half, 0], [real - half, 0]];
      for (const [re, im] of expected) expect(Math.min(...eigenvalues.map((z) => Math.hypot(z.re - re, z.im - im))), `${re} + ${im}i`).toBeLessThan(1e-6);
    }
  });
  it('m → 0 moves as Kuramoto: the distance after T = 1 falls as m', () => {
    const omega = irregular(6, -1, 1), theta = irregular(6, -3, 3, 2), carriers = { all: meanField() };
    const plain = oracle(defineField({ model: kuramoto, carriers, dt: 0.01 }), { sites: 6, state: { theta }, parameters: { omega, K: 2 } }, 100).theta;
    const distance = [0.02, 0.01].map((m) => farthest(oracle(defineField({ model: kuramotoInertia, carriers, dt: 0.005 }), { sites: 6, state: { theta, v: 0 }, parameters: { m, omega, K: 2 } }, 200).theta, plain, 'phase'));
    expect(distance[1]).toBeLessThan(0.03);
    expect(distance[0] / distance[1]).toBeCloseTo(2, 0);
  });
});

describe('Daido: two harmonics', () => {
  it('two clusters half a turn apart, a share p in one: rates −K₁(2p − 1) − 2K₂, −K₁(1 − 2p) − 2K₂ and K₁ − 2K₂', () => {
    const field = defineField({ model: daido(2), carriers: { all: meanField() }, dt: 0.01 });
    for (const [inFirst, K1, K2] of [[5, 1, 0.8], [5, 1, 0.4], [7, 1, 0.8], [5, -1, 0.1]]) {
      const p = inFirst / 10, theta = Float32Array.from({ length: 10 }, (_, i) => (i < inFirst ? 0 : Math.PI));
      const { eigenvalues, rotation, growth } = stability(field, { sites: 10, state: { theta }, parameters: { K1, K2 } });
      const found = eigenvalues.filter((_, k) => k !== rotation).map((z) => z.re).sort((a, b) => a - b);
      const expected = [...Array<number>(inFirst - 1).fill(-K1 * (2 * p - 1) - 2 * K2), ...Array<number>(9 - inFirst).fill(-K1 * (1 - 2 * p) - 2 * K2), K1 - 2 * K2].sort((a, b) => a - b);
      expect(farthest(found, expected)).toBeLessThan(1e-5);
      if (p === 0.5) expect(growth < 0).toBe(K2 > 0 && 2 * K2 > K1);
    }
  });
});

describe('Kuramoto under sub-harmonic injection', () => {
  it('order 2: a wrong pair of spins has the rates −2K_s and 2K − 2K_s, so it is kept iff K_s > K', () => {
    for (const Ks of [0.7, 1.3]) {
      const { field, wiring, sites } = wired(injectedKuramoto(2), 0.01, PAIR);
      const { eigenvalues, rotation } = stability(field, { sites, wiring, state: { theta: Float32Array.of(0, Math.PI) }, parameters: { K: 1, Ks } });
      expect(rotation).toBe(-1);
      expect(eigenvalues[0].re).toBeCloseTo(2 - 2 * Ks, 5);
      expect(eigenvalues[1].re).toBeCloseTo(-2 * Ks, 5);
    }
  });
  it.each([2, 3])('order %s: E = −½K Σ W cos(θ_j − θ_i) − (K_s/m) Σ cos mθ never rises (V27)', async (order) => {
    const n = 24, values = irregular(n * n, -1, 1, 3), weight = Float32Array.from({ length: n * n }, (_, k) => values[Math.min(k, (k % n) * n + Math.floor(k / n))]);
    const field = defineField({ model: injectedKuramoto(order), carriers: { net: dense() }, dt: 0.02 }), energies: number[] = [];
    await settle(field, {
      sites: n, state: { theta: irregular(n, -3, 3, 4) }, parameters: { K: 0.5, Ks: 1 }, wiring: { net: { weight } }, tolerance: 0, timeLimit: 8, chunk: 10,
      observe({ state: { theta } }) {
        let E = 0;
        for (let i = 0; i < n; i++) {
          E -= Math.cos(order * theta[i]) / order;
          for (let j = 0; j < n; j++) E -= 0.25 * weight[i * n + j] * Math.cos(theta[j] - theta[i]);
        }
        energies.push(E);
      },
    });
    const rises = energies.slice(1).map((E, k) => E - energies[k]);
    expect(Math.max(...rises)).toBeLessThan(1e-5); // float32 phases
    expect(energies[0] - energies.at(-1)!).toBeGreaterThan(1);
  });
});

describe('Kerr (Duffing) bifurcation', () => {
  const weight = Float32Array.of(0, 1, -0.5, 1, 0, 0.3, -0.5, 0.3, 0), pump = { Delta: 1.2, kappa: 0.8, pumpStart: 1.7, pumpEnd: 1.7, ramp: 0, c: 0.3 };
  it('H = Σ (Δy²/2 + κx⁴/4 + (Δ − p)x²/2) − (c/2) Σ W x x is constant while the pump rests', () => {
    const field = defineField({ model: kerrBifurcation, carriers: { net: dense() }, dt: 0.02 }), start = { x: irregular(3, -1, 1, 5), y: irregular(3, -1, 1, 6) };
    const H = ({ x, y }: Record<string, ArrayLike<number>>) => [0, 1, 2].reduce((sum, i) => sum + 0.6 * y[i] ** 2 + 0.2 * x[i] ** 4 - 0.25 * x[i] ** 2 - [0, 1, 2].reduce((s, j) => s + 0.15 * weight[3 * i + j] * x[i] * x[j], 0), 0);
    const end = oracle(field, { sites: 3, state: start, parameters: pump, wiring: { net: { weight } } }, 1000);
    expect(farthest(end.x, start.x)).toBeGreaterThan(0.1);
    expect(Math.abs(H(end) - H(start))).toBeLessThan(1e-6);
  });
  it('one alone: still at 0 below the threshold, at ±√((p − Δ)/κ) above it, turning there at √(2Δ(p − Δ))', () => {
    const field = defineField({ model: kerrBifurcation, dt: 0.02 });
    const below = stability(field, { sites: 1, state: { x: 0, y: 0 }, parameters: { ...pump, pumpStart: 0.5, pumpEnd: 0.5 } });
    expect(Math.abs(below.eigenvalues[0].im)).toBeCloseTo(Math.sqrt(1.2 * 0.7), 6);
    const above = stability(field, { sites: 1, state: { x: Math.sqrt(0.5 / 0.8), y: 0 }, parameters: pump });
    expect(above.residual).toBeLessThan(1e-6);
    expect(Math.abs(above.eigenvalues[0].im)).toBeCloseTo(Math.sqrt(2 * 1.2 * 0.5), 5);
    expect(stability(field, { sites: 1, state: { x: 0, y: 0 }, parameters: pump }).growth).toBeCloseTo(Math.sqrt(1.2 * 0.5), 6);
  });
});

describe('vector Kuramoto', () => {
  const unit = (n: number, sites: number, seed: number) => {
    const raw = Array.from({ length: n }, (_, k) => irregular(sites, -1, 1, seed + k));
    return Object.fromEntries(raw.map((x, k) => [`x${k + 1}`, x.map((v, i) => v / Math.hypot(...raw.map((r) => r[i])))]));
  };
  it('in 2 dimensions it is Kuramoto', () => {
    const theta = irregular(7, -3, 3, 8), omega = irregular(7, -1, 1, 9), carriers = { all: meanField() };
    const vector = oracle(defineField({ model: vectorKuramoto(2), carriers, dt: 0.01 }), { sites: 7, state: { x1: theta.map(Math.cos), x2: theta.map(Math.sin) }, parameters: { K: 1.5, w12: omega } }, 200);
    const plain = oracle(defineField({ model: kuramoto, carriers, dt: 0.01 }), { sites: 7, state: { theta }, parameters: { K: 1.5, omega } }, 200);
    expect(farthest(vector.x1.map((x, i) => Math.atan2(vector.x2[i], x)), plain.theta, 'phase')).toBeLessThan(1e-6);
  });
  it.each([3, 4])('two alike in %s dimensions: tan(φ/2) falls as e^(−2Kt)', (n) => {
    const { field, wiring, sites } = wired(vectorKuramoto(n), 0.01, PAIR), start = unit(n, 2, 20);
    const angle = (s: Record<string, ArrayLike<number>>) => Math.acos(Object.values(s).reduce((sum, x) => sum + x[0] * x[1], 0));
    const end = oracle(field, { sites, wiring, state: start, parameters: { K: 0.7, w12: 2, w13: -1, w23: 0.5 } }, 100); // turning both alike changes nothing
    expect(Math.tan(angle(end) / 2) / Math.tan(angle(start) / 2)).toBeCloseTo(Math.exp(-1.4), 5);
  });
  it('without its projection RK4 leaves the sphere by O(dt⁴): half the step, a sixteenth of the way; with it, never', () => {
    const start = unit(3, 5, 30), omega = { w12: 3, w13: -2, w23: 1, K: 2 };
    const free = oscillator({ ...vectorKuramoto(3).text, project: undefined });
    const away = (model: typeof free, dt: number) => {
      const { x1, x2, x3 } = oracle(defineField({ model, carriers: { all: meanField() }, dt }), { sites: 5, state: start, parameters: omega }, 1 / dt);
      return Math.max(...x1.map((x, i) => Math.abs(Math.hypot(x, x2[i], x3[i]) - Math.hypot(start.x1[i], start.x2[i], start.x3[i]))));
    };
    const off = [0.05, 0.025].map((dt) => away(free, dt));
    expect(away(vectorKuramoto(3), 0.05)).toBeLessThan(1e-6); // of float32 starts
    expect(off[0]).toBeLessThan(1e-4);
    expect(off[0] / off[1]).toBeGreaterThan(12);
  });
});

describe('adaptive-frequency Hopf (V22)', () => {
  it('learns the frequency of its forcing from above and from below', async () => {
    const field = defineField({ model: adaptiveHopf, dt: 0.01 }), seen = [0, 0];
    let looks = 0;
    const { state } = await settle(field, {
      sites: 2, state: { x: 1, y: 0, omega: Float32Array.of(33, 27) }, tolerance: 0, timeLimit: 90, chunk: 64,
      observe({ time, state: { omega } }) { if (time > 60) { looks++; seen[0] += omega[0]; seen[1] += omega[1]; } },
    });
    for (const sum of seen) expect(Math.abs(sum / looks - 30)).toBeLessThan(0.05);
    expect(Math.hypot(state.x[0], state.y[0])).toBeCloseTo(1, 1);
  });
});
