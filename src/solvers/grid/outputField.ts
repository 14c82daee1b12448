import { defineField } from '../../field/field.ts';
import { settle } from '../../field/settle.ts';
import { drivenOutput } from '../../oscillators/models/drivenOutput.ts';
import { PHASES } from '../../encoders/drive.ts';

/**
 * The drive acts alone first, then the injection sets in and holds what it finds: a drive of amplitude a has moved its output by
 * a factor e^{−A a t} when the injection catches it, so weak drives (a below about 0.1 from far away) do not get there.
 */
const DRIVE = 1, INJECTION = 0.3;
/** When the injection sets in. */
export const ONSET = 20;
/** A cell has locked where its phase lies this close to a resting place (rad) and has stopped. */
const LOCKED = 0.12;

/** Ten-fold injection makes the ten colours the only resting places of an output; the sources' drive picks one. */
const outputs = defineField({ model: drivenOutput(PHASES), integrator: 'rk4', dt: 0.25 });

export interface OutputDrive {
  /** Phase (colour) the output starts in, −1: midway between two resting places. */
  start: ArrayLike<number>;
  /** Colour the winning source sings, −1: silence. */
  colour: ArrayLike<number>;
  /** How far the winner outvotes the runner-up, 0..1: the amplitude of the drive. */
  margin: ArrayLike<number>;
}

export interface OutputReading {
  colour: Int8Array;
  /** 1 where the cell has locked to the colour that drives it; 0 is answered "unsure". */
  locked: Uint8Array;
  status: string;
  /** When rest was certain, and since when all cells rested (only where they did). */
  time: number;
  restSince?: number;
  backend: string;
  warnings: string[];
}

export interface OutputOptions {
  backend?: string;
  threads?: boolean;
  signal?: AbortSignal;
  /** Steps of 1/4 time unit in one launch. */
  chunk?: number;
  /** Shown the phases at the start and after every launch: look, do not keep. */
  observe?: (time: number, theta: Float32Array) => void;
}

/** V(θ) = −A a cos(θ − ψ) − (K_s/m) cos mθ, the mean over the cells; it never rises but where the injection sets in. */
export function outputEnergy({ colour, margin }: OutputDrive, theta: ArrayLike<number>, time: number): number {
  const unit = (2 * Math.PI) / PHASES, hold = (time >= ONSET ? INJECTION : 0) / PHASES;
  let sum = 0;
  for (let i = 0; i < colour.length; i++) sum -= (colour[i] < 0 ? 0 : DRIVE * margin[i] * Math.cos(theta[i] - unit * colour[i])) + hold * Math.cos(PHASES * theta[i]);
  return sum / colour.length;
}

/** Lets the output cells settle under their drives and reads their phases. */
export async function settleOutput(drive: OutputDrive, { chunk = 40, observe, ...options }: OutputOptions): Promise<OutputReading> {
  const sites = drive.colour.length, theta = new Float32Array(sites), fS = new Float32Array(sites), fC = new Float32Array(sites);
  const unit = (2 * Math.PI) / PHASES;
  for (let i = 0; i < sites; i++) {
    theta[i] = unit * (drive.start[i] < 0 ? 0.5 : drive.start[i]);
    // A phase exactly opposite to its drive would rest on the crest between two ways: it is nudged off, always to the same side.
    if (drive.start[i] >= 0 && (drive.start[i] - drive.colour[i] + 15) % 10 === 0) theta[i] += 0.1;
    if (drive.colour[i] < 0) continue;
    fS[i] = drive.margin[i] * Math.sin(unit * drive.colour[i]);
    fC[i] = drive.margin[i] * Math.cos(unit * drive.colour[i]);
  }
  observe?.(0, theta);
  const run = await settle(outputs, {
    ...options, sites, state: { theta }, parameters: { A: DRIVE, fS, fC, Ks: 0 },
    adapt: ({ time }) => ({ parameters: { Ks: time >= ONSET ? INJECTION : 0 } }),
    observe: ({ time, state }) => observe?.(time, state.theta),
    // Outputs do not turn: the frame is the injected one, and rest means at rest in it for longer than the onset.
    frame: 'rest', tolerance: 1e-3, window: ONSET + 10, timeLimit: 120, chunk,
  });
  const colour = new Int8Array(sites), locked = new Uint8Array(sites);
  for (let i = 0; i < sites; i++) {
    const turns = run.state.theta[i] / unit, nearest = Math.round(turns);
    colour[i] = ((nearest % PHASES) + PHASES) % PHASES;
    locked[i] = Math.abs(turns - nearest) * unit < LOCKED && colour[i] === drive.colour[i] ? 1 : 0;
  }
  return { colour, locked, status: run.status, time: run.time, restSince: run.restSince, backend: run.backend, warnings: run.warnings };
}
