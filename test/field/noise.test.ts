import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { dice, grains, normal, PER_NORMAL } from '../../src/field/noise.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { farthest, HERE, oracle } from '../support/engine.ts';

const walk = c.oscillator({ name: 'walk', state: { x: 'real' }, parameters: { D: 0.5 }, rate: { x: '0' }, noise: { x: 'sqrt(2*D)' } });
const ou = c.oscillator({ name: 'Ornstein-Uhlenbeck', state: { x: 'real' }, parameters: { a: 1, s: 0.7 }, rate: { x: '-a*x' }, noise: { x: 's' } });
const geometric = c.oscillator({ name: 'geometric', state: { x: 'real' }, parameters: { s: 0.5 }, rate: { x: '0' }, noise: { x: 's*x' } });
const two = c.oscillator({ name: 'shaken pair', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: '-x + U', y: 'x - y' }, noise: { x: '0.3', y: '0.2 + 0.1*x' }, emits: { U: 'y' } });
const diffusing = c.oscillator({ name: 'diffusing phase', state: { theta: 'phase' }, parameters: { omega: 0, D: 0.5 }, rate: { theta: 'omega' }, noise: { theta: 'sqrt(2*D)' } });
const mean = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0) / x.length;
const variance = (x: ArrayLike<number>) => { const m = mean(x); return mean(Array.from(x, (v) => (v - m) ** 2)); };

it('the generator is that of Wichmann and Hill: every draw is the last one times 171, 172, 170 modulo 30269, 30307, 30323', () => {
  const all = dice(0, 50, 1), s = [171, 172, 170];
  for (let d = 0; d < 100; d++) {
    expect([0, 1, 2].map((k) => 256 * all[6 * d + 2 * k] + all[6 * d + 2 * k + 1])).toEqual(s);
    [171, 172, 170].forEach((a, k) => { s[k] = (s[k] * a) % [30269, 30307, 30323][k]; });
  }
  expect([...dice(30, 20, 1)]).toEqual([...all.slice(30 * PER_NORMAL)]);
});

it('moments of 200,000 normal numbers: 0, 1, 0, 3 within four standard errors; neighbours in time and space are uncorrelated', () => {
  const sites = 400, steps = 500, start = grains(7, { sites, batch: 1, padded: sites }), die = dice(0, steps, 1), n = sites * steps;
  const x = Float64Array.from({ length: n }, (_, i) => normal(start.map((g) => g[i % sites]), die, Math.floor(i / sites) * PER_NORMAL));
  for (const [power, expected, spread] of [[1, 0, 1], [2, 1, 2], [3, 0, 15], [4, 3, 96]]) expect(Math.abs(mean(x.map((v) => v ** power)) - expected)).toBeLessThan(4 * Math.sqrt(spread / n));
  for (const lag of [1, 2, sites, 2 * sites]) expect(Math.abs(mean(x.subarray(lag).map((v, i) => v * x[i])))).toBeLessThan(4 / Math.sqrt(n - lag));
  expect(mean(x.map((v) => (Math.abs(v) > 3 ? 1 : 0)))).toBeCloseTo(0.0027, 3);
});

describe.each(HERE)('noise on %s', (backend) => {
  it.each(['euler', 'heun', 'symplectic'] as IntegratorName[])('%s: 40 steps of two noisy variables agree with float64 within 2e-5', async (integrator) => {
    const field = c.defineField({ model: two, carriers: { all: c.meanField() }, integrator, dt: 0.05 }), options = { sites: 50, batch: 2, state: { x: 0.5, y: -0.5 }, seed: 11 };
    const run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 2, chunk: 16, backend }), exact = oracle(field, options, 40);
    expect([run.backend, run.warnings]).toEqual([backend, []]);
    for (const v of ['x', 'y']) expect(farthest(run.state[v], exact[v])).toBeLessThan(2e-5);
  });
  it('V18: an Ornstein-Uhlenbeck process under Euler-Maruyama has the variance s²/(2a − a² dt), not s²/2a', async () => {
    const sites = 20_000;
    for (const [dt, expected] of [[0.1, 0.257895], [0.5, 0.326667]]) {
      const run = await c.settle(c.defineField({ model: ou, integrator: 'euler', dt }), { sites, state: { x: 0 }, seed: 3, tolerance: 0, timeLimit: 10, chunk: 10, backend });
      expect(Math.abs(variance(run.state.x) - expected), `variance ${variance(run.state.x)}`).toBeLessThan(4 * expected * Math.sqrt(2 / sites));
    }
  });
});

it('V19: free phases diffuse, variance 2Dt, mean frequency unchanged, order decaying as e^(−Dt), then √(π/4N)', async () => {
  const sites = 10_000, field = c.defineField({ model: diffusing, integrator: 'euler', dt: 0.05 }), walked = await c.settle(c.defineField({ model: walk, integrator: 'euler', dt: 0.05 }), { sites, state: { x: 0 }, seed: 5, tolerance: 0, timeLimit: 2 });
  expect(Math.abs(variance(walked.state.x) - 2)).toBeLessThan(4 * 2 * Math.sqrt(2 / sites));
  const run = await c.settle(field, { sites, state: { theta: 0 }, parameters: { omega: 0.7 }, seed: 6, tolerance: 0, timeLimit: 2 });
  expect(Math.abs(run.orderParameter![0] - Math.exp(-1))).toBeLessThan(4 / Math.sqrt(sites));
  const turned = Math.atan2(mean(run.state.theta.map(Math.sin)), mean(run.state.theta.map(Math.cos)));
  expect(Math.abs(turned - 1.4)).toBeLessThan((4 * Math.exp(1)) / Math.sqrt(2 * sites));
});

it('noise that grows with the state: Euler-Maruyama keeps the mean (Itô), stochastic Heun raises it by e^(s²t/2) (Stratonovich)', async () => {
  const sites = 20_000, at = async (integrator: IntegratorName) => mean((await c.settle(c.defineField({ model: geometric, integrator, dt: 0.02 }), { sites, state: { x: 1 }, seed: 9, tolerance: 0, timeLimit: 1, chunk: 25 })).state.x);
  const error = 4 * Math.sqrt((Math.exp(0.25) - 1) * Math.exp(0.25) / sites);
  expect(Math.abs((await at('euler')) - 1)).toBeLessThan(error);
  expect(Math.abs((await at('heun')) - Math.exp(0.125))).toBeLessThan(error);
});

describe('one seed, one trajectory', () => {
  const field = c.defineField({ model: two, carriers: { l: c.circle({ sites: 30, radius: 1 }) }, integrator: 'heun', dt: 0.05 });
  const run = (change: object) => c.settle(field, { sites: 30, state: { x: 0, y: 0 }, seed: 1, tolerance: 0, timeLimit: 10, chunk: 100, ...change });
  it('whatever the launches are cut into, bit for bit', async () => {
    const [a, b, d] = [await run({}), await run({ chunk: 10 }), await run({ chunk: 7 })];
    expect([...b.state.x, ...b.state.y]).toEqual([...a.state.x, ...a.state.y]);
    expect([...d.state.x]).toEqual([...a.state.x]);
  });
  it('another seed, another trajectory; none is seed 0', async () => {
    const [a, b, none, zero] = [await run({}), await run({ seed: 2 }), await run({ seed: undefined }), await run({ seed: 0 })];
    expect(farthest(a.state.x, b.state.x)).toBeGreaterThan(0.1);
    expect([...none.state.x]).toEqual([...zero.state.x]);
  });
  it('a seed for each batch entry: each moves as it would alone; one seed for all: no two alike, and no layout matters', async () => {
    const both = await run({ batch: 2, seed: [8, 9] });
    expect([...both.state.x.slice(0, 30)]).toEqual([...(await run({ seed: 8 })).state.x]);
    expect([...both.state.x.slice(30)]).toEqual([...(await run({ seed: 9 })).state.x]);
    const free = c.defineField({ model: walk, integrator: 'euler', dt: 0.1 }), start = { state: { x: 0 }, seed: 4, tolerance: 0, timeLimit: 2 };
    const wide = await c.settle(free, { ...start, sites: 60 }), batch = await c.settle(free, { ...start, sites: 15, batch: 4 });
    expect([...batch.state.x]).toEqual([...wide.state.x]);
    expect(new Set(wide.state.x).size).toBe(60);
  });
  it('two sites, and two noisy variables of one site, are uncorrelated over 4,000 steps', async () => {
    const free = c.defineField({ model: c.oscillator({ name: 'two walks', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: '0', y: '0' }, noise: { x: '1', y: '1' } }), integrator: 'euler', dt: 1 });
    const steps: number[][] = [], last = [0, 0, 0];
    await c.settle(free, { sites: 2, state: { x: 0, y: 0 }, seed: 21, tolerance: 0, timeLimit: 4000, chunk: 1, observe: ({ state }) => {
      const now = [state.x[0], state.x[1], state.y[0]];
      steps.push(now.map((v, k) => v - last[k]));
      now.forEach((v, k) => { last[k] = v; });
    } });
    for (const [a, b] of [[0, 1], [0, 2], [1, 2]]) expect(Math.abs(mean(steps.map((s) => s[a] * s[b])))).toBeLessThan(4 / Math.sqrt(4000));
    expect(Math.abs(mean(steps.map((s) => s[0] * s[0])) - 1)).toBeLessThan(4 * Math.sqrt(2 / 4000));
  });
  it('a drive is played over the same noise as a settle', async () => {
    const free = c.defineField({ model: walk, integrator: 'euler', dt: 0.1 }), start = { sites: 5, state: { x: 0 }, seed: 4 };
    const driven = await c.playDrive(free, { ...start, moments: 4, hold: 0.5, drive: () => ({}) });
    expect([...driven.state.x]).toEqual([...(await c.settle(free, { ...start, tolerance: 0, timeLimit: 2 })).state.x]);
  });
});

describe('refused in one line', () => {
  it.each(['rk4', 'strang'] as IntegratorName[])('%s with noise', (integrator) => {
    expect(() => c.defineField({ model: walk, integrator, dt: 0.1 })).toThrow(new RegExp(`^field: ${integrator} cannot step the white noise on x of walk, expected euler, heun, symplectic\\. Use [^\\n]+$`));
  });
  it.each<[number | number[], RegExp]>([[0.5, /^field: seed is 0\.5, expected a whole number\. \S/], [[1, 2], /^field: seed has 2 numbers, expected 1 or 3 \(one a batch entry\)\. \S/]])('seed %j', async (seed, message) => {
    await expect(c.settle(c.defineField({ model: walk, integrator: 'euler', dt: 0.1 }), { sites: 2, batch: 3, state: { x: 0 }, seed, tolerance: 0, timeLimit: 1 })).rejects.toThrow(message);
  });
});
