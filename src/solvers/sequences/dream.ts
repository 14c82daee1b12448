import { nearestLetter } from '../../encoders/sequenceRhythm.ts';
import { listen, type Readout } from '../../plasticity/deltaReadout.ts';
import { playBanks, type BankSettings, type Phases } from './bank.ts';

export interface Dreamer {
  seed: number;
  /** Batch entry of the phases to start from. */
  entry: number;
  readout: Readout;
}

/**
 * Lets banks run free: from the phases at the end of moment `from` on, each plays back into itself the letter its own readout says
 * next. Returns the symbols each dreamt, `moments` of them.
 */
export async function dream(dreamers: readonly Dreamer[], phases: Phases, from: number, moments: number, settings: BankSettings, signal?: AbortSignal): Promise<Int8Array[]> {
  const N = settings.resonators, re = new Float32Array(dreamers.length * N), im = new Float32Array(dreamers.length * N);
  dreamers.forEach(({ entry }, b) => {
    re.set(phases.re[from].subarray(entry * N, (entry + 1) * N), b * N);
    im.set(phases.im[from].subarray(entry * N, (entry + 1) * N), b * N);
  });
  const says = (b: number, x: Float32Array, y: Float32Array) => {
    const heard = listen(dreamers[b].readout, x, y, b * N);
    return Math.max(0, nearestLetter(heard.re, heard.im, settings.letters));
  };
  const dreamt = dreamers.map(() => new Int8Array(moments)), coming = dreamers.map((_, b) => says(b, re, im));
  await playBanks(dreamers.map((d) => d.seed), {
    settings, moments, signal, start: { re, im },
    symbol: (moment, b) => (dreamt[b][moment] = coming[b]),
    record: (_, x, y) => dreamers.forEach((__, b) => { coming[b] = says(b, x, y); }),
  });
  return dreamt;
}
