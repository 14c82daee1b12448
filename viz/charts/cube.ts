import { max, symbol, symbolCircle, symbolCross, symbolDiamond, symbolSquare, symbolStar, symbolTriangle, symbolWye, type SymbolType } from 'd3';
import { chart, sharp, theme } from './chart.ts';

/** A place in the cube and how many lie there. `full`: the share of them drawn filled, from the bottom up; null where it is not known: a dotted outline. `kind` chooses the shape. */
export interface CubePoint { at: readonly number[]; colour: string; kind?: number; full: number | null; count?: number; label: string }
export interface CubeData {
  points: readonly CubePoint[];
  /** Turns about the upright and the level axis, radians. */
  turn: [number, number];
  focus: number;
  /** Names at the positive ends of the three directions. */
  axes?: readonly string[];
}
export interface Projected { x: number; y: number; depth: number; index: number }

/** Parallel projection after turning about the upright (y) axis, then about the level (x) axis; farthest first. Unit: half the size. */
export function project(points: readonly (readonly number[])[], [yaw, pitch]: readonly [number, number]): Projected[] {
  const cy = Math.cos(yaw), sy = Math.sin(yaw), cp = Math.cos(pitch), sp = Math.sin(pitch);
  return points.map(([x, y, z], index) => {
    const u = cy * x + sy * z, w = -sy * x + cy * z;
    return { x: u, y: cp * y - sp * w, depth: sp * y + cp * w, index };
  }).sort((a, b) => a.depth - b.depth);
}

/** Scales places so that the farthest coordinate is 1. */
export function toUnit(places: readonly (readonly number[])[]): number[][] {
  const most = Math.max(1e-9, max(places, (p) => max(p, Math.abs)) ?? 0);
  return places.map((p) => p.map((x) => x / most));
}

/** Places of one kind that are closer than `near` are one: the members of each, in order, the first of them stands for all. */
export function gathered(places: readonly (readonly number[])[], kinds: readonly unknown[] = [], near = 0.02): number[][] {
  const groups: number[][] = [];
  places.forEach((p, i) => {
    const home = groups.find(([first]) => kinds[first] === kinds[i] && Math.hypot(...p.map((x, k) => x - places[first][k])) < near);
    if (home) home.push(i);
    else groups.push([i]);
  });
  return groups;
}

/** Points on the canvas, where a projected place lies. */
export const onCanvas = (p: Pick<Projected, 'x' | 'y'>, [width, height]: readonly [number, number]): [number, number] => {
  const unit = Math.min(width, height) * 0.3;
  return [width / 2 + p.x * unit, height / 2 - p.y * unit];
};

/** All points within `reach` of a place on the canvas, nearest first. */
export function pointsNear(points: readonly CubePoint[], turn: readonly [number, number], size: readonly [number, number], [x, y]: readonly [number, number], reach = 14): number[] {
  return project(points.map((q) => q.at), turn).map((p) => { const [px, py] = onCanvas(p, size); return { index: p.index, far: Math.hypot(px - x, py - y) }; })
    .filter((p) => p.far <= reach).sort((a, b) => a.far - b.far).map((p) => p.index);
}

const SHAPES: SymbolType[] = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolCross, symbolStar, symbolWye];
/** The outline of a kind of point about the origin; kinds beyond the seventh begin again. */
export const shapeOf = (kind: number, radius: number): string => symbol(SHAPES[kind % SHAPES.length], Math.PI * radius ** 2)()!;

/** The middle of a name of this half width beside its point: above, below, right or left of it, inside the picture, where it covers the fewest other points. */
export function labelPlace([x, y]: readonly [number, number], half: number, others: readonly (readonly [number, number])[], [width, height]: readonly [number, number]): [number, number] {
  const inside = ([u, v]: [number, number]): [number, number] => [Math.max(half, Math.min(width - half, u)), Math.max(12, Math.min(height - 12, v))];
  const places = ([[x, y - 22], [x, y + 23], [x + half + 15, y], [x - half - 15, y]] as [number, number][]).map(inside);
  const covers = places.map(([u, v]) => others.filter(([a, b]) => Math.abs(a - u) < half + 7 && Math.abs(b - v) < 15).length);
  return places[covers.indexOf(Math.min(...covers))];
}

/** How far the shapes reach above and below the origin, by their own radius (d3-shape's constructions of equal area). */
const REACH = [[1, 1], [0.8862, 0.8862], [1.5551, 0.7776], [1.6494, 1.6494], [1.189, 1.189], [1.6729, 1.3534], [1.2, 1.2]] as const;
/** Where the filled part of a shape ends that is filled to this share of its height from the bottom up. */
export function fillLevel(kind: number, radius: number, full: number): number {
  const [above, below] = REACH[kind % REACH.length];
  return radius * (below - full * (above + below));
}

const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1]);
const edges = corners.flatMap((_, a) => [1, 2, 4].filter((bit) => !(a & bit)).map((bit) => [a, a | bit] as const));
const directions = [[1.14, 0, 0], [0, 1.14, 0], [0, 0, 1.14]];

/** Points in a cube that may be turned; what lies in front is larger, a ring with a number is a place of several. A canvas. */
export const cube = () => chart<CubeData, { size: [number, number] }>({ size: [640, 520] }, (canvas, { points, turn, focus, axes = [] }, { size }) => {
  const c = sharp(canvas, ...size), place = (p: Projected) => onCanvas(p, size), ink = theme(canvas, 'ink'), panel = theme(canvas, 'panel'), line = theme(canvas, 'line'), soft = theme(canvas, 'soft');
  const byIndex = new Map(project(corners, turn).map((p) => [p.index, p]));
  const stroke = (a: readonly [number, number], b: readonly [number, number]) => { c.beginPath(); c.moveTo(...a); c.lineTo(...b); c.stroke(); };
  const word = (text: string, x: number, y: number, colour: string) => { c.strokeStyle = panel; c.lineWidth = 4; c.lineJoin = 'round'; c.strokeText(text, x, y); c.fillStyle = colour; c.fillText(text, x, y); };
  c.lineWidth = 1;
  c.strokeStyle = line;
  for (const [a, b] of edges) {
    c.globalAlpha = 0.75 + 0.25 * ((byIndex.get(a)!.depth + byIndex.get(b)!.depth) / 2 / 1.8);
    stroke(place(byIndex.get(a)!), place(byIndex.get(b)!));
  }
  c.globalAlpha = 1;
  c.font = "12px 'Inter Variable', sans-serif";
  c.textAlign = 'center';
  c.textBaseline = 'middle';
  if (axes.length > 0) for (const p of project([[0, 0, 0], ...directions], turn).filter((q) => q.index > 0)) {
    c.setLineDash([2, 4]);
    c.strokeStyle = soft;
    c.lineWidth = 1;
    stroke(onCanvas({ x: 0, y: 0 }, size), onCanvas({ x: p.x * 0.94, y: p.y * 0.94 }, size));
    c.setLineDash([]);
    word(axes[p.index - 1] ?? '', ...place(p), soft);
  }
  for (const p of project(points.map((q) => q.at), turn)) {
    const { colour, full, kind = 0, count = 1 } = points[p.index], [x, y] = place(p), r = 6 + 2 * p.depth + (p.index === focus ? 2 : 0), path = new Path2D(shapeOf(kind, r));
    c.save();
    c.translate(x, y);
    c.fillStyle = panel;
    c.fill(path);
    c.save();
    c.beginPath();
    const level = fillLevel(kind, r, full ?? 0);
    c.rect(-2 * r, level, 4 * r, full ? 2 * r - level : 0);
    c.clip();
    c.fillStyle = colour;
    c.fill(path);
    c.restore();
    c.strokeStyle = p.index === focus ? ink : colour;
    c.lineWidth = 1.8;
    c.setLineDash(full === null ? [2, 2] : []);
    c.stroke(path);
    c.setLineDash([]);
    if (count > 1) {
      c.strokeStyle = p.index === focus ? ink : soft;
      c.lineWidth = 1.2;
      c.beginPath();
      c.arc(0, 0, r + 4.5, 0, 2 * Math.PI);
      c.stroke();
      c.font = "600 11px 'Inter Variable', sans-serif";
      word(String(count), r + 13, 9, ink);
    }
    c.restore();
  }
  if (!points[focus]) return;
  const [x, y] = place(project(points.map((q) => q.at), turn).find((q) => q.index === focus)!), { label } = points[focus];
  c.font = "600 13px 'Inter Variable', sans-serif";
  const half = c.measureText(label).width / 2 + 4, others = project(points.map((q) => q.at), turn).filter((p) => p.index !== focus).map(place);
  word(label, ...labelPlace([x, y], half, others, size), ink);
});
