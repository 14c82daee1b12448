import { lattices } from '../../../encoders/channels/panels.ts';
import { explainsShapes, type Frame, type Scene, type View } from '../frame.ts';

/** Walls split the input into panels: laid over each other, or each shrunk to one cell. */
export function panelFrames(scene: Scene): Frame[] {
  const found = lattices(scene.hearing);
  if (found.some((l) => !l)) return [];
  const frames: Frame[] = [];
  const laid = found.map((l): [number, number] => [l!.rows, l!.columns]);
  const fewest = Math.min(...found.map((l) => l!.tops.length * l!.lefts.length));
  if (explainsShapes(scene, laid)) frames.push({
    name: 'panels laid over each other', cost: 0.2, shapes: laid,
    views: Array.from({ length: Math.min(9, fewest) }, (_, k): View => ({
      name: `panel ${k + 1}`, cost: 0.1 * Math.min(3, k),
      at: (p, r, c) => { const l = found[p]!; return [l.tops[Math.floor(k / l.lefts.length)] + r, l.lefts[k % l.lefts.length] + c]; },
    })),
  });
  const shrunk = found.map((l): [number, number] => [l!.tops.length, l!.lefts.length]);
  if (explainsShapes(scene, shrunk)) frames.push({
    name: 'each panel shrunk to a cell', cost: 0.3, shapes: shrunk,
    views: [
      { name: 'its panel', cost: 0, at: (p, r, c) => [found[p]!.tops[r], found[p]!.lefts[c]] },
      { name: 'the middle of its panel', cost: 0.3, at: (p, r, c) => [found[p]!.tops[r] + (found[p]!.rows >> 1), found[p]!.lefts[c] + (found[p]!.columns >> 1)] },
    ],
  });
  return frames;
}
