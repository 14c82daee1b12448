import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { farthest, HERE, irregular, oracle } from '../support/engine.ts';

const N = 12, plane = { sites: N, state: { re: irregular(N, -1, 1), im: irregular(N, -1, 1, 2) }, parameters: { mu: irregular(N, -0.5, 1, 3), omega: irregular(N, 1, 2, 4), shear: 0.4, K: 0.5, degree: 2 } };
const ring = (integrator: IntegratorName, dt: number) => c.defineField({ model: c.stuartLandau, carriers: { l: c.circle({ sites: N, radius: 1 }) }, integrator, dt });
const onBackend = (field: c.Field, options: Parameters<typeof oracle>[1], steps: number, backend?: string) => c.settle(field, { ...options, backend, tolerance: 0, timeLimit: steps * field.dt });

describe('Strang splitting with the exact flow of Stuart-Landau', () => {
  it('V13: alone it is exact at any step: r(t) = √(μ/(1 + (μ/r₀² − 1)e^(−2μt))), turning at ω − cμ; also at μ = 0 and below', () => {
    for (const mu of [0.25, 40, -0.5, 1e-9, 0]) for (const dt of [0.5, 5]) {
      const z = oracle(c.defineField({ model: c.stuartLandau, integrator: 'strang', dt }), { sites: 1, state: { re: 0.1, im: 0 }, parameters: { mu, omega: 2, shear: 0.5 } }, 2), t = 2 * dt, r0 = Math.fround(0.1), m = Math.fround(mu);
      const r = m === 0 ? r0 / Math.sqrt(1 + 2 * r0 * r0 * t) : Math.sqrt(m / (1 + (m / r0 ** 2 - 1) * Math.exp(-2 * m * t))), expected = Math.abs(mu) === 1e-9 ? r0 / Math.sqrt(1 + 2 * r0 * r0 * t) : r;
      expect(Math.abs(Math.hypot(z.re[0], z.im[0]) - expected), `r at mu ${mu}, t ${t}`).toBeLessThan(1e-8);
      const turned = 2 * t - 0.5 * (m * t - Math.log(expected / r0)); // ∫r² dt = μt − ln(r/r₀)
      expect(Math.abs(Math.sin((Math.atan2(z.im[0], z.re[0]) - turned) / 2)), `angle at mu ${mu}, t ${t}`).toBeLessThan(1e-6);
    }
  });
  it('a silent oscillator stays silent', async () => {
    for (const mu of [400, -400]) expect((await onBackend(c.defineField({ model: c.stuartLandau, integrator: 'strang', dt: 1 }), { sites: 1, state: { re: 0, im: 0 }, parameters: { mu } }, 3)).state.re[0]).toBe(0);
  });
  it('order 2 with coupling', () => {
    const exact = oracle(ring('rk4', 0.005), plane, 400).re, error = (dt: number) => farthest(oracle(ring('strang', dt), plane, Math.round(2 / dt)).re, exact);
    const slope = Math.log2(error(0.1) / error(0.05));
    expect(Math.abs(slope - 2), `measured order ${slope}`).toBeLessThan(0.15);
  });
  it('stiff amplitude, μ = 400 and dt = 0.05: Strang stays on the cycles r = 20, where RK4 leaves the numbers', async () => {
    const stiff = { ...plane, state: { re: 15, im: irregular(N, -5, 5) }, parameters: { mu: 400, omega: 1, K: 0.5, degree: 2 } };
    const run = await c.settle(ring('strang', 0.05), { ...stiff, tolerance: 0, timeLimit: 10 }), exploded = await c.settle(ring('rk4', 0.05), { ...stiff, tolerance: 0, timeLimit: 10 });
    expect(exploded.status).toBe('diverged');
    expect(run.orderParameter![0]).toBeGreaterThan(0.99);
    for (let i = 0; i < N; i++) expect(Math.hypot(run.state.re[i], run.state.im[i])).toBeCloseTo(20, 2);
  });
  it('flow and rest add up to the rate (difference quotient of the flow at h → 0)', () => {
    const split = oracle(ring('strang', 1e-4), plane, 1), whole = oracle(ring('euler', 1e-4), plane, 1);
    for (const v of ['re', 'im']) expect(farthest(split[v], whole[v])).toBeLessThan(1e-7);
  });
  it.each(HERE)('float32 on %s agrees with float64 within 2e-5', async (backend) => {
    const field = ring('strang', 0.05), run = await onBackend(field, plane, 20, backend), exact = oracle(field, plane, 20);
    for (const v of ['re', 'im']) expect(farthest(run.state[v], exact[v])).toBeLessThan(2e-5);
  });
  it('refused in one line where the model has no exact flow', () => {
    expect(() => c.defineField({ model: c.kuramoto, integrator: 'strang', dt: 0.1 })).toThrow(/^field: strang needs an exact flow, expected a model with split, which Kuramoto has not\. \S[^\n]+$/);
  });
});

describe('symplectic Euler', () => {
  const duffing = c.oscillator({ name: 'Duffing', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: 'y', y: 'x - x^3' } });
  const energies = (integrator: IntegratorName, steps: number) => {
    const field = c.defineField({ model: duffing, integrator, dt: 0.05 }), H = ({ x, y }: Record<string, ArrayLike<number>>) => y[0] ** 2 / 2 - x[0] ** 2 / 2 + x[0] ** 4 / 4;
    return [H(oracle(field, { sites: 1, state: { x: 0.5, y: 0 } }, 0)), H(oracle(field, { sites: 1, state: { x: 0.5, y: 0 } }, steps / 2)), H(oracle(field, { sites: 1, state: { x: 0.5, y: 0 } }, steps))];
  };
  it('the energy of a Duffing oscillator swings by O(dt) and does not drift over 4,000 steps; with Euler it does within 300', () => {
    const [start, half, end] = energies('symplectic', 4000), [, , euler] = energies('euler', 300);
    expect(Math.abs(half - start)).toBeLessThan(0.01);
    expect(Math.abs(end - start)).toBeLessThan(0.01);
    expect(euler - start).toBeGreaterThan(0.05);
  });
  it('later variables see the earlier ones moved: one step of the harmonic oscillator is x + dt y, y − dt (x + dt y), area 1', () => {
    const clock = c.oscillator({ name: 'clock', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: 'y', y: '-x' } }), field = c.defineField({ model: clock, integrator: 'symplectic', dt: 0.25 });
    const z = oracle(field, { sites: 2, state: { x: Float32Array.of(1, 0), y: Float32Array.of(0, 1) } }, 1);
    expect([z.x[0], z.y[0], z.x[1], z.y[1]]).toEqual([1, -0.25, 0.25, 0.9375]);
    expect(z.x[0] * z.y[1] - z.x[1] * z.y[0]).toBe(1);
  });
  it.each(HERE)('a coupled Kerr machine and inelastic walls, float32 on %s, agree with float64 within 2e-5', async (backend) => {
    for (const model of [c.kerrBifurcation, c.ballisticBifurcation]) {
      const field = c.defineField({ model, carriers: { l: c.circle({ sites: N, radius: 2 }) }, integrator: 'symplectic', dt: 0.1 }), options = { sites: N, state: { x: irregular(N, -1, 1), y: irregular(N, -1, 1, 2) }, parameters: { ramp: 0.5 } };
      const run = await onBackend(field, options, 30, backend), exact = oracle(field, options, 30);
      for (const v of ['x', 'y']) expect(farthest(run.state[v], exact[v]), `${model.name} ${v}`).toBeLessThan(2e-5);
    }
  });
});

describe('projection after every step', () => {
  const spin = c.oscillator({ name: 'spin', state: { x: 'real', y: 'real' }, parameters: { w: 1 }, where: { r: 'sqrt(x^2 + y^2)' }, rate: { x: '-w*y', y: 'w*x' }, project: { x: 'x/r', y: 'y/r' } });
  it.each(['euler', 'heun', 'rk4'] as IntegratorName[])('%s: both coordinates are divided by the length they had together, and stay on the circle', async (integrator) => {
    const field = c.defineField({ model: spin, integrator, dt: 0.3 }), options = { sites: 3, state: { x: 1, y: 0 }, parameters: { w: Float32Array.of(0.5, 1, 2) } };
    const run = await onBackend(field, options, 40), exact = oracle(field, options, 40);
    for (let i = 0; i < 3; i++) expect(Math.hypot(run.state.x[i], run.state.y[i])).toBeCloseTo(1, 6);
    expect(farthest(run.state.x, exact.x)).toBeLessThan(2e-5);
  });
  it('walls: |x| stays within 1, and what hits one stands still there', async () => {
    const field = c.defineField({ model: c.ballisticBifurcation, integrator: 'symplectic', dt: 0.5 }), run = await onBackend(field, { sites: 2, state: { x: Float32Array.of(0.5, 0), y: Float32Array.of(2, 0.1) }, parameters: { ramp: 0 } }, 1);
    expect([run.state.x[0], run.state.y[0]]).toEqual([1, 0]);
    expect(run.state.x[1]).toBeCloseTo(0.05, 6);
    expect(run.state.y[1]).toBeGreaterThan(0);
  });
});

describe('NaN at step k, whatever the scheme', () => {
  const burst = c.oscillator({ name: 'burst', state: { x: 'real', y: 'real' }, parameters: { g: 1 }, rate: { x: 'g*x^3', y: '-y' }, emits: { U: 'x' }, hears: ['U'],
    split: { flow: { x: 'x', y: 'y*exp(-h)' }, rest: { x: 'g*x^3', y: '0' } } });
  const shaken = c.oscillator({ name: 'shaken burst', state: { x: 'real' }, parameters: { g: 1 }, rate: { x: 'g*x^3' }, noise: { x: '0.01' } });
  it.each<[string, IntegratorName, c.Oscillator, c.FieldText['carriers']]>([
    ['euler', 'euler', burst, {}], ['heun', 'heun', burst, {}], ['rk4', 'rk4', burst, {}], ['symplectic', 'symplectic', burst, {}], ['strang', 'strang', burst, {}],
    ['euler with noise', 'euler', shaken, {}], ['heun with noise', 'heun', shaken, {}], ['rk4 with a delay', 'rk4', burst, { U: c.delayed(c.meanField(), { delay: 0.1 }) }],
  ])('%s names time, step, site and variable, the same for every chunk', async (_, integrator, model, carriers) => {
    const x = new Float32Array(10).fill(0.001);
    x[7] = 2; // leaves the numbers at about t = 1/(2x²) = 0.125
    const state: Record<string, number | Float32Array> = model === burst ? { x, y: 0 } : { x }, run = async (chunk: number) => (await c.settle(c.defineField({ model, carriers, integrator, dt: 0.05 }), { sites: 5, batch: 2, state, seed: 2, tolerance: 0, timeLimit: 10, chunk })).failure!;
    const [a, b] = [await run(16), await run(5)];
    expect(a).toMatchObject({ entry: 1, site: 2, variable: 'x' });
    expect(a.step).toBeLessThanOrEqual(16);
    expect(a.time).toBeCloseTo(a.step * 0.05, 12);
    expect(a.advice).toMatch(/^settle: x became .* at t = .*, step \d+, site 2 of batch entry 1\. dt = 0\.05 with rates up to .* before; try a smaller dt or weaker coupling\.$/);
    expect(b.step).toBe(a.step);
  });
});
