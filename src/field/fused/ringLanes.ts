import { atOnce, type Parts } from '../breath.ts';
import type { Contours } from '../contours.ts';

/** Units in fours and their copies behind each other; −1 stands for nobody. */
export interface RingLanes {
  /** Unit in each lane of each four. */
  unit: Int32Array;
  /** Copies of each four: as many as the one of its units that has most. */
  copies: Int32Array;
  /** Synapse in each lane of each record, in the order of fours and their copies. */
  synapse: Int32Array;
}

/** How many units beyond the first are asked whether they fit beside it. */
const LOOK = 96;

const known = new WeakMap<Contours, RingLanes>();

/**
 * Puts four units side by side whose copies belong to four different rings at every place, so that what four copies show can be added to
 * their rings by one vector. Units with equally many copies come together; a lane that nobody fits stays empty. Kept for each wiring.
 */
export const ringLanes = (contours: Contours): RingLanes => atOnce(lanesInParts(contours));

/** The same, unit by unit: large wirings take seconds. */
export function* lanesInParts(contours: Contours): Parts<RingLanes> {
  const before = known.get(contours);
  if (before) return before;
  const { units, unit, ring } = contours, first = new Int32Array(units + 1), synapses = unit.length;
  for (let e = 0; e < synapses; e++) first[unit[e] + 1] += 1;
  for (let i = 0; i < units; i++) first[i + 1] += first[i];
  const copy = new Int32Array(synapses), filled = first.slice();
  for (let e = 0; e < synapses; e++) copy[filled[unit[e]]++] = e;
  const count = (i: number) => first[i + 1] - first[i], spread = spreading(units);
  const waiting = Array.from({ length: units }, (_, k) => (k * spread) % units).sort((a, b) => count(b) - count(a));
  const fours: number[] = [], copies: number[] = [], order: number[] = [];
  const fits = (i: number, beside: number[]) => beside.every((j) => {
    for (let c = Math.min(count(i), count(j)) - 1; c >= 0; c--) if (ring[copy[first[i] + c]] === ring[copy[first[j] + c]]) return false;
    return true;
  });
  for (let at = 0; at < waiting.length; at++) {
    if (waiting[at] < 0) continue;
    yield;
    const four = [waiting[at]];
    for (let k = at + 1; k < waiting.length && k < at + LOOK && four.length < 4; k++) {
      if (waiting[k] < 0 || count(waiting[k]) !== count(four[0]) || !fits(waiting[k], four)) continue;
      four.push(waiting[k]);
      waiting[k] = -1;
    }
    for (let c = 0; c < count(four[0]); c++) for (let lane = 0; lane < 4; lane++) order.push(lane < four.length ? copy[first[four[lane]] + c] : -1);
    copies.push(count(four[0]));
    fours.push(...four, ...new Array<number>(4 - four.length).fill(-1));
  }
  const lanes = { unit: Int32Array.from(fours), copies: Int32Array.from(copies), synapse: Int32Array.from(order) };
  known.set(contours, lanes);
  return lanes;
}

/** A stride that visits all units and brings far ones together: near 0.618 of their number, without a common divisor. */
function spreading(units: number): number {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  let stride = Math.max(1, Math.round(units * 0.618));
  while (divisor(stride, units) !== 1) stride += 1;
  return stride;
}
