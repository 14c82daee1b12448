import { suggest } from '../oscillators/nearest.ts';
import { chooseBackend, type BackendName } from './backend.ts';
import { siteBucket } from './bucket.ts';
import { fusedPlanFor, fusionPays, threadsPay, whyNotFused } from './fused/fusedPlan.ts';
import type { Fitted, Layout } from './carrier.ts';
import type { Field } from './field.ts';
import { pastOf, type History } from './history.ts';
import { dice, grains } from './noise.ts';
import { packParameters, spread, type ParameterPlace, type ParameterValues } from './parameters.ts';
import { planFor, type Arrays, type Beside, type Plan } from './plan.ts';
import { shaderPlanFor, whyNotShaders } from './shader/shaderPlan.ts';

export interface RunOptions {
  sites: number;
  /** Independent fields side by side. Default 1. */
  batch?: number;
  /** Start of every state variable: one number, sites values, or batch × sites values (entry by entry). */
  state: Record<string, number | Float32Array>;
  /** Absent ones take the model's defaults. */
  parameters?: ParameterValues;
  /** What each carrier needs, under the carrier's name. */
  wiring?: Record<string, unknown>;
  /** Where a model's noise comes from: a whole number, or one a batch entry, so that each moves as it would alone. Default 0. */
  seed?: number | number[];
  /** The state at times before 0, for delayed carriers. Default: it stood as it starts. */
  history?: History;
  /** Backend by name; absent: CYMATIC_BACKEND, else automatic. */
  backend?: string;
  /** webasm threads. Default: from 65,536 sites on (fused: 16,384, or as many quadruples of links). */
  threads?: boolean;
  /**
   * webasm and webgpu: `true` runs the field as one fused module or as fused shaders (error where it cannot), `false` as gpu.js kernels.
   * Default: fused where it can and where it is worth it.
   */
  fused?: boolean;
}

/** Threads cost a barrier at every kernel; below this many sites they lose (measured on two cores). */
const THREADED_FROM = 65_536;
/** gpu.js counts sites in float32; a fused field counts in whole numbers, but its arrays must fit the memory. */
const COUNTABLE = 2 ** 24, MOST_SITES = 2 ** 28;

/** Backends on which a field can run as a whole, not only as gpu.js kernels. */
const FUSED: Partial<Record<BackendName, { whyNot: typeof whyNotFused; pays: typeof fusionPays; planFor: typeof fusedPlanFor }>> = {
  webasm: { whyNot: whyNotFused, pays: fusionPays, planFor: fusedPlanFor },
  webgpu: { whyNot: whyNotShaders, pays: () => true, planFor: shaderPlanFor }, // one dispatch a stage wins at every size
};

/** A field on a backend, ready to step. */
export interface Run {
  layout: Layout;
  fitted: Record<string, Fitted>;
  /** Which parameters have one value a site. */
  parameters: ParameterPlace;
  /** The start, padded. */
  start: Arrays;
  /** `steps` steps from `state` at `time` (default 0) in one launch; the state handed in is not changed. Delayed fields go on from `start` or from what this returned. */
  advance(state: Arrays, steps: number, time?: number): Promise<{ state: Arrays; rate: Arrays }>;
  /** Takes new parameters or wiring for what comes next. */
  change(what: { parameters?: ParameterValues; wiring?: Record<string, unknown> }): void;
  /** Backend and executor that really ran, and every degradation so far. */
  report(): { backend: string; executor: string; warnings: string[] };
  /** Bytes that one step must read and write, where the executor counted them. */
  traffic(): number | undefined;
}

/** Checks all sizes, packs the arrays and finds or compiles the plan. Errors: RangeError, TypeError, `field: …`. */
export function begin(field: Field, options: RunOptions): Run {
  const { model } = field, { sites, batch = 1 } = options;
  for (const [what, n] of [['sites', sites], ['batch', batch]] as const) {
    if (!Number.isInteger(n) || n < 1) throw new RangeError(`field: ${what} is ${n}, expected a whole number of at least 1. Count the sites of one batch entry.`);
  }
  if (sites * batch > MOST_SITES) throw new RangeError(`field: ${batch} × ${sites} sites, expected at most ${MOST_SITES}. Split the batch.`);
  const layout: Layout = { sites, batch, padded: siteBucket(sites * batch) };
  for (const v of Object.keys(options.state ?? {})) {
    if (!model.variables.includes(v)) throw new RangeError(`field: ${model.name} has no state "${v}". ${suggest(v, model.variables)}`);
  }
  const start = Object.fromEntries(model.variables.map((v) => {
    const padded = new Float32Array(layout.padded);
    padded.set(spread(`state ${v}`, options.state?.[v], layout));
    return [v, padded];
  }));
  const given = { ...options.parameters }, wiring = { ...options.wiring }, carriers = Object.keys(field.carriers);
  for (const name of Object.keys(wiring)) {
    if (!carriers.includes(name)) throw new RangeError(`field: wiring "${name}" belongs to no carrier. ${suggest(name, carriers)}`);
  }
  let parameters = packParameters(model, given, layout);
  const fitted: Record<string, Fitted> = Object.fromEntries(carriers.map((name) => [name, field.carriers[name].fit(name, wiring[name] as never, layout)]));
  const chosen = chooseBackend(options.backend), threads = options.threads ?? layout.padded >= THREADED_FROM;
  const warnings = new Set(chosen.warnings);
  const form = FUSED[chosen.name], obstacle = form ? form.whyNot({ field, fitted }) : `backend ${chosen.name}`;
  if (options.fused && obstacle) throw new RangeError(`field: ${model.name} cannot run fused (${obstacle}), expected webasm or webgpu and a field of lattice, mean-field, dense or sparse sums. Leave out fused: true.`);
  const fused = options.fused ?? (form !== undefined && obstacle === undefined && form.pays({ field, layout, fitted }));
  if (!fused && sites * batch >= COUNTABLE) throw new RangeError(`field: ${batch} × ${sites} sites, expected fewer than ${COUNTABLE} (indices are float32; ${obstacle ?? 'fused: false was asked for'}). Split the batch.`);
  let plan: Plan | undefined;
  const grain = Object.keys(model.noise).length > 0 && grains(options.seed ?? 0, layout), delayed = Object.values(field.carriers).some((c) => c.delay !== undefined);
  const memory = new WeakMap<Arrays, { steps: number; past?: Beside['past'] }>();
  if (delayed) memory.set(start, { steps: 0, past: pastOf(field, layout, start, given, options.history) }); // else the start stands at whatever time it is advanced from
  return {
    layout, fitted, start, parameters: parameters.place,
    async advance(state, steps, time = 0) {
      const request = { field, layout, fitted, parameters: parameters.place, chunk: steps, backend: chosen.name, threads };
      plan = fused ? form!.planFor({ ...request, threads: options.threads ?? threadsPay(request) }) : planFor(request);
      const before = state === start ? { ...memory.get(start), steps: Math.round(time / field.dt) } : memory.get(state) ?? { steps: Math.round(time / field.dt), past: undefined };
      if (delayed && (!before.past || (state === start && before.steps !== 0))) throw new RangeError(`field: ${model.name} hears delayed signals and would begin at t = ${time}, expected 0 or what advance returned: a state alone has no past. Begin again.`);
      const noise = grain ? { grains: grain, dice: dice(before.steps, steps, Object.keys(model.noise).length) } : undefined;
      const { past, ...after } = await plan.run(state, time, parameters.packed, fused ? {} : Object.fromEntries(carriers.map((c) => [c, fitted[c].wiring])), { noise, past: before.past });
      memory.set(after.state, { steps: before.steps + steps, past });
      return after;
    },
    change(what) {
      if (what.parameters) parameters = packParameters(model, Object.assign(given, what.parameters), layout);
      for (const name of Object.keys(what.wiring ?? {})) fitted[name] = field.carriers[name].fit(name, what.wiring![name] as never, layout);
    },
    report() {
      const ran = plan?.ran() ?? { backend: chosen.name, executor: 'none', reason: null };
      if (ran.backend !== chosen.name) warnings.add(`backend ${chosen.name} gave way to ${ran.backend}: ${ran.reason ?? 'no reason given'}`);
      else if (ran.reason && chosen.name !== 'cpu') warnings.add(`backend ${chosen.name} runs kernel by kernel: ${ran.reason}`);
      return { backend: ran.backend, executor: ran.executor, warnings: [...warnings] };
    },
    traffic: () => plan?.ran().traffic,
  };
}
