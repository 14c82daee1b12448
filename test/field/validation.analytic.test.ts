import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { wrapAngle } from '../../src/field/observables/angle.ts';
import type { RunOptions } from '../../src/field/run.ts';
import { HERE, irregular, oracle } from '../support/engine.ts';

/** Runs a field for `steps` steps in float64 (the oracle) or in float32 (a backend). */
type Runner = (field: c.Field, options: RunOptions, steps: number) => Promise<Record<string, ArrayLike<number>>>;
const onBackend = (backend: string): Runner => async (field, options, steps) =>
  (await c.settle(field, { ...options, backend, tolerance: 0, timeLimit: steps * field.dt, chunk: Math.min(steps, 50) })).state;
const RUNNERS: [string, Runner, number][] = [
  ['float64 reference', async (field, options, steps) => oracle(field, options, steps), 1e-6],
  ...HERE.map((b): [string, Runner, number] => [`${b} in float32`, onBackend(b), 1e-3]),
];

const pair = (integrator: IntegratorName, dt: number) => c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, integrator, dt });
const detuned = (dw: number, K: number, phi = 0): RunOptions => ({ sites: 2, state: { theta: Float32Array.from([0, phi]) }, parameters: { omega: Float32Array.from([0, dw]), K } });
const difference = (state: Record<string, ArrayLike<number>>) => wrapAngle(state.theta[1] - state.theta[0]);

describe.each(RUNNERS)('%s', (_, run, tolerance) => {
  it('V1: two oscillators with detuning 0.6 and coupling 1 lock at asin(0.6) = 0.6435011 and approach it at rate 0.8 (Adler)', async () => {
    const field = pair('rk4', 0.05), options = detuned(0.6, 1);
    const end = difference(await run(field, options, 600)), locked = Math.asin(0.6);
    expect(Math.abs(end - locked), `locked at ${end}, expected ${locked}`).toBeLessThan(tolerance);
    // linear regime: between t = 5 and t = 8 the distance falls by e^(−0.8 · 3), up to a quadratic remainder of the size of the distance
    const [a, b] = [difference(await run(field, options, 100)) - locked, difference(await run(field, options, 160)) - locked];
    expect(Math.abs(Math.log(a / b) / 3 - Math.sqrt(1 - 0.36)), `rate ${Math.log(a / b) / 3}`).toBeLessThan(5e-3);
  });

  it('V2: two oscillators with detuning 1.25 and coupling 1 beat with period 2π/0.75 = 8.3775804 (Adler)', async () => {
    const steps = 200, field = pair('rk4', 8.377580409572781 / steps), options = detuned(1.25, 1, 0.4);
    const after = difference(await run(field, options, steps));
    expect(Math.abs(after - 0.4), `after one period ${after}, expected 0.4`).toBeLessThan(tolerance);
    expect(Math.abs(difference(await run(field, options, steps / 2)) - 0.4), 'half a period is not a period').toBeGreaterThan(0.5);
  });

  it('V8: on a ring of 24 the slowest perturbation decays at λ₂ = 2(1 − cos(2π/24)) = 0.0681483', async () => {
    const n = 24, lambda = 2 * (1 - Math.cos((2 * Math.PI) / n)), size = tolerance < 1e-4 ? 1e-4 : 1e-2;
    const field = c.defineField({ model: c.kuramoto, carriers: { ring: c.lattice({ rows: 1, columns: n, boundary: 'periodic', stencil: [[0, -1, 1], [0, 1, 1]] }) }, dt: 0.1 });
    const theta = Float32Array.from({ length: n }, (_x, i) => size * Math.cos((2 * Math.PI * i) / n));
    const mode = (x: ArrayLike<number>) => Array.from(x).reduce((sum, value, i) => sum + value * Math.cos((2 * Math.PI * i) / n), 0);
    const end = (await run(field, { sites: n, state: { theta } }, 100)).theta, rate = Math.log(mode(theta) / mode(end)) / 10;
    expect(Math.abs(rate / lambda - 1), `rate ${rate}, expected ${lambda}`).toBeLessThan(tolerance);
  });

  it('V13: Stuart-Landau with μ = 0.25, ω = 2, c = 0.5 follows r(t) = √(μ/(1 + (μ/r₀² − 1)e^(−2μt))) onto r = 0.5, turning at 1.875', async () => {
    const dt = 0.02, field = c.defineField({ model: c.stuartLandau, dt }), options: RunOptions = { sites: 1, state: { re: 0.1, im: 0 }, parameters: { mu: 0.25, omega: 2, shear: 0.5 } };
    const r0 = Math.fround(0.1);
    for (const t of [2, 6, 10]) {
      const z = await run(field, options, t / dt), r = Math.hypot(z.re[0], z.im[0]);
      expect(Math.abs(r - Math.sqrt(0.25 / (1 + (0.25 / r0 ** 2 - 1) * Math.exp(-0.5 * t)))), `r(${t}) = ${r}`).toBeLessThan(tolerance);
    }
    const on: RunOptions = { ...options, state: { re: 0.5, im: 0 } }, z = await run(field, on, 50);
    expect(Math.abs(Math.atan2(z.im[0], z.re[0]) - 1.875)).toBeLessThan(tolerance);
    const late = await run(field, options, 2000);
    expect(Math.abs(Math.hypot(late.re[0], late.im[0]) - 0.5)).toBeLessThan(tolerance);
  });

  it('V27: with symmetric couplings, equal frequencies and second-order injection E = −½ΣJ cos − ½K_s Σ cos 2θ never rises', async () => {
    const n = 24, J = irregular(n * n, -1, 1, 60), table = new Int32Array(n * n), weight = new Float32Array(n * n), Ks = 0.5;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
      table[i * n + j] = i === j ? -1 : j;
      weight[i * n + j] = J[Math.min(i, j) * n + Math.max(i, j)];
    }
    const field = c.defineField({ model: c.subharmonicOutput(2), carriers: { l: c.gather({ degree: n }) }, dt: 0.02 });
    const E = (x: ArrayLike<number>) => {
      let e = 0;
      for (let i = 0; i < n; i++) {
        e -= 0.5 * Ks * Math.cos(2 * x[i]);
        for (let j = 0; j < n; j++) if (j !== i) e -= 0.5 * weight[i * n + j] * Math.cos(x[j] - x[i]);
      }
      return e;
    };
    let state: RunOptions['state'] = { theta: irregular(n, -3, 3, 61) }, before = E(state.theta as Float32Array), worst = 0;
    const first = before;
    for (let s = 0; s < 150; s++) {
      const next = (await run(field, { sites: n, state, parameters: { K: 1, Ks }, wiring: { l: { table, weight } } }, 1)).theta, e = E(next);
      worst = Math.max(worst, e - before);
      before = e;
      state = { theta: Float32Array.from(next) };
    }
    expect(worst, 'largest rise in one step').toBeLessThan(1e-5 * Math.abs(first)); // rounding of the float32 state
    expect(before).toBeLessThan(first - 5);
  });

  it.each([['euler', 1, 0.05], ['heun', 2, 0.1], ['rk4', 4, 0.4]] as [IntegratorName, number, number][])(
    'V28: halving dt divides the error of %s by 2^%d (flow of V2, exact solution)', async (integrator, order, dt) => {
      const T = 8, exact = adler(1.25, 1, 0.4, T);
      const error = async (h: number) => Math.abs(wrapAngle(difference(await run(pair(integrator, h), detuned(1.25, 1, 0.4), Math.round(T / h))) - exact));
      const slope = Math.log2((await error(dt)) / (await error(dt / 2)));
      expect(Math.abs(slope - order), `measured order ${slope}`).toBeLessThan(order === 4 ? 0.35 : 0.15);
    });
});

/** Exact solution of φ' = Δ − K sin φ for Δ > K: tan(φ/2) = K/Δ + (Ω/Δ) tan(Ωt/2 + c), Ω = √(Δ² − K²), wrapped. */
function adler(delta: number, K: number, start: number, t: number): number {
  const Omega = Math.sqrt(delta ** 2 - K ** 2), phase0 = Math.atan((delta * Math.tan(start / 2) - K) / Omega);
  return wrapAngle(2 * Math.atan((K + Omega * Math.tan((Omega * t) / 2 + phase0)) / delta));
}
