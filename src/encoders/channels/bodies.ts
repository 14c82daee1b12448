import type { Sea } from '../sea.ts';
import type { GroupRequest, Senses } from '../senses.ts';
import { perSite, type Hearing } from './hearing.ts';

/** Objects of one segmentation, one entry an object; attributes are heard from the object's own mean fields and contests. */
export interface Bodies {
  name: string;
  cost: number;
  /** Object index of each site, −1 outside. */
  body: Int32Array;
  count: number;
  grid: Int32Array;
  size: Int32Array;
  top: Int32Array;
  bottom: Int32Array;
  left: Int32Array;
  right: Int32Array;
  /** Majority colour. */
  colour: Int32Array;
  /** Attribute name → value per object; whole numbers that objects can compete in. */
  attributes: Map<string, Int32Array>;
}

export interface Segmentation {
  name: string;
  cost: number;
  eight: boolean;
  kind: (site: number) => number;
}

/** The five ways sites may lock: by colour or by mere presence, over 4 or 8 neighbours, with or without the background. */
export function segmentations({ sea, occupied }: Hearing): Segmentation[] {
  const ownColour = (i: number) => (occupied[i] ? sea.colour[i] : -1), any = (i: number) => (occupied[i] ? 0 : -1);
  return [
    { name: 'shape', cost: 0, eight: true, kind: ownColour },
    { name: 'shape4', cost: 0.1, eight: false, kind: ownColour },
    { name: 'cluster', cost: 0.15, eight: true, kind: any },
    { name: 'cluster4', cost: 0.2, eight: false, kind: any },
    { name: 'patch', cost: 0.3, eight: false, kind: (i) => sea.colour[i] },
  ];
}

/** Lets the sites lock and listens to every object: size, extent, colours, holes, timbre of its shape. */
export async function listenToBodies(h: Hearing, plans: Segmentation[]): Promise<Bodies[]> {
  const { sea, senses } = h;
  const names = await senses.segment(sea, plans.map((p) => ({ kind: perSite(sea, p.kind), eight: p.eight })));
  const all: Bodies[] = [];
  for (let k = 0; k < plans.length; k++) all.push(await attributesOf(h, plans[k], names[k]));
  await contests(senses, all);
  return all;
}

async function attributesOf({ sea, senses, colours, occupied }: Hearing, plan: Segmentation, name: Int32Array): Promise<Bodies> {
  const index = new Map<number, number>();
  const sample: number[] = [];
  const body = Int32Array.from(name, (v, i) => {
    if (v < 0) return -1;
    if (!index.has(v)) { index.set(v, index.size); sample.push(i); }
    return index.get(v)!;
  });
  const of = (field: Int32Array) => Int32Array.from(sample, (i) => field[i]);
  const row = perSite(sea, (i) => sea.row[i]), column = perSite(sea, (i) => sea.column[i]);
  const extent = await senses.strongest(sea, [row, row.map((v) => -v), column, column.map((v) => -v)].map((signal) => ({ group: body, signal })));
  const [bottom, top, right, left] = [of(extent[0]), of(extent[1]).map((v) => -v), of(extent[2]), of(extent[3]).map((v) => -v)];
  const many = plan.name.startsWith('cluster');
  const palette = many ? colours : [];
  const timbres = [0, 1, 2, 3, 4, 5, 6, 7].map((view) => perSite(sea, (i) => (body[i] < 0 ? 0 : timbre(view, sea.row[i] - top[body[i]], sea.column[i] - left[body[i]], bottom[body[i]] - sea.row[i], right[body[i]] - sea.column[i]))));
  const corner = perSite(sea, (i) => (body[i] < 0 ? 0 : eulerShare(sea, body, i, plan.eight)));
  const inkSignal = perSite(sea, (i) => (body[i] < 0 ? 0 : (timbre(0, sea.row[i] - top[body[i]], sea.column[i] - left[body[i]], 0, 0) * (1 + sea.colour[i])) % 4096));
  const signals = [perSite(sea, () => 1), corner, inkSignal, perSite(sea, (i) => +(occupied[i] === 1)), ...timbres, ...palette.map((c) => perSite(sea, (i) => +(sea.colour[i] === c)))];
  const sums = (await senses.gather(sea, signals.map((signal): GroupRequest => ({ group: body, signal })))).map(of);
  const size = sums[0];
  const height = bottom.map((b, k) => b - top[k] + 1), width = right.map((v, k) => v - left[k] + 1);
  const timbreSums = sums.slice(4, 12), colourSums = sums.slice(12);
  const colour = Int32Array.from(sample, (i, k) => {
    if (!many) return sea.colour[i];
    let best = -1;
    palette.forEach((_, n) => { if (colourSums[n][k] > (best < 0 ? 0 : colourSums[best][k])) best = n; });
    return palette[best];
  });
  const attributes = new Map<string, Int32Array>([
    ['size', size], ['height', height], ['width', width],
    ['box area', height.map((v, k) => v * width[k])],
    ['empty sites in its box', height.map((v, k) => v * width[k] - size[k])],
    ['top', top], ['left', left], ['bottom', bottom], ['right', right],
    ['longer side', height.map((v, k) => Math.max(v, width[k]))],
    ['elongation', height.map((v, k) => Math.abs(v - width[k]))],
    ['holes', sums[1].map((q) => 1 - q)],
    ['colour', colour],
  ]);
  const grid = Int32Array.from(sample, (i) => sea.grid[i]);
  const touching = top.map((t, k) => +(t === 0 || left[k] === 0 || bottom[k] === sea.grids[grid[k]].rows - 1 || right[k] === sea.grids[grid[k]].columns - 1));
  attributes.set('touches the rim', touching);
  const mirrorLR = timbreSums[0].map((v, k) => +(v === timbreSums[1][k])), mirrorUD = timbreSums[0].map((v, k) => +(v === timbreSums[2][k]));
  attributes.set('mirror-symmetric left to right', mirrorLR);
  attributes.set('mirror-symmetric top to bottom', mirrorUD);
  attributes.set('mirror axes', mirrorLR.map((v, k) => v + mirrorUD[k] + +(height[k] === width[k] && timbreSums[0][k] === timbreSums[4][k]) + +(height[k] === width[k] && timbreSums[0][k] === timbreSums[7][k])));
  const shape = shapeNames(timbreSums[0], height, width, false), turned = shapeNames(timbreSums.reduce((a, b) => a.map((v, k) => Math.min(v, b[k]))), height, width, true);
  attributes.set('copies of its shape', countAlike(shape, grid));
  attributes.set('copies of its shape, turned', countAlike(turned, grid));
  attributes.set('others of its colour', countAlike(colour, grid));
  attributes.set('others of its size', countAlike(size, grid));
  if (many) {
    attributes.set('number of colours', Int32Array.from(sample, (_, k) => colourSums.filter((s) => s[k] > 0).length));
    attributes.set('copies of its pattern', countAlike(shapeNames(sums[2], height, width, false), grid));
    attributes.set('rarest colour', Int32Array.from(sample, (_, k) => {
      let best = -1;
      palette.forEach((_, n) => { if (colourSums[n][k] > 0 && (best < 0 || colourSums[n][k] < colourSums[best][k])) best = n; });
      return palette[best];
    }));
    palette.forEach((c, n) => attributes.set(`sites of colour ${c}`, colourSums[n]));
  }
  return { name: plan.name, cost: plan.cost, body, count: sample.length, grid, size, top, bottom, left, right, colour, attributes };
}

/** A pitch for each place of a box, seen plainly and in the seven other orientations: equal shapes sum to equal timbres. */
function timbre(view: number, up: number, left: number, down: number, right: number): number {
  const [a, b] = [[up, left], [up, right], [down, left], [down, right], [left, up], [left, down], [right, up], [right, down]][view];
  return ((a * 1237 + b * 2741 + a * b * 911 + a * a * 379 + b * b * 613) % 2039) + 1;
}

/** A site's share of its object's Euler characteristic (sites − links + triangles − blocks): an object's sum is 1 − holes. */
function eulerShare(sea: Sea, body: Int32Array, i: number, eight: boolean): number {
  const { columns, rows } = sea.grids[sea.grid[i]];
  const has = (dr: number, dc: number) => {
    const r = sea.row[i] + dr, c = sea.column[i] + dc;
    return r >= 0 && c >= 0 && r < rows && c < columns && body[i + dr * columns + dc] === body[i] ? 1 : 0;
  };
  let edges = 0, faces = 0, knots = 0;
  for (const [dr, dc] of [[0, 1], [1, 0]]) edges += has(dr, dc);
  faces = has(0, 1) & has(1, 0) & has(1, 1);
  if (!eight) return 1 - edges + faces;
  // Over 8 neighbours a diagonal is a link too, and a triangle of three closes what it would seem to enclose.
  knots = has(1, 1) + has(1, -1);
  const triangles = [[0, 1, 1, 0], [0, 1, 1, 1], [1, 0, 1, 1], [1, 0, 1, -1]].reduce((n, [a, b, c, d]) => n + (has(a, b) & has(c, d)), 0);
  return 1 - edges - knots + triangles - faces;
}

function shapeNames(sound: Int32Array, height: Int32Array, width: Int32Array, turned: boolean): Int32Array {
  return sound.map((v, k) => {
    const a = turned ? Math.max(height[k], width[k]) : height[k], b = turned ? Math.min(height[k], width[k]) : width[k];
    return (v * 31 + a) * 31 + b;
  });
}

function countAlike(value: Int32Array, grid: Int32Array): Int32Array {
  const counts = new Map<string, number>();
  value.forEach((v, k) => counts.set(`${grid[k]}:${v}`, (counts.get(`${grid[k]}:${v}`) ?? 0) + 1));
  return value.map((v, k) => counts.get(`${grid[k]}:${v}`)! - 1);
}

const RANKED = ['size', 'height', 'width', 'box area', 'top', 'left', 'holes', 'number of colours', 'empty sites in its box'];

/** Objects race in an attribute: the strongest and the weakest of a grid, and the order in which they survive. */
async function contests(senses: Senses, all: Bodies[]): Promise<void> {
  for (const bodies of all) {
    const units: Sea = {
      sites: bodies.count, grids: [{ rows: 1, columns: bodies.count, offset: 0 }], colour: new Int8Array(bodies.count),
      grid: new Int16Array(bodies.count), row: new Int16Array(bodies.count), column: Int16Array.from({ length: bodies.count }, (_, i) => i),
    };
    if (!bodies.count) continue;
    const names = RANKED.filter((n) => bodies.attributes.has(n));
    const signal = names.map((n) => bodies.attributes.get(n)!);
    const low = await senses.strongest(units, signal.map((s) => ({ group: bodies.grid, signal: s.map((v) => -v) })));
    const rank = signal.map((s) => new Int32Array(s.length).fill(4));
    let group = signal.map(() => bodies.grid.slice());
    for (let round = 0; round < 4; round++) {
      const high = await senses.strongest(units, signal.map((s, k) => ({ group: group[k], signal: s })));
      group = group.map((g, k) => g.map((v, i) => {
        if (v >= 0 && signal[k][i] === high[k][i]) { rank[k][i] = round; return -1; }
        return v;
      }));
    }
    names.forEach((n, k) => {
      bodies.attributes.set(`${n}: place in the contest`, rank[k]);
      bodies.attributes.set(`${n}: the weakest`, signal[k].map((v, i) => +(v === -low[k][i])));
    });
  }
}
