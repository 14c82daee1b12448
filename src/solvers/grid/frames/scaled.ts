import { ORIENTATIONS } from '../../../encoders/channels/mirrors.ts';
import { columnsOf, explainsShapes, rowsOf, type Frame, type Scene, type View } from '../frame.ts';

/** The output is the input times a factor, or the input divided by one. */
export function scaledFrames(scene: Scene): Frame[] {
  return [...enlarged(scene), ...divided(scene)];
}

type Factor = (p: number) => [number, number];

/** Factors that would explain the outputs: constant, or a count the medium can tell. */
function factors(scene: Scene): { name: string; cost: number; of: Factor }[] {
  const { hearing, taught, inputs } = scene;
  const { sea, census, background, colours } = hearing;
  const fr = rowsOf(taught[0]) / rowsOf(inputs[0]), fc = columnsOf(taught[0]) / columnsOf(inputs[0]);
  const palette = (p: number, skip: boolean) => colours.filter((c) => census[c][sea.grids[p].offset] > 0 && !(skip && c === background[p])).length;
  const occupied = (p: number) => sea.grids[p].rows * sea.grids[p].columns - census[background[p]][sea.grids[p].offset];
  const shapes = scene.bodies.find((b) => b.name === 'shape')!;
  const objects = (p: number) => shapes.grid.filter((g) => g === p).length;
  const both = (f: (p: number) => number): Factor => (p) => [f(p), f(p)];
  return [
    { name: 'a constant factor', cost: 0, of: () => [fr, fc] },
    { name: 'the number of colours', cost: 0.6, of: both((p) => palette(p, false)) },
    { name: 'the number of colours on the background', cost: 0.6, of: both((p) => palette(p, true)) },
    { name: 'the number of occupied sites', cost: 0.6, of: both(occupied) },
    { name: 'the number of objects', cost: 0.7, of: both(objects) },
  ];
}

function enlarged(scene: Scene): Frame[] {
  const frames: Frame[] = [];
  const size = (p: number): [number, number] => [rowsOf(scene.inputs[p]), columnsOf(scene.inputs[p])];
  for (const f of factors(scene)) {
    const shapes = scene.inputs.map((_, p): [number, number] => [size(p)[0] * f.of(p)[0], size(p)[1] * f.of(p)[1]]);
    if (!explainsShapes(scene, shapes) || shapes.every((s, p) => s[0] === size(p)[0] && s[1] === size(p)[1])) continue;
    const macro: View = { name: 'enlarged', cost: 0, at: (p, r, c) => [Math.floor(r / f.of(p)[0]), Math.floor(c / f.of(p)[1])] };
    const inTile = (p: number, r: number, c: number): [number, number] => [r % size(p)[0], c % size(p)[1]];
    const tile: View = { name: 'tiled', cost: 0.1, at: inTile };
    const reflected = (rows: boolean, columns: boolean): View => ({
      name: `tiled, mirrored ${rows && columns ? 'both ways' : rows ? 'down' : 'across'}`, cost: 0.3,
      at: (p, r, c) => {
        const [n, m] = size(p), [y, x] = inTile(p, r, c);
        return [rows && Math.floor(r / n) % 2 ? n - 1 - y : y, columns && Math.floor(c / m) % 2 ? m - 1 - x : x];
      },
    });
    const turned = ORIENTATIONS.map((o): View => ({
      name: `tiled, ${o.name}`, cost: 0.4,
      at: (p, r, c) => (o.square && size(p)[0] !== size(p)[1] ? null : o.map(...inTile(p, r, c), ...size(p))),
    }));
    const block: View = {
      name: 'which tile', cost: 0.8,
      at: (p, r, c) => { const [n, m] = size(p); return [Math.min(n - 1, Math.floor(r / n)), Math.min(m - 1, Math.floor(c / m))]; },
    };
    const others = [reflected(true, false), reflected(false, true), reflected(true, true), ...turned];
    frames.push({ name: `enlarged by ${f.name}`, cost: 0.2 + f.cost, shapes, views: [macro, tile, ...others] });
    frames.push({ name: `tiled by ${f.name}`, cost: 0.2 + f.cost, shapes, views: [tile, block, macro, ...others] });
  }
  return frames;
}

function divided(scene: Scene): Frame[] {
  const { inputs, taught } = scene;
  const fr = rowsOf(inputs[0]) / rowsOf(taught[0]), fc = columnsOf(inputs[0]) / columnsOf(taught[0]);
  if (fr * fc <= 1 || fr % 1 || fc % 1) return [];
  const shapes = inputs.map((g): [number, number] => [rowsOf(g) / fr, columnsOf(g) / fc]);
  if (shapes.some((s) => s[0] % 1 || s[1] % 1) || !explainsShapes(scene, shapes)) return [];
  const offsets = Array.from({ length: Math.min(16, fr * fc) }, (_, k) => [Math.floor(k / fc), k % fc]);
  return [
    {
      name: 'parts laid over each other', cost: 0.3, shapes,
      views: offsets.map(([a, b], k): View => ({ name: `part ${k + 1}`, cost: 0.1 * Math.min(3, k), at: (p, r, c) => [r + a * shapes[p][0], c + b * shapes[p][1]] })),
    },
    {
      name: 'blocks shrunk to cells', cost: 0.4, shapes,
      views: offsets.map(([a, b], k): View => ({ name: `place ${k + 1} of the block`, cost: 0.1 * Math.min(3, k), at: (_p, r, c) => [r * fr + a, c * fc + b] })),
    },
  ];
}
