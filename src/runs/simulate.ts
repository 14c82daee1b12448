import { join } from 'node:path';
import { prepareBackend } from '../field/backend.ts';
import { meter } from '../field/measure.ts';
import type { Arrays } from '../field/plan.ts';
import { begin } from '../field/run.ts';
import { settle, type Moment, type Settled } from '../field/settle.ts';
import type { SimulatedOutput } from '../schemas/simulate.ts';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { plasticRun } from './plasticRun.ts';
import type { Simulation } from './simulation.ts';
import { Trouble } from './trouble.ts';
import { turning } from './turning.ts';
import { ZarrWriter, type RecordedArray } from './zarr.ts';
import { folderStore } from './zarrFolder.ts';
import { readChunk, readEntries, readGroup } from './zarrRead.ts';

/** Wall clock between two writes of what was recorded, in milliseconds. */
const WRITE_EVERY = 1000;

/** A run without tolerance of its own that ends with a residual (and couplings, where they learn) below this, about what float32 resolves, is called locked. */
const AT_REST = 1e-4;

export interface SimulateOptions {
  /** The run's folder; `field.zarr` and `checkpoint.bin` come into it. */
  folder: string;
  /** Into the attributes of the recording. */
  attributes: Record<string, unknown>;
  signal: AbortSignal;
  /** Go on with what the folder holds. */
  resume: boolean;
  /** Called after every recorded moment. */
  progress(done: { time: number; of: number; moments: number; orderParameter?: number }): void;
}

/**
 * Runs a simulation and records it. What is recorded is written every second, and at the end however it comes: after a kill, `resume` goes on
 * from the last write along the same trajectory (float32 states are kept bit for bit, and a step does not depend on where a launch begins).
 * Errors: RangeError and TypeError of the engine, Trouble where the disk refuses.
 */
export async function simulate(sim: Simulation, options: SimulateOptions): Promise<Omit<SimulatedOutput, 'name' | 'seconds' | 'folder'>> {
  const { field, ground, variables, observables, every, chunk, drive } = sim, { model, dt } = field, { folder, signal } = options, total = ground.sites * ground.batch;
  const before = options.resume ? readCheckpoint(join(folder, 'checkpoint.bin')) : undefined;
  const late = Object.entries(field.carriers).find(([, carrier]) => carrier.delay !== undefined);
  if (before && late) throw new Trouble(`--resume: carrier ${late[0]} is delayed, and what was under way is not kept, expected a field without delays. Start a new run.`);
  await prepareBackend(sim.options.backend);
  const run = begin(field, { ...sim.options, ...(before && { state: before.state }) }), steady = meter(field, run), frequency = turning(model, ground);
  const learning = sim.rules.length > 0 ? plasticRun(sim, run.layout, before?.learned) : undefined;
  /** Of couplings that learn, whether they are symmetric is found out each time. */
  const measured: typeof steady = (state, energies) => {
    if (!learning) return steady(state, energies);
    run.change(learning.stand);
    return meter(field, run)(state, energies);
  };
  const arrays = { ...recorded(sim, steady(run.start), frequency !== undefined), ...learning?.arrays }, place = join(folder, 'field.zarr');
  const writer = before ? await again(place, options.attributes, arrays, before) : ZarrWriter.create(place, options.attributes, arrays);
  if (!before) for (const [name, { dimensions }] of Object.entries(arrays)) if (dimensions[0] !== 'time') writer.put(name, learning?.fixed[name] ?? (sim.options.parameters![name] as Float32Array));

  const calm = sim.options.tolerance || AT_REST;
  let last: Checkpoint | undefined = before, wrote = Date.now(), restSince = NaN;
  const write = () => {
    if (!last || last.moments === (before?.moments ?? 0)) return;
    writer.flush();
    writeCheckpoint(join(folder, 'checkpoint.bin'), last);
    wrote = Date.now();
  };
  const keep = (time: number, steps: number, state: Arrays, rate: Arrays, residual: number) => {
    const { orderParameter, energy } = measured(state, observables.includes('energy'));
    const moment: Record<string, number | ArrayLike<number>> = { time, orderParameter: orderParameter ?? NaN, energy: energy ?? NaN, meanFrequency: frequency?.(state, rate) ?? NaN, residual };
    restSince = Math.max(residual, learning?.speed() ?? 0) < calm ? (restSince <= time ? restSince : time) : NaN;
    for (const v of variables) moment[v] = state[v].subarray(0, total);
    writer.append({ ...moment, ...learning?.values(state, time) });
    last = { steps, moments: writer.entries, learned: learning?.learned() ?? {}, state: Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, total)])) };
    if (Date.now() - wrote > WRITE_EVERY) write();
    options.progress({ time, of: sim.steps * dt, moments: writer.entries, orderParameter: orderParameter?.[0] });
  };

  let settled: Settled | undefined, interrupted = false;
  if (!before) {
    signal.throwIfAborted();
    keep(0, 0, run.start, (await run.advance(run.start, 0)).rate, NaN);
  }
  try {
    const stand = { parameters: { ...sim.options.parameters }, ...learning?.stand };
    let playing = drive?.at(last!.steps);
    Object.assign(stand.parameters, playing); // where rules read, too
    if ((before?.steps ?? 0) < sim.steps) learning?.begin(last!.state, last!.steps);
    if ((before?.steps ?? 0) < sim.steps) settled = await settle(field, {
      ...sim.options, ...stand, state: last!.state, stepsBefore: last!.steps, timeLimit: sim.steps * dt, tolerance: sim.options.tolerance, chunk, signal,
      adapt: (moment: Moment) => {
        const learned = learning?.adapt(moment), next = drive?.at(moment.steps);
        if (next === playing) return learned;
        playing = next;
        Object.assign(stand.parameters, next);
        return { ...learned, parameters: { ...learned?.parameters, ...next } };
      },
      observe: ({ time, steps, state, rate, residual }: Moment) => {
        if (steps % every === 0 || steps >= sim.steps) keep(time, steps, state, rate, residual);
      },
    });
    if (settled && settled.status !== 'diverged' && settled.steps !== last!.steps) keep(settled.time, settled.steps, settled.state, settled.rate, settled.residual); // at rest between two moments
  } catch (error) {
    if (!signal.aborted) throw error;
    interrupted = true;
  } finally {
    write();
  }
  const { status, residual, failure, ...ran } = settled ?? { status: 'timeLimit' as const, residual: NaN, failure: undefined, ...run.report() };
  const reached = interrupted ? 'interrupted' : status === 'timeLimit' && Math.max(residual, learning?.speed() ?? 0) < AT_REST ? 'locked' : status;
  if (!interrupted) writer.conclude({ outcome: { status: reached, time: writer.entries > 0 ? last!.steps * dt : 0, ...(reached === 'locked' && { restSince }) } });
  const end = last!, ends = measured(settled?.state ?? end.state), half = writer.entries > 1 ? await secondHalf(place, writer.entries) : {};
  return {
    model: model.name, status: reached, time: (settled?.steps ?? end.steps) * dt, steps: settled?.steps ?? end.steps, dt, integrator: field.integrator,
    sites: ground.sites, batch: ground.batch, seed: sim.seed, residual: Number.isFinite(residual) ? residual : null, ...(status === 'diverged' ? {} : ends), ...half,
    ...learning?.report(), moments: writer.entries, backend: ran.backend, executor: ran.executor, warnings: ran.warnings, ...(failure && { advice: failure.advice }),
  };
}

/** What field.zarr holds: time, variables, observables that the model defines, and parameters with a value a site. */
function recorded({ field, ground, variables, observables, options, drive }: Simulation, defined: { orderParameter?: number[]; energy?: number[] }, turns: boolean): Record<string, RecordedArray> {
  const { model } = field, { sites, batch, rows, columns } = ground, entry = batch > 1 ? ['batch'] : [], entries = batch > 1 ? [batch] : [];
  const site = rows > 1 ? ['row', 'column'] : ['site'], size = rows > 1 ? [rows, columns] : [sites];
  const there = { orderParameter: defined.orderParameter, energy: defined.energy, meanFrequency: turns || undefined, residual: true };
  const about = { orderParameter: 'Kuramoto order parameter', energy: 'coupling energy, -1/2 sum W cos', meanFrequency: 'mean rate of the phases, rad per time unit', residual: 'largest rate in the co-rotating frame' };
  const arrays: Record<string, RecordedArray> = { time: { dimensions: ['time'], shape: [], type: '<f8', attributes: { long_name: 'simulated time, dimensionless' } } };
  for (const o of observables) if (there[o] !== undefined) arrays[o] = { dimensions: ['time', ...(o === 'residual' ? [] : entry)], shape: o === 'residual' ? [] : entries, type: '<f8', attributes: { long_name: about[o] } };
  for (const v of variables) arrays[v] = { dimensions: ['time', ...entry, ...site], shape: [...entries, ...size], type: '<f4', attributes: { long_name: `state ${v}`, kind: model.state[v], ...(model.state[v] === 'phase' && { units: 'rad' }) } };
  for (const [p, value] of Object.entries(options.parameters ?? {})) if (typeof value !== 'number' && !drive?.names.includes(p)) {
    arrays[p] = value.length === sites ? { dimensions: site, shape: size, type: '<f4', attributes: { long_name: `parameter ${p}` } } : { dimensions: [...entry, ...site], shape: [...entries, ...size], type: '<f4', attributes: { long_name: `parameter ${p}` } };
  }
  return arrays;
}

async function again(place: string, attributes: Record<string, unknown>, arrays: Record<string, RecordedArray>, { moments }: Checkpoint): Promise<ZarrWriter> {
  const store = folderStore(place), { arrays: found } = await readGroup(store);
  return ZarrWriter.reopen(place, attributes, arrays, moments, (name, chunk) => readChunk(store, found[name], chunk));
}

/** Mean frequency and mean order parameter over the second half of the recorded moments. */
async function secondHalf(place: string, moments: number): Promise<{ meanFrequency?: number[]; meanOrderParameter?: number[] }> {
  const store = folderStore(place), { arrays } = await readGroup(store), from = Math.ceil(moments / 2);
  const mean = async (name: string) => {
    if (!arrays[name]) return undefined;
    const values = (await readEntries(store, arrays[name], from, moments)) as Float64Array, batch = arrays[name].shape[1] ?? 1;
    return Array.from({ length: batch }, (_, b) => values.reduce((sum, x, k) => (k % batch === b ? sum + x : sum), 0) / (moments - from));
  };
  const [meanFrequency, meanOrderParameter] = [await mean('meanFrequency'), await mean('orderParameter')];
  return { ...(meanFrequency && { meanFrequency }), ...(meanOrderParameter && { meanOrderParameter }) };
}
