import { denseOutput } from './denseOutput.ts';
import { step } from './dormandPrince.ts';
import type { Field } from './field.ts';
import { linearise, type Standing } from './tangent.ts';

/** A state: one array of `sites` values a variable. */
export type Sample = Record<string, Float64Array>;

export interface IntegrateOptions extends Standing {
  /** Where it ends, beginning at 0. Unit: field time. */
  until: number;
  /** Times at which the state is reported, rising, 0 … until. Default: the end only. */
  times?: ArrayLike<number>;
  /** Error allowed in one step: atol + rtol |x| in every number. Default 1e-9 each. */
  atol?: number;
  rtol?: number;
  /** An event: the run ends where this function of time and state rises through 0. It is found to 1e-12 of the time. */
  stop?(time: number, state: Sample): number;
  /** Accepted and rejected steps after which it gives up. Default 1e6. */
  mostSteps?: number;
}

export interface Integrated {
  status: 'done' | 'stopped' | 'stepLimit' | 'diverged';
  /** Where it ended, and the state there. */
  time: number;
  state: Sample;
  /** One a time asked for, as far as the run came. Phases are not wrapped. */
  samples: Sample[];
  /** Steps kept and steps taken again, shorter; evaluations of the rate. */
  accepted: number;
  rejected: number;
  evaluations: number;
}

/**
 * A field in float64 with an error control: Dormand-Prince 5(4), the reference of all fixed steps. One field (no batch), dt and integrator of the
 * field play no part; projections do (after every step).
 *
 *   h_new = h · min(5, max(1/5, 0.9 e^(−1/5))),   e = √(mean ((error_i)/(atol + rtol max(|x_i|, |x'_i|)))²),   kept iff e ≤ 1
 *
 * Between the steps the dense output is a quartic (error O(h⁵)). Known answers: order 5 (validation-suite.md V28: 4.86); van der Pol's period (V16).
 * Errors: RangeError, `integrate: …`; noise, delays and 'strongest' carriers are refused. What diverges ends with that status.
 *
 *     const run = integrate(field, { sites: 2, state: { theta: [0, 1] }, until: 10, times: [1, 5, 10] });
 *     run.samples[1].theta[0]
 */
export function integrate(field: Field, options: IntegrateOptions): Integrated {
  const { until, times = [], atol = 1e-9, rtol = 1e-9, stop, mostSteps = 1e6 } = options, { model } = field, { variables } = model;
  const noisy = Object.keys(model.noise);
  if (noisy.length > 0) throw new RangeError(`integrate: ${model.name} has noise on ${noisy.join(', ')}, expected a smooth rate. Use settle with 'euler' or 'heun'.`);
  if (!(until > 0 && Number.isFinite(until))) throw new RangeError(`integrate: until is ${until}, expected a positive time. Give one.`);
  if (!(atol >= 0 && rtol >= 0 && atol + rtol > 0 && Number.isFinite(atol + rtol))) throw new RangeError(`integrate: atol is ${atol} and rtol is ${rtol}, expected numbers of at least 0, one above. Try 1e-9 each.`);
  for (let k = 0; k < times.length; k++) if (!(times[k] >= (k === 0 ? 0 : times[k - 1]) && times[k] <= until)) throw new RangeError(`integrate: times[${k}] is ${times[k]}, expected rising numbers from 0 to ${until}. Sort them.`);
  const flow = linearise('integrate', field, options), n = options.sites;
  const sample = (x: Float64Array): Sample => Object.fromEntries(variables.map((v, k) => [v, x.slice(k * n, (k + 1) * n)]));
  const result: Integrated = { status: 'done', time: 0, state: {}, samples: [], accepted: 0, rejected: 0, evaluations: 0 };
  const f = (t: number, y: Float64Array) => { result.evaluations++; return flow.rate(y, t); };
  const report = (upTo: number, at: (time: number) => Float64Array) => {
    while (result.samples.length < times.length && times[result.samples.length] <= upTo) result.samples.push(sample(at(times[result.samples.length])));
  };
  let t = 0, x = flow.start, slope = f(0, x), mark = stop?.(0, sample(x)) ?? 0;
  let h = Math.min(until, firstStep(x, slope, atol, rtol));
  report(0, () => x);
  while (t < until) {
    if (result.accepted + result.rejected >= mostSteps) { result.status = 'stepLimit'; break; }
    const last = t + h >= until, length = last ? until - t : h, { next, slopes, error } = step(f, t, x, slope, length);
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += (error[i] / (atol + rtol * Math.max(Math.abs(x[i]), Math.abs(next[i])))) ** 2;
    const size = Math.sqrt(sum / x.length), factor = size === 0 ? 5 : Math.min(5, Math.max(0.2, 0.9 * size ** -0.2));
    if (!(size <= 1)) {
      result.rejected++;
      h = length * (Number.isFinite(size) ? factor : 0.2);
      if (t + h === t) { result.status = 'diverged'; break; }
      continue;
    }
    result.accepted++;
    const inside = denseOutput(x, next, length, slopes), from = t, at = (time: number) => inside((time - from) / length), end = last ? until : t + length;
    if (stop) {
      const now = stop(end, sample(next));
      if (mark < 0 && now >= 0) {
        const hit = crossing((time) => stop(time, sample(at(time))), from, end);
        report(hit, at);
        return { ...result, status: 'stopped', time: hit, state: sample(at(hit)) };
      }
      mark = now;
    }
    report(end, at);
    t = end;
    x = next;
    slope = slopes[6];
    if (Object.keys(model.project).length > 0) {
      flow.project(x, []);
      slope = f(t, x);
    }
    h = length * factor;
  }
  return { ...result, time: t, state: sample(x) };
}

/** A first step whose Euler error is about a hundredth of the scale. */
function firstStep(x: Float64Array, slope: Float64Array, atol: number, rtol: number): number {
  let size = 0, speed = 0;
  for (let i = 0; i < x.length; i++) {
    const scale = atol + rtol * Math.abs(x[i]) || 1e-9;
    size = Math.max(size, Math.abs(x[i]) / scale);
    speed = Math.max(speed, Math.abs(slope[i]) / scale);
  }
  return size > 1e-5 && speed > 1e-5 ? (0.01 * size) / speed : 1e-6;
}

/** Where a function that rises through 0 does so, by halving. */
function crossing(f: (time: number) => number, low: number, high: number): number {
  for (let k = 0; k < 60 && high - low > 1e-12 * Math.max(1, high); k++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}
