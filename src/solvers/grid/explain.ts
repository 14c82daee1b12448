import type { Gate } from '../../plasticity/coherenceGate.ts';
import type { Grid } from '../../tasks/types.ts';
import { hearAgain, sentTo, type Candidate } from './candidate.ts';
import type { Entry } from './ballot.ts';
import { shareOf } from './confidence.ts';
import type { Perceived } from './perceived.ts';
import type { GateUnits, Reading } from './units.ts';

/** A gate as a person reads it. */
export type GateText = { drivenBy: number; pure: boolean; part: number } | { when: string; channel: string; coupling: number; on: GateText; off: GateText };

/** What decided an answer: a frame, the sources of a cover, and the first gate of the population that chose among them. */
export interface Decision {
  frame: string;
  /** Sources of the cover, in the order that `drivenBy` and `source` count them. */
  sources: { name: string; cost: number }[];
  gate: GateText;
  /** Its energy and the terms of it; `share` is the part of the ballot that its answer holds. */
  energy: { total: number; share: number; leaveOneOut: number; cover: number; gate: number; frame: number; order: number; impure: number };
  population: number;
}

/** The decision is that of the first test input; `energy.total` and `energy.share` are those of the test input that is surest of its answer the least. */
export interface Explanation extends Decision {
  tests: CellStory[];
  /** What else was considered, best first. */
  rivals: { frame: string; sources: string[]; energy: number; leaveOneOut: number }[];
  /** What the medium told about the grids; absent in older records and where the solve was broken off. */
  perceived?: Perceived;
}

/** For one test input: per cell, who drove it, through which part of the gate, how surely. Rows of the answer. */
export interface CellStory {
  answer: Grid;
  source: number[][];
  part: number[][];
  /** Order parameter of the vote, 0..1, two decimals. */
  order: number[][];
  /** By how much the winner outvoted the runner-up, 0..1: the amplitude that drove the output. Two decimals. */
  margin: number[][];
  /** 1 locked, 0 unsure. */
  locked: number[][];
  /** What the channels in the winning gate said at each cell. */
  heard: Record<string, number[][]>;
  /** Channels of `heard` that are phases: their numbers are colours. */
  phases: string[];
  supporters: number;
  /** What decided here, where it is not what decided the first test input. Older records of several test inputs lack it. */
  decision?: Decision;
  /** Where the solver renamed colours by frequency: renamed[name] is the colour meant by `heard` and by the gate's conditions. */
  renamed: number[] | null;
  settled: { status: string; time: number };
}

function conditionText(r: Reading): string {
  const said = r.channel.kind === 'colour' ? (r.value < 0 ? 'is silent' : `is colour ${r.value}`) : r.value < 0 ? 'is silent' : `is ${r.value}`;
  if (r.relation === 'agrees with') return `"${r.channel.name}" agrees with "${r.other!.name}"`;
  return r.relation === 'at most' ? `"${r.channel.name}" is at most ${r.value}` : `"${r.channel.name}" ${said}`;
}

/** Numbers the parts of a gate from left to right while writing it out. */
export function gateText(gate: Gate, units: GateUnits | null, counter = { part: 0 }): GateText {
  if (!('unit' in gate)) return { drivenBy: gate.source, pure: gate.pure, part: counter.part++ };
  const reading = units!.reading[gate.unit];
  const when = conditionText(reading), channel = reading.channel.name, coupling = Math.round(gate.share * 1000) / 1000;
  const on = gateText(gate.on, units, counter);
  return { when, channel, coupling, on, off: gateText(gate.off, units, counter) };
}

export function explain(ballots: Entry[][], candidates: Candidate[], demos: number, read: { locked: Uint8Array; status: string; time: number }[], perceived?: Perceived): Explanation | null {
  const lead = ballots[0]?.[0]?.best;
  if (!lead) return null;
  const decision = decided(lead, ballots.filter((b) => b.length));
  return {
    ...decision, energy: { ...decision.energy, total: Math.max(...ballots.map((b) => b[0]?.best.energy ?? lead.energy)) },
    tests: ballots.map((b, t) => ({ ...story(b[0], demos + t, read[t]), ...(b[0].best !== lead && { decision: decided(b[0].best, [b]) }) })),
    rivals: candidates.slice(0, 6).map((c) => ({ frame: c.stage.frame.name, sources: c.cover.sources.map((s) => s.name), energy: c.energy, leaveOneOut: c.leaveOneOut })),
    ...(perceived && { perceived }),
  };
}

function decided(best: Candidate, ballots: Entry[][]): Decision {
  const { stage, cover, gates, units } = best;
  return {
    frame: stage.frame.name, sources: cover.sources.map((s) => ({ name: s.name, cost: s.cost })), gate: gateText(gates[0], units),
    energy: { total: best.energy, share: shareOf(ballots), leaveOneOut: best.leaveOneOut, cover: cover.cost, gate: best.gateCost, frame: stage.frame.cost, order: best.meanOrder, impure: best.impure },
    population: gates.length,
  };
}

function story({ grid, best, supporters }: Entry, pair: number, read: { locked: Uint8Array; status: string; time: number }): CellStory {
  hearAgain(best, pair);
  const { stage, units, gates } = best;
  const [rows, columns] = stage.frame.shapes[pair], base = stage.base[pair];
  const map = (value: (cell: number) => number) => Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => value(r * columns + c)));
  const paths = new Map<Gate, number>();
  number(gates[0], paths);
  const at = (k: number) => sentTo(best, gates[0], base + k);
  const heard: Record<string, number[][]> = {}, phases = new Set<string>();
  for (const u of usedUnits(gates[0])) for (const channel of [units!.reading[u].channel, units!.reading[u].other]) if (channel) {
    heard[channel.name] = map((k) => channel.values[base + k]);
    if (channel.kind === 'colour') phases.add(channel.name);
  }
  for (const s of best.cover.sources) if (!s.pinned) {
    heard[s.name] = map((k) => s.values[base + k]);
    phases.add(s.name);
  }
  return {
    answer: grid, source: map((k) => at(k).source), part: map((k) => paths.get(at(k)) ?? 0), order: map((k) => Math.round(best.order[base + k] * 100) / 100),
    margin: map((k) => Math.round(best.margin[base + k] * 100) / 100), locked: map((k) => read.locked[k]), heard, phases: [...phases], supporters, renamed: best.palette?.[pair] ?? null, settled: { status: read.status, time: read.time },
  };
}

function number(gate: Gate, paths: Map<Gate, number>): void {
  if ('unit' in gate) { number(gate.on, paths); number(gate.off, paths); } else paths.set(gate, paths.size);
}

function usedUnits(gate: Gate): number[] {
  return 'unit' in gate ? [gate.unit, ...usedUnits(gate.on), ...usedUnits(gate.off)] : [];
}
