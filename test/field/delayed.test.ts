import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import { wrapAngle } from '../../src/field/observables/angle.ts';
import { farthest, HERE, irregular, oracle } from '../support/engine.ts';

const pair = (integrator: IntegratorName, dt: number, delay: number) => c.defineField({ model: c.kuramoto, carriers: { all: c.delayed(c.meanField({ reduce: 'mean' }), { delay }) }, integrator, dt });
const echo = c.oscillator({ name: 'echo', state: { x: 'real' }, parameters: {}, rate: { x: '-U' }, emits: { U: 'x' } });
const own = { l: { table: Int32Array.of(0) } };

describe.each(HERE)('delays on %s', (backend) => {
  it.each(['euler', 'heun', 'rk4', 'symplectic'] as IntegratorName[])('%s: delayed and prompt links in a batch agree with float64 within 2e-5, whatever the launches are cut into', async (integrator) => {
    const n = 12, carriers = { late: c.delayed(c.circle({ sites: n, radius: 2, normalise: true }), { delay: 0.35 }), later: c.delayed(c.meanField(), { delay: 0.05 }), now: c.lattice({ rows: 3, columns: 4 }) };
    const field = c.defineField({ model: c.kuramoto, carriers, integrator, dt: 0.05 }), options = { sites: n, batch: 2, state: { theta: irregular(2 * n, -3, 3) }, parameters: { omega: irregular(n, 1, 2, 2), K: 0.4 } };
    const run = (chunk: number) => c.settle(field, { ...options, tolerance: 0, timeLimit: 1, chunk, backend }), [a, b, d] = [await run(20), await run(3), await run(1)];
    expect([a.backend, a.warnings]).toEqual([backend, []]);
    expect(farthest(a.state.theta, oracle(field, options, 20).theta, 'phase')).toBeLessThan(2e-5);
    expect([...b.state.theta]).toEqual([...a.state.theta]);
    expect([...d.state.theta]).toEqual([...a.state.theta]);
  });
  it('V26: two oscillators that hear each other 2 late turn together at Ω = ω − K sin Ωτ = 0.553030', async () => {
    const field = c.defineField({ model: c.kuramoto, carriers: { l: c.delayed(c.permutation(), { delay: 2 }) }, dt: 0.1 });
    const run = await c.settle(field, { sites: 2, state: { theta: Float32Array.from([0, 0.5]) }, parameters: { omega: 1, K: 0.5 }, wiring: { l: { table: Int32Array.of(1, 0) } }, tolerance: 1e-5, window: 20, timeLimit: 400, chunk: 50, backend });
    expect(run.status).toBe('locked');
    expect(run.energy).toBeUndefined();
    expect(Math.abs(run.rate.theta[0] - 0.553030), `turns at ${run.rate.theta[0]}`).toBeLessThan(1e-4);
    expect(Math.abs(wrapAngle(run.state.theta[1] - run.state.theta[0]))).toBeLessThan(1e-3);
  });
});

it("x' = −x(t − 1) with x = 1 before 0 is 1 − t until 1, then 1 − t + (t − 1)²/2 until 2: RK4 steps polynomials exactly over the kinks", async () => {
  const steps = c.defineField({ model: echo, carriers: { l: c.delayed(c.permutation({ from: { U: 'U' } }), { delay: 1 }) }, dt: 0.25 });
  const at = (n: number) => oracle(steps, { sites: 1, state: { x: 1 }, wiring: own }, n).x[0];
  expect(at(4)).toBeCloseTo(0, 12);
  expect(at(6)).toBeCloseTo(-0.375, 12);
  expect(at(8)).toBeCloseTo(-0.5, 12);
  expect((await c.settle(steps, { sites: 1, state: { x: 1 }, wiring: own, tolerance: 0, timeLimit: 2 })).state.x[0]).toBeCloseTo(-0.5, 6);
});

it.each([['rk4', 4, 0.25], ['heun', 2, 0.05], ['euler', 1, 0.02]] as [IntegratorName, number, number][])(
  '%s keeps order %d with a delay and a smooth history (exact solution sin(πt/2) of x\' = −(π/2) x(t − 1))', (integrator, order, dt) => {
    const model = c.oscillator({ name: 'echo', state: { x: 'real' }, parameters: { a: Math.PI / 2 }, rate: { x: '-a*U' }, emits: { U: 'x' } });
    const error = (h: number) => {
      const field = c.defineField({ model, carriers: { l: c.delayed(c.permutation({ from: { U: 'U' } }), { delay: 1 }) }, integrator, dt: h });
      return Math.abs(oracle(field, { sites: 1, state: { x: 0 }, wiring: own, history: (t) => ({ x: Math.sin((Math.PI / 2) * t) }) }, Math.round(3 / h)).x[0] + 1);
    };
    const slope = Math.log2(error(dt) / error(dt / 2));
    expect(Math.abs(slope - order), `measured order ${slope}`).toBeLessThan(0.3);
  });

it('a history that moved is heard: on a backend as in float64, half steps included', async () => {
  const field = pair('rk4', 0.1, 0.5), options = { sites: 2, state: { theta: Float32Array.from([0, 0.3]) }, parameters: { omega: 1, K: 0.8 }, history: (t: number) => ({ theta: Float32Array.from([1.2 * t, 0.3 + 0.7 * t]) }) };
  const run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 1.2, chunk: 5 }), still = await c.settle(field, { ...options, history: undefined, tolerance: 0, timeLimit: 1.2 });
  expect(farthest(run.state.theta, oracle(field, options, 12).theta)).toBeLessThan(2e-6);
  expect(farthest(run.state.theta, still.state.theta)).toBeGreaterThan(1e-2);
});

it('a delayed signal is the past of an undelayed one: a follower repeats its leader a delay later', async () => {
  const model = c.oscillator({ name: 'follower', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: 'cos(t)', y: 'U' }, emits: { U: 'cos(t)' } });
  const field = c.defineField({ model, carriers: { l: c.delayed(c.permutation({ from: { U: 'U' } }), { delay: 0.7 }) }, dt: 0.1 }); // U is timed: before 0 it was cos t already
  const run = await c.settle(field, { sites: 1, state: { x: 0, y: Math.sin(-0.7) }, wiring: own, tolerance: 0, timeLimit: 3 });
  expect(run.state.x[0]).toBeCloseTo(Math.sin(3), 5);
  expect(run.state.y[0]).toBeCloseTo(Math.sin(2.3), 5);
});

describe('refused in one line', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['delay not a multiple of dt', () => pair('rk4', 0.1, 0.25), /^field: carrier all is delayed by 0\.25, expected a whole number of dt = 0\.1\. Use dt = 0\.08333333333333333, or another delay\.$/],
    ['delay shorter than dt', () => pair('rk4', 0.5, 0.2), /^field: carrier all is delayed by 0\.2, expected a whole number of dt = 0\.5\. Use dt = 0\.2, or another delay\.$/],
    ['no delay', () => c.delayed(c.meanField(), { delay: 0 }), /^delayed: delay is 0, expected a positive number\. \S/],
    ['no number', () => c.delayed(c.meanField(), { delay: NaN }), /^delayed: delay is NaN, expected a positive number\. \S/],
    ['two delays', () => c.delayed(c.delayed(c.meanField(), { delay: 1 }), { delay: 1 }), /^delayed: the carrier is already delayed by 1, expected one delay\. \S/],
    ['no carrier', () => c.delayed({} as never, { delay: 1 }), /^delayed: no carrier came, expected one as first argument\. \S/],
    ['stability', () => c.stability(pair('rk4', 0.1, 1), { sites: 2, state: { theta: 0 } }), /^stability: carrier all is delayed by 1, expected none: [^\n]+$/],
  ])('%s', (_, make, message) => expect(make).toThrow(message));
  it('lyapunov', async () => {
    await expect((async () => c.lyapunov(pair('rk4', 0.1, 1), { sites: 2, state: { theta: 0 }, time: 1, transient: 0, exponents: 1 }))()).rejects.toThrow(/^lyapunov: carrier all is delayed by 1, expected none: [^\n]+$/);
  });
  it('fused: true', async () => {
    await expect(c.settle(pair('rk4', 0.1, 1), { sites: 2, state: { theta: 0 }, fused: true, tolerance: 0, timeLimit: 1 })).rejects.toThrow(/^field: Kuramoto cannot run fused \(carrier all \(delayed meanField\) has no fused form\)/);
  });
});
