import { Chance } from '../../field/chance.ts';
import { cutAndHeard, type Couplings, type Machine } from './machines.ts';
import { CUT, NOISE, thermalModule, thermalPlaces } from './thermalText.ts';

/** Pace of a thermal field; symbols in `thermal`. */
export interface ThermalPace {
  dt: number;
  /** Temperature at the start of a cooling and near its end; then it falls to `cold`. */
  hot: number;
  cool: number;
  cold: number;
  /** Part of a cooling spent between cool and cold. */
  quench: number;
  /** γ: how far the gain of a site makes up for how much it can hear; 0: not, 1: fully. */
  levelling: number;
  /** Rate β of the amplitude homeostat, 0: none, and the mean square amplitude a it aims at. */
  rate: number;
  aim: number;
}

/**
 * Thermal field: parametric oscillators held at their threshold, where gain and loss are equal, between hard walls, pushed by what they
 * hear and kicked by thermal noise that is cooled. Phase 0 or π, the sign of x, is the side.
 *
 *   dx_i = g_i h_i / rms dt + √(2 T) dW_i        |x_i| ≤ 1
 *   h_i = −Σ_j w_ij s_j,   s = sign x            rms_i² = Σ_j w_ij²,   rms² = mean of rms_i²
 *   dg_i/dt = β g_i (a − x_i²)                    0.1 ≤ g_i ≤ 10,   g_i = (rms / rms_i)^2γ at the start of a cooling
 *
 *   symbol    argument          meaning                                                      unit  shape
 *   x         –                 amplitude; starts evenly over ±½                             1     N
 *   T         hot, cool, cold   temperature, falls linearly along a cooling                  1/T   1
 *   γ         levelling         gain control: sites that hear much are pushed less           1     1
 *   β, a      rate, aim         amplitude homeostasis: a site that leans on its wall is pushed less from then on, one that wavers more   1/T, 1
 *
 * Why it anneals: where h is held and dt → 0, the amplitude is spread as e^(g h x / T rms) between the walls, so the two sides stand as
 * e^(g h / T rms) to 1, the odds of a spin in a heat bath of temperature 2 T. That is the limit, not what the default pace does: Euler-Maruyama
 * with even noise of the right variance has kicks of at most √(6 T dt), so at dt 1 a site on its wall cannot leave it at all below
 * T = (g h / rms)² / 6. The field freezes site by site, those that hear most first: a threshold dynamics. Two sites coupled by 1 stand apart
 * 12 to 1 at T 0.55 (the limit says 6.2) and above 10⁴ to 1 at T 0.3 (28). Noise, cooling and the reading of signs together are simulated
 * annealing done by a field; docs/constraints.md has plain annealing beside it, and finer steps, which are slower and end lower.
 *
 * Eight sites move together, then tell their neighbours, then the next eight move.
 * Weights are rounded to whole grains, at most 2^22 a site together, so that what is heard stays exact however often sides flip.
 * The loop is WebAssembly in float32, four lanes a vector (thermalText.ts); known answer: the same equations written plainly, bit for bit (thermal.test.ts).
 * The gain control is ours.
 */
export function thermal(given: Couplings, seed: number, pace: ThermalPace): Machine {
  const { c, grain } = grains(given), { sites, start, to, weight } = c, p = thermalPlaces(sites, to.length), memory = new WebAssembly.Memory({ initial: p.pages }), { buffer } = memory;
  const floats = (at: number, length = sites) => new Float32Array(buffer, at, length), whole = (at: number, length: number) => new Int32Array(buffer, at, length);
  const x = floats(p.x), heard = floats(p.heard), gain = floats(p.gain), kept = floats(p.best), noise = whole(NOISE, 16), cuts = new Float64Array(buffer, CUT, 2);
  const { run } = new WebAssembly.Instance(thermalModule(p, pace.rate > 0), { env: { memory } }).exports as unknown as { run(steps: number, push: number, kick: number, rate: number, aim: number): void };
  whole(p.start, p.padded + 1).fill(4 * to.length).set(start.map((k) => 4 * k));
  whole(p.to, to.length).set(to.map((j) => 4 * j));
  floats(p.weight, to.length).set(weight.map((w) => 2 * w));
  const chance = new Chance(seed), level = levels(c, pace.levelling);
  for (let k = 0; k < 16; k++) noise[k] = chance.next() * 2 ** 32;
  const machine: Machine = {
    time: 0,
    get gain() { return Float64Array.from(gain); },
    get cut() { return cuts[0] / grain; },
    get best() { return cuts[1] / grain; },
    bestSides: () => Int8Array.from(kept, sideOf),
    restart() {
      for (let i = 0; i < sites; i++) x[i] = chance.next() - 0.5;
      gain.set(level);
      const now = cutAndHeard(c, Int8Array.from(x, sideOf));
      heard.set(now.heard);
      cuts[0] = now.cut;
      if (machine.time > 0 && now.cut <= cuts[1]) return;
      cuts[1] = now.cut;
      kept.set(x);
    },
    run(steps, progress, next) {
      run(steps, ...thermalStep(pace, c.scale, (progress + next) / 2), pace.rate * pace.dt, pace.aim);
      machine.time += steps * pace.dt;
    },
    phases: () => Float64Array.from(x, Math.acos),
  };
  machine.restart();
  return machine;
}

/** Grains of a weight of 1: 1 where weights are whole already and small, else so many that the weights of no site are more than 2^22 together. */
export function grainsOf({ sites, start, weight }: Couplings): number {
  const most = 2 ** 22;
  let largest = 0;
  for (let i = 0; i < sites; i++) largest = Math.max(largest, weight.subarray(start[i], start[i + 1]).reduce((s, w) => s + Math.abs(w), 0));
  return largest <= most && weight.every(Number.isInteger) ? 1 : most / largest;
}

/** Couplings in whole grains. */
function grains(c: Couplings): { c: Couplings; grain: number } {
  const grain = grainsOf(c), whole = grain === 1 ? c.weight : c.weight.map((w) => Math.round(w * grain));
  return { grain, c: grain === 1 ? c : { ...c, weight: whole, total: whole.reduce((s, w) => s + w, 0) / 2, scale: c.scale * grain } };
}

/** Side of an amplitude: its sign; +0 is on the side of the positive, −0 on the other, as the sign bit says. */
export const sideOf = (x: number): number => (x > 0 || Object.is(x, 0) ? 1 : -1);

/** Gains g_i of the sites. */
export function levels({ sites, start, weight, scale }: Couplings, levelling: number): Float64Array {
  return Float64Array.from({ length: sites }, (_, i) => {
    const square = weight.subarray(start[i], start[i + 1]).reduce((s, w) => s + w * w, 0);
    return square > 0 ? (scale * scale / square) ** levelling : 1;
  });
}

/** Push a and kick b of a step at a part 0 … 1 of a cooling: x moves by a g h + b n, n odd from −32767 to 32767. */
export function thermalStep({ dt, hot, cool, cold, quench }: ThermalPace, scale: number, progress: number): [push: number, kick: number] {
  const slow = 1 - quench, T = progress < slow ? hot + ((cool - hot) * progress) / slow : cool + ((cold - cool) * (progress - slow)) / quench;
  return [dt / scale, (Math.sqrt(2 * T * dt) * Math.sqrt(3)) / 32768];
}
