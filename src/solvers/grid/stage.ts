import { sea as laySea } from '../../encoders/sea.ts';
import { ChannelBook, type Channel } from '../../encoders/channels/book.ts';
import { place } from '../../encoders/channels/place.ts';
import { put } from '../../plasticity/bits.ts';
import type { Frame, Scene } from './frame.ts';

/**
 * A frame made concrete: every output cell of every pair with all it can hear. Cells of a pair lie row-major from
 * `base[p]`, a multiple of 32, so that each pair owns whole words of every bit set.
 */
export interface Stage {
  frame: Frame;
  /** Number of pairs that are demonstrations. */
  demos: number;
  base: number[];
  cells: number;
  words: number;
  channels: Channel[];
  /** Taught colour of each cell, −1 at test cells and in the gaps. */
  target: Int8Array;
  /** 1 at real cells. */
  real: Uint32Array;
}

/** Where each pair's cells begin, and how many places there are with the gaps. */
export function layout(frame: Frame): { base: number[]; cells: number } {
  const base: number[] = [];
  let cells = 0;
  for (const [rows, columns] of frame.shapes) { base.push(cells); cells += Math.ceil((rows * columns) / 32) * 32; }
  return { base, cells };
}

export function buildStage(scene: Scene, frame: Frame, extra: Channel[] = []): Stage {
  const { base, cells } = layout(frame);
  const target = new Int8Array(cells).fill(-1), real = new Uint32Array(cells / 32);
  frame.shapes.forEach(([rows, columns], p) => {
    for (let k = 0; k < rows * columns; k++) {
      put(real, base[p] + k);
      const t = scene.taught[p];
      if (t) target[base[p] + k] = t[Math.floor(k / columns)][k % columns];
    }
  });
  const book = new ChannelBook();
  const tables = frame.views.map((v) => viewTable(scene, frame, v.at, base, cells));
  tables.forEach((table, v) => {
    const view = frame.views[v];
    const heard = (values: ArrayLike<number>) => Int16Array.from(table, (i) => (i < 0 ? -1 : values[i]));
    if (v === 0) for (const c of scene.hearing.book.channels) book.add(c.name, c.kind, c.cost + view.cost, heard(c.values), c);
    else {
      book.add(`${view.name}: colour`, 'colour', 0.6 + view.cost, heard(scene.hearing.sea.colour), { relative: true });
      book.add(`${view.name}: background`, 'category', 0.9 + view.cost, heard(Int16Array.from(scene.hearing.occupied, (o) => 1 - o)));
    }
  });
  for (const c of extra) book.add(c.name, c.kind, c.cost, c.values, c);
  if (frame.views.length > 1) acrossViews(scene, book, tables);
  if (frame.name !== 'same shape') placeInOutput(book, frame, base, cells);
  return { frame, demos: scene.taught.length, base, cells, words: cells / 32, channels: book.channels, target, real };
}

function viewTable(scene: Scene, frame: Frame, at: Frame['views'][0]['at'], base: number[], cells: number): Int32Array {
  const table = new Int32Array(cells).fill(-1);
  frame.shapes.forEach(([rows, columns], p) => {
    const g = scene.hearing.sea.grids[p];
    for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) {
      const to = at(p, r, c);
      if (to && to[0] >= 0 && to[1] >= 0 && to[0] < g.rows && to[1] < g.columns) table[base[p] + r * columns + c] = g.offset + to[0] * g.columns + to[1];
    }
  });
  return table;
}

/** What all views together sing at a cell: how many are occupied, in how many colours, which is loudest. */
function acrossViews({ hearing }: Scene, book: ChannelBook, tables: Int32Array[]): void {
  const { sea, occupied } = hearing;
  const cells = tables[0].length;
  const lit = new Int16Array(cells), kinds = new Int16Array(cells), loudest = new Int16Array(cells).fill(-1), first = new Int16Array(cells).fill(-1), last = new Int16Array(cells).fill(-1);
  for (let i = 0; i < cells; i++) {
    const votes = new Int16Array(10);
    for (const t of tables) {
      if (t[i] < 0 || !occupied[t[i]]) continue;
      const c = sea.colour[t[i]];
      votes[c]++;
      lit[i]++;
      last[i] = c;
      if (first[i] < 0) first[i] = c;
    }
    for (let c = 0; c < 10; c++) {
      if (votes[c]) kinds[i]++;
      if (votes[c] > (loudest[i] < 0 ? 0 : votes[loudest[i]])) loudest[i] = c;
    }
  }
  book.add('occupied views', 'ordinal', 1, lit);
  book.add('colours across the views', 'ordinal', 1.3, kinds);
  book.add('loudest occupied view', 'colour', 1.2, loudest);
  book.add('first occupied view', 'colour', 1.2, first);
  book.add('last occupied view', 'colour', 1.2, last);
}

/** Place on the output plate, where it is not the input plate. */
function placeInOutput(book: ChannelBook, frame: Frame, base: number[], cells: number): void {
  const plate = laySea(frame.shapes.map(([rows, columns]) => Array.from({ length: rows }, () => new Array<number>(columns).fill(0))));
  const own = new ChannelBook();
  place({ sea: plate, book: own });
  for (const c of own.channels) {
    const values = new Int16Array(cells).fill(-1);
    plate.grids.forEach((g, p) => values.set(c.values.subarray(g.offset, g.offset + g.rows * g.columns), base[p]));
    book.add(`output ${c.name}`, c.kind, c.cost, values);
  }
}

/** The rows a frame's stage answers for one pair. */
export function toGrid(stage: Stage, pair: number, colour: ArrayLike<number>): number[][] {
  const [rows, columns] = stage.frame.shapes[pair];
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => colour[stage.base[pair] + r * columns + c]));
}

