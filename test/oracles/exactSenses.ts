import { siteAt, type Sea } from '../../src/encoders/sea.ts';
import type {
  DriftRequest, GroupRequest, InterferenceReading, RayReading, RayRequest, SegmentRequest, Senses, WaveReading, WaveRequest,
} from '../../src/encoders/senses.ts';

/**
 * What every sense must answer, by plain discrete algorithms: union-find, breadth-first search, scans, sums, bodies that
 * fall one hop at a time, heat kernels by cosine transform. The judge of `fieldSenses`; nothing of the product imports it.
 */
export function exactSenses(): Senses {
  return {
    backend: 'exact',
    segment: (sea, requests) => Promise.resolve(requests.map((q) => components(sea, q))),
    wave: (sea, requests) => Promise.resolve(requests.map((q) => breadthFirst(sea, q))),
    rays: (sea, requests) => Promise.resolve(requests.map((q) => scan(sea, q))),
    listen: (_sea, phase, tables) =>
      Promise.resolve(tables.map((t) => Int8Array.from(t, (j) => (j < 0 || phase[j] < 0 ? -1 : phase[j])))),
    gather: (sea, requests) => Promise.resolve(requests.map((q) => fold(sea, q, 0, (a, b) => a + b))),
    strongest: (sea, requests) => Promise.resolve(requests.map((q) => fold(sea, q, -Infinity, Math.max))),
    drift: (sea, requests) => Promise.resolve(requests.map((q) => fall(sea, q))),
    interference: (sea, phase, tables) => Promise.resolve(tables.map((t) => agree(sea, phase, t))),
    diffuse: (sea, phase, time) => Promise.resolve(heat(sea, phase, time)),
    integral: (sea, phase) => Promise.resolve(prefixSums(sea, phase)),
  };
}

const STEPS = [[-1, 0], [0, -1], [0, 1], [1, 0], [-1, -1], [-1, 1], [1, -1], [1, 1]];
const COS = Float64Array.from({ length: 10 }, (_, c) => Math.cos((2 * Math.PI * c) / 10));
const SIN = Float64Array.from({ length: 10 }, (_, c) => Math.sin((2 * Math.PI * c) / 10));

/** Largest site index of each site's component, by union-find (the root is always the largest index). */
function components(sea: Sea, { kind, eight }: SegmentRequest): Int32Array {
  const parent = Int32Array.from(kind, (_, i) => i);
  const root = (i: number): number => {
    while (parent[i] !== i) i = parent[i] = parent[parent[i]];
    return i;
  };
  const back = eight ? [[-1, 0], [0, -1], [-1, -1], [-1, 1]] : [[-1, 0], [0, -1]];
  for (let i = 0; i < sea.sites; i++) {
    if (kind[i] < 0) continue;
    for (const [dr, dc] of back) {
      const j = siteAt(sea, sea.grid[i], sea.row[i] + dr, sea.column[i] + dc);
      if (j < 0 || kind[j] !== kind[i]) continue;
      const a = root(i), b = root(j);
      parent[Math.min(a, b)] = Math.max(a, b);
    }
  }
  return Int32Array.from(kind, (k, i) => (k < 0 ? -1 : root(i)));
}

function breadthFirst(sea: Sea, { source, open, eight }: WaveRequest): WaveReading {
  const arrival = new Int32Array(sea.sites).fill(-1), name = new Int32Array(sea.sites).fill(-1);
  let front: number[] = [];
  for (let i = 0; i < sea.sites; i++) {
    if (source[i] < 0) continue;
    arrival[i] = 0;
    name[i] = source[i];
    front.push(i);
  }
  const steps = eight ? STEPS : STEPS.slice(0, 4);
  for (let t = 1; front.length; t++) {
    const next: number[] = [];
    for (const i of front) for (const [dr, dc] of steps) {
      const j = siteAt(sea, sea.grid[i], sea.row[i] + dr, sea.column[i] + dc);
      if (j < 0 || !open[j]) continue;
      if (arrival[j] < 0) {
        arrival[j] = t;
        next.push(j);
      }
      if (arrival[j] === t && name[i] > name[j]) name[j] = name[i];
    }
    front = next;
  }
  return { arrival, name };
}

/** Sites are visited so that the next one in the direction is always known already. */
function scan(sea: Sea, { direction: [dr, dc], through }: RayRequest): RayReading {
  const hit = new Int32Array(sea.sites).fill(-1), distance = new Int32Array(sea.sites).fill(-1);
  const forward = dr < 0 || (dr === 0 && dc < 0);
  for (let k = 0; k < sea.sites; k++) {
    const i = forward ? k : sea.sites - 1 - k;
    const j = siteAt(sea, sea.grid[i], sea.row[i] + dr, sea.column[i] + dc);
    if (j < 0) continue;
    if (!through[i]) {
      hit[i] = j;
      distance[i] = 1;
    } else if (j !== i && hit[j] >= 0) {
      hit[i] = hit[j];
      distance[i] = distance[j] + 1;
    }
  }
  return { hit, distance };
}

function fold(sea: Sea, { group, signal }: GroupRequest, start: number, join: (a: number, b: number) => number): Int32Array {
  const total = new Map<number, number>();
  for (let i = 0; i < sea.sites; i++) if (group[i] >= 0) total.set(group[i], join(total.get(group[i]) ?? start, signal[i]));
  return Int32Array.from(group, (g) => (g < 0 ? 0 : total.get(g)!));
}

/** Every body that nothing holds falls one hop, again and again. A body is held by a wall, an obstacle or a held body. */
function fall(sea: Sea, { body, direction: [dr, dc] }: DriftRequest): Int32Array {
  const travelled = new Int32Array(sea.sites);
  sea.grids.forEach((g, k) => {
    const members = new Map<number, number[]>(), hops = new Map<number, number>();
    for (let i = g.offset; i < g.offset + g.rows * g.columns; i++) {
      if (body[i] < 0) continue;
      if (!members.has(body[i])) members.set(body[i], []);
      members.get(body[i])!.push(i);
    }
    for (;;) {
      const at = new Map<number, number>();
      for (const [b, sites] of members) for (const i of sites) {
        const h = hops.get(b) ?? 0;
        at.set(siteAt(sea, k, sea.row[i] + h * dr, sea.column[i] + h * dc), b);
      }
      const held = new Set<number>();
      for (let grew = true; grew;) {
        grew = false;
        for (const [cell, b] of at) {
          if (held.has(b)) continue;
          const next = siteAt(sea, k, sea.row[cell] + dr, sea.column[cell] + dc);
          const there = at.get(next);
          if (next < 0 || body[next] === -2 || (there !== undefined && held.has(there))) {
            held.add(b);
            grew = true;
          }
        }
      }
      if (held.size === members.size) break;
      for (const b of members.keys()) if (!held.has(b)) hops.set(b, (hops.get(b) ?? 0) + 1);
    }
    for (const [b, sites] of members) for (const i of sites) travelled[i] = hops.get(b) ?? 0;
  });
  return travelled;
}

function agree(sea: Sea, phase: Int8Array, table: Int32Array): InterferenceReading {
  const sum = new Float64Array(sea.grids.length), overlap = new Int32Array(sea.grids.length);
  for (let i = 0; i < sea.sites; i++) {
    if (phase[i] < 0 || table[i] < 0 || phase[table[i]] < 0) continue;
    sum[sea.grid[i]] += COS[(phase[table[i]] - phase[i] + 10) % 10];
    overlap[sea.grid[i]]++;
  }
  return { order: Float32Array.from(sum, (s, k) => (overlap[k] ? s / overlap[k] : 0)), overlap };
}

const kernels = new Map<string, Float64Array>();
/** exp(time × Laplacian) of a chain of n sites with reflecting ends, from its cosine modes. */
function heatKernel(n: number, time: number): Float64Array {
  const known = kernels.get(`${n} ${time}`);
  if (known) return known;
  const kernel = new Float64Array(n * n);
  for (let m = 0; m < n; m++) {
    const decay = Math.exp(-time * (2 - 2 * Math.cos((Math.PI * m) / n))) * (m ? 2 : 1) / n;
    for (let a = 0; a < n; a++) for (let b = 0; b < n; b++)
      kernel[a * n + b] += decay * Math.cos((Math.PI * m * (a + 0.5)) / n) * Math.cos((Math.PI * m * (b + 0.5)) / n);
  }
  kernels.set(`${n} ${time}`, kernel);
  return kernel;
}

function heat(sea: Sea, phase: Int8Array, time: number): { re: Float32Array; im: Float32Array } {
  const blur = (wave: Float64Array): Float32Array => {
    const out = new Float32Array(sea.sites);
    for (const { rows, columns, offset } of sea.grids) {
      const down = heatKernel(rows, time), across = heatKernel(columns, time), half = new Float64Array(rows * columns);
      for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) for (let q = 0; q < columns; q++) {
        const p = phase[offset + r * columns + q];
        if (p >= 0) half[r * columns + c] += across[c * columns + q] * wave[p];
      }
      for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
        let sum = 0;
        for (let q = 0; q < rows; q++) sum += down[r * rows + q] * half[q * columns + c];
        out[offset + r * columns + c] = sum;
      }
    }
    return out;
  };
  return { re: blur(COS), im: blur(SIN) };
}

function prefixSums(sea: Sea, phase: Int8Array): { re: Float32Array; im: Float32Array; mass: Float32Array } {
  const size = sea.grids.reduce((n, g) => n + (g.rows + 1) * (g.columns + 1), 0);
  const image = (value: (p: number) => number): Float32Array => {
    const out = new Float32Array(size);
    let base = 0;
    for (const { rows, columns, offset } of sea.grids) {
      const above = new Float64Array(columns + 1);
      for (let r = 0; r < rows; r++) {
        let line = 0;
        for (let c = 0; c < columns; c++) {
          const p = phase[offset + r * columns + c];
          line += p < 0 ? 0 : value(p);
          above[c + 1] += line;
          out[base + (r + 1) * (columns + 1) + c + 1] = above[c + 1];
        }
      }
      base += (rows + 1) * (columns + 1);
    }
    return out;
  };
  return { re: image((p) => COS[p]), im: image((p) => SIN[p]), mass: image(() => 1) };
}
