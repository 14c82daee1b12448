import type { Parts } from '../breath.ts';
import { Chance } from '../chance.ts';
import type { Contours } from '../contours.ts';
import type { RingDynamics, RingField, RingForm, RingSeed } from '../ringField.ts';
import { ABOVE_HALF } from '../ringLimit.ts';
import { restingPhase } from '../ringPhase.ts';
import { ringLanes } from './ringLanes.ts';
import { DEMAND, HEAD, OWN, paceNumbers, RING, SYNAPSES } from './ringModule.ts';

/** Rings in fours, with four more that nobody belongs to: what empty lanes write to. */
const ringRows = (contours: Contours) => 4 * Math.ceil((contours.kind.length + 4) / 4);

/** Where the parts of a field lie, from its start on, and how long it is. */
function layout(contours: Contours) {
  const { copies, synapse, unit } = ringLanes(contours), rows = ringRows(contours), rings = contours.kind.length;
  const sizes = { synapses: (synapse.length / 4) * SYNAPSES.bytes, copies: 4 * copies.length, means: 4 * unit.length, rings: rows * RING.bytes, own: (rows / 4) * OWN.bytes, demands: rings * DEMAND.bytes, members: 4 * contours.unit.length };
  const at: Record<string, number> = {};
  let bytes = 0;
  for (const [name, size] of Object.entries(sizes)) {
    at[name] = bytes;
    bytes += 64 * Math.ceil(size / 64);
  }
  return { at: at as Record<keyof typeof sizes, number>, bytes };
}

/** Bytes that a field of these contours needs, a multiple of 64. */
export const sizeOf = (contours: Contours): number => layout(contours).bytes;

const shifted = <K extends string>(at: Record<K, number>, start: number): Record<K, number> => Object.fromEntries(Object.entries<number>(at).map(([name, place]) => [name, place + start])) as Record<K, number>;

/** Lays one field into memory and starts it, a ring or some thousand synapses a part. */
export function* begin(buffer: ArrayBuffer, head: number, start: number, { contours, seed, pace }: RingSeed, dynamics: RingDynamics, form: RingForm): Parts<void> {
  const whole = new Int32Array(buffer), value = new Float32Array(buffer), lanes = ringLanes(contours), at = shifted(layout(contours).at, start), rows = ringRows(contours);
  const { kind, start: from, unit } = contours, rings = kind.length, chance = new Chance(seed), x = Float32Array.from(unit, () => chance.next());
  whole.set([at.synapses, at.copies, at.means, at.means + 4 * lanes.unit.length, at.rings, at.own, at.own + (rows / 4) * OWN.bytes, at.demands, at.demands + rings * DEMAND.bytes, at.demands, 0, 0], head / 4);
  value.set(paceNumbers(dynamics, pace), (head + HEAD.pace) / 4);
  for (let lane = 0; lane < 4; lane++) new Chance(seed ^ (0x51ed270b * (lane + 1))).state.forEach((word, k) => (whole[(head + HEAD.noise) / 4 + 4 * k + lane] = word));
  lanes.copies.forEach((n, k) => (whole[at.copies / 4 + k] = n * SYNAPSES.bytes));
  const meanOf = new Int32Array(contours.units);
  lanes.unit.forEach((i, k) => i >= 0 && (meanOf[i] = at.means + 4 * k));
  for (let k = 0; k < lanes.synapse.length; k++) {
    if (k % 4096 === 0) yield;
    const e = lanes.synapse[k], record = (at.synapses + (k >> 2) * SYNAPSES.bytes) / 4 + (k & 3), m = e < 0 ? rings + (k & 3) : contours.ring[e];
    whole[record + SYNAPSES.ring / 4] = at.rings + m * RING.bytes;
    value[record + SYNAPSES.x / 4] = e < 0 ? 0 : x[e];
    const size = e < 0 ? 2 : from[m + 1] - from[m];
    value[record + SYNAPSES.q / 4] = restingPhase(size);
    value[record + SYNAPSES.u / 4] = 1 / size;
  }
  for (let m = 0; m < rows; m++) {
    yield;
    const real = m < rings, ring = at.rings / 4 + m * 4, own = (at.own + (m >> 2) * OWN.bytes) / 4 + (m & 3), what = real ? kind[m] : 0, put = (place: number, v: number) => (value[own + place / 4] = v);
    const members = real ? x.subarray(from[m], from[m + 1]) : x.subarray(0, 0), bounds = form === 'phase' ? [0.5, 0.5] : [ABOVE_HALF, ABOVE_HALF];
    const low = what === 1 ? bounds[0] : -1e30, high = what === 2 ? bounds[1] : 1e30;
    const told = form === 'phase' ? members.reduce((s, v) => s + v, 0) / Math.max(1, members.length) : members.reduce((a, b) => Math.max(a, b), -1e30), level = Math.min(high, Math.max(low, told));
    value.set([real ? 1 : 0, level, dynamics.gathers === 'sum' ? 0 : -1e30, 0], ring);
    put(OWN.theta, level);
    put(OWN.before, 0);
    put(OWN.violation, 0);
    put(OWN.low, low);
    put(OWN.high, high);
    put(OWN.feltLow, what === 1 ? 0 : -1e30);
    put(OWN.feltHigh, what === 2 ? 0 : 1e30);
    whole[own + OWN.real / 4] = real ? -1 : 0;
    if (!real) continue;
    whole.set([at.members + 4 * from[m], at.members + 4 * from[m + 1], what === 1 ? 0 : 1, what === 2 ? from[m + 1] - from[m] : 1], (at.demands + m * DEMAND.bytes) / 4);
  }
  unit.forEach((i, e) => (whole[at.members / 4 + e] = meanOf[i]));
}

/** Below this a violation is rounding. */
const QUIET = 1e-9;

/** Sum of the violations of a field's rings at the last step. */
export function loudness(buffer: ArrayBuffer, head: number, { contours: { kind } }: RingSeed): number {
  const value = new Float32Array(buffer), own = new Int32Array(buffer)[(head + HEAD.own) / 4];
  let sum = 0;
  for (let m = 0; m < kind.length; m++) {
    const v = value[(own + (m >> 2) * OWN.bytes + OWN.violation) / 4 + (m & 3)];
    if (v > QUIET) sum += v;
  }
  return sum;
}

export function readField(buffer: ArrayBuffer, head: number, { contours, seed }: RingSeed, { pace, late }: RingDynamics, form: RingForm): RingField {
  const whole = new Int32Array(buffer), value = new Float32Array(buffer), lanes = ringLanes(contours), of = (place: number) => whole[(head + place) / 4];
  const synapses = (place: number, of4 = of(HEAD.synapses)) => {
    const out = new Float32Array(contours.unit.length);
    lanes.synapse.forEach((e, k) => e >= 0 && (out[e] = value[(of4 + (k >> 2) * SYNAPSES.bytes + place) / 4 + (k & 3)]));
    return out;
  };
  const rings = (read: (m: number) => number) => Float32Array.from(contours.kind, (_, m) => read(m)), own = (place: number) => rings((m) => value[(of(HEAD.own) + (m >> 2) * OWN.bytes + place) / 4 + (m & 3)]);
  const activity = new Float32Array(contours.units), q = form === 'phase' ? synapses(SYNAPSES.q) : new Float32Array(0), u = synapses(SYNAPSES.u), steps = of(HEAD.steps);
  lanes.unit.forEach((i, k) => i >= 0 && (activity[i] = value[of(HEAD.means) / 4 + k]));
  return {
    form, contours, seed, steps, time: steps * pace.dt, atRest: of(HEAD.atRest) === 1, x: synapses(SYNAPSES.x), q, activity,
    threshold: own(OWN.theta), strengths: rings((m) => value[(of(HEAD.rings) + m * RING.bytes + RING.strength) / 4]), quarrel: own(OWN.violation).map((v) => (v > QUIET ? v : 0)),
    awake: () => Uint8Array.from(activity, (u) => (u > 0.5 ? 1 : 0)),
    phases: () => (late ? q.map((y) => 2 * Math.atan(Math.exp(-y))) : u.map((on) => (on ? 0 : Math.PI))),
  };
}
