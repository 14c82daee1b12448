import type { Units } from '../../plasticity/coherenceGate.ts';
import type { Channel } from '../../encoders/channels/book.ts';
import type { Stage } from './stage.ts';

/** A unit as a person reads it. */
export interface Reading {
  channel: Channel;
  relation: 'is' | 'at most' | 'agrees with';
  value: number;
  other?: Channel;
}

/** Whether a unit is on at a cell, asked of its channel as it stands now. */
export function isOn({ channel, relation, value, other }: Reading, i: number): boolean {
  const v = channel.values[i];
  return relation === 'is' ? v === value : relation === 'at most' ? v <= value : v >= 0 && v === other!.values[i];
}

export interface GateUnits extends Units {
  reading: Reading[];
}

const MAX_STATES = 14;

/** Every channel in each of its states: [channel is v], [ordinal at most v], and relative phase [channel a agrees with b]. */
export function gateUnits(stage: Stage): GateUnits {
  const drafts: { cost: number; reading: Reading }[] = [];
  for (const channel of stage.channels) {
    const states = statesOf(stage, channel.values);
    if (channel.kind === 'ordinal') {
      thin(states.slice(0, -1), MAX_STATES).forEach((s) => drafts.push({ cost: channel.cost, reading: { channel, relation: 'at most', value: s } }));
      if (states.length <= 8) states.forEach((s) => drafts.push({ cost: channel.cost + 0.2, reading: { channel, relation: 'is', value: s } }));
    } else if (states.length <= MAX_STATES) states.forEach((s) => drafts.push({ cost: channel.cost, reading: { channel, relation: 'is', value: s } }));
  }
  const relative = stage.channels.filter((c) => c.relative && c.kind === 'colour');
  for (let a = 0; a < relative.length; a++) for (let b = a + 1; b < relative.length; b++) {
    const p = relative[a], q = relative[b];
    drafts.push({ cost: 0.8 + (p.cost + q.cost) / 2, reading: { channel: p, relation: 'agrees with', value: 0, other: q } });
  }
  return pack(stage, drafts);
}

function pack(stage: Stage, drafts: { cost: number; reading: Reading }[]): GateUnits {
  const { words } = stage;
  drafts.sort((a, b) => a.cost - b.cost);
  const bits = new Uint32Array(drafts.length * words);
  const cost: number[] = [], reading: Reading[] = [];
  const seen = new Map<number, number[]>();
  let kept = 0;
  for (const d of drafts) {
    const at = kept * words;
    let hash = 17, any = 0;
    for (let w = 0; w < words; w++) {
      let v = 0;
      for (let b = 0; b < 32; b++) if (isOn(d.reading, w * 32 + b)) v |= 1 << b;
      v &= stage.real[w];
      bits[at + w] = v;
      any |= v;
      hash = Math.imul(hash ^ v, 0x01000193) ^ (hash >>> 15);
    }
    if (!any) { bits.fill(0, at, at + words); continue; }
    const twins = seen.get(hash) ?? [];
    if (twins.some((t) => equal(bits, t * words, at, words))) { bits.fill(0, at, at + words); continue; }
    seen.set(hash, [...twins, kept]);
    cost.push(d.cost);
    reading.push(d.reading);
    kept++;
  }
  const span = Array.from({ length: stage.demos + 1 }, (_, d) => (d < stage.base.length ? stage.base[d] : stage.cells) / 32);
  return { bits: bits.subarray(0, kept * words), words, cost: Float64Array.from(cost), reading, span };
}

function equal(bits: Uint32Array, a: number, b: number, words: number): boolean {
  for (let w = 0; w < words; w++) if (bits[a + w] !== bits[b + w]) return false;
  return true;
}

function statesOf(stage: Stage, values: Int16Array): number[] {
  const seen = new Set<number>();
  for (let p = 0; p < stage.demos; p++) {
    const [rows, columns] = stage.frame.shapes[p];
    for (let k = 0; k < rows * columns; k++) seen.add(values[stage.base[p] + k]);
  }
  return [...seen].sort((a, b) => a - b);
}

function thin(states: number[], most: number): number[] {
  return states.length <= most ? states : Array.from({ length: most }, (_, k) => states[Math.floor((k * states.length) / most)]);
}
