import type { Drive } from './drive.ts';

/** Number of letters whose phases share the circle, unless said otherwise: letter s beats as e^{2πi s/4}. */
export const LETTERS = 4;

/**
 * A symbol sequence as rhythm: one Drive per moment, e^{i(2π s/L + φ_j)} at every site j that listens, where the ear phases φ_j are
 * fixed couplings of the field (all 0 when absent: one site, the bare symbol). There is no token and no position: what is played is
 * a phase, and when it is played is the field's own time. A rest (−1) is silence, amplitude 0.
 * Moments with the same symbol share one Drive. Errors: RangeError for a symbol outside −1..L−1 or fewer than two letters.
 */
export function encodeSequence(symbols: ArrayLike<number>, letters = LETTERS, ears: ArrayLike<number> = [0]): Drive[] {
  if (!Number.isInteger(letters) || letters < 2) throw new RangeError(`encodeSequence: letters is ${letters}, expected a whole number of at least 2. Count the letters of the alphabet.`);
  const played = new Map<number, Drive>();
  return Array.from(symbols, (s, moment) => {
    if (!Number.isInteger(s) || s < -1 || s >= letters)
      throw new RangeError(`encodeSequence: symbol ${s} in moment ${moment}, expected a whole number 0 to ${letters - 1}, or −1 for a rest. Correct it or give more letters.`);
    let drive = played.get(s);
    if (!drive) played.set(s, (drive = play(s, letters, ears)));
    return drive;
  });
}

function play(symbol: number, letters: number, ears: ArrayLike<number>): Drive {
  const re = new Float32Array(ears.length), im = new Float32Array(ears.length);
  for (let j = 0; symbol >= 0 && j < ears.length; j++) {
    const phase = (2 * Math.PI * symbol) / letters + ears[j];
    re[j] = Math.cos(phase);
    im[j] = Math.sin(phase);
  }
  return { re, im, sites: ears.length };
}

/** The letter whose phase is nearest to arg z; −1 where z is 0. Inverse of `encodeSequence` at an ear of phase 0. */
export function nearestLetter(re: number, im: number, letters = LETTERS): number {
  if (re === 0 && im === 0) return -1;
  return (Math.round((Math.atan2(im, re) * letters) / (2 * Math.PI)) + letters) % letters;
}
