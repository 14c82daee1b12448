import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import type { IntegratorName } from '../../src/field/integrator.ts';
import type { RunOptions } from '../../src/field/run.ts';
import { farthest, HERE, irregular, oracle, seeded } from '../support/engine.ts';

const N = 30, BATCH = 3, ALL = N * BATCH;

function randomTable(degree: number, seed: number, copies = 1): Int32Array {
  const random = seeded(seed);
  return Int32Array.from({ length: N * degree * copies }, () => (random() < 0.2 ? -1 : Math.floor(random() * N)));
}
/** Random links with empty rows, self links and duplicates, in no order. */
function randomLinks(links: number, seed: number): [number, number, number][] {
  const random = seeded(seed), at = () => Math.floor(random() * N);
  return Array.from({ length: links }, () => [3 * Math.floor(at() / 3), at(), random() - 0.4]);
}
const groups = Int32Array.from({ length: N }, (_, i) => (i % 7 === 6 ? -1 : (i * i) % 5));
const phases = irregular(ALL, -3, 3, 2), omega = irregular(ALL, -1, 1, 3);
const kuramotoStart = { state: { theta: phases }, parameters: { omega, K: 0.7 } };
const planeStart = { state: { re: irregular(ALL, -1, 1, 4), im: irregular(ALL, -1, 1, 5) }, parameters: { mu: irregular(N, 0.2, 1, 6), omega: 1.5, shear: 0.3, K: 0.1, degree: 2 } };

/** Every carrier, every reduction: a new one that is not listed here is not tested against the oracle. */
const CASES: [string, c.FieldText['model'], c.FieldText['carriers'], Pick<RunOptions, 'state' | 'parameters' | 'wiring'>][] = [
  ['gather, sum, weights', c.kuramoto, { l: c.gather({ degree: 5 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(5, 7), weight: irregular(N * 5, -0.5, 1, 8) } } }],
  ['gather, sum, a table for each batch entry', c.kuramoto, { l: c.gather({ degree: 3 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(3, 9, BATCH), weight: 0.4 } } }],
  ['gather, sum, more links than are unrolled', c.kuramoto, { l: c.gather({ degree: 29 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(29, 10), weight: 0.05 } } }],
  ['gather, strongest', c.entrainment, { heard: c.gather({ from: 'signal', degree: 4, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 50, 11) }, parameters: { gain: 0.8 }, wiring: { heard: { table: randomTable(4, 12), lag: irregular(N * 4, 0, 3, 13) } } }],
  ['gather, strongest, long rows', c.entrainment, { heard: c.gather({ from: 'signal', degree: 20, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 50, 11) }, wiring: { heard: { table: randomTable(20, 14), lag: 1 } } }],
  ['lattice, open', c.stuartLandau, { l: c.lattice({ rows: 5, columns: 6 }) }, planeStart],
  ['lattice, periodic, own stencil', c.sakaguchiKuramoto, { l: c.lattice({ rows: 5, columns: 6, boundary: 'periodic', stencil: [...c.EIGHT, [2, 0, -0.25], [0, -3, 0.5]] }) }, { state: { theta: phases }, parameters: { omega, K: 0.2, alpha: 0.4 } }],
  ['group, sum', c.kuramoto, { g: c.group() }, { ...kuramotoStart, wiring: { g: { group: groups } } }],
  ['group, mean, groups for each batch entry', c.winfree, { P: c.group({ reduce: 'mean', from: 'P' }) }, { state: { theta: phases }, parameters: { omega: 1, K: 0.3 }, wiring: { P: { group: Int32Array.from({ length: ALL }, (_, i) => (i * 7) % 11) } } }],
  ['group, strongest', c.entrainment, { heard: c.group({ from: 'signal', reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 9, 15) }, wiring: { heard: { group: groups } } }],
  ['mean field, mean', c.kuramoto, { m: c.meanField() }, kuramotoStart],
  ['mean field, sum', c.resonator, { m: c.meanField({ reduce: 'sum' }) }, { state: { re: 0.5, im: irregular(ALL, -1, 1, 16) }, parameters: { gain: 0.02, fRe: 1, detuning: irregular(N, -1, 1, 17) } }],
  ['permutation', c.subharmonicOutput(10), { p: c.permutation() }, { state: { theta: phases }, parameters: { K: 0.3, Ks: 0.1, A: 0.2, fS: 0.5, fC: -0.5 }, wiring: { p: { table: Int32Array.from({ length: N }, (_, i) => (i === 4 ? -1 : N - 1 - i)) } } }],
  ['dense', c.kuramoto, { l: c.dense() }, { ...kuramotoStart, wiring: { l: { weight: irregular(N * N, -0.1, 0.2, 26) } } }],
  ['sparse, weights', c.stuartLandau, { l: c.sparse() }, { ...planeStart, wiring: { l: c.csrOf(randomLinks(150, 27), N) } }],
  ['sparse, one weight for all', c.kuramoto, { l: c.sparse() }, { ...kuramotoStart, wiring: { l: { ...c.csrOf(randomLinks(90, 28), N), weight: 0.3 } } }],
  ['lattice, open, more links than are unrolled', c.kuramoto, { l: c.lattice({ rows: 5, columns: 6, stencil: c.disc(4) }) }, { ...kuramotoStart, parameters: { omega, K: 0.05 } }],
  ['lattice, periodic, more links than are unrolled', c.kuramoto, { l: c.lattice({ rows: 5, columns: 6, boundary: 'periodic', stencil: c.disc(3.7) }) }, { ...kuramotoStart, parameters: { omega, K: 0.05 } }],
  ['circle, radius', c.kuramoto, { l: c.circle({ sites: N, radius: 4, normalise: true }) }, kuramotoStart],
  ['circle, open, uneven kernel', c.kuramoto, { l: c.circle({ sites: N, kernel: [0.5, -0.2, 0, 1, 0.3], boundary: 'open' }) }, kuramotoStart],
  ['circle, kernel of everybody', c.sakaguchiKuramoto, { l: c.circle({ sites: N, kernel: (step) => (1 + Math.cos((2 * Math.PI * step) / N)) / N }) }, { state: { theta: phases }, parameters: { omega, K: 1, alpha: 1.4 } }],
  ['mirror image', c.kuramoto, { p: c.permutation() }, { ...kuramotoStart, wiring: { p: { table: c.mirror(5, 6, 'leftToRight') } } }],
  ['dense, sparse and a shift at once', c.kuramoto, { d: c.dense(), s: c.sparse(), p: c.permutation() }, { ...kuramotoStart, wiring: { d: { weight: irregular(N * N, -0.1, 0.1, 29) }, s: c.csrOf(randomLinks(60, 30), N), p: { table: c.shift(5, 6, 1, -1, 'periodic') } } }],
  ['circle, long stencil and group at once', c.kuramoto, { r: c.circle({ sites: N, radius: 2 }), l: c.lattice({ rows: 5, columns: 6, stencil: c.disc(4) }), g: c.group() }, { ...kuramotoStart, parameters: { omega, K: 0.03 }, wiring: { g: { group: groups } } }],
  ['one matrix to several equations', c.vanDerPol, { l: c.dense() }, { state: { x: irregular(ALL, -1, 1, 22), y: 0 }, parameters: { K: 0.2, degree: 1 }, wiring: { l: { weight: irregular(N * N, -0.1, 0.1, 31) } } }],
  ['two carriers at once', c.kuramoto, { near: c.lattice({ rows: 5, columns: 6 }), far: c.meanField() }, kuramotoStart],
  ['two strongest at once', c.entrainment, { heard: c.gather({ from: 'signal', degree: 2, reduce: 'strongest' }), g: c.group({ from: { heard: 'signal' }, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 9, 18) }, wiring: { heard: { table: randomTable(2, 19), lag: 1 }, g: { group: groups } } }],
  ['time in rate and emission', c.oscillator({ name: 'driven', state: { x: 'real' }, parameters: { f: 1 }, rate: { x: 'sin(3*t)*f - x + U' }, emits: { U: 'x*cos(t)' } }), { l: c.meanField() }, { state: { x: irregular(ALL, -1, 1, 24) }, parameters: { f: irregular(N, 0, 2, 25) } }],
  ['no carrier at all', c.fitzHughNagumo, {}, { state: { v: irregular(ALL, -1, 1, 20), w: 0 }, parameters: { I: irregular(N, 0, 1, 21) } }],
  ['one signal to several equations', c.vanDerPol, { l: c.gather({ degree: 3 }) }, { state: { x: irregular(ALL, -1, 1, 22), y: 0 }, parameters: { K: 0.2, degree: 1 }, wiring: { l: { table: randomTable(3, 23), weight: 0.5 } } }],
];

describe.each(HERE)('%s', (backend) => {
  describe.each(['euler', 'heun', 'rk4'] as IntegratorName[])('%s', (integrator) => {
    it.each(CASES)('%s: 20 steps agree with float64 within 2e-5', async (_, model, carriers, given) => {
      const field = c.defineField({ model, carriers, integrator, dt: 0.05 });
      const run = await c.settle(field, { sites: N, batch: BATCH, ...given, tolerance: 0, timeLimit: 1, chunk: 8, backend });
      expect(run.steps).toBe(20);
      expect(run.backend).toBe(backend);
      expect(run.warnings).toEqual([]);
      const exact = oracle(field, { sites: N, batch: BATCH, ...given }, 20);
      for (const v of model.variables) {
        const size = Math.max(1, ...exact[v].map(Math.abs));
        expect(farthest(run.state[v], exact[v], model.state[v]) / size, `largest deviation of ${v}`).toBeLessThan(2e-5);
      }
    });
  });
});

describe.each(HERE)('functions of equations on %s', (backend) => {
  it.each([
    ['sin(x)', -100, 100, 3e-7], ['cos(x)', -100, 100, 3e-7], ['tanh(x)', -50, 50, 3e-7], ['exp(x)', -5, 3, 2e-6], ['log(x)', 0.01, 50, 1e-6], ['sqrt(x)', 0, 50, 1e-6],
    ['abs(x)', -5, 5, 0], ['sign(x)', -5, 5, 0], ['floor(x)', -5, 5, 0], ['x^2 - x^3 + x^-2', 0.5, 2, 2e-6], ['x^5', -2, 2, 6e-6], ['pow(x, 2.5)', 0, 3, 4e-6],
    ['max(x, 1, -x)', -5, 5, 0], ['min(x, 1, 2 - x)', -5, 5, 1e-6], ['-x + 2*x - 3/(1 + x*x)', -5, 5, 1e-6], ['7 - 2', 0, 1, 0], ['x/3', -5, 5, 5e-7],
  ])('%s agrees with float64 from %d to %d', async (text, low, high, tolerance) => {
    const model = c.oscillator({ name: 'probe', state: { y: 'real' }, parameters: { x: 0 }, rate: { y: text } });
    const x = irregular(200, low, high, 31), options = { sites: 200, state: { y: 0 }, parameters: { x } };
    const field = c.defineField({ model, integrator: 'euler', dt: 1 }), run = await c.settle(field, { ...options, tolerance: 0, timeLimit: 1, backend });
    expect(farthest(run.state.y, oracle(field, options, 1).y)).toBeLessThanOrEqual(tolerance);
  });
});

it('webasm and cpu give the same whole numbers, bit for bit', async () => {
  const field = c.defineField({ model: c.entrainment, carriers: { heard: c.gather({ from: 'signal', degree: 4, reduce: 'strongest' }) }, integrator: 'euler', dt: 1 });
  const w = irregular(N, 0, 1000, 40).map(Math.floor), wiring = { heard: { table: randomTable(4, 41), lag: 1 } };
  const [a, b] = await Promise.all(HERE.map((backend) => c.settle(field, { sites: N, state: { w }, wiring, tolerance: 0.5, timeLimit: 100, backend })));
  expect(a.status).toBe('locked');
  expect([...a.state.w]).toEqual([...b.state.w]);
  expect(a.state.w.every(Number.isInteger)).toBe(true);
});

it('threads change nothing but the executor', async () => {
  const n = 40_000, field = c.defineField({ model: c.kuramoto, carriers: { l: c.lattice({ rows: 200, columns: 200, boundary: 'periodic' }) }, dt: 0.05 });
  const options = { sites: n, state: { theta: irregular(n, -3, 3, 50) }, parameters: { omega: irregular(n, -1, 1, 51) }, tolerance: 0, timeLimit: 0.4, chunk: 4, backend: 'webasm', fused: false };
  const alone = await c.settle(field, { ...options, threads: false }), together = await c.settle(field, { ...options, threads: true });
  expect(alone.executor).toBe('fused-sync');
  expect(together.executor).toMatch(/^fused-/);
  expect(farthest(alone.state.theta, together.state.theta)).toBe(0);
});
