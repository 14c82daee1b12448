import type { Machine } from './machine.ts';

/** Tones of the choir. */
export const VOICES = 12;

/**
 * What a few sites sing: how fast each turns now, rad per unit of time, and how loud. A phase sings its rate, a rotation in a plane that of its
 * angle; where the phase is only read off two variables, it is uneven within a turn, and the mean frequency is sung, whichever way it goes round.
 */
export function tonesOf(machine: Machine): { rates: number[]; amplitudes?: number[] } {
  const { watched, turning } = machine, every = Math.max(1, Math.floor(watched.length / VOICES)), chosen = Array.from({ length: VOICES }, (_, k) => (k * every) % watched.length);
  const rates = machine.speeds() ?? turning.mean().frequency.map(Math.abs), amplitudes = machine.amplitudes();
  return { rates: chosen.map((k) => rates[k]), ...(amplitudes && { amplitudes: chosen.map((k) => amplitudes[watched[k]]) }) };
}
