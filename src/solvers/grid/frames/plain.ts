import { columnsOf, explainsShapes, rowsOf, type Frame, type Scene, type View } from '../frame.ts';

type Size = (p: number) => [number, number];
type Offer = (name: string, cost: number, shape: Size, views: View[]) => void;

/** Same shape, turned shape, padded shape, lines removed, constant shape. */
export function plainFrames(scene: Scene): Frame[] {
  const frames: Frame[] = [];
  const offer: Offer = (name, cost, shape, views) => {
    const shapes = scene.inputs.map((_, p) => shape(p));
    if (explainsShapes(scene, shapes)) frames.push({ name, cost, shapes, views });
  };
  const size: Size = (p) => [rowsOf(scene.inputs[p]), columnsOf(scene.inputs[p])];
  offer('same shape', 0, size, [{ name: 'here', cost: 0, at: (_p, r, c) => [r, c] }]);
  if (!frames.length) offer('turned shape', 0.5, (p) => [size(p)[1], size(p)[0]], turnedViews(size));
  if (!frames.length) {
    padded(scene, offer, size);
    collapsed(scene, offer);
    constant(scene, offer, size);
  }
  return frames;
}

function turnedViews(size: Size): View[] {
  return [
    { name: 'transposed', cost: 0.3, at: (_p, r, c) => [c, r] },
    { name: 'turned right', cost: 0.4, at: (p, r, c) => [size(p)[0] - 1 - c, r] },
    { name: 'turned left', cost: 0.4, at: (p, r, c) => [c, size(p)[1] - 1 - r] },
    { name: 'transposed over the other diagonal', cost: 0.5, at: (p, r, c) => [size(p)[0] - 1 - c, size(p)[1] - 1 - r] },
  ];
}

function padded(scene: Scene, offer: Offer, size: Size): void {
  const dr = rowsOf(scene.taught[0]) - size(0)[0], dc = columnsOf(scene.taught[0]) - size(0)[1];
  if (dr < 0 || dc < 0 || dr + dc === 0) return;
  const clamp = (v: number, top: number) => Math.max(0, Math.min(top - 1, v));
  for (const [name, top, left] of [['all round', dr >> 1, dc >> 1], ['below and right', 0, 0], ['above and left', dr, dc]] as const)
    offer(`padded ${name}`, 0.8, (p) => [size(p)[0] + dr, size(p)[1] + dc], [
      { name: 'here', cost: 0, at: (_p, r, c) => [r - top, c - left] },
      { name: 'nearest inside', cost: 0.4, at: (p, r, c) => [clamp(r - top, size(p)[0]), clamp(c - left, size(p)[1])] },
      { name: 'repeated', cost: 0.6, at: (p, r, c) => [(r - top + 30 * size(p)[0]) % size(p)[0], (c - left + 30 * size(p)[1]) % size(p)[1]] },
    ]);
}

/** Rows and columns that repeat their neighbour, or that are empty, fall silent; the others close up. */
function collapsed(scene: Scene, offer: Offer): void {
  const { occupied, sea } = scene.hearing;
  type Keep = (line: number[], previous: number[] | null, lit: (k: number) => boolean) => boolean;
  const kept = (keep: Keep) => scene.inputs.map((g, p) => {
    const { offset, columns } = sea.grids[p];
    const turned = g[0].map((_, c) => g.map((line) => line[c]));
    return {
      rows: g.map((line, r) => (keep(line, g[r - 1] ?? null, (c) => occupied[offset + r * columns + c] === 1) ? r : -1)).filter((r) => r >= 0),
      columns: turned.map((line, c) => (keep(line, turned[c - 1] ?? null, (r) => occupied[offset + r * columns + c] === 1) ? c : -1)).filter((c) => c >= 0),
    };
  });
  const rules: Record<string, ReturnType<typeof kept>> = {
    'runs collapsed': kept((line, previous) => !previous || line.some((v, k) => v !== previous[k])),
    'empty lines removed': kept((line, _previous, lit) => line.some((_, k) => lit(k))),
  };
  for (const [name, lines] of Object.entries(rules))
    offer(name, 0.8, (p) => [lines[p].rows.length, lines[p].columns.length], [
      { name: 'here', cost: 0, at: (p, r, c) => (r < lines[p].rows.length && c < lines[p].columns.length ? [lines[p].rows[r], lines[p].columns[c]] : null) },
    ]);
}

function constant(scene: Scene, offer: Offer, size: Size): void {
  const n = rowsOf(scene.taught[0]), m = columnsOf(scene.taught[0]);
  offer('constant shape', 1.5, () => [n, m], [
    { name: 'from the top left', cost: 0.3, at: (_p, r, c) => [r, c] },
    { name: 'sampled', cost: 0.6, at: (p, r, c) => [Math.floor(((r + 0.5) * size(p)[0]) / n), Math.floor(((c + 0.5) * size(p)[1]) / m)] },
    { name: 'from the bottom right', cost: 0.6, at: (p, r, c) => [size(p)[0] - n + r, size(p)[1] - m + c] },
  ]);
}
