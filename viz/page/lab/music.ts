import type { Grid } from '../../../src/tasks/types.ts';

export interface Note { time: number; hertz: number; voice: number }
const SCALE = [0, 2, 4, 7, 9], BEAT = 0.16;

/**
 * Grids as music, one after the other: a column is a moment, a row a step of the pentatonic scale from the bottom up, a colour a voice. The most
 * frequent colour of a grid is silence.
 */
export function notesOf(grids: readonly Grid[]): Note[] {
  const notes: Note[] = [];
  let time = 0;
  for (const grid of grids) {
    const count = new Array<number>(10).fill(0);
    for (const c of grid.flat()) count[c] += 1;
    const silent = count.indexOf(Math.max(...count));
    for (let k = 0; k < grid[0].length; k++, time += BEAT) grid.forEach((row, r) => {
      if (row[k] === silent) return;
      const step = grid.length - 1 - r;
      notes.push({ time, hertz: 164.8 * 2 ** (Math.floor(step / SCALE.length) + SCALE[step % SCALE.length] / 12), voice: row[k] });
    });
    time += 2 * BEAT;
  }
  return notes;
}

let sounding: AudioContext | undefined;
const WAVES: OscillatorType[] = ['sine', 'triangle', 'sine', 'square', 'triangle', 'sine', 'sawtooth', 'triangle', 'sine', 'square'];

/** Silence: what plays is over. */
function stop(): void {
  window.removeEventListener('hashchange', stop);
  void sounding?.close();
  sounding = undefined;
}

/** Plays grids until they end or the page turns; what played before stops, and called while it plays it only stops. */
export function playGrids(grids: readonly Grid[]): void {
  if (sounding) return stop();
  window.addEventListener('hashchange', stop);
  const audio = (sounding = new AudioContext()), begin = audio.currentTime + 0.05, notes = notesOf(grids);
  for (const { time, hertz, voice } of notes) {
    const tone = audio.createOscillator(), gain = audio.createGain();
    tone.type = WAVES[voice];
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, begin + time);
    gain.gain.linearRampToValueAtTime(WAVES[voice] === 'sine' || WAVES[voice] === 'triangle' ? 0.07 : 0.025, begin + time + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0005, begin + time + 2.2 * BEAT);
    tone.connect(gain).connect(audio.destination);
    tone.start(begin + time);
    tone.stop(begin + time + 2.4 * BEAT);
  }
  const length = (notes[notes.length - 1]?.time ?? 0) + 1;
  setTimeout(() => { if (sounding === audio) stop(); }, 1e3 * length);
}
