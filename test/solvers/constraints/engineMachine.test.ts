import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import { bifurcation } from '../../../src/solvers/constraints/bifurcation.ts';
import { chaoticAmplitude } from '../../../src/solvers/constraints/chaoticAmplitude.ts';
import { engineMachine, oscillatorForm, thermalForm } from '../../../src/solvers/constraints/engineMachine.ts';
import { kuramotoIsing } from '../../../src/solvers/constraints/kuramotoIsing.ts';
import { paceOf, thermalPace } from '../../../src/solvers/constraints/machineOf.ts';
import { couplings, type Couplings } from '../../../src/solvers/constraints/machines.ts';
import { bestCut, cutOf } from '../../../src/solvers/constraints/maxCut.ts';
import { thermal } from '../../../src/solvers/constraints/thermal.ts';
import { turnsOf } from '../../../src/solvers/constraints/turns.ts';
import { softwareAdapter } from '../../support/adapter.ts';
import { farthest, HERE } from '../../support/engine.ts';
import { randomGraph, renumbered } from '../../support/graphs.ts';

const missing = await softwareAdapter(), PLACES = [...HERE, ...(missing === undefined ? ['webgpu'] : [])];
const graph = randomGraph(40, 0.15, 3), c = couplings(graph), STEPS = 25;
const loops = { discrete: bifurcation, ballistic: bifurcation, chaotic: chaoticAmplitude, kuramoto: kuramotoIsing };

it.skipIf(missing === undefined)(`webgpu is skipped in Node: ${missing}`, () => undefined);

describe('the machines of Max-Cut on the engine', () => {
  it.each(PLACES.flatMap((backend) => (['adaptive', 'discrete', 'ballistic', 'chaotic', 'kuramoto'] as const).filter((name) => backend !== 'webgpu' || name === 'adaptive').map((name) => [name, backend] as const)))(
    '%s on %s: 25 steps of a ramp are those of the fast loop, phase by phase and gain by gain, with the same noise', async (name, backend) => {
      const { model, pace } = paceOf(name, c), fast = loops[model](c, 7, pace, model === 'discrete');
      const chance = new Chance(7), thrown = Float64Array.from({ length: 40 }, () => chance.next()), noise = model === 'kuramoto' ? (step: number) => { chance.fill(thrown, 2 * (1 - step / STEPS) * Math.sqrt(pace.dt)); return thrown; } : undefined;
      const engine = await engineMachine(c, oscillatorForm(model, c, pace), { seeds: [7], backend, noise });
      expect(farthest(engine.phases(), fast.phases(), 'phase')).toBeLessThan(1e-6);
      for (let s = 0; s < STEPS; s++) fast.step(s / STEPS);
      if (noise) for (let s = 0; s < STEPS; s++) await engine.run(1, s / STEPS, s / STEPS);
      else await engine.run(STEPS, 0, 1);
      expect([engine.report().backend, engine.report().warnings]).toEqual([backend, []]);
      expect(farthest(engine.phases(), fast.phases(), 'phase'), 'phases').toBeLessThan(2e-3); // acos beside a wall; float32 against float64
      if (fast.gain) expect(farthest(engine.gain!, fast.gain), 'gains').toBeLessThan(1e-4);
      expect(engine.cut).toBe(fast.cut);
      expect(engine.time).toBeCloseTo(fast.time, 9);
    });

  it.each(HERE)('thermal on %s: on a graph numbered turn by turn, 20 steps are those of the fast loop with the same noise, homeostat included', async (backend) => {
    const numbered = couplings(renumbered(randomGraph(50, 0.12, 5), 8)), pace = { ...thermalPace(numbered), rate: 0.05 }, { sites } = numbered, seed = 11;
    const fast = thermal(numbered, seed, pace), chance = new Chance(seed), words = Int32Array.from({ length: 16 }, () => chance.next() * 2 ** 32), start = Float32Array.from({ length: sites }, () => chance.next() - 0.5);
    let kick = 0;
    const engine = await engineMachine(numbered, thermalForm(numbered, pace), { seeds: [seed], backend, noise: () => thermalNoise(words, sites).map((n) => kick * n) });
    engine.state.x.set(start);
    for (let s = 0; s < 20; s++) {
      const p = s / 20, T = pace.hot + ((pace.cool - pace.hot) * Math.min(1, p / (1 - pace.quench))) + (pace.cold - pace.cool) * Math.max(0, (p - 1 + pace.quench) / pace.quench);
      kick = (Math.sqrt(2 * T) * Math.sqrt(3)) / 32768;
      fast.run(1, p, p);
      await engine.run(1, p, p);
      expect(engine.cut, `step ${s}`).toBe(fast.cut);
    }
    expect(turnsOf(numbered).turns).toBeGreaterThan(2);
    expect(farthest(engine.phases(), fast.phases())).toBeLessThan(2e-3);
    expect(farthest(engine.gain!, fast.gain!)).toBeLessThan(1e-5);
  });

  it.each(['thermal', 'kuramoto'] as const)('%s: the noise of the engine cools to cuts as good as those of the fast loop (best of 4 replicas within 2 % of the best of 4 runs)', async (machine) => {
    const big = randomGraph(100, 0.08, 9), steps = machine === 'thermal' ? 200 : 1000, one = await Promise.all([1, 2, 3, 4].map(async (seed) => (await bestCut(big, { machine, seed, steps })).cut));
    const { machine: name, cut, sides, engine } = await bestCut(big, { machine, seed: 1, steps, backend: 'webasm', replicas: 4 });
    expect([name, engine?.backend, cutOf(big, sides)]).toEqual([machine, 'webasm', cut]);
    expect(cut).toBeGreaterThan(0.98 * Math.max(...one));
  });

  it('replicas of a batch take the steps that each takes alone, noise included', async () => {
    const pace = paceOf('kuramoto', c).pace, make = (seeds: number[]) => engineMachine(c, oscillatorForm('kuramoto', c, pace), { seeds, backend: 'webasm' });
    const [together, alone] = [await make([4, 5, 6]), await make([5])];
    for (const machine of [together, alone]) {
      await machine.run(40, 0, 0.5);
      machine.restart();
      await machine.run(40, 0, 0.5);
    }
    expect(farthest(together.state.theta.subarray(40, 80), alone.state.theta, 'phase')).toBeLessThan(1e-5);
    expect(together.best).toBeGreaterThanOrEqual(alone.best);
  });

  it('many replicas run as one fused module, and each takes the steps it takes alone', async () => {
    const { model, pace } = paceOf('adaptive', c), form = oscillatorForm(model, c, pace), seeds = Array.from({ length: 80 }, (_, k) => k + 1);
    const [many, one] = [await engineMachine(c, form, { seeds, backend: 'webasm' }), await engineMachine(c, form, { seeds: [50], backend: 'webasm' })];
    for (const machine of [many, one]) await machine.run(STEPS, 0, 1);
    expect([many.report().executor, one.report().executor]).toEqual([expect.stringMatching(/^fused-whole/), 'fused-sync']);
    expect(farthest(many.state.x.subarray(49 * 40, 50 * 40), one.state.x)).toBeLessThan(1e-4);
  });

  it('turns: sites of one turn are not linked', () => {
    for (const seed of [1, 2, 3]) {
      const { sites, start, to } = couplings(randomGraph(60, 0.1, seed)) as Couplings, { own, turns } = turnsOf({ sites, start, to });
      for (let i = 0; i < sites; i++) for (let k = start[i]; k < start[i + 1]; k++) expect(own[to[k]]).not.toBe(own[i]);
      expect(Math.max(...own)).toBe(turns - 1);
    }
  });
});

/** The numbers that the fast loop draws for one step, site by site: xorshift128 in four lanes, two odd numbers of 16 bits from each word. */
function thermalNoise(words: Int32Array, sites: number): Float64Array {
  const noise = new Float64Array(8 * Math.ceil(sites / 8));
  for (let first = 0; first < sites; first += 8) for (let lane = 0; lane < 4; lane++) {
    const t = words[lane] ^ (words[lane] << 11), w = words[12 + lane];
    for (let k = 0; k < 3; k++) words[4 * k + lane] = words[4 * k + 4 + lane];
    const odd = (words[12 + lane] = w ^ (w >>> 19) ^ t ^ (t >>> 8)) | 0x10001;
    noise[first + lane] = (odd << 16) >> 16;
    noise[first + 4 + lane] = odd >> 16;
  }
  return noise.subarray(0, sites);
}
