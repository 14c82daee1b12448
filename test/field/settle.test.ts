import { describe, expect, it, vi } from 'vitest';
import * as c from '../../src/index.ts';
import { HERE, irregular } from '../support/engine.ts';

const pair = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: 0.05 });
const two = (dw: number) => ({ sites: 2, state: { theta: Float32Array.from([0, 0.1]) }, parameters: { omega: Float32Array.from([1, 1 + dw]), K: 1 } });

describe.each(HERE)('outcomes on %s', (backend) => {
  it('locked: rest is judged in the co-rotating frame, and reports time, steps, residual, order and energy', async () => {
    const run = await c.settle(pair, { ...two(0.6), tolerance: 1e-4, timeLimit: 200, backend });
    expect(run.status).toBe('locked');
    expect(run.residual).toBeLessThan(1e-4);
    expect(run.rate.theta[0]).toBeCloseTo(1.3, 3); // still turning, together
    expect(run.time).toBeCloseTo(run.steps * 0.05, 9);
    expect(run.time).toBeLessThan(40);
    expect(run.orderParameter![0]).toBeCloseTo(Math.cos(Math.asin(0.6) / 2), 3);
    expect(run.energy![0]).toBeCloseTo(-0.5 - 0.5 * Math.cos(Math.asin(0.6)), 3);
    expect([run.backend, run.warnings, run.failure]).toEqual([backend, [], undefined]);
  });
  it('locked: rest is told since when it lasts, a window before it is certain; what does not rest has no such time', async () => {
    const [once, later] = await Promise.all([undefined, 12].map((window) => c.settle(pair, { ...two(0.6), tolerance: 1e-4, timeLimit: 200, chunk: 4, window, backend })));
    expect(later.restSince).toBe(once.restSince);
    expect(later.time - later.restSince!).toBeCloseTo(12, 6);
    expect((await c.settle(pair, { ...two(2), tolerance: 1e-4, timeLimit: 20, backend })).restSince).toBeUndefined();
  });
  it('locked: a planar oscillator on its limit cycle is at rest in its own frame', async () => {
    const field = c.defineField({ model: c.stuartLandau, carriers: { l: c.meanField() }, dt: 0.05 });
    const run = await c.settle(field, { sites: 5, state: { re: irregular(5, 0.1, 1), im: irregular(5, -1, 1, 2) }, parameters: { omega: 2, K: 1, degree: 1 }, tolerance: 1e-4, timeLimit: 200, backend });
    expect(run.status).toBe('locked');
    expect(run.orderParameter![0]).toBeCloseTo(1, 4);
    expect(run.energy).toBeUndefined();
  });
  it('drifting: two oscillators with more detuning than coupling part by whole turns', async () => {
    const run = await c.settle(pair, { ...two(2), tolerance: 1e-4, timeLimit: 100, backend });
    expect([run.status, run.steps]).toEqual(['drifting', 2000]);
  });
  it('periodic: a van der Pol oscillator comes back to where it was', async () => {
    const run = await c.settle(c.defineField({ model: c.vanDerPol, dt: 0.05 }), { sites: 1, state: { x: 2, y: 0 }, tolerance: 1e-4, timeLimit: 80, chunk: 4, backend });
    expect(run.status).toBe('periodic');
  });
  it('timeLimit: a run that is still on its way to rest is neither periodic nor drifting', async () => {
    const ring = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 1, columns: 60, stencil: [[0, -1, 1], [0, 1, 1]] }) }, dt: 0.1 });
    const run = await c.settle(ring, { sites: 60, state: { theta: Float32Array.from({ length: 60 }, (_, i) => i % 7) }, tolerance: 1e-4, timeLimit: 200, backend });
    expect([run.status, run.steps]).toEqual(['timeLimit', 2000]);
    expect(run.residual).toBeGreaterThan(1e-3);
  });
  it('diverged: the first step, time, entry and site of a NaN are named, with advice', async () => {
    const model = c.oscillator({ name: 'explosion', state: { x: 'real' }, parameters: { a: 1 }, rate: { x: 'a*x^3' } });
    const x = new Float32Array(12).fill(0.001);
    x[8] = 2; // x' = x³ leaves the numbers at t = 1/(2x²) = 0.125: entry 1, site 2
    const run = await c.settle(c.defineField({ model, dt: 0.05 }), { sites: 6, batch: 2, state: { x }, tolerance: 1e-6, timeLimit: 50, chunk: 16, backend });
    expect(run.status).toBe('diverged');
    expect(run.failure).toMatchObject({ entry: 1, site: 2, variable: 'x' });
    expect(run.failure!.time).toBeGreaterThanOrEqual(0.1);
    expect(run.failure!.step).toBeLessThanOrEqual(8);
    expect(run.failure!.advice).toMatch(/^settle: x became .* at t = .*, step \d+, site 2 of batch entry 1\. dt = 0\.05 .* try a smaller dt/);
  });
});

it('window: a run that only passes by rest is not locked until it stays there', async () => {
  const model = c.oscillator({ name: 'clock', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: 'y', y: '-x' } });
  const swing = c.defineField({ model, dt: 0.01 }), start = { sites: 1, state: { x: 1, y: 0 }, tolerance: 1.0001, timeLimit: 5, chunk: 10 };
  expect((await c.settle(swing, { ...start, tolerance: 0.8 })).status).toBe('locked'); // at 45° both rates are 0.71
  expect((await c.settle(swing, { ...start, tolerance: 0.8, window: 1 })).status).toBe('timeLimit');
});

it('frame: two parts that turn at different speeds lock each in its own frame only', async () => {
  const field = c.defineField({ model: c.kuramoto, carriers: { g: c.group({ reduce: 'mean' }) }, dt: 0.05 }), part = Int32Array.from([0, 0, 0, 1, 1, 1]);
  const options = { sites: 6, state: { theta: irregular(6, -1, 1) }, parameters: { omega: Float32Array.from([1, 1.1, 1.2, 3, 3.1, 3.2]), K: 1 }, wiring: { g: { group: part } }, tolerance: 1e-4, timeLimit: 60 };
  expect((await c.settle(field, options)).status).toBe('drifting');
  expect((await c.settle(field, { ...options, frame: part })).status).toBe('locked');
});

it('frame: at rest means at rest where nothing may turn', async () => {
  const options = { ...two(0.6), tolerance: 1e-4, timeLimit: 60 }; // locked, but turning together at 1.3
  expect((await c.settle(pair, { ...options, frame: 'rest' })).status).not.toBe('locked');
  expect((await c.settle(pair, { ...options, frame: Int32Array.from([-1, -1]) })).residual).toBeCloseTo(1.3, 3);
  expect((await c.settle(pair, { ...options, frame: 'rest', parameters: { omega: Float32Array.from([-0.3, 0.3]), K: 1 } })).status).toBe('locked');
});

it('batch: every entry evolves as it would alone', async () => {
  const field = c.defineField({ model: c.kuramoto, carriers: { m: c.meanField(), l: c.lattice({ rows: 2, columns: 3 }) }, dt: 0.05 });
  const theta = irregular(24, -3, 3), omega = irregular(6, -0.2, 0.2, 2), rest = { sites: 6, parameters: { omega, K: 0.5 }, tolerance: 0, timeLimit: 2 };
  const together = await c.settle(field, { ...rest, batch: 4, state: { theta } });
  for (let b = 0; b < 4; b++) {
    const alone = await c.settle(field, { ...rest, state: { theta: theta.slice(6 * b, 6 * b + 6) } });
    expect([...together.state.theta.slice(6 * b, 6 * b + 6)]).toEqual([...alone.state.theta]);
    expect(together.orderParameter![b]).toBeCloseTo(alone.orderParameter![0], 12);
    expect(together.energy![b]).toBeCloseTo(alone.energy![0], 12);
  }
});

it('same start, same numbers, whatever the launches are cut into; arrays handed in stay as they were', async () => {
  const theta = irregular(40, -3, 3), kept = theta.slice(), field = c.defineField({ model: c.kuramoto, carriers: { m: c.meanField() }, dt: 0.05 });
  const run = (chunk: number) => c.settle(field, { sites: 40, state: { theta }, parameters: { omega: irregular(40, -1, 1, 5) }, tolerance: 0, timeLimit: 3.5, chunk });
  const [a, b, d] = [await run(32), await run(32), await run(7)];
  expect([...b.state.theta]).toEqual([...a.state.theta]);
  expect([...d.state.theta]).toEqual([...a.state.theta]);
  expect([a.steps, d.steps]).toEqual([70, 70]);
  expect([...theta]).toEqual([...kept]);
});

it('energy is what the sum over links says, and absent for couplings that are not symmetric', async () => {
  const table = Int32Array.from([1, 2, 0, 3, 3, 0, 1, 2]), weight = Float32Array.from([1, 0.5, 1, -1, 2, 0.5, -1, 2]); // pairs 01: 1, 02: 0.5, 13: −1, 23: 2
  const field = c.defineField({ model: c.kuramoto, carriers: { l: c.gather({ degree: 2 }) }, dt: 0.05 }), theta = irregular(4, -3, 3);
  const options = { sites: 4, state: { theta }, tolerance: 0, timeLimit: 0.05 };
  const run = await c.settle(field, { ...options, wiring: { l: { table, weight } } }), x = run.state.theta;
  const expected = -(Math.cos(x[0] - x[1]) + 0.5 * Math.cos(x[0] - x[2]) - Math.cos(x[1] - x[3]) + 2 * Math.cos(x[2] - x[3]));
  expect(run.energy![0]).toBeCloseTo(expected, 6);
  expect((await c.settle(field, { ...options, wiring: { l: { table, weight: Float32Array.from([1, 0.5, 1, -1, 2, 0.5, -1, 1]) } } })).energy).toBeUndefined();
});

it('observe sees every launch; adapt changes parameters and wiring for what follows', async () => {
  const field = c.defineField({ model: c.entrainment, carriers: { heard: c.gather({ from: 'signal', degree: 1, reduce: 'strongest' }) }, integrator: 'euler', dt: 1 });
  const times: number[] = [], closed = Int32Array.from([-1, -1, -1]), open = Int32Array.from([-1, 0, 1]);
  const run = await c.settle(field, {
    sites: 3, state: { w: Float32Array.from([5, 0, 0]) }, wiring: { heard: { table: closed, lag: 1 } }, tolerance: 0, timeLimit: 12, chunk: 4,
    observe: ({ time, state }) => { times.push(time); if (time === 4) expect(state.w[1]).toBe(0); },
    adapt: ({ time }) => (time === 4 ? { wiring: { heard: { table: open, lag: 1 } } } : time === 8 ? { parameters: { gain: 0 } } : undefined),
  });
  expect(times).toEqual([4, 8, 12]);
  expect([...run.state.w]).toEqual([5, 4, 3]);
});

it('an abort ends the run with its reason', async () => {
  const stop = new AbortController();
  const run = c.settle(pair, { ...two(2), tolerance: 1e-4, timeLimit: 1e6, signal: stop.signal });
  setTimeout(() => stop.abort(new Error('enough')), 60);
  await expect(run).rejects.toThrow('enough');
});

it('a tolerance below what float32 resolves is said aloud', async () => {
  const run = await c.settle(pair, { ...two(0.6), tolerance: 1e-12, timeLimit: 60 });
  expect(run.status).not.toBe('locked');
  expect(run.warnings.join()).toMatch(/float32/);
});

it('a second settle of the same bucket compiles nothing', async () => {
  const field = c.defineField({ model: c.entrainment, carriers: { heard: c.gather({ from: 'signal', degree: 3, reduce: 'strongest' }) }, integrator: 'euler', dt: 0.23 });
  const compiled = (['Module', 'compile', 'instantiate'] as const).map((name) => vi.spyOn(WebAssembly, name));
  const settle = async (n: number) => {
    const before = compiled.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    const table = Int32Array.from({ length: 3 * n }, (_, i) => (i * 5) % n);
    await c.settle(field, { sites: n, state: { w: irregular(n, 0, 9) }, wiring: { heard: { table, lag: 1 } }, tolerance: 0, timeLimit: 2, chunk: 8, backend: 'webasm' });
    return compiled.reduce((sum, spy) => sum + spy.mock.calls.length, 0) - before;
  };
  try {
    expect(await settle(700)).toBeGreaterThan(0);
    for (let i = 0; i < 9; i++) expect(await settle(690 + i), `${690 + i} sites of the bucket of 768`).toBe(0);
  } finally {
    vi.restoreAllMocks();
  }
});

it('more plans than are kept: the oldest go, runs side by side finish, and coming back gives the same numbers', async () => {
  const table = Int32Array.from([1, 0]), wiring = { heard: { table, lag: 1 } };
  const at = (dt: number) => c.settle(c.defineField({ model: c.entrainment, carriers: { heard: c.gather({ from: 'signal', degree: 1, reduce: 'strongest' }) }, integrator: 'euler', dt }), { sites: 2, state: { w: Float32Array.from([5, 0]) }, wiring, tolerance: 0, timeLimit: dt, chunk: 1 });
  const first = await at(0.5), all = await Promise.all(Array.from({ length: 300 }, (_, i) => at(0.001 * (i + 1))));
  all.forEach((run, i) => expect(run.state.w[1]).toBeCloseTo(0.004 * (i + 1), 5));
  expect([...(await at(0.5)).state.w]).toEqual([...first.state.w]);
});
