import { describe, expect, it } from 'vitest';
import { meanFrequencies } from '../../src/field/observables/frequency.ts';
import { orderParameter } from '../../src/field/observables/orderParameter.ts';
import { simulationOf } from '../../src/runs/simulation.ts';
import { PRESETS } from '../../src/runs/simulationPresets.ts';
import { spreadOut } from '../../src/runs/simulationValues.ts';
import { MODELS } from '../../src/oscillators/models/all.ts';
import type { SimulationFile, Values } from '../../src/schemas/simulate.ts';
import { simulationRuns } from '../support/simulationRun.ts';

const { go } = simulationRuns('simulate');

const RING: SimulationFile = { model: 'kuramoto', sites: 24, carriers: { ring: { kind: 'circle', radius: 1 } }, parameters: { omega: { normal: [0, 0.3] }, K: 1 }, dt: 0.05, time: 10, record: { every: 0.5 } };

describe('a recorded run', () => {
  it('holds the start, a moment every so often, and the observables that the arrays themselves give', async () => {
    const { result, arrays, read } = await go({ ...RING, batch: 2 }), theta = await read('theta'), r = await read('orderParameter');
    expect(await read('time')).toEqual(Float64Array.from({ length: 21 }, (_, k) => k * 10 * 0.05));
    expect([arrays.theta.shape, arrays.theta.dimensions]).toEqual([[21, 2, 24], ['time', 'batch', 'site']]);
    expect([arrays.omega.shape, arrays.omega.dimensions]).toEqual([[2, 24], ['batch', 'site']]);
    for (const k of [0, 7, 20]) for (const b of [0, 1]) expect(r[2 * k + b]).toBeCloseTo(orderParameter(theta, (2 * k + b) * 24, (2 * k + b + 1) * 24).r, 12);
    const samples = Array.from({ length: 21 }, (_, k) => theta.slice(48 * k, 48 * k + 24)), own = [...await read('omega')].slice(0, 24);
    const turned = meanFrequencies(samples, 0.5), mean = (await read('meanFrequency')).filter((_, k) => k % 2 === 0);
    // symmetric coupling cancels: the mean frequency is the mean natural frequency, at every moment and over the run
    const natural = own.reduce((a, b) => a + b, 0) / 24;
    for (const m of mean) expect(m).toBeCloseTo(natural, 5);
    expect(turned.reduce((a, b) => a + b, 0) / 24).toBeCloseTo(natural, 5);
    expect(result).toMatchObject({ time: 10, steps: 200, moments: 21, sites: 24, batch: 2 });
  });

  it('energy falls in a gradient field, and ends where settle says', async () => {
    const { result, read } = await go({ ...RING, parameters: { omega: 0, K: 1 } }), energy = [...await read('energy')];
    for (let k = 1; k < energy.length; k++) expect(energy[k]).toBeLessThan(energy[k - 1] + 1e-5);
    expect(result.energy![0]).toBeCloseTo(energy.at(-1)!, 10);
  });

  it.each([1, 4, 13])('interrupted after %s moments and resumed it is the same trajectory, bit for bit', async (stopAfter) => {
    const file: SimulationFile = { ...RING, rate: { x: 'y', y: '-x - 0.1*y + cos(1.3*t) + 0.2*(U - 2*x)' }, noise: { y: '0.3' }, integrator: 'heun', state: { x: 'real', y: 'real' }, emits: { U: 'x' }, model: undefined, parameters: {}, name: 'driven noisy chain' }; // time itself is in it, and chance
    const whole = await go(file), broken = await go(file, { stopAfter });
    expect(broken.result.status).toBe('interrupted');
    expect(broken.arrays.x.shape[0]).toBe(stopAfter);
    const { result, read } = await go(file, { at: broken.at, resume: true });
    expect(result).toMatchObject({ steps: 200, moments: 21 });
    for (const name of ['time', 'x', 'y', 'residual']) expect(await read(name), name).toEqual(await whole.read(name));
  });

  it('noise comes from the seed: the variance of Ornstein-Uhlenbeck under Euler-Maruyama (V18), again the same, another for another seed', async () => {
    const file: SimulationFile = { name: 'OU', state: { x: 'real' }, parameters: { a: 1 }, rate: { x: '-a*x' }, noise: { x: '0.7' }, integrator: 'euler', sites: 4096, start: { x: 0 }, dt: 0.1, time: 20, record: { every: 10 }, seed: 5 };
    const one = await (await go(file)).read('x'), variance = [...one.subarray(-4096)].reduce((s, x) => s + x * x, 0) / 4096;
    expect(Math.abs(variance - 0.257895)).toBeLessThan(4 * 0.257895 * Math.sqrt(2 / 4096));
    expect(await (await go(file)).read('x')).toEqual(one);
    expect(await (await go({ ...file, seed: 6 })).read('x')).not.toEqual(one);
  });

  it('walls and spheres hold: discrete bifurcation ends at |x| = 1 with every spin aligned, vectors keep their length', async () => {
    const sim = simulationOf({ ...PRESETS['discrete-bifurcation'], model: 'discrete-bifurcation' }), x = [...(await (await go(sim.file)).read('x')).subarray(-64)], W = (sim.options.wiring!.couplings as { weight: Float32Array }).weight;
    for (let i = 0; i < 64; i++) {
      expect(Math.abs(x[i])).toBe(1);
      expect(x.reduce((s, v, j) => s + W[64 * i + j] * Math.sign(v), 0) * x[i]).toBeGreaterThanOrEqual(0);
    }
    const { read } = await go({ ...PRESETS['vector-kuramoto'], model: 'vector-kuramoto', time: 5 }), [a, b, c] = await Promise.all(['x1', 'x2', 'x3'].map(read));
    for (let i = 0; i < a.length; i += 97) expect(Math.hypot(a[i], b[i], c[i])).toBeCloseTo(1, 6);
  });

  it('a delayed pair turns at Ω = ω − K sin Ωτ (V26); it cannot be resumed, and says so', async () => {
    const file: SimulationFile = { model: 'kuramoto', sites: 2, carriers: { net: { kind: 'dense', weight: [[0, 1], [1, 0]], delay: 2 } }, parameters: { omega: 1, K: 0.5 }, start: { theta: [0, 0.3] }, dt: 0.05, time: 120 };
    const { result, at } = await go(file);
    expect(result.meanFrequency![0]).toBeCloseTo(0.55303, 3);
    await expect(go({ ...file, time: 130 }, { at, resume: true })).rejects.toThrow('--resume: carrier net is delayed, and what was under way is not kept');
  });

  it('resumed with a longer time it goes on', async () => {
    const whole = await go({ ...RING, time: 15 }), half = await go(RING), more = await go({ ...RING, time: 15 }, { at: half.at, resume: true });
    expect(await more.read('theta')).toEqual(await whole.read('theta'));
  });

  it('keeps what came before numbers left the finite ones, and says where', async () => {
    const { result, arrays } = await go({ name: 'blow-up', state: { x: 'real' }, rate: { x: 'x^2' }, sites: 3, start: { x: [0.1, 0.2, 1] }, dt: 0.01, time: 3, record: { every: 0.1 } });
    expect(result.status).toBe('diverged');
    expect(result.advice).toMatch(/^settle: x became .* site 2\. dt = 0.01/);
    expect(arrays.x.shape[0]).toBeGreaterThan(8); // 1/(1 − t): finite up to t = 1
  });

  it('records variables of choice on a plate with rows and columns', async () => {
    const { arrays } = await go({ ...PRESETS['stuart-landau'], model: 'stuart-landau', sites: [3, 5], time: 1, record: { variables: ['im'], every: 0.5, observables: ['orderParameter'] } });
    expect(Object.keys(arrays).sort()).toEqual(['im', 'orderParameter', 'time']);
    expect([arrays.im.shape, arrays.im.dimensions]).toEqual([[3, 3, 5], ['time', 'row', 'column']]);
  });

  it('every model has a preset under its name, every other preset learns, and all can be put together', () => {
    expect(Object.keys(PRESETS)).toEqual(expect.arrayContaining(Object.keys(MODELS)));
    for (const [name, preset] of Object.entries(PRESETS)) {
      const { steps, rules } = simulationOf({ ...(name in MODELS && { model: name }), ...preset });
      expect(steps, name).toBeGreaterThan(100);
      expect(rules.length > 0, name).toBe(!(name in MODELS));
    }
  });
});

describe('values of a model file', () => {
  const ground = { sites: 12, batch: 1, rows: 3, columns: 4 }, spread = (value: Values, more = {}, seed = 1) => spreadOut('parameters.omega', value, { ...ground, ...more }, seed) as Float32Array;
  it('mean what they say', () => {
    expect(spread({ ramp: [0, 11] })).toEqual(Float32Array.from({ length: 12 }, (_, i) => i));
    expect(spread({ formula: '10*row + column' })).toEqual(Float32Array.of(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23));
    expect(spread({ twisted: 1 })[3]).toBeCloseTo(Math.PI / 2, 6);
    expect(spread({ twisted: [0, 1] })[5]).toBeCloseTo(Math.PI / 2, 6);
    expect(() => spread({ formula: '1/site' })).toThrow('parameters.omega: "1/site" is Infinity at site 0, expected a finite number.');
  });
  it('are drawn from the seed and their own name: again the same, another for another seed, name or copy', () => {
    const a = spread({ uniform: [0, 1] });
    expect(spread({ uniform: [0, 1] })).toEqual(a);
    expect(spread({ uniform: [0, 1] }, {}, 2)).not.toEqual(a);
    expect(spreadOut('parameters.K', { uniform: [0, 1] }, ground, 1)).not.toEqual(a);
    const two = spread({ uniform: [0, 1] }, { batch: 2 });
    expect(two.slice(0, 12)).toEqual(a);
    expect(two.slice(12)).not.toEqual(a);
  });
  it('have the moments of their distributions (4 standard errors), and quantiles are exact', () => {
    const n = 40_000, many = { sites: n, rows: 1, columns: n }, mean = (x: Float32Array) => x.reduce((s, v) => s + v, 0) / n;
    const normal = spread({ normal: [2, 3] }, many), m = mean(normal), v = mean(normal.map((x) => (x - m) ** 2));
    expect(Math.abs(m - 2)).toBeLessThan((4 * 3) / Math.sqrt(n));
    expect(Math.abs(v - 9)).toBeLessThan(4 * 9 * Math.sqrt(2 / n));
    const inside = spread({ lorentz: [1, 0.5] }, many).filter((x) => Math.abs(x - 1) < 0.5).length;
    expect(Math.abs(inside / n - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(n)); // half of a Lorentzian lies within its half width
    const q = [...spread({ uniform: [0, 12], quantiles: true })];
    expect(q.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 0.5));
    expect(q).not.toEqual(q.toSorted((a, b) => a - b));
  });
});
