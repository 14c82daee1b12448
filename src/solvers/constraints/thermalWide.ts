import { Chance } from '../../field/chance.ts';
import { Sides, type Couplings, type Stepped } from './machines.ts';
import { grainsOf, thermalStep, type ThermalPace } from './thermal.ts';

/** Share of all that could be cut which may be lost where weights are rounded to grains. */
const LOST = 1e-6;

/**
 * Whether weights lie so many decades apart that the grains of the fast thermal field (thermal.ts, 2^22 a site) round away what matters: all that some site
 * hears, or more than a millionth of the positive weights together.
 */
export function roundsAway(c: Couplings): boolean {
  const { sites, start, weight } = c, grain = grainsOf(c);
  if (grain === 1) return false;
  let lost = 0, positive = 0;
  for (let i = 0; i < sites; i++) {
    let hears = false, left = false;
    for (let k = start[i]; k < start[i + 1]; k++) {
      const w = weight[k], rounded = Math.round(w * grain) === 0;
      hears ||= w !== 0;
      left ||= !rounded;
      positive += Math.max(0, w);
      if (rounded) lost += Math.abs(w);
    }
    if (hears && !left) return true;
  }
  return lost > LOST * positive;
}

/**
 * The thermal field (thermal.ts) in float64 and without grains, for weights of many decades: every site is pushed in units of its own weights,
 *
 *   dx_i = h_i / rms_i dt + √(2 T) dW_i        |x_i| ≤ 1        h_i = −Σ_j w_ij s_j,   s = sign x,   rms_i² = Σ_j w_ij²
 *
 * so that a site of small weights feels the same temperature as one of large ones (gain control with γ = ½, no homeostat). Site after site moves, in the order of
 * the graph, each by what its neighbours show by then. Euler-Maruyama with even noise; a plain loop, slower than the fast one.
 */
export function thermalWide(c: Couplings, seed: number, pace: ThermalPace): Stepped {
  const { sites, start, to, weight } = c, chance = new Chance(seed), x = new Float64Array(sites), noise = new Float64Array(sites), sides = new Sides(c), { side, heard } = sides;
  const own = Float64Array.from(x, (_, i) => 1 / Math.sqrt(weight.subarray(start[i], start[i + 1]).reduce((s, w) => s + w * w, 0) || 1));
  const machine: Stepped = {
    sides: side, cut: 0, time: 0,
    restart() {
      for (let i = 0; i < sites; i++) x[i] = chance.next() - 0.5;
      sides.reset(x);
      machine.cut = sides.cut;
    },
    step(progress) {
      const [push, kick] = thermalStep(pace, 1, progress);
      chance.fill(noise, kick * (32768 / Math.sqrt(3)));
      for (let i = 0; i < sites; i++) {
        x[i] = Math.max(-1, Math.min(1, x[i] + push * own[i] * heard[i] + noise[i]));
        const s = x[i] > 0 ? 1 : -1;
        if (s === side[i]) continue;
        sides.cut -= heard[i] * side[i];
        side[i] = s;
        for (let k = start[i]; k < start[i + 1]; k++) heard[to[k]] -= 2 * s * weight[k];
      }
      machine.cut = sides.cut;
      machine.time += pace.dt;
    },
    phases: () => x.map((u) => Math.acos(u)),
  };
  machine.restart();
  return machine;
}
