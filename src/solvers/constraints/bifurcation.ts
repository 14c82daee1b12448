import { Chance } from '../../field/chance.ts';
import { Sides, smallNoise, type Couplings, type MachinePace, type Stepped } from './machines.ts';

/**
 * Simulated bifurcation: Kerr oscillators pumped through their bifurcation, between hard walls, coupled by what they hear.
 *
 *   dy_i/dt = −(1 − p) x_i + c e_i h_i / rms        h_i = −Σ_j w_ij s_j (discrete, s = sign x) or −Σ_j w_ij x_j (ballistic)
 *   dx_i/dt = y_i                                   |x| ≤ 1, y = 0 at the wall
 *   de_i/dt = β e_i (a − x_i²)                      amplitude homeostasis, e between least and most
 *
 *   symbol  argument  meaning                                             unit  shape
 *   p       –         pump, 0 → 1 along the ramp                          1     1
 *   c       coupling  coupling over the root mean square of what is heard 1     1
 *   β, a    rate, target                                                  1/T, 1
 *   e       gain      coupling gain of each site, starts at 1             1     N
 *
 * A ramp starts from small noise in y and, the first, in x; a later one from a tenth of the x where the last has ended, so from its sides; e is 1 again.
 * Symplectic Euler: y first, then x by the new y. β = 0 is plain discrete or ballistic bifurcation.
 * Read after Goto et al., Science Advances 7 (2021) eabe7953 for the plain form by the team's prototype (findings.md, 3); the
 * homeostat on top is ours.
 */
export function bifurcation(c: Couplings, seed: number, pace: MachinePace, discrete: boolean): Stepped {
  const { sites, start, to, weight } = c, chance = new Chance(seed), x = new Float64Array(sites), y = new Float64Array(sites);
  const gain = new Float64Array(sites).fill(1), sides = new Sides(c), { dt, rate, target, least, most } = pace, strength = pace.coupling / c.scale;
  const analog = new Float64Array(discrete ? 0 : sites);
  const machine: Stepped = {
    sides: sides.side, cut: 0, time: 0, gain,
    restart() {
      for (let i = 0; i < sites; i++) x[i] *= 0.1;
      if (machine.time === 0) smallNoise(chance, x);
      smallNoise(chance, y);
      gain.fill(1);
      sides.reset(x);
      machine.cut = sides.cut;
    },
    step(progress) {
      const spring = 1 - progress;
      let heard = sides.heard;
      if (!discrete) {
        for (let i = 0; i < sites; i++) {
          let h = 0;
          for (let k = start[i], end = start[i + 1]; k < end; k++) h -= weight[k] * x[to[k]];
          analog[i] = h;
        }
        heard = analog;
      }
      for (let i = 0; i < sites; i++) {
        let v = y[i] + dt * (strength * gain[i] * heard[i] - spring * x[i]), u = x[i] + dt * v;
        if (u > 1 || u < -1) {
          u = u > 1 ? 1 : -1;
          v = 0;
        }
        x[i] = u;
        y[i] = v;
        if (rate > 0) {
          const e = gain[i] * (1 + dt * rate * (target - u * u));
          gain[i] = e < least ? least : e > most ? most : e;
        }
      }
      sides.follow(x);
      machine.cut = sides.cut;
      machine.time += dt;
    },
    phases: () => x.map((u) => Math.acos(u)),
  };
  machine.restart();
  return machine;
}
