import { Chance } from './chance.ts';
import type { Field } from './field.ts';
import { linearise, type Linearised, type Standing } from './tangent.ts';

export interface LyapunovOptions extends Standing {
  /** Simulated time over which growth is measured. */
  time: number;
  /** Simulated time before that, in which the state comes to its attractor and the vectors to their directions. Default a tenth of `time`. */
  transient?: number;
  /** How many exponents, from the largest. Default 1; all of them: sites × variables. */
  exponents?: number;
  /** RK4 step. Default: the field's. */
  dt?: number;
  /** Steps from one re-orthogonalisation to the next. Default 10. */
  every?: number;
}

export interface Lyapunov {
  /** Falling. Nats per unit of time. */
  exponents: Float64Array;
  /** |second half − first half| of each: how far it has settled. */
  scatter: Float64Array;
  /** Where the run ended, by variable; phases are not wrapped. */
  state: Record<string, Float64Array>;
}

/**
 * Lyapunov exponents λ_k = lim (1/T) Σ ln R_kk: how fast small differences grow along a trajectory (Benettin's method).
 *
 *   x' = f(x, t),  v_k' = Df(x, t) v_k;  now and then the v_k are made orthonormal again (QR by Gram and Schmidt), R_kk are their lengths before
 *
 *   symbol  argument   meaning                       unit  shape
 *   x       state      start                         -     N a variable
 *   T       time       measured time                 T     1
 *   λ       exponents  rates of growth               1/T   as many as asked
 *
 * Float64, RK4 whatever the field's integrator, with the model's own symbolic Jacobian; k exponents cost k + 1 times a run. Every model of the
 * house and every typed one with adding carriers. An autonomous flow that does not come to rest has one exponent 0 (along itself), a phase model
 * without injection one for its rotation; all exponents add up to the mean trace of Df (Liouville), which is a check.
 * Known answers: a locked pair (V1) 0 and −√(K² − Δ²); a rest point the real parts of its eigenvalues; Lorenz's system
 * (σ = 10, ρ = 28, β = 8/3) 0.907, 0 and −14.57, −(σ + 1 + β) in all (ours: 0.9069 over T = 3000, halves 0.001 apart).
 * Errors: RangeError and TypeError, `lyapunov: …`.
 */
export function lyapunov(field: Field, options: LyapunovOptions): Lyapunov {
  const { time, transient = time / 10, exponents: count = 1, dt = field.dt, every = 10 } = options, { model } = field;
  if (Object.keys(model.noise).length > 0) throw new RangeError(`lyapunov: ${model.name} has noise, expected equations without. Leave the noise out of the model.`);
  const flow = linearise('lyapunov', field, options), { size } = flow;
  for (const [what, value, good] of [['time', time, time > 0], ['transient', transient, transient >= 0], ['dt', dt, dt > 0]] as const) {
    if (!good || !Number.isFinite(value)) throw new RangeError(`lyapunov: ${what} is ${value}, expected a ${what === 'transient' ? 'time of at least 0' : 'positive number'}. Some hundred periods are a good time, a twentieth of a period a good dt.`);
  }
  if (!Number.isInteger(count) || count < 1 || count > size) throw new RangeError(`lyapunov: exponents is ${count}, expected a whole number from 1 to ${size} (sites × variables). Ask for fewer.`);
  if (!Number.isInteger(every) || every < 1) throw new RangeError(`lyapunov: every is ${every}, expected a whole number of at least 1. Count steps.`);

  const chance = new Chance(1), vectors = Array.from({ length: count }, () => Float64Array.from({ length: size }, () => chance.next() - 0.5));
  const x = flow.start.slice(), logs = new Float64Array(count), firstHalf = new Float64Array(count);
  let steps = 0;
  const runTo = (last: number, measured: boolean) => {
    while (steps < last) {
      rungeKutta(flow, x, vectors, steps * dt, dt);
      steps++;
      if (steps % every !== 0 && steps !== last) continue;
      const grown = orthonormalise(vectors), bad = grown.findIndex((r) => !Number.isFinite(r));
      if (bad >= 0 || !x.every(Number.isFinite)) throw new RangeError(`lyapunov: ${model.name} diverged before t = ${steps * dt}, expected a bounded run. Halve dt, or start elsewhere.`);
      if (measured) grown.forEach((r, k) => { logs[k] += Math.log(r); });
    }
  };
  orthonormalise(vectors);
  const before = Math.round(transient / dt), all = Math.max(2, Math.round(time / dt)), half = all >> 1;
  runTo(before, false);
  runTo(before + half, true);
  firstHalf.set(logs);
  runTo(before + all, true);
  const found = Array.from(logs, (sum, k) => ({ exponent: sum / (all * dt), scatter: Math.abs((sum - firstHalf[k]) / ((all - half) * dt) - firstHalf[k] / (half * dt)) }));
  found.sort((a, b) => b.exponent - a.exponent);
  return {
    exponents: Float64Array.from(found, (f) => f.exponent),
    scatter: Float64Array.from(found, (f) => f.scatter),
    state: Object.fromEntries(model.variables.map((v, k) => [v, x.slice(k * options.sites, (k + 1) * options.sites)])),
  };
}

/** One RK4 step of the state and of the vectors beside it, in place. */
function rungeKutta(flow: Linearised, x: Float64Array, vectors: Float64Array[], time: number, dt: number): void {
  const all = [x, ...vectors], sums = all.map((y) => y.slice());
  let slopes: Float64Array[] = [];
  for (const [at, weight] of [[0, 1 / 6], [0.5, 1 / 3], [0.5, 1 / 3], [1, 1 / 6]]) {
    const here = slopes.length === 0 ? all : all.map((y, k) => y.map((value, i) => value + at * dt * slopes[k][i]));
    const tangent = flow.at(here[0], time + at * dt);
    slopes = [tangent.rate, ...here.slice(1).map((v) => tangent.apply(v))];
    sums.forEach((sum, k) => { for (let i = 0; i < sum.length; i++) sum[i] += weight * dt * slopes[k][i]; });
  }
  all.forEach((y, k) => y.set(sums[k]));
  flow.project(x, vectors);
}

/** Makes vectors orthonormal in place, one after the other, and returns the length that each had left (the diagonal of R). */
function orthonormalise(vectors: Float64Array[]): number[] {
  return vectors.map((v, k) => {
    for (const u of vectors.slice(0, k)) {
      let along = 0;
      for (let i = 0; i < v.length; i++) along += u[i] * v[i];
      for (let i = 0; i < v.length; i++) v[i] -= along * u[i];
    }
    const length = Math.sqrt(v.reduce((sum, a) => sum + a * a, 0));
    for (let i = 0; i < v.length; i++) v[i] /= length;
    return length;
  });
}
