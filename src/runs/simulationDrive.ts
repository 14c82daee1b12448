import type { ParameterValues } from '../field/parameters.ts';
import { oneOf } from '../oscillators/nearest.ts';
import type { Oscillator } from '../oscillators/oscillator.ts';
import type { SimulationFile, Values } from '../schemas/simulate.ts';
import { spreadOut, type Ground } from './simulationValues.ts';

/** The drive of a model file, ready to be played. */
export interface PlayedDrive {
  /** Parameters that it moves. */
  names: string[];
  /** Steps that divide every part of it: a launch of so many never reaches over a change. */
  beat: number;
  /** What sounds from this step on; the same object as long as nothing changes. */
  at(steps: number): ParameterValues;
}

interface Stage { model: Oscillator; ground: Ground; seed: number; dt: number; parameters?: Record<string, Values>; /** Steps between two looks of the rules. */ look?: number; /** Most steps in one launch. */ longest: number }

/**
 * dx/dt = rate(x, Σ W · emits(x); parameters(t)), the parameters constant while each part of the drive lasts, one part after another and from the start again.
 * What a part does not name has the value that the file gives it. Errors: RangeError, `drive.k…`.
 */
export function driveOf(drive: NonNullable<SimulationFile['drive']>, { model, ground, seed, dt, parameters = {}, look, longest }: Stage): PlayedDrive {
  const known = Object.keys(model.parameters), names = [...new Set(drive.flatMap((part) => Object.keys(part.parameters)))], grain = look ?? 1;
  const lengths = drive.map(({ for: time, parameters: played }, k) => {
    const steps = Math.round(time / dt), wrong = Object.keys(played).find((p) => !known.includes(p));
    if (steps < 1 || Math.abs(steps * dt - time) > 1e-6 * time || steps % grain !== 0) throw new RangeError(`drive.${k}.for is ${time}, expected a whole number of ${look ? `plasticity.every = ${grain * dt}` : `dt = ${dt}`}. Correct it.`);
    if (wrong !== undefined) throw new RangeError(`drive.${k}.parameters: "${wrong}" is unknown, ${oneOf(wrong, known)}`);
    return steps;
  });
  const values = drive.map(({ parameters: played }, k) => Object.fromEntries(names.map((p) => [p, p in played ? spreadOut(`drive.${k}.${p}`, played[p], ground, seed) : spreadOut(`parameters.${p}`, parameters[p] ?? model.parameters[p], ground, seed)])));
  // A parameter is a number throughout or has a value a site throughout: one kernel plays it all.
  for (const p of names) if (values.some((v) => typeof v[p] !== 'number')) for (const v of values) if (typeof v[p] === 'number') v[p] = new Float32Array(ground.sites).fill(v[p]);
  const ends = lengths.map((_, k) => lengths.slice(0, k + 1).reduce((a, b) => a + b, 0)), period = ends[ends.length - 1], common = lengths.reduce(divisor);
  let beat = look ?? common;
  if (!look) while (beat > longest || common % beat !== 0) beat--;
  return { names, beat, at: (steps) => values[ends.findIndex((end) => steps % period < end)] };
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
