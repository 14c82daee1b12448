import { chart, sharp, theme } from './chart.ts';

export interface CubePoint { at: readonly number[]; colour: string; full: boolean; label: string }
export interface CubeData { points: readonly CubePoint[]; /** Turns about the upright and the level axis, radians. */ turn: [number, number]; focus: number }
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
  const most = Math.max(1e-9, ...places.flatMap((p) => p.map(Math.abs)));
  return places.map((p) => p.map((x) => x / most));
}

const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1]);
const edges = corners.flatMap((_, a) => [1, 2, 4].filter((bit) => !(a & bit)).map((bit) => [a, a | bit] as const));

/** Points in a cube that may be turned; what lies in front is larger. A canvas. */
export const cube = () => chart<CubeData, { size: [number, number] }>({ size: [640, 520] }, (canvas, { points, turn, focus }, { size: [width, height] }) => {
  const c = sharp(canvas, width, height), unit = Math.min(width, height) * 0.3, place = (p: Projected): [number, number] => [width / 2 + p.x * unit, height / 2 - p.y * unit];
  const frame = project(corners, turn), byIndex = new Map(frame.map((p) => [p.index, p]));
  c.lineWidth = 1;
  for (const [a, b] of edges) {
    c.strokeStyle = theme(canvas, 'line');
    c.globalAlpha = 0.55 + 0.25 * ((byIndex.get(a)!.depth + byIndex.get(b)!.depth) / 2);
    c.beginPath();
    c.moveTo(...place(byIndex.get(a)!));
    c.lineTo(...place(byIndex.get(b)!));
    c.stroke();
  }
  c.globalAlpha = 1;
  for (const p of project(points.map((q) => q.at), turn)) {
    const { colour, full } = points[p.index], [x, y] = place(p), r = 5.5 + 2.2 * p.depth + (p.index === focus ? 3 : 0);
    c.beginPath();
    c.arc(x, y, r, 0, 2 * Math.PI);
    c.globalAlpha = 0.72 + 0.28 * Math.max(-1, Math.min(1, p.depth));
    c.fillStyle = full ? colour : theme(canvas, 'panel');
    c.fill();
    c.strokeStyle = p.index === focus ? theme(canvas, 'ink') : full ? theme(canvas, 'panel') : colour;
    c.lineWidth = p.index === focus ? 2 : full ? 1 : 1.8;
    c.stroke();
  }
  c.globalAlpha = 1;
  if (focus >= 0 && points[focus]) {
    const p = project(points.map((q) => q.at), turn).find((q) => q.index === focus)!, [x, y] = place(p);
    c.font = "600 13px 'Inter Variable', sans-serif";
    c.fillStyle = theme(canvas, 'ink');
    c.textAlign = x > width / 2 ? 'right' : 'left';
    c.strokeStyle = theme(canvas, 'panel');
    c.lineWidth = 4;
    c.lineJoin = 'round';
    c.strokeText(points[focus].label, x + (x > width / 2 ? -14 : 14), y - 10);
    c.fillText(points[focus].label, x + (x > width / 2 ? -14 : 14), y - 10);
  }
});
