import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import type { Graph } from '../../../src/solvers/constraints/dimacs.ts';
import { byClock, bySteps } from '../../../src/solvers/constraints/cutPace.ts';
import { frustratedShare } from '../../../src/solvers/constraints/cycles.ts';
import { machineOf, thermalPace } from '../../../src/solvers/constraints/machineOf.ts';
import { couplings, MACHINES } from '../../../src/solvers/constraints/machines.ts';
import { bestCut, cutOf } from '../../../src/solvers/constraints/maxCut.ts';
import { levels, sideOf, thermal, thermalStep, type ThermalPace } from '../../../src/solvers/constraints/thermal.ts';

const PACE: ThermalPace = { dt: 0.5, hot: 0.8, cool: 0.2, cold: 0.05, quench: 0.1, levelling: 0.7, rate: 0, aim: 0.9 }, { fround } = Math;

/** A random graph whose degrees differ widely, with whole weights from −2 to 2. */
function graphOf(vertices: number, seed: number, share = 0.2): Graph {
  const chance = new Chance(seed), from: number[] = [], to: number[] = [], weight: number[] = [];
  for (let u = 0; u < vertices; u++) for (let v = u + 1; v < vertices; v++) if (chance.next() < share * (u < 4 ? 3 : 1)) {
    from.push(u);
    to.push(v);
    weight.push(Math.floor(5 * chance.next()) - 2 || 1);
  }
  return { vertices, from: Int32Array.from(from), to: Int32Array.from(to), weight: Float64Array.from(weight), remarks: [] };
}

/** The equations of a thermal field written plainly, one site after another, every product and sum rounded to float32. */
function plain(graph: Graph, seed: number, pace: ThermalPace): { x: Float32Array; gain: Float32Array; cut(): number; sides(): number[]; restart(): void; step(progress: number): void } {
  const c = couplings(graph), n = graph.vertices, chance = new Chance(seed), words = Int32Array.from({ length: 16 }, () => chance.next() * 2 ** 32), x = Float32Array.from({ length: n }, () => chance.next() - 0.5);
  const gain = Float32Array.from(levels(c, pace.levelling)), side = Int8Array.from(x, sideOf), heard = (i: number) => {
    let h = 0;
    for (let k = c.start[i]; k < c.start[i + 1]; k++) h -= c.weight[k] * side[c.to[k]];
    return h;
  };
  const sides = () => Array.from(side, (s) => (s > 0 ? 1 : 0));
  const draw = (lane: number): number => {
    const t = words[lane] ^ (words[lane] << 11), w = words[12 + lane];
    for (let k = 0; k < 3; k++) words[4 * k + lane] = words[4 * k + 4 + lane];
    return (words[12 + lane] = w ^ (w >>> 19) ^ t ^ (t >>> 8)) | 0x10001;
  };
  return {
    x, gain, sides,
    cut: () => cutOf(graph, sides()),
    restart() {
      for (let i = 0; i < n; i++) x[i] = chance.next() - 0.5;
      gain.set(levels(c, pace.levelling));
      side.set(x.map(sideOf));
    },
    step(progress) {
      const [push, kick] = thermalStep(pace, c.scale, progress).map(fround);
      for (let first = 0; first < n; first += 8) {
        const drawn = [0, 1, 2, 3].map(draw), eight = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => (k < 4 ? (drawn[k] << 16) >> 16 : drawn[k - 4] >> 16));
        const moved = eight.slice(0, n - first).map((noise, k) => {
          const i = first + k, u = fround(fround(x[i] + fround(fround(push * gain[i]) * heard(i))) + fround(kick * noise));
          return Math.max(-1, Math.min(1, u));
        });
        moved.forEach((u, k) => { x[first + k] = u; });
        moved.forEach((u, k) => { side[first + k] = sideOf(u); });
        if (pace.rate > 0) moved.forEach((u, k) => {
          const r = fround(pace.rate * pace.dt), grown = fround(gain[first + k] * fround(1 + fround(r * fround(fround(pace.aim) - fround(u * u)))));
          gain[first + k] = Math.max(fround(0.1), Math.min(10, grown));
        });
      }
    },
  };
}

describe('a thermal field', () => {
  it.each([[20, 3, 0], [61, 4, 0.05], [8, 5, 0.05]])('of %i sites moves bit for bit as its equations written plainly, through a whole cooling (seed %i, homeostat of rate %d)', (vertices, seed, rate) => {
    const graph = graphOf(vertices, seed), pace = { ...PACE, rate }, field = thermal(couplings(graph), seed, pace), reference = plain(graph, seed, pace), steps = 300;
    let best = reference.cut(), flips = 0;
    for (let s = 0; s < steps; s++) {
      const before = reference.cut();
      field.run(1, s / steps, s / steps);
      reference.step(s / steps);
      best = Math.max(best, reference.cut());
      flips += Number(reference.cut() !== before);
      expect([field.cut, field.best], `step ${s}`).toEqual([reference.cut(), best]);
      expect(field.phases(), `step ${s}`).toEqual(Float64Array.from(reference.x, Math.acos));
      expect(field.gain, `step ${s}`).toEqual(Float64Array.from(reference.gain));
    }
    expect(flips).toBeGreaterThan(30);
    expect(cutOf(graph, Array.from(field.bestSides(), (s) => (s > 0 ? 1 : 0)))).toBe(best);
  });

  it.each([[1, 1], [0.5, 1], [2, 1]])('a site that hears what is held at T = %d, h = %d: at fine steps the sides stand as e^(h/T) to 1, within 6 %', (T, h) => {
    const pace = { ...PACE, dt: 0.002, hot: T, cool: T, cold: T }, [push, kick] = thermalStep(pace, 1, 0), chance = new Chance(7);
    let x = 0, along = 0;
    const looks = 2_000_000;
    for (let k = 0; k < looks; k++) {
      x = Math.max(-1, Math.min(1, x + push * h + kick * (Math.floor(65536 * chance.next()) - 32767.5)));
      along += Number(x > 0);
    }
    expect(Math.abs(along / (looks - along) / Math.exp(h / T) - 1)).toBeLessThan(0.06);
  });

  it('at the step of the default pace two coupled sites are frozen harder than a heat bath: apart 9 to 16 to 1 at T 0.55 (bath 6.2), never together at T 0.15, below (h/rms)²/6', () => {
    const pair: Graph = { vertices: 2, from: Int32Array.of(0), to: Int32Array.of(1), weight: Float64Array.of(1), remarks: [] };
    const apart = (T: number, looks = 20_000): number => {
      const field = thermal(couplings(pair), 1, { ...PACE, dt: 1, hot: T, cool: T, cold: T, levelling: 0 });
      field.run(100, 0, 0);
      return Array.from({ length: looks }, () => (field.run(2, 0, 0), field.cut)).reduce((s, cut) => s + cut, 0) / looks;
    };
    const share = apart(0.55);
    expect(share / (1 - share)).toBeGreaterThan(9);
    expect(share / (1 - share)).toBeLessThan(16);
    expect(apart(0.15)).toBe(1);
  });

  it('gain control: with γ = 1 the push of all that a site can hear together is the same for equal weights, with γ = 0 gains are 1', () => {
    const star: Graph = { vertices: 5, from: Int32Array.of(0, 0, 0, 0), to: Int32Array.of(1, 2, 3, 4), weight: new Float64Array(4).fill(1), remarks: [] }, c = couplings(star);
    const reach = (levelling: number) => Array.from(levels(c, levelling), (g, i) => g * (c.start[i + 1] - c.start[i]));
    for (const r of reach(1)) expect(r).toBeCloseTo(c.scale ** 2, 12);
    expect(Array.from(levels(c, 0))).toEqual([1, 1, 1, 1, 1]);
  });

  it('paced by steps, a run is the plainly written equations through the same ramps: the same best cut and partition, twice; another seed takes another path', async () => {
    for (const [graph, steps] of [[graphOf(60, 9), 400], [graphOf(40, 2, 0.05), 301]] as const) {
      const c = couplings(graph), seed = 5, runs = await Promise.all([1, 2].map(() => bestCut(graph, { seed, steps }))), reference = plain(graph, seed, thermalPace(c));
      let best = reference.cut(), foundStep = 0, done = 0, sides = reference.sides();
      for (const burst of bySteps(steps, { first: 2, parts: c.degree < 6 ? 2 : 1 })) {
        if (burst.fresh) reference.restart();
        for (let k = 0; k < burst.steps; k++) reference.step((burst.from + burst.to) / 2);
        done += burst.steps;
        if (reference.cut() > best) [best, foundStep, sides] = [reference.cut(), done, reference.sides()];
      }
      for (const run of runs) expect([run.cut, run.sides, run.steps, run.foundStep]).toEqual([best, sides, steps, foundStep]);
      expect((await bestCut(graph, { seed: 6, steps })).sides).not.toEqual(sides);
    }
  });

  it.each(MACHINES.filter((m) => m !== 'thermal'))('the %s machine paced by steps: two runs, equal partition and cut', async (machine) => {
    const [a, b] = await Promise.all([1, 2].map(() => bestCut(graphOf(40, 9), { machine, seed: 3, steps: 700 })));
    expect([a.cut, a.sides, a.steps]).toEqual([b.cut, b.sides, 700]);
  });

  it('short cycles tell domain walls from spin glass: none of a torus of one sign is frustrated, half of a torus of random signs; of triangles of weight 1 all', () => {
    const torus = (rows: number, columns: number, sign: () => number): Graph => {
      const from: number[] = [], to: number[] = [];
      for (let r = 0; r < rows; r++) for (let k = 0; k < columns; k++) for (const [dr, dk] of [[0, 1], [1, 0]]) {
        from.push(r * columns + k);
        to.push(((r + dr) % rows) * columns + ((k + dk) % columns));
      }
      return { vertices: rows * columns, from: Int32Array.from(from), to: Int32Array.from(to), weight: Float64Array.from(from, sign), remarks: [] };
    };
    const chance = new Chance(2), triangle: Graph = { vertices: 3, from: Int32Array.of(0, 1, 0), to: Int32Array.of(1, 2, 2), weight: Float64Array.of(1, 1, 1), remarks: [] };
    expect(frustratedShare(couplings(torus(7, 12, () => 1)))).toBe(0);
    expect(frustratedShare(couplings(torus(7, 12, () => -1)))).toBe(0);
    expect(frustratedShare(couplings(torus(20, 20, () => (chance.next() < 0.5 ? 1 : -1))))).toBeCloseTo(0.5, 1);
    expect(frustratedShare(couplings(triangle))).toBe(1);
    expect(frustratedShare(couplings({ ...triangle, weight: Float64Array.of(-1, 1, 1) }))).toBe(0);
    expect(frustratedShare(couplings({ ...triangle, from: triangle.from.slice(1), to: triangle.to.slice(1), weight: triangle.weight.slice(1) }))).toBeUndefined();
    const short = torus(7, 40, () => 1), { ramp } = machineOf('thermal', couplings(short), 1);
    expect(ramp).toBeGreaterThan(1000);
    expect(machineOf('thermal', couplings(torus(20, 20, () => (chance.next() < 0.5 ? 1 : -1))), 1).ramp).toBeUndefined();
  });

  it('ramps by the clock end in time, however slow the machine: the last burst of a run reaches its cold end', () => {
    for (const ramp of [undefined, 50, 60_000]) {
      let time = 0;
      const bursts = [...byClock(() => (time += 0.01), 1, { ramp, first: 0.5, parts: 1 })], last = bursts.at(-1)!;
      expect(bursts[0]).toMatchObject({ from: 0, fresh: false });
      expect(last.to, `ramp ${ramp}`).toBeGreaterThan(ramp === 50 ? 0 : 0.9);
      expect(bursts.filter((b) => b.fresh).length).toBe(bursts.filter((b, k) => k > 0 && b.from < bursts[k - 1].from).length);
    }
  });

  it.each([[{}, /neither seconds nor steps came/], [{ seconds: 1, steps: 5 }, /seconds and steps came, expected one/]])('a pace of %j is refused', async (pace, message) => {
    await expect(bestCut(graphOf(20, 1), { seed: 1, ...pace })).rejects.toThrow(message);
  });

  it('weights that are no whole numbers: the cut that is reported is the one that is counted', async () => {
    const whole = graphOf(80, 11), graph = { ...whole, weight: whole.weight.map((w, k) => w * (0.3 + ((k * 0.37) % 1))) }, found = await bestCut(graph, { seed: 1, seconds: 0.3 });
    expect(Math.abs(found.cut / cutOf(graph, found.sides) - 1)).toBeLessThan(1e-6);
  });
});
