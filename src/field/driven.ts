import { prepareBackend } from './backend.ts';
import { breathe, breathIsDue } from './breath.ts';
import type { Field } from './field.ts';
import type { ParameterValues } from './parameters.ts';
import type { Arrays } from './plan.ts';
import { begin, type RunOptions } from './run.ts';

export interface DrivenOptions extends RunOptions {
  /** How many moments are played. */
  moments: number;
  /** How long each moment is held; a whole number of dt. Unit: field time. */
  hold: number;
  /**
   * What is played during a moment: parameters, asked for just before it, so that it may depend on the state (padded, batch × sites
   * values in front). Numbers, `sites` values or batch × sites values.
   */
  drive(moment: number, state: Arrays): ParameterValues;
  /** Called at the end of every moment, in order. The arrays are read, not kept. */
  record?(moment: number, state: Arrays): void;
  signal?: AbortSignal;
}

export interface Driven {
  /** batch × sites values a variable, at the end of the last moment. */
  state: Arrays;
  time: number;
  steps: number;
  backend: string;
  executor: string;
  warnings: string[];
}

/**
 * Plays a time-dependent drive into a field: dx/dt = rate(x, Σ W · emits(x); parameters(t)), the parameters constant during each
 * moment, so that no integrator stage reaches over a jump of the drive. One launch a moment holds hold/dt steps of all batch
 * entries; at 27,520 sites and 8 RK4 steps the launch itself costs 4 % (19.4 against 20.1 CPU-ms with four moments a launch).
 * Unlike `settle` it never judges rest: a rhythm is not supposed to rest.
 *
 * Errors: RangeError for a hold that is no whole number of dt or moments that are no whole number; those of `begin`; RangeError
 * naming moment and site when the state leaves the finite numbers. An abort rejects with the signal's reason.
 */
export async function playDrive(field: Field, options: DrivenOptions): Promise<Driven> {
  const { moments, hold, drive, record, signal } = options, { model, dt } = field;
  const chunk = Math.round(hold / dt);
  if (!(chunk >= 1) || Math.abs(chunk * dt - hold) > 1e-9 * hold) throw new RangeError(`playDrive: hold is ${hold}, expected a whole number of dt = ${dt}. Choose dt = hold / n.`);
  if (!Number.isInteger(moments) || moments < 1) throw new RangeError(`playDrive: moments is ${moments}, expected a whole number of at least 1. Count what is played.`);
  await prepareBackend(options.backend);
  const run = begin(field, options), total = run.layout.sites * run.layout.batch;
  let state = run.start;
  for (let moment = 0; moment < moments; moment++) {
    signal?.throwIfAborted();
    run.change({ parameters: drive(moment, state) });
    ({ state } = await run.advance(state, chunk));
    for (const v of model.variables) checkFinite(state[v], total, v, moment, run.layout.sites);
    record?.(moment, state);
    if (breathIsDue()) await breathe();
  }
  const { warnings, ...ran } = run.report();
  return { state: Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, total)])), time: moments * hold, steps: moments * chunk, ...ran, warnings };
}

/** One sum finds a value that is not finite; only then is it looked for. */
function checkFinite(x: Float32Array, total: number, variable: string, moment: number, sites: number): void {
  let sum = 0;
  for (let i = 0; i < total; i++) sum += x[i];
  if (Number.isFinite(sum)) return;
  const at = x.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(`playDrive: ${variable} became ${x[at]} in moment ${moment}, site ${at % sites} of batch entry ${Math.floor(at / sites)}, expected finite numbers. Try a smaller dt or a weaker drive.`);
}
