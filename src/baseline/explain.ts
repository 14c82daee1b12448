import type { Grid, Pair } from '../tasks/types.ts';
import { predict } from './adam.ts';
import { batchOf, ladder, LIMIT } from './batch.ts';
import { COLOURS, sheet } from './tokens.ts';
import type { Training } from './train.ts';

/** One link of an attention map: an input cell (row × columns + column) and the share of attention it got. */
export type Link = [cell: number, share: number];
/** The strongest links of every output cell: of both layers (mean of the heads) and of the copy head. */
export interface AttentionMaps { rows: number; columns: number; firstLayer: Link[][]; secondLayer: Link[][]; copyHead: Link[][] }

const LINKS = 3, POINTS = 64, UPRIGHT = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The curve thinned to at most 64 points: [step, mean loss since the last point]. */
export function curve(losses: number[]): [number, number][] {
  const every = Math.max(1, Math.ceil(losses.length / POINTS)), points: [number, number][] = [];
  for (let i = 0; i < losses.length; i += every) {
    const part = losses.slice(i, i + every);
    points.push([i + part.length, Number((part.reduce((a, b) => a + b, 0) / part.length).toPrecision(4))]);
  }
  return points;
}

/** Share of demonstration cells, and of whole demonstrations, that the net reproduces (the first LIMIT tokens of each). */
export function trainingAccuracy(net: Training, demos: Pair[]): { cells: number; grids: number } {
  let cells = 0, right = 0, grids = 0;
  for (const { input, output } of demos) {
    const flat = output.flat(), room = LIMIT - input.length * input[0].length;
    const only = flat.map((_, i) => i).slice(0, room), s = sheet(input, output.length, output[0].length, only);
    const { probability } = predict(net.state.weights, batchOf([{ sheet: s, palette: UPRIGHT }], ladder(s.tokens), 1), false);
    const asked = s.first ? only : flat.map((_, i) => i);
    const hits = asked.filter((cell, i) => best(probability, (s.first + i) * COLOURS) === flat[cell]).length;
    cells += asked.length;
    right += hits;
    if (hits === asked.length) grids += 1;
  }
  return { cells: right / cells, grids: grids / demos.length };
}

function best(p: Float32Array, at: number): number {
  let k = 0;
  for (let c = 1; c < 10; c++) if (p[at + c] > p[at + k]) k = c;
  return k;
}

/** Where each output cell of one input looked, upright. Canvases over the token limit are cut after the first cells. */
export function attentionMaps(net: Training, input: Grid, rows: number, columns: number): AttentionMaps {
  const only = Array.from({ length: rows * columns }, (_, i) => i).slice(0, LIMIT - input.length * input[0].length);
  const s = sheet(input, rows, columns, only), S = ladder(s.tokens);
  const { maps } = predict(net.state.weights, batchOf([{ sheet: s, palette: UPRIGHT }], S, 1), true);
  const links = (map: Float32Array): Link[][] => {
    const heads = map.length / (S * S);
    return Array.from({ length: s.tokens - s.first }, (_, i) => {
      const top: Link[] = [];
      for (let j = 0; j < s.keys; j++) {
        let share = 0;
        for (let h = 0; h < heads; h++) share += map[(h * S + s.first + i) * S + j] / heads;
        if (top.length === LINKS && share <= top[LINKS - 1][1]) continue;
        top.splice(top.filter((link) => link[1] >= share).length, 0, [j, share]);
        top.length = Math.min(top.length, LINKS);
      }
      return top.map(([cell, share]): Link => [cell, Math.round(share * 1000) / 1000]);
    });
  };
  const [firstLayer, secondLayer, copyHead] = maps.map(links);
  return { rows, columns, firstLayer, secondLayer, copyHead };
}
