import { prepareBackend } from '../../field/backend.ts';
import { breathe, breathIsDue } from '../../field/breath.ts';
import { Chance } from '../../field/chance.ts';
import { launchOf } from '../../field/launches.ts';
import type { ParameterValues } from '../../field/parameters.ts';
import { begin } from '../../field/run.ts';
import { cutField, linksOf, type CutModel } from './cutModels.ts';
import { cutAndHeard, smallNoise, type Couplings, type Machine, type MachinePace } from './machines.ts';
import { levels, type ThermalPace } from './thermal.ts';
import { turnsOf } from './turns.ts';

/** A machine on the engine. It moves several replicas, one a seed, as the entries of one batch. */
export interface EngineMachine extends Machine {
  run(steps: number, from: number, to: number): Promise<void>;
  /** Every replica's state variables, replica by replica: read, do not keep. */
  readonly state: Record<string, Float32Array>;
  /** Backend and executor that really ran, and every degradation so far. */
  report(): { backend: string; executor: string; warnings: string[] };
}

export interface EngineOptions {
  seeds: readonly number[];
  backend?: string;
  /** Ends a run of steps early. */
  signal?: AbortSignal;
  /** Noise handed in for each machine step, one deviation a site and replica, instead of the engine's own: then every step is a launch. */
  noise?: (step: number) => ArrayLike<number>;
}

/** Steps of the field in one launch at most, and of a burst at least. */
export const LAUNCH = 32;

/** What differs from one machine to another. */
interface Form {
  model: CutModel;
  dt: number;
  /** Steps of the field for one step of the machine. */
  turns: number;
  parameters: ParameterValues;
  /** Fills a start, and of a later ramp what is kept. */
  begin(chance: Chance, state: Record<string, Float32Array>, fresh: boolean): void;
  side(state: Record<string, Float32Array>): Float32Array;
  phase(state: Record<string, Float32Array>, i: number): number;
}

/** Bifurcation, chaotic amplitude control and the Kuramoto Ising machine. Equations: bifurcation.ts, chaoticAmplitude.ts, kuramotoIsing.ts. */
export function oscillatorForm(model: Exclude<CutModel, 'thermal'>, c: Couplings, { coupling, dt, rate, target, least, most }: MachinePace): Form {
  const strength = coupling / c.scale, kuramoto = model === 'kuramoto', chaotic = model === 'chaotic', fill = (into: Float32Array, draw: () => number) => into.forEach((_, i) => (into[i] = draw()));
  return {
    model, dt, turns: 1, parameters: kuramoto ? { c: strength } : { c: strength, dt, beta: rate, aim: target, least, most },
    begin(chance, { x, y, e, theta }, fresh) {
      if (kuramoto) return fill(theta, () => 2 * Math.PI * chance.next());
      const drawn = new Float64Array(x.length);
      if (fresh || chaotic) {
        smallNoise(chance, drawn);
        x.set(drawn);
      } else x.forEach((u, i) => (x[i] = 0.1 * u));
      if (y) {
        smallNoise(chance, drawn);
        y.set(drawn);
      }
      e.fill(1);
    },
    side: ({ x, theta }) => x ?? theta.map((t) => Math.cos(t)),
    phase: ({ x, theta }, i) => (theta ? theta[i] - 2 * Math.PI * Math.floor(theta[i] / (2 * Math.PI)) : chaotic ? (x[i] > 0 ? 0 : Math.PI) : Math.acos(Math.min(1, Math.max(-1, x[i])))),
  };
}

/** The thermal field (thermal.ts), moved turn by turn. */
export function thermalForm(c: Couplings, { dt, hot, cool, cold, quench, levelling, rate, aim }: ThermalPace): Form {
  const { own, turns } = turnsOf(c), level = levels(c, levelling);
  return {
    model: 'thermal', dt, turns, parameters: { c: 1 / c.scale, dt, turns, own: Float32Array.from(own), hot, cool, cold, quench, beta: rate, aim },
    begin(chance, { x, g }) {
      for (let i = 0; i < x.length; i++) x[i] = chance.next() - 0.5;
      g.set(level);
    },
    side: ({ x }) => x,
    phase: ({ x }, i) => Math.acos(Math.min(1, Math.max(-1, x[i]))),
  };
}

/**
 * A Max-Cut machine as a field of the engine (cutModels.ts), on its backends: one sparse carrier, the engine's noise, replicas as entries of a batch, the ramp's part handed in
 * launch by launch. Sides are looked at after every launch, not after every step: a better cut in between is not seen, the end of a ramp always is.
 */
export async function engineMachine(c: Couplings, form: Form, { seeds, backend, signal, noise }: EngineOptions): Promise<EngineMachine> {
  await prepareBackend(backend);
  const { sites } = c, { dt, turns } = form, batch = seeds.length, chances = seeds.map((seed) => new Chance(seed)), field = cutField(form.model, dt, noise !== undefined);
  const part = (array: Float32Array, k: number) => array.subarray(k * sites, (k + 1) * sites), parts = (k: number) => Object.fromEntries(Object.entries(state).map(([v, a]) => [v, part(a, k)]));
  const empty = Object.fromEntries(field.model.variables.map((v) => [v, 0]));
  const run = begin(field, { sites, batch, seed: [...seeds], state: empty, parameters: { ...form.parameters, ...(noise && { handed: new Float32Array(batch * sites) }) }, wiring: { links: linksOf(c) }, backend });
  let state = run.start, cut = -Infinity, best = -Infinity, shown = 0, ramps = 0, handed = 0;
  const kept = new Int8Array(sites);
  const look = () => {
    cut = -Infinity;
    for (let k = 0; k < batch; k++) {
      const side = Int8Array.from(form.side(parts(k)), (x) => (x > 0 ? 1 : -1)), now = cutAndHeard(c, side).cut;
      if (now > cut) [cut, shown] = [now, k];
      if (now <= best) continue;
      best = now;
      kept.set(side);
    }
  };
  const machine: EngineMachine = {
    time: 0,
    get cut() { return cut; },
    get best() { return best; },
    get gain() { const gain = state.e ?? state.g; return gain && Float64Array.from(part(gain, shown)); },
    get state() { return Object.fromEntries(Object.entries(state).map(([v, a]) => [v, a.subarray(0, batch * sites)])); },
    bestSides: () => kept,
    async run(count, from, to) {
      const total = count * turns, launch = launchOf(run, LAUNCH), ended = signal?.aborted, slope = (to - from) / (total * dt);
      for (let done = 0; done < total && ended === signal?.aborted;) { // what is asked for after the end is done whole
        const before = done % turns, now = Math.min(noise ? Math.min(LAUNCH, turns - before) : launch, total - done), kick = noise && before === 0 && { handed: Float32Array.from(noise(handed++), (v) => v / dt) };
        run.change({ parameters: { ...(form.model !== 'chaotic' && { from: from + slope * done * dt, slope }), ...(turns > 1 && { before }), ...kick } });
        ({ state } = await run.advance(state, now)); // the clock begins anew, the noise goes on
        done += now;
        look();
        if (breathIsDue()) await breathe();
      }
      machine.time += count * dt;
    },
    restart() {
      for (let k = 0; k < batch; k++) form.begin(chances[k], parts(k), ramps === 0);
      ramps += 1;
      look();
    },
    phases: () => Float64Array.from({ length: sites }, (_, i) => form.phase(parts(shown), i)),
    report: () => run.report(),
  };
  machine.restart();
  await run.advance(state, noise ? 1 : launchOf(run, LAUNCH)); // compiles; what it moved is thrown away
  return machine;
}
