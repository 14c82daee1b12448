import { signalsOf } from '../fused/signals.ts';
import { arrivalsOf, type ShaderFusion } from './shaderPass.ts';

/** Sites whose signals one invocation group of a mean field adds in its first round. */
const PIECE = 4096;

/** A shader that brings signals to `heard` before a pass, with its number of workgroups. Bindings: 0 what it reads, 1 what it writes, 2 and 3 links. */
export interface Carry {
  text: string;
  reads: 'signals' | 'partial';
  writes: 'partial' | 'heard';
  /** Carrier whose links it binds. */
  links?: string;
  groups: [number, number];
}

/** Shaders of all dense, sparse and mean-field carriers, in the order in which they run; `partial`: values that the sums need in between. */
export function carries(fusion: ShaderFusion): { list: Carry[]; partial: number } {
  const { field, fitted, entries, rows, columns } = fusion, own = rows * columns, sites = entries * own, signals = signalsOf(field), pieces = Math.ceil(own / PIECE);
  let partial = 0;
  const list = arrivalsOf(fusion).flatMap(({ carrier, signal }, a): Carry[] => {
    const route = fitted[carrier].route!, from = signals.indexOf(signal) * sites;
    if (route.kind === 'meanField') {
      const start = partial;
      partial += entries * pieces;
      return [
        { text: reduction(entries * pieces, `for (var j = lane; j < min(${PIECE}u, ${own}u - piece * ${PIECE}u); j += 256u) { sum += source[${from}u + entry * ${own}u + piece * ${PIECE}u + j]; }`, `${start}u + group`,
          `let piece = group % ${pieces}u; let entry = group / ${pieces}u;`), reads: 'signals', writes: 'partial', groups: spread(entries * pieces) },
        { text: reduction(entries, `for (var j = lane; j < ${pieces}u; j += 256u) { sum += source[${start}u + group * ${pieces}u + j]; }`, `${a * sites}u + group`, ''), reads: 'partial', writes: 'heard', groups: spread(entries) },
      ];
    }
    if (route.kind === 'dense') return [{ text: reduction(sites, `for (var j = lane; j < ${own}u; j += 256u) { sum += weights[row * ${own}u + j] * source[${from}u + entry * ${own}u + j]; }`, `${a * sites}u + group`,
      `let row = group % ${own}u; let entry = group / ${own}u;`, '@group(0) @binding(2) var<storage, read> weights: array<f32>;'), reads: 'signals', writes: 'heard', links: carrier, groups: spread(sites) }];
    if (route.kind !== 'sparse') return [];
    const weight = typeof route.weight === 'number' ? 'weights[0]' : 'weights[k]';
    return [{
      text: `@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> links: array<u32>;
@compute @workgroup_size(256) fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let i = (id.x + id.y * 65535u) * 256u + lane;
  if (i >= ${sites}u) { return; }
  let row = i % ${own}u; let base = ${from}u + i - row;
  var sum = 0.0;
  for (var k = links[row]; k < links[row + 1u]; k++) { sum += ${weight} * source[base + links[${own + 1}u + k]]; }
  into[${a * sites}u + i] = sum;
}`, reads: 'signals', writes: 'heard', links: carrier, groups: spread(Math.ceil(sites / 256)),
    }];
  });
  return { list, partial };
}

/** A workgroup of 256 adds what `loop` collects in `sum` of each lane, by halves, and writes it to one place. */
function reduction(groups: number, loop: string, to: string, before: string, bindings = ''): string {
  return `@group(0) @binding(0) var<storage, read> source: array<f32>;
@group(0) @binding(1) var<storage, read_write> into: array<f32>;
${bindings}
var<workgroup> lanes: array<f32, 256>;
@compute @workgroup_size(256) fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) lane: u32) {
  let group = id.x + id.y * 65535u;
  if (group >= ${groups}u) { return; }
  ${before}
  var sum = 0.0;
  ${loop}
  lanes[lane] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half >>= 1u) {
    if (lane < half) { lanes[lane] += lanes[lane + half]; }
    workgroupBarrier();
  }
  if (lane == 0u) { into[${to}] = lanes[0]; }
}`;
}

/** So many workgroups in two dimensions, none longer than 65,535; those beyond the last do nothing. */
const spread = (groups: number): [number, number] => [Math.min(65535, groups), Math.ceil(groups / 65535)];
