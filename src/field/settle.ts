import { prepareBackend } from './backend.ts';
import { breathe, breathIsDue } from './breath.ts';
import type { Field } from './field.ts';
import { corotating, framesOf } from './frames.ts';
import { meter } from './measure.ts';
import { orbit } from './orbit.ts';
import type { ParameterValues } from './parameters.ts';
import type { Arrays } from './plan.ts';
import { begin, type Run, type RunOptions } from './run.ts';

/** What a hook sees between two launches. The arrays hold batch × sites values (and padding behind them): read, do not keep. */
export interface Moment { time: number; steps: number; state: Arrays; rate: Arrays; residual: number }

export interface SettleOptions extends RunOptions {
  /** Locked when the largest rate in the co-rotating frame stays below this. 0: never, run to the time limit. Unit: rate. */
  tolerance: number;
  /** How long it has to stay below. Default: one launch for rotating models, 0 (one look) for the others. */
  window?: number;
  /** Simulated time after which the run is judged as it is. */
  timeLimit: number;
  /** Steps in one launch. Default 32. */
  chunk?: number;
  /** Steps that were taken before: time goes on from steps × dt, up to the same time limit. Default 0. */
  stepsBefore?: number;
  /** Frame of each site (sites or batch × sites values, −1: at rest): parts that may turn at different speeds. `'rest'`: nothing may turn. Default: one a batch entry. */
  frame?: Int32Array | 'rest';
  /** Called after every launch; must not change anything. */
  observe?(moment: Moment): void;
  /** Slow change between launches: returns new parameters or wiring, and how fast what changed is moving (unit: rate): locked is only what rests in this too. */
  adapt?(moment: Moment): { parameters?: ParameterValues; wiring?: Record<string, unknown>; speed?: number } | void;
  signal?: AbortSignal;
}

export type Outcome = 'locked' | 'periodic' | 'drifting' | 'timeLimit' | 'diverged';

export interface Settled {
  status: Outcome;
  /** Simulated time, and steps taken. */
  time: number;
  steps: number;
  /** Only for 'locked': simulated time since when the largest rate has stayed below the tolerance, to the length of a launch; `time` is later by the window. */
  restSince?: number;
  /** Largest rate in the co-rotating frame at the end. */
  residual: number;
  /** batch × sites values a variable. */
  state: Arrays;
  rate: Arrays;
  /** |mean e^{iθ}| of each batch entry, for models with a phase or a plane. */
  orderParameter?: number[];
  /** −½ Σ W cos(θ_j − θ_i) of each batch entry, where sine and cosine are carried by symmetric couplings. */
  energy?: number[];
  /** Only for 'diverged': the first step, time, batch entry and site that left the finite numbers, and what to do. */
  failure?: { time: number; step: number; entry: number; site: number; variable: string; advice: string };
  backend: string;
  executor: string;
  warnings: string[];
}

/** THE loop: lets a field run until it is at rest in its co-rotating frame. Outcomes are values; wrong use throws; an abort rejects with the signal's reason. */
export async function settle(field: Field, options: SettleOptions): Promise<Settled> {
  await prepareBackend(options.backend);
  const run = begin(field, options), { model, dt } = field, { tolerance, timeLimit, signal } = options;
  const chunk = whole('chunk', options.chunk ?? 32), limit = whole('timeLimit / dt', Math.max(1, Math.round(timeLimit / dt)));
  if (!(tolerance >= 0)) throw new RangeError(`settle: tolerance is ${tolerance}, expected a rate of at least 0. 1e-3 of the fastest rate is a good start.`);
  const rotating = model.planar !== undefined || model.variables.some((v) => model.state[v] === 'phase');
  const window = options.window ?? (rotating ? chunk * dt : 0), frames = framesOf(run.layout, options.frame), watch = orbit(model, frames);
  const turning = Object.fromEntries(model.variables.map((v) => [v, new Float64Array(frames.of.length)]));
  let state = run.start, rate: Arrays = {}, steps = options.stepsBefore ?? 0, residual = Infinity, calmSince = Infinity, status: Outcome | undefined, failure: Settled['failure'];
  while (!status) {
    signal?.throwIfAborted();
    const before = state, n = Math.min(chunk, limit - steps);
    ({ state, rate } = await run.advance(before, n, steps * dt)); // rate → step
    steps += n;
    residual = corotating(model, frames, state, rate, turning);
    if (!isFinite(residual)) {
      failure = await locate(field, run, before, steps - n, n);
      status = 'diverged';
      break;
    }
    const moment: Moment = { time: steps * dt, steps, state, rate, residual };
    const changed = options.adapt?.(moment); // adapt
    if (changed) run.change(changed);
    options.observe?.(moment); // observe
    if (steps > limit / 2) watch.see(state, turning, residual, n * dt);
    calmSince = Math.max(residual, changed?.speed ?? 0) < tolerance ? Math.min(calmSince, moment.time) : Infinity; // stop?
    if (moment.time - calmSince >= window - dt / 2) status = 'locked';
    else if (steps >= limit) status = watch.verdict() ?? 'timeLimit';
    if (breathIsDue()) await breathe();
  }
  const total = frames.of.length, cut = (a: Arrays) => Object.fromEntries(model.variables.map((v) => [v, a[v].slice(0, total)]));
  const { warnings, ...ran } = run.report();
  if (status === 'timeLimit' && residual >= tolerance && residual < 1e-5 && tolerance > 0) warnings.push(`residual ${residual.toExponential(1)} stays above tolerance ${tolerance}: float32 may not resolve it`);
  return { status, time: steps * dt, steps, ...(status === 'locked' && { restSince: calmSince }), residual, state: cut(state), rate: cut(rate), ...meter(field, run)(state), failure, ...ran, warnings };
}

/** Repeats a launch step by step to find where the numbers left the finite ones. */
async function locate(field: Field, run: Run, from: Arrays, stepsBefore: number, n: number): Promise<Settled['failure']> {
  const { sites, batch } = run.layout, { variables } = field.model;
  let state = from, fastest = 0;
  for (let s = 1; ; s++) {
    const next = await run.advance(state, 1, (stepsBefore + s - 1) * field.dt);
    for (let i = 0; i < sites * batch; i++) for (const variable of variables) {
      const x = next.state[variable][i], r = next.rate[variable][i];
      if (Number.isFinite(x) && Number.isFinite(r) && s < n) { fastest = Math.max(fastest, Math.abs(r)); continue; }
      if (Number.isFinite(x) && Number.isFinite(r)) continue;
      const step = stepsBefore + s;
      return {
        step, time: step * field.dt, entry: Math.floor(i / sites), site: i % sites, variable,
        advice: `settle: ${variable} became ${Number.isFinite(x) ? 'infinitely fast' : x} at t = ${step * field.dt}, step ${step}, site ${i % sites}${batch > 1 ? ` of batch entry ${Math.floor(i / sites)}` : ''}. dt = ${field.dt} with rates up to ${fastest.toExponential(1)} before; try a smaller dt or weaker coupling.`,
      };
    }
    state = next.state;
  }
}

function whole(what: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`settle: ${what} is ${value}, expected a whole number of at least 1. Correct it.`);
  return value;
}
