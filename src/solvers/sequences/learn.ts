import { nearestLetter } from '../../encoders/sequenceRhythm.ts';
import { listen, silentReadout, teach, type Plasticity, type Readout } from '../../plasticity/deltaReadout.ts';
import type { Phases } from './bank.ts';
import type { Material } from './material.ts';

export interface Lessons extends Plasticity {
  /** How often the first three quarters are played; the last quarter is played once, with plasticity off. */
  passes: number;
  letters: number;
  hold: number;
}

/** One rate for every task (README.md). */
export const LESSONS = { rate: 3, patience: 30, passes: 3 };

export interface Learned {
  readout: Readout;
  /** Right answers over the last quarter, and how many were asked. */
  right: number;
  asked: number;
  /** How far the couplings moved per unit of time in the last pass, over their length. */
  volatility: number;
  /** The symbol said after each moment of the last quarter. */
  said: Int8Array;
}

/** First moment of the last quarter. */
export const lastQuarter = (length: number): number => Math.floor((length * 3) / 4);

/**
 * Learns on line what follows each moment of batch entry `entry` from the phases of its bank, and is asked over the last quarter.
 * The banks forget their start, so a pass replays the recorded phases instead of the same drive. With `start` and passes = 0 the
 * given couplings are asked as they are.
 */
export function learnSequence(phases: Phases, entry: number, material: Material, lessons: Lessons, start?: Readout): Learned {
  const { letters, hold } = lessons, { re, im, resonators } = phases, length = re.length, at = entry * resonators, end = lastQuarter(length);
  const readout = start ?? silentReadout(resonators), alphabet = Array.from({ length: letters }, (_, s) => ({ re: Math.cos((2 * Math.PI * s) / letters), im: Math.sin((2 * Math.PI * s) / letters) }));
  let moved = 0;
  for (let pass = 0; pass < lessons.passes; pass++) {
    moved = 0;
    for (let t = 0; t < end; t++) moved += teach(readout, re[t], im[t], at, listen(readout, re[t], im[t], at), alphabet[material.taught[t]], hold, lessons);
  }
  const said = new Int8Array(length - end);
  let right = 0, asked = 0;
  for (let t = end; t < length; t++) {
    const y = listen(readout, re[t], im[t], at), letter = nearestLetter(y.re, y.im, letters);
    said[t - end] = letter;
    if (!material.scored[t]) continue;
    asked += 1;
    if (letter === material.taught[t]) right += 1;
  }
  const size = Math.sqrt(readout.re.reduce((sum, w, j) => sum + w * w + readout.im[j] ** 2, 0));
  return { readout, right, asked, volatility: size > 0 ? moved / (end * hold) / size : 0, said };
}
