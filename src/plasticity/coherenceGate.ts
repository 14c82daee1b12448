import { compete } from './replicator.ts';
import { and, count, popcount, without } from './bits.ts';

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
}

export function growGate(units: Units, lesson: Lesson, growth: Growth): Gate {
  const K = lesson.taught.length, demos = units.span.length - 1;
  const weight = Array.from({ length: K }, (_, k) => Float64Array.from({ length: demos }, (_, d) => {
    let n = 0;
    for (let w = units.span[d]; w < units.span[d + 1]; w++) n += popcount(lesson.taught[k][w]);
    return n > 0 ? 1 / Math.sqrt(n) : 0;
  }));
  const deaf = growth.dropout > 0 ? Uint8Array.from(units.cost, () => (growth.random() < growth.dropout ? 1 : 0)) : null;
  let left = growth.maxUnits;

  const grow = (patch: Uint32Array): Gate => {
    const here = lesson.taught.map((t) => and(t, patch));
    const resting = restingSource(lesson, here);
    if (resting >= 0) return { source: resting, pure: true };
    const contest = left > 0 ? splitDrives(units, here, weight, growth, deaf) : null;
    if (!contest || contest.winner < 0) return { source: loudest(here), pure: false };
    left--;
    const on = units.bits.subarray(contest.unit * units.words, (contest.unit + 1) * units.words);
    return { unit: contest.unit, share: contest.share, on: grow(and(patch, on)), off: grow(without(patch, on)) };
  };
  return grow(new Uint32Array(units.words).fill(0xffffffff));
}

/** The first source that reproduces every taught phase of the patch, or −1. */
function restingSource(lesson: Lesson, here: Uint32Array[]): number {
  for (let k = 0; k < here.length; k++) {
    let rests = true;
    for (let j = 0; rests && j < here.length; j++) {
      if (j === k) continue;
      const t = here[j], m = lesson.match[k];
      for (let w = 0; w < t.length; w++) if (t[w] & ~m[w]) { rests = false; break; }
    }
    if (rests) return k;
  }
  return -1;
}

function loudest(here: Uint32Array[]): number {
  let best = 0;
  here.forEach((h, k) => { if (count(h) > count(here[best])) best = k; });
  return best;
}

function splitDrives(units: Units, here: Uint32Array[], weight: Float64Array[], growth: Growth, deaf: Uint8Array | null) {
  const K = here.length, demos = units.span.length - 1;
  // Only words that teach are looked at.
  const look: number[] = [], demoOf: number[] = [];
  for (let d = 0; d < demos; d++) for (let w = units.span[d]; w < units.span[d + 1]; w++)
    if (here.some((h) => h[w] !== 0)) { look.push(w); demoOf.push(d); }
  const total = new Float64Array(K);
  for (let k = 0; k < K; k++) look.forEach((w, n) => { total[k] += weight[k][demoOf[n]] * popcount(here[k][w]); });
  const whole = disorder(total);
  if (whole <= 0) return null;
  const drives: number[] = [], who: number[] = [];
  const on = new Float64Array(K), off = new Float64Array(K);
  const floor = 1e-9;
  for (let u = 0; u < units.cost.length; u++) {
    if (deaf && deaf[u]) continue;
    const base = u * units.words;
    for (let k = 0; k < K; k++) {
      let sum = 0;
      const h = here[k], wk = weight[k];
      for (let n = 0; n < look.length; n++) {
        const v = units.bits[base + look[n]] & h[look[n]];
        if (v) sum += wk[demoOf[n]] * popcount(v);
      }
      on[k] = sum;
    }
    let inside = 0, outside = 0;
    for (let k = 0; k < K; k++) { off[k] = total[k] - on[k]; if (off[k] < floor) off[k] = 0; inside += on[k]; outside += off[k]; }
    if (inside < floor || outside < floor) continue;
    const gain = (whole - disorder(on) - disorder(off)) / whole;
    const drive = gain - growth.upkeep * units.cost[u] + (growth.noise > 0 ? growth.noise * growth.random() : 0);
    if (gain > 0.001) { drives.push(drive); who.push(u); }
  }
  const contest = compete(drives);
  return { ...contest, unit: who[contest.winner] };
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
