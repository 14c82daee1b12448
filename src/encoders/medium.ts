import { chooseBackend } from '../field/backend.ts';
import { defineField, type Field } from '../field/field.ts';
import { gather } from '../field/gather.ts';
import { settle, type Settled, type SettleOptions } from '../field/settle.ts';
import { entrainment } from '../oscillators/models/entrainment.ts';
import { oscillator, real } from '../oscillators/oscillator.ts';
import type { Links } from './links.ts';

/** Frequency of a site that no wave has reached: far below any that can settle. */
export const SILENT = -4096;

/** w_i' = ( max_k (w_{to(i,k)} − lag_ik) − w_i )+. `lag` is one number, or one per link. */
interface Entrainment {
  where: string;
  links: Links;
  start: Float32Array;
  lag: number | Float32Array;
  /** Looks at the field after every step, which then is a launch of its own. */
  observe?: SettleOptions['observe'];
  /** Ends it early: then it rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** z_i' = Σ_k weight_ik z_{to(i,k)} + drive_i − leak_i z_i, z(0) = start; start and drive 0, leak 1 where absent. */
interface Resonance {
  where: string;
  links: Links;
  weight: Float32Array;
  start?: Float32Array;
  drive?: Float32Array;
  leak?: Float32Array;
  /** Largest rate that counts as settled; absent where what settles is exact in single precision. */
  tolerance?: number;
}

export interface MediumOptions {
  /** As `src/field/backend.ts` lists them; absent: automatic. */
  backend?: string;
  threads?: boolean;
  /** Simulated time after which a process that still moves is an error. Default 4000: a 900-site spiral needs about 1000. */
  timeLimit?: number;
}

/** Asked before a process begins: who answers with a listener is shown its field, the start included, every other step. Look, do not keep. */
export type Witness = (process: string, degree: number) => ((step: number, values: Float32Array) => void) | undefined;

/** What one kind of process has cost so far. */
export interface Activity {
  launches: number;
  steps: number;
  /** Steps × sites. */
  siteSteps: number;
  milliseconds: number;
}

/**
 * The scalar resonator of relays, mean fields and heat, in the frame that turns with its carrier wave (a complex wave is two of
 * them, in phase and in quadrature): z' = heard + drive − leak · z, heard_i = Σ_k weight_ik z_{to(i,k)}. At rest with leak 1 every
 * site holds what it hears plus what drives it.
 */
const relay = oscillator({
  name: 'relay',
  state: { z: real },
  parameters: { drive: 0, leak: 1, pace: 1 },
  rate: { z: 'pace * (heard + drive - leak * z)' },
  emits: { signal: 'z' },
  hears: ['heard'],
});

/** Euler step 0.9 < 1: no site overshoots what it hears, and it lands on it exactly, because an error of one rounding is corrected whole. */
const STEP = 0.9;
const HEAT_STEP = 1 / 16;
const CHUNK = 12, WATCHED = 2;
/**
 * A field at rest: no rate is left. Graphics processors take numbers below 2^-126 for 0, so that what decays there stands still as soon as a step
 * of it is smaller, at a rate below 2^-126 / 0.9.
 */
const REST = { exact: Number.MIN_VALUE, flushed: 2 ** -125 };
/** A launch is filled up to this many sites. */
const MOST = 65_536;

/** The medium that all senses share: entrainment, driven resonators, and time. */
export class Medium {
  readonly backend: string;
  private readonly rest: number;
  readonly warnings = new Set<string>();
  readonly activity: Record<string, Activity> = {};
  witness: Witness | undefined;
  private readonly fields = new Map<string, Field>();

  constructor(private readonly options: MediumOptions) {
    const { name, warnings } = chooseBackend(options.backend);
    this.backend = name;
    this.rest = name === 'webgpu' || name === 'webgl2' ? REST.flushed : REST.exact;
    for (const warning of warnings) this.warnings.add(warning);
  }

  /** Settled frequencies of an entrainment. Error: RangeError where it does not settle in the time limit. */
  async entrain({ where, links, start, lag, observe, signal }: Entrainment): Promise<Float32Array> {
    const { w } = (await this.settled(where, 'strongest', links, {
      state: { w: start }, wiring: { near: { table: links.to, lag } }, tolerance: this.rest, timeLimit: this.options.timeLimit ?? 4000, observe, signal,
    })).state;
    return w;
  }

  /** Settled amplitudes of driven resonators. Error: RangeError where they do not settle in the time limit. */
  async resonate({ where, links, weight, start, drive, leak, tolerance }: Resonance): Promise<Float32Array> {
    const { z } = (await this.settled(where, 'sum', links, {
      state: { z: start ?? 0 }, parameters: { drive: drive ?? 0, leak: leak ?? 1 }, wiring: { near: { table: links.to, weight } },
      tolerance: tolerance ?? this.rest, timeLimit: this.options.timeLimit ?? 4000,
    })).state;
    return z;
  }

  /** Amplitudes after `time`, by RK4 with steps of at most 1/16. */
  async flow({ where, links, weight, start, drive, leak }: Resonance, time: number): Promise<Float32Array> {
    const launches = Math.max(1, Math.ceil(time / (CHUNK * HEAT_STEP)));
    const run = launches * CHUNK * HEAT_STEP;
    const { z } = (await this.settled(where, 'heat', links, {
      state: { z: start ?? 0 }, parameters: { drive: drive ?? 0, leak: leak ?? 1, pace: time / run }, wiring: { near: { table: links.to, weight } },
      tolerance: 0, timeLimit: run,
    })).state;
    return z;
  }

  /**
   * Plays many requests in few launches: requests of one degree are laid side by side, `size` sites each, until a launch is
   * full. `launch` answers the settled field of a batch; each request gets its own part.
   */
  async layers<Q>(requests: Q[], degree: (q: Q) => number, size: number, launch: (batch: Q[], degree: number) => Promise<Float32Array>): Promise<Float32Array[]> {
    const parts: Float32Array[] = [], full = Math.max(1, Math.floor(MOST / size));
    for (const d of new Set(requests.map(degree))) {
      const those = requests.map((_, i) => i).filter((i) => degree(requests[i]) === d);
      for (let from = 0; from < those.length; from += full) {
        const batch = those.slice(from, from + full), settledField = await launch(batch.map((i) => requests[i]), d);
        batch.forEach((i, k) => (parts[i] = settledField.subarray(k * size, (k + 1) * size)));
      }
    }
    return parts;
  }

  private async settled(where: string, kind: 'strongest' | 'sum' | 'heat', links: Links, how: Omit<SettleOptions, 'sites'>): Promise<Settled> {
    const { backend, threads } = this.options, before = performance.now(), listener = kind === 'strongest' && !how.observe ? this.witness?.(where, links.degree) : undefined;
    listener?.(0, (how.state as { w: Float32Array }).w);
    const settled = await settle(this.field(kind, links.degree), {
      ...how, ...(listener && { observe: ({ steps, state }) => listener(steps, state.w) }), sites: links.sites, chunk: how.observe ? 1 : listener ? WATCHED : CHUNK, backend, threads,
    });
    const spent = (this.activity[where] ??= { launches: 0, steps: 0, siteSteps: 0, milliseconds: 0 });
    spent.launches += 1;
    spent.steps += settled.steps;
    spent.siteSteps += settled.steps * links.sites;
    spent.milliseconds += performance.now() - before;
    for (const warning of settled.warnings) this.warnings.add(warning);
    if (settled.failure) throw new RangeError(`${where}: ${settled.failure.advice}`);
    if (how.tolerance > 0 && settled.status !== 'locked')
      throw new RangeError(`${where}: the field has not settled after time ${settled.time.toFixed(0)} (residual ${settled.residual.toExponential(1)}, expected ${how.tolerance.toExponential(1)}). Raise timeLimit of fieldSenses.`);
    return settled;
  }

  private field(kind: 'strongest' | 'sum' | 'heat', degree: number): Field {
    const key = `${kind} ${degree}`;
    let field = this.fields.get(key);
    if (!field) {
      const near = gather({ degree, reduce: kind === 'strongest' ? 'strongest' : 'sum', from: { heard: 'signal' } });
      field = defineField({
        model: kind === 'strongest' ? entrainment : relay, carriers: { near },
        integrator: kind === 'heat' ? 'rk4' : 'euler', dt: kind === 'heat' ? HEAT_STEP : STEP,
      });
      this.fields.set(key, field);
    }
    return field;
  }
}
