import { sea as laySea } from '../sea.ts';
import type { Bodies } from './bodies.ts';
import type { Hearing } from './hearing.ts';
import type { Lattice } from './panels.ts';

/** A rectangle of one input grid. */
export interface Region {
  grid: number;
  top: number;
  left: number;
  rows: number;
  columns: number;
}

/** Rectangles of one kind in all grids, and what their order parameters say of them. */
export interface RegionSet {
  name: string;
  cost: number;
  regions: Region[];
  attributes: Map<string, Int32Array>;
}

const MOST_REGIONS = 400, MOST_SITES = 40_000;

/** Every kind of rectangle worth competing for: boxes of objects and colours, panels, insides of frames, halves and quarters. */
export async function regionSets(h: Hearing, all: Bodies[], found: (Lattice | null)[]): Promise<RegionSet[]> {
  const sets: { name: string; cost: number; regions: Region[]; bodies?: Bodies }[] = [];
  for (const b of all) {
    const regions = Array.from({ length: b.count }, (_, k) => ({ grid: b.grid[k], top: b.top[k], left: b.left[k], rows: b.bottom[k] - b.top[k] + 1, columns: b.right[k] - b.left[k] + 1 }));
    sets.push({ name: `box of a ${b.name}`, cost: b.cost, regions, bodies: b });
    if (b.name === 'shape' || b.name === 'cluster') sets.push({ name: `inside of a ${b.name}`, cost: 0.4 + b.cost, regions: regions.map(inner), bodies: b });
  }
  sets.push({ name: 'box of a colour', cost: 0.2, regions: colourBoxes(h) });
  sets.push({ name: 'inside of the box of a colour', cost: 0.5, regions: colourBoxes(h).map(inner) });
  sets.push({ name: 'box of all that is occupied', cost: 0.1, regions: occupiedBoxes(h) });
  if (found.every((l) => l)) sets.push({ name: 'panel', cost: 0.1, regions: found.flatMap((l, grid) => l!.tops.flatMap((top) => l!.lefts.map((left) => ({ grid, top, left, rows: l!.rows, columns: l!.columns })))) });
  for (const [a, b] of [[2, 1], [1, 2], [2, 2], [3, 1], [1, 3], [3, 3], [4, 1], [1, 4], [4, 4], [5, 1], [1, 5]]) {
    const regions = divisions(h, a, b);
    if (regions) sets.push({ name: `part of ${a} × ${b}`, cost: 0.4, regions });
  }
  const out: RegionSet[] = [];
  for (const s of sets) {
    const keep = s.regions.map((r, k) => ({ r, k })).filter(({ r }) => r.rows > 0 && r.columns > 0);
    if (!keep.length || keep.length > MOST_REGIONS || new Set(keep.map(({ r }) => r.grid)).size < h.sea.grids.length) continue;
    if (keep.reduce((n, { r }) => n + r.rows * r.columns, 0) > MOST_SITES) continue;
    const regions = keep.map(({ r }) => r);
    const attributes = await orderOf(h, regions);
    if (s.bodies) for (const [name, values] of s.bodies.attributes) if (!/contest|weakest|^sites of/.test(name)) attributes.set(`object: ${name}`, Int32Array.from(keep, ({ k }) => values[k]));
    out.push({ name: s.name, cost: s.cost, regions, attributes });
  }
  return out;
}

function inner(r: Region): Region {
  return { grid: r.grid, top: r.top + 1, left: r.left + 1, rows: r.rows - 2, columns: r.columns - 2 };
}

function boxOf(h: Hearing, grid: number, member: (site: number) => boolean): Region | null {
  const g = h.sea.grids[grid];
  let top = 99, left = 99, bottom = -1, right = -1;
  for (let i = g.offset; i < g.offset + g.rows * g.columns; i++) if (member(i)) {
    top = Math.min(top, h.sea.row[i]); bottom = Math.max(bottom, h.sea.row[i]);
    left = Math.min(left, h.sea.column[i]); right = Math.max(right, h.sea.column[i]);
  }
  return bottom < 0 ? null : { grid, top, left, rows: bottom - top + 1, columns: right - left + 1 };
}

function colourBoxes(h: Hearing): Region[] {
  return h.sea.grids.flatMap((_, grid) => h.colours.map((c) => boxOf(h, grid, (i) => h.sea.colour[i] === c)).filter((r): r is Region => r !== null));
}

function occupiedBoxes(h: Hearing): Region[] {
  return h.sea.grids.map((_, grid) => boxOf(h, grid, (i) => h.occupied[i] === 1)).filter((r): r is Region => r !== null);
}

function divisions(h: Hearing, a: number, b: number): Region[] | null {
  if (h.sea.grids.some((g) => g.rows % a || g.columns % b)) return null;
  return h.sea.grids.flatMap((g, grid) => Array.from({ length: a * b }, (_, k) => ({
    grid, top: Math.floor(k / b) * (g.rows / a), left: (k % b) * (g.columns / b), rows: g.rows / a, columns: g.columns / b,
  })));
}

/** The regions are played into a sea of their own; their mean fields and interferences are what they compete with. */
async function orderOf({ sea, senses, background, colours }: Hearing, regions: Region[]): Promise<Map<string, Int32Array>> {
  const plate = laySea(regions.map((r) => Array.from({ length: r.rows }, (_, y) => Array.from({ length: r.columns }, (_, x) => {
    const g = sea.grids[r.grid];
    return sea.colour[g.offset + (r.top + y) * g.columns + r.left + x];
  }))));
  const group = Int32Array.from(plate.grid), resting = Int32Array.from(plate.grid, (k) => background[regions[k].grid]);
  const of = (field: ArrayLike<number>) => Int32Array.from(plate.grids, (g) => field[g.offset]);
  const tunes = [0, 1].map((n) => Int32Array.from(plate.colour, (c, i) => ((plate.row[i] * 1237 + plate.column[i] * 2741 + plate.row[i] * plate.column[i] * 911 + n * 97) * (c + 1)) % 2039));
  const sums = await senses.gather(plate, [...colours.map((c) => Int32Array.from(plate.colour, (v) => +(v === c))), ...tunes].map((signal) => ({ group, signal })));
  const each = sums.slice(0, colours.length).map(of), tune = sums.slice(colours.length).map(of);
  const rest = of(resting);
  const occupied = rest.map((b, k) => each.reduce((n, e, c) => n + (colours[c] === b ? 0 : e[k]), 0));
  const mirror = (flip: (g: { rows: number; columns: number }, r: number, c: number) => [number, number]) => Int32Array.from({ length: plate.sites }, (_, i) => {
    const g = plate.grids[plate.grid[i]], [r, c] = flip(g, plate.row[i], plate.column[i]);
    return g.offset + r * g.columns + c;
  });
  const [across, down] = await senses.interference(plate, plate.colour, [mirror((g, r, c) => [r, g.columns - 1 - c]), mirror((g, r, c) => [g.rows - 1 - r, c])]);
  const even = (o: Float32Array) => Int32Array.from(o, (v) => +(v > 0.999));
  const strongest = (skip: boolean) => rest.map((b, k) => {
    let best = -1;
    each.forEach((e, c) => { if (!(skip && colours[c] === b) && e[k] > (best < 0 ? 0 : each[best][k])) best = c; });
    return best < 0 ? -1 : each[best][k];
  });
  const loudest = strongest(true), overall = strongest(false);
  const area = Int32Array.from(regions, (r) => r.rows * r.columns);
  const attributes = new Map<string, Int32Array>([
    ['occupied sites', occupied], ['empty sites', area.map((a, k) => a - occupied[k])], ['area', area],
    ['colours', rest.map((_, k) => each.filter((e) => e[k] > 0).length)],
    ['sites of its loudest colour', loudest], ['sites of lesser colours', occupied.map((o, k) => o - Math.max(0, loudest[k]))],
    ['sites off its commonest colour', area.map((a, k) => a - overall[k])],
    ['top', Int32Array.from(regions, (r) => r.top)], ['left', Int32Array.from(regions, (r) => r.left)],
    ['rows', Int32Array.from(regions, (r) => r.rows)], ['columns', Int32Array.from(regions, (r) => r.columns)],
    ['mirror-symmetric across', even(across.order)], ['mirror-symmetric down', even(down.order)],
    ['mirror axes', even(across.order).map((v, k) => v + +(down.order[k] > 0.999))],
    ['share occupied (‰)', occupied.map((o, k) => Math.round((1000 * o) / area[k]))],
    ['copies of its pattern', alike(regions, tune.map((t) => t), area)],
  ]);
  each.forEach((e, c) => attributes.set(`sites of colour ${colours[c]}`, e));
  return attributes;
}

function alike(regions: Region[], tune: Int32Array[], area: Int32Array): Int32Array {
  const key = (k: number) => `${regions[k].grid}|${regions[k].rows}|${area[k]}|${tune.map((t) => t[k]).join('|')}`;
  const counts = new Map<string, number>();
  regions.forEach((_, k) => counts.set(key(k), (counts.get(key(k)) ?? 0) + 1));
  return Int32Array.from(regions, (_, k) => counts.get(key(k))! - 1);
}
