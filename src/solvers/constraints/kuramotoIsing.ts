import { Chance } from '../../field/chance.ts';
import { Sides, type Couplings, type MachinePace, type Stepped } from './machines.ts';

/**
 * Kuramoto Ising machine: phases that repel their neighbours, made binary by sub-harmonic injection of order 2.
 *
 *   dθ_i = [K Σ_j w_ij sin(θ_i − θ_j) / rms − K_s sin 2θ_i] dt + σ dW        K_s: 0 → 3, σ: 2 → 0 along the ramp
 *
 * K is `coupling`; explicit Euler–Maruyama with uniform noise. The side of a site is the sign of cos θ before the step, whose cosine is there already: sides and cut lag one step. Emit, carry, feel: the sum is
 * sin θ_i Σ w cos θ_j − cos θ_i Σ w sin θ_j, so sine and cosine are taken once a site.
 */
export function kuramotoIsing(c: Couplings, seed: number, pace: MachinePace): Stepped {
  const { sites, start, to, weight } = c, chance = new Chance(seed), theta = new Float64Array(sites), noise = new Float64Array(sites);
  const sine = new Float64Array(sites), cosine = new Float64Array(sites), sides = new Sides(c), { dt } = pace, strength = pace.coupling / c.scale;
  const machine: Stepped = {
    sides: sides.side, cut: 0, time: 0,
    restart() {
      for (let i = 0; i < sites; i++) theta[i] = 2 * Math.PI * chance.next();
      for (let i = 0; i < sites; i++) cosine[i] = Math.cos(theta[i]);
      sides.reset(cosine);
      machine.cut = sides.cut;
    },
    step(progress) {
      chance.fill(noise, 2 * (1 - progress) * Math.sqrt(dt));
      for (let i = 0; i < sites; i++) {
        sine[i] = Math.sin(theta[i]);
        cosine[i] = Math.cos(theta[i]);
      }
      for (let i = 0; i < sites; i++) {
        let S = 0, C = 0;
        for (let k = start[i], end = start[i + 1]; k < end; k++) {
          S += weight[k] * sine[to[k]];
          C += weight[k] * cosine[to[k]];
        }
        theta[i] += dt * (strength * (sine[i] * C - cosine[i] * S) - 6 * progress * sine[i] * cosine[i]) + noise[i];
      }
      sides.follow(cosine);
      machine.cut = sides.cut;
      machine.time += dt;
    },
    phases: () => theta.map((t) => t - 2 * Math.PI * Math.floor(t / (2 * Math.PI))),
  };
  machine.restart();
  return machine;
}
