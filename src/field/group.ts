import { siteBucket } from './bucket.ts';
import { SILENCE, type Carrier, type Fitted, type Layout } from './carrier.ts';
import { describe } from './describe.ts';
import { checkIndices } from './indices.ts';

export interface GroupWiring {
  /** Group of each site, any whole numbers ≥ 0; −1 takes no part (hears 0, or −1e30). Length sites or batch × sites. Groups of different batch entries never mix. */
  group: Int32Array;
}

export interface GroupOptions {
  /** Default 'sum'. The site itself is part of its group. */
  reduce?: 'sum' | 'mean' | 'strongest';
  from?: string | Record<string, string>;
}

/** Members added by one cell of the first pass; the second pass adds the cells of each group. Two levels also keep float32 sums exact longer. */
export const PIECE = 64;

/** All-to-all inside groups in O(N): members are summed piece by piece, pieces group by group, and every site reads its group. */
export function group(options: GroupOptions = {}): Carrier<GroupWiring> {
  const { reduce = 'sum', from } = options;
  return { kind: 'group', reduce: reduce === 'strongest' ? 'strongest' : 'sum', from, fit: (name, wiring, layout) => fit(name, wiring, layout, reduce) };
}

function fit(name: string, wiring: GroupWiring, layout: Layout, reduce: 'sum' | 'mean' | 'strongest'): Fitted {
  const { sites, batch, padded } = layout, total = sites * batch, labels = wiring?.group;
  if (!(labels instanceof Int32Array)) throw new TypeError(`${name}: wiring.${name}.group is ${describe(labels)}, expected an Int32Array of ${sites}. Pass { group }.`);
  if (labels.length !== sites && labels.length !== total) {
    throw new RangeError(`${name}: group has ${labels.length} entries, expected ${sites} (sites)${batch > 1 ? ` or ${total} (batch × sites)` : ''}. Use −1 for sites that take no part.`);
  }
  const { groupOf, members } = sortMembers(labels, sites, total);
  const pieces = members.flatMap((m, g) => Array.from({ length: Math.ceil(m.length / PIECE) }, (_, p) => ({ g, list: m.slice(p * PIECE, (p + 1) * PIECE) })));
  // Layout of the packed wiring: group of each site | members | piece starts | group starts | scale. One spare group at the end reads 0.
  const P = siteBucket(pieces.length + 1), G = siteBucket(members.length + 1), spare = G - 1;
  const atMembers = padded, atPieces = 2 * padded, atGroups = atPieces + P + 1, atScale = atGroups + G + 1;
  checkIndices(name, atPieces, `a group's list of ${total} sites (padded, twice)`, 'Use fewer sites or split the batch.');
  const packed = new Float32Array(atScale + G);
  for (let i = 0; i < padded; i++) packed[i] = i < total && groupOf[i] >= 0 ? groupOf[i] : spare;
  let m = 0, p = 0;
  members.forEach((list, g) => {
    packed[atGroups + g] = p;
    packed[atScale + g] = reduce === 'mean' ? 1 / list.length : 1;
    for (; p < pieces.length && pieces[p].g === g; p++) {
      packed[atPieces + p] = m;
      for (const i of pieces[p].list) packed[atMembers + m++] = i;
    }
  });
  packed.fill(m, atPieces + p, atPieces + P + 1);
  packed.fill(p, atGroups + members.length, atGroups + G + 1);
  const strongest = reduce === 'strongest', start = strongest ? '-1.0e30' : '0.0';
  const fold = (value: string) => (strongest ? `a = Math.max(a, ${value});` : `a = a + ${value};`);
  const loop = (from: number, value: string) => `let a = ${start}; const last = wiring[this.thread.x + ${from + 1}]; for (let j = wiring[this.thread.x + ${from}]; j < last; j += 1) { ${fold(value)} }`;
  return {
    key: `group ${reduce} ${P} ${G}`,
    wiring: packed,
    passes: [
      { body: `${loop(atPieces, `source[wiring[j + ${atMembers}]]`)} return a;`, size: P, loopMaxIterations: PIECE + 1 },
      { body: `${loop(atGroups, 'source[j]')} return ${strongest ? 'a' : `a * wiring[this.thread.x + ${atScale}]`};`, size: G, loopMaxIterations: P + 1 },
    ],
    loopMaxIterations: 0,
    find: (prefix, wires) => `const ${prefix}g = ${wires}[this.thread.x];`,
    read: (into, source, prefix) => `const ${into} = ${source}[${prefix}g];`,
    carry(signal) {
      const heard = new Float64Array(total).fill(strongest ? SILENCE : 0);
      for (const list of members) {
        let a = strongest ? SILENCE : 0;
        for (const i of list) a = strongest ? Math.max(a, signal[i]) : a + signal[i];
        for (const i of list) heard[i] = reduce === 'mean' ? a / list.length : a;
      }
      return heard;
    },
  };
}

/** Compact group numbers (a group in another batch entry is another group) and the members of each, in site order. */
function sortMembers(labels: Int32Array, sites: number, total: number): { groupOf: Int32Array; members: number[][] } {
  const number = new Map<number, number>(), members: number[][] = [], groupOf = new Int32Array(total);
  for (let i = 0; i < total; i++) {
    if (i % sites === 0) number.clear();
    const label = labels[labels.length === total ? i : i % sites];
    if (label < 0) {
      groupOf[i] = -1;
      continue;
    }
    let g = number.get(label);
    if (g === undefined) {
      g = members.length;
      number.set(label, g);
      members.push([]);
    }
    members[g].push(i);
    groupOf[i] = g;
  }
  return { groupOf, members };
}
