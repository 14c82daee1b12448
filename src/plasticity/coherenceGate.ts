import { compete } from './replicator.ts';
import { and, popcount, without } from './bits.ts';

/**
 * A gate decides for every site of a patch which of K sources drives it. It is grown by coherence-gated competition: every unit
 * (a rhythm channel being in one of its states) offers to split the patch; its drive is how much more coherent the taught
 * phases are in the two parts than in the whole,
 *
 *   f(u) = (H(all) − H(on) − H(off)) / H(all) − upkeep · cost(u) + noise,     H(S) = −Σ_k A_k ln(A_k / A),  A_k = Σ_d w_dk n_dk(S)
 *
 * with n_dk(S) the number of teaching sites of demonstration d in S that source k must drive and the homeostatic weight
 * w_dk = N_dk^(−1/2), so that rare phases and small demonstrations keep their voice. The units compete (`compete`); the winner
 * splits the patch, and a part in which no single source reproduces every taught phase recruits a gate of its own (adaptive
 * resonance). In its discrete limit this is a competitive recruitment tree with an information-gain drive, and we say so.
 *
 * Reads: the units' states and the taught phases at the patch's own sites. Changes: the patch's gate. Fixed point: every part
 * is driven by one source without error, or no unit adds coherence.
 */
export interface Units {
  /** Upkeep of each unit. */
  cost: Float64Array;
  /** States: unit u at words u·words … (u+1)·words − 1. */
  bits: Uint32Array;
  words: number;
  /** Word range of each demonstration: span[d] … span[d+1] − 1. */
  span: number[];
}

export interface Lesson {
  /** Teaching sites of each source (the first source, in order, that matches the taught phase where not all do). */
  taught: Uint32Array[];
  /** Sites where each source reproduces the taught phase. */
  match: Uint32Array[];
}

export type Gate =
  | { source: number; pure: boolean }
  | { unit: number; share: number; on: Gate; off: Gate };

export interface Growth {
  upkeep: number;
  noise: number;
  /** Share of the units that are deaf in this member of the population. */
  dropout: number;
  random: () => number;
  maxUnits: number;
  /** Demonstration left out of plasticity, −1 or absent: none. */
  leftOut?: number;
}

/**
 * A part of the grid as every member of a population meets it: which sites teach which source, and how often each unit is on at
 * them. It depends on the units that led to the part only, so gates grown from one lesson share it.
 */
interface Patch {
  sites: Uint32Array;
  here: Uint32Array[];
  /** Teaching sites at [demonstration · K + source]. */
  total: Uint16Array;
  /** … of these, where unit u is on, at [(u · demonstrations + demonstration) · K + source]. Counted when first asked. */
  on: Uint16Array | null;
}

/** What a lesson's gates have met so far, by the path of units that leads there. */
export type Memory = Map<string, Patch>;

export function growGate(units: Units, lesson: Lesson, growth: Growth, memory: Memory = new Map()): Gate {
  const K = lesson.taught.length, demos = units.span.length - 1, leftOut = growth.leftOut ?? -1;
  const meet = (path: string, sites: () => Uint32Array): Patch => {
    let patch = memory.get(path);
    if (!patch) memory.set(path, (patch = enter(units, lesson, sites())));
    return patch;
  };
  const root = meet('', () => new Uint32Array(units.words).fill(0xffffffff));
  const weight = Float64Array.from(root.total, (n, dk) => (n > 0 && Math.floor(dk / K) !== leftOut ? 1 / Math.sqrt(n) : 0));
  const deaf = growth.dropout > 0 ? Uint8Array.from(units.cost, () => (growth.random() < growth.dropout ? 1 : 0)) : null;
  let left = growth.maxUnits;

  const grow = (patch: Patch, path: string): Gate => {
    const resting = restingSource(units, lesson, patch.here, leftOut);
    if (resting >= 0) return { source: resting, pure: true };
    const contest = left > 0 ? splitContest(units, patch, weight, K, growth, deaf) : null;
    if (!contest || contest.winner < 0) return { source: loudest(patch, K, demos, leftOut), pure: false };
    left--;
    const state = units.bits.subarray(contest.unit * units.words, (contest.unit + 1) * units.words);
    const inside = `${path}+${contest.unit}`, outside = `${path}-${contest.unit}`;
    return {
      unit: contest.unit, share: contest.share,
      on: grow(meet(inside, () => and(patch.sites, state)), inside), off: grow(meet(outside, () => without(patch.sites, state)), outside),
    };
  };
  return grow(root, '');
}

function enter(units: Units, lesson: Lesson, sites: Uint32Array): Patch {
  const K = lesson.taught.length, demos = units.span.length - 1;
  const here = lesson.taught.map((t) => and(t, sites)), total = new Uint16Array(demos * K);
  for (let d = 0; d < demos; d++) for (let k = 0; k < K; k++)
    for (let w = units.span[d]; w < units.span[d + 1]; w++) total[d * K + k] += popcount(here[k][w]);
  return { sites, here, total, on: null };
}

/** The first source that reproduces every taught phase of the patch, or −1. */
function restingSource(units: Units, lesson: Lesson, here: Uint32Array[], leftOut: number): number {
  const teaches = (k: number, j: number) => {
    for (let d = 0; d < units.span.length - 1; d++) {
      if (d === leftOut) continue;
      for (let w = units.span[d]; w < units.span[d + 1]; w++) if (here[j][w] & ~lesson.match[k][w]) return true;
    }
    return false;
  };
  for (let k = 0; k < here.length; k++) if (here.every((_, j) => j === k || !teaches(k, j))) return k;
  return -1;
}

function loudest(patch: Patch, K: number, demos: number, leftOut: number): number {
  const amount = new Float64Array(K);
  for (let d = 0; d < demos; d++) if (d !== leftOut) for (let k = 0; k < K; k++) amount[k] += patch.total[d * K + k];
  return amount.indexOf(Math.max(...amount));
}

/** Every unit's drive to split the patch, and who wins. */
function splitContest(units: Units, patch: Patch, weight: Float64Array, K: number, growth: Growth, deaf: Uint8Array | null) {
  const cells = patch.total.length, counts = (patch.on ??= countStates(units, patch, K));
  const total = new Float64Array(K), on = new Float64Array(K), off = new Float64Array(K), floor = 1e-9;
  for (let dk = 0; dk < cells; dk++) total[dk % K] += weight[dk] * patch.total[dk];
  const whole = disorder(total);
  if (whole <= 0) return null;
  const drives: number[] = [], who: number[] = [];
  for (let u = 0; u < units.cost.length; u++) {
    if (deaf && deaf[u]) continue;
    on.fill(0);
    for (let dk = 0, k = 0, at = u * cells; dk < cells; dk++, at++) {
      if (counts[at]) on[k] += weight[dk] * counts[at];
      if (++k === K) k = 0;
    }
    let inside = 0, outside = 0;
    for (let k = 0; k < K; k++) {
      off[k] = total[k] - on[k];
      if (off[k] < floor) off[k] = 0;
      inside += on[k];
      outside += off[k];
    }
    if (inside < floor || outside < floor) continue;
    const gain = (whole - disorder(on) - disorder(off)) / whole;
    if (gain <= 0.001) continue;
    drives.push(gain - growth.upkeep * units.cost[u] + (growth.noise > 0 ? growth.noise * growth.random() : 0));
    who.push(u);
  }
  const contest = compete(drives);
  return { ...contest, unit: who[contest.winner] };
}

function countStates(units: Units, patch: Patch, K: number): Uint16Array {
  const demos = units.span.length - 1, counts = new Uint16Array(units.cost.length * demos * K);
  for (let d = 0; d < demos; d++) for (let k = 0; k < K; k++) {
    const look: number[] = [];
    for (let w = units.span[d]; w < units.span[d + 1]; w++) if (patch.here[k][w]) look.push(w);
    if (!look.length) continue;
    const words = Int32Array.from(look), teach = Uint32Array.from(look, (w) => patch.here[k][w]);
    for (let u = 0, base = 0, at = d * K + k; u < units.cost.length; u++, base += units.words, at += demos * K) {
      let n = 0;
      for (let x = 0; x < words.length; x++) {
        const v = units.bits[base + words[x]] & teach[x];
        if (v) n += popcount(v);
      }
      counts[at] = n;
    }
  }
  return counts;
}

/** −Σ A_k ln(A_k / A): zero where one phase alone is taught. */
function disorder(amount: Float64Array): number {
  let sum = 0, all = 0;
  for (let k = 0; k < amount.length; k++) {
    const a = amount[k];
    if (a > 0) { sum -= a * Math.log(a); all += a; }
  }
  return all > 0 ? sum + all * Math.log(all) : 0;
}

/** What the gate says at one site. */
export function route(gate: Gate, isOn: (unit: number) => boolean): { source: number; pure: boolean } {
  let g = gate;
  while ('unit' in g) g = isOn(g.unit) ? g.on : g.off;
  return g;
}

/** Σ (cost + 1) over the units a gate recruited. */
export function gateCost(gate: Gate, cost: Float64Array): number {
  return 'unit' in gate ? cost[gate.unit] + 1 + gateCost(gate.on, cost) + gateCost(gate.off, cost) : 0;
}

/** Parts whose source does not reproduce every taught phase. */
export function impureParts(gate: Gate): number {
  return 'unit' in gate ? impureParts(gate.on) + impureParts(gate.off) : gate.pure ? 0 : 1;
}
