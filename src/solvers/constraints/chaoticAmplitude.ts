import { Chance } from '../../field/chance.ts';
import { Sides, smallNoise, type Couplings, type MachinePace, type Stepped } from './machines.ts';

/**
 * Chaotic amplitude control: pitchfork amplitudes whose coupling gains hold every amplitude at one target, so that no minimum of the
 * energy in which amplitudes differ can trap them.
 *
 *   dx_i/dt = (p − 1 − x_i²) x_i + c e_i h_i / rms      h_i = −Σ_j w_ij x_j
 *   de_i/dt = −β (x_i² − a) e_i                         e between least and most
 *
 * p = −1 held; β, a as rate and target. Explicit Euler, |x| ≤ 1.5. Parameters from findings.md, 3 (toroidal graphs).
 */
export function chaoticAmplitude(c: Couplings, seed: number, pace: MachinePace): Stepped {
  const { sites, start, to, weight } = c, chance = new Chance(seed), x = new Float64Array(sites), heard = new Float64Array(sites);
  const gain = new Float64Array(sites).fill(1), sides = new Sides(c), { dt, rate, target, least, most } = pace, strength = pace.coupling / c.scale, pump = -1;
  const machine: Stepped = {
    sides: sides.side, cut: 0, time: 0, gain,
    restart() {
      smallNoise(chance, x);
      gain.fill(1);
      sides.reset(x);
      machine.cut = sides.cut;
    },
    step() {
      for (let i = 0; i < sites; i++) {
        let h = 0;
        for (let k = start[i], end = start[i + 1]; k < end; k++) h -= weight[k] * x[to[k]];
        heard[i] = h;
      }
      for (let i = 0; i < sites; i++) {
        const u = x[i], v = u + dt * ((pump - 1 - u * u) * u + strength * gain[i] * heard[i]), e = gain[i] * (1 - dt * rate * (u * u - target));
        x[i] = v > 1.5 ? 1.5 : v < -1.5 ? -1.5 : v;
        gain[i] = e < least ? least : e > most ? most : e;
      }
      sides.follow(x);
      machine.cut = sides.cut;
      machine.time += dt;
    },
    phases: () => x.map((u) => (u > 0 ? 0 : Math.PI)),
  };
  machine.restart();
  return machine;
}
