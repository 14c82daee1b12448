import { signalsOf } from '../fused/signals.ts';
import { arrivalsOf, type ShaderFusion } from './shaderPass.ts';

/** Sites whose signals one workgroup of a mean field adds in its first round. */
const PIECE = 4096;
/** Invocations of a workgroup that add up a row of a matrix, and a piece of a mean field. */
const ROW = 64, WIDE = 256;

/** A shader that brings all signals of a carrier to `heard` before a pass, with its number of workgroups. Bindings: 0 what it reads, 1 what it writes, 2 and 3 links. */
export interface Carry {
  text: string;
  reads: 'signals' | 'partial';
  writes: 'partial' | 'heard';
  /** Carrier whose links it binds. */
  links?: string;
  groups: [number, number];
  /** Bytes that it reads and writes if every array comes from memory once. */
  traffic: number;
}

/** Shaders of all dense, sparse and mean-field carriers, in the order in which they run; `partial`: values that the sums need in between. */
export function carries(fusion: ShaderFusion): { list: Carry[]; partial: number } {
  const { field, fitted, entries, rows, columns } = fusion, own = rows * columns, sites = entries * own, signals = signalsOf(field), pieces = Math.ceil(own / PIECE), arrivals = arrivalsOf(fusion);
  let partial = 0;
  const list = Object.keys(fitted).flatMap((carrier): Carry[] => {
    const route = fitted[carrier].route!, mine = arrivals.map(({ carrier: c, signal }, a) => ({ c, from: signals.indexOf(signal) * sites, to: a * sites })).filter(({ c }) => c === carrier), n = mine.length;
    if (n === 0) return [];
    if (route.kind === 'meanField') {
      const starts = mine.map((_, k) => partial + k * entries * pieces);
      partial += n * entries * pieces;
      return [
        { text: reduction(WIDE, entries * pieces, `let piece = group % ${pieces}u; let first = (group / ${pieces}u) * ${own}u + piece * ${PIECE}u;`,
          `min(${PIECE}u, ${own}u - piece * ${PIECE}u)`, '', mine.map(({ from }) => `source[${from}u + first + j]`), starts.map((s) => `${s}u + group`)),
        reads: 'signals', writes: 'partial', groups: spread(entries * pieces), traffic: 4 * n * sites },
        { text: reduction(WIDE, entries, '', `${pieces}u`, '', starts.map((s) => `source[${s}u + group * ${pieces}u + j]`), mine.map(({ to }) => `${to}u + group`)), reads: 'partial', writes: 'heard', groups: spread(entries), traffic: 4 * n * entries * (pieces + 1) },
      ];
    }
    if (route.kind === 'dense') return [{
      text: reduction(ROW, sites, `let row = (group % ${own}u) * ${own}u; let base = group - group % ${own}u;`, `${own}u`, 'let w = weights[row + j];', mine.map(({ from }) => `w * source[${from}u + base + j]`), mine.map(({ to }) => `${to}u + group`),
        '@group(0) @binding(2) var<storage, read> weights: array<f32>;'),
      reads: 'signals', writes: 'heard', links: carrier, groups: spread(sites), traffic: 4 * (entries * own * own + 2 * n * sites),
    }];
    if (route.kind !== 'sparse') return [];
    const each = typeof route.weight !== 'number', known = route.site.length;
    return [{
      text: `@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> links: array<u32>;
@compute @workgroup_size(256) fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (id.x + id.y * 65535u) * 256u + lane;
  if (i >= ${sites}u) { return; }
  let row = i % ${own}u; let base = i - row;
  ${mine.map((_, k) => `var sum${k} = 0.0;`).join(' ')}
  for (var k = links[row]; k < links[row + 1u]; k++) {
    let w = weights[${each ? 'k' : '0'}]; let at = base + links[${own + 1}u + k];
    ${mine.map(({ from }, k) => `sum${k} += w * source[${from}u + at];`).join(' ')}
  }
  ${mine.map(({ to }, k) => `into[${to}u + i] = sum${k};`).join(' ')}
}`, reads: 'signals', writes: 'heard', links: carrier, groups: spread(Math.ceil(sites / 256)), traffic: 4 * (entries * (own + 1 + known * (each ? 2 : 1) + known * n) + n * sites),
    }];
  });
  return { list, partial };
}

/** A workgroup adds, for j from 0 to `length`, each of `terms` in its lanes, then the lanes by halves, and writes each sum to its place. */
function reduction(lanes: number, groups: number, before: string, length: string, shared: string, terms: string[], to: string[], bindings = ''): string {
  const all = (line: (k: number) => string) => terms.map((_, k) => line(k)).join(' ');
  return `@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;
${bindings}
var<workgroup> lanes: array<f32, ${lanes * terms.length}>;
@compute @workgroup_size(${lanes}) fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = id.x + id.y * 65535u;
  if (group >= ${groups}u) { return; }
  ${before}
  ${all((k) => `var sum${k} = 0.0;`)}
  for (var j = lane; j < ${length}; j += ${lanes}u) { ${shared} ${all((k) => `sum${k} += ${terms[k]};`)} }
  ${all((k) => `lanes[${k * lanes}u + lane] = sum${k};`)}
  workgroupBarrier();
  for (var half = ${lanes / 2}u; half > 0u; half >>= 1u) {
    if (lane < half) { ${all((k) => `lanes[${k * lanes}u + lane] += lanes[${k * lanes}u + lane + half];`)} }
    workgroupBarrier();
  }
  if (lane == 0u) { ${all((k) => `into[${to[k]}] = lanes[${k * lanes}u];`)} }
}`;
}

/** So many workgroups in two dimensions, none longer than 65,535; those beyond the last do nothing. */
const spread = (groups: number): [number, number] => [Math.min(65535, groups), Math.ceil(groups / 65535)];
