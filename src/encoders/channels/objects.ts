import { perSite, type Hearing } from './hearing.ts';
import type { Sea } from '../sea.ts';
import type { Bodies } from './bodies.ts';
import { ORIENTATIONS } from './mirrors.ts';

/** What it costs to listen to an attribute of one's own object; names not listed cost 1.9. */
const COST: Record<string, number> = {
  size: 1.3, 'size: place in the contest': 1.4, 'size: the weakest': 1.5, height: 1.7, width: 1.7, holes: 1.4,
  'mirror-symmetric left to right': 1.7, 'copies of its shape': 1.6, 'number of colours': 1.5, 'touches the rim': 1.5, 'empty sites in its box': 1.5,
};
/** Attributes that say too little about an object to be worth a channel: they feed the contests only. */
const HIDDEN = new Set(['top', 'left', 'bottom', 'right', 'colour', 'longer side']);

/** Every site of an object knows the object's attributes; every site of its box knows its place in the box. */
export async function objects(h: Hearing, all: Bodies[]): Promise<void> {
  for (const bodies of all) {
    const { book, sea } = h;
    if (bodies.count === 0 || bodies.count > sea.sites * 0.7) continue;
    const label = (name: string) => `${bodies.name}: ${name}`;
    const spread = (values: Int32Array) => perSite(sea, (i) => (bodies.body[i] < 0 ? -1 : values[bodies.body[i]]));
    for (const [name, values] of bodies.attributes) {
      if (HIDDEN.has(name) || name.startsWith('sites of colour')) continue;
      const colourful = name === 'rarest colour';
      book.add(label(name), colourful ? 'colour' : 'ordinal', (COST[name] ?? 1.9) + bodies.cost, spread(values), { source: colourful });
    }
    if (bodies.name.startsWith('cluster')) {
      book.add(label('majority colour'), 'colour', 1.5 + bodies.cost, spread(bodies.colour));
      for (const [name, values] of bodies.attributes) if (name.startsWith('sites of colour')) {
        const c = Number(name.slice(16));
        book.add(label(`contains colour ${c}`), 'category', 1.5 + bodies.cost, spread(values.map((v) => +(v > 0))));
      }
    }
    placeInside(h, bodies, label);
  }
  const shapes = all.find((b) => b.name === 'shape'), clusters = all.find((b) => b.name === 'cluster');
  if (shapes) await nearestObject(h, shapes);
  if (shapes) boxes(h, shapes, 'box');
  if (clusters) boxes(h, clusters, 'cluster box');
  if (clusters) await reflectInBoxes(h, clusters);
}

function placeInside({ sea, book }: Hearing, b: Bodies, label: (name: string) => string): void {
  if (b.name === 'patch') return;
  const inside = (value: (i: number, k: number) => number) => perSite(sea, (i) => (b.body[i] < 0 ? -1 : value(i, b.body[i])));
  const sides = (i: number, k: number) => [sea.row[i] - b.top[k], b.bottom[k] - sea.row[i], sea.column[i] - b.left[k], b.right[k] - sea.column[i]];
  ['top', 'bottom', 'left', 'right'].forEach((side, s) => book.add(label(`rows or columns from its ${side}`), 'ordinal', 2 + b.cost, inside((i, k) => sides(i, k)[s])));
  book.add(label('ring inside'), 'ordinal', 1.9 + b.cost, inside((i, k) => Math.min(...sides(i, k))));
  book.add(label('at its centre'), 'category', 1.9 + b.cost, inside((i, k) => { const s = sides(i, k); return +(Math.abs(s[0] - s[1]) <= 1 && Math.abs(s[2] - s[3]) <= 1); }));
}

/** Index of the smallest object whose box holds a site, member or not; −1 outside all boxes. */
function owners(sea: Sea, b: Bodies): Int32Array {
  const owner = new Int32Array(sea.sites).fill(-1);
  const area = (k: number) => (b.bottom[k] - b.top[k] + 1) * (b.right[k] - b.left[k] + 1);
  const order = Array.from({ length: b.count }, (_, k) => k).filter((k) => area(k) > 1).sort((x, y) => area(y) - area(x));
  for (const k of order) {
    const g = sea.grids[b.grid[k]];
    for (let r = b.top[k]; r <= b.bottom[k]; r++) for (let c = b.left[k]; c <= b.right[k]; c++) owner[g.offset + r * g.columns + c] = k;
  }
  return owner;
}

/** What a site hears from the object in whose box it lies. */
function boxes({ sea, book }: Hearing, b: Bodies, name: string): void {
  const owner = owners(sea, b), area = (k: number) => (b.bottom[k] - b.top[k] + 1) * (b.right[k] - b.left[k] + 1);
  const held = (value: (i: number, k: number) => number) => perSite(sea, (i) => (owner[i] < 0 ? -1 : value(i, owner[i])));
  book.add(`inside a ${name}`, 'category', 1.3, held(() => 1));
  book.add(`colour of the ${name}`, 'colour', 1.4, held((_, k) => b.colour[k]));
  book.add(`size in the ${name}`, 'ordinal', 1.8, held((_, k) => b.size[k]));
  book.add(`ring in the ${name}`, 'ordinal', 1.9, held((i, k) => Math.min(sea.row[i] - b.top[k], b.bottom[k] - sea.row[i], sea.column[i] - b.left[k], b.right[k] - sea.column[i])));
  book.add(`empty sites in the ${name}`, 'ordinal', 1.7, held((_, k) => area(k) - b.size[k]));
  const largest = b.attributes.get('size: place in the contest');
  if (largest) book.add(`contest place of the ${name}`, 'ordinal', 1.8, held((_, k) => largest[k]));
}

/** Every box sees its own mirror images, and what all of them together have to say at a place. */
async function reflectInBoxes({ sea, senses, book, occupied }: Hearing, b: Bodies): Promise<void> {
  const owner = owners(sea, b);
  const heard = await senses.listen(sea, sea.colour, ORIENTATIONS.map((o) => perSite(sea, (i) => {
    const k = owner[i];
    if (k < 0) return -1;
    const rows = b.bottom[k] - b.top[k] + 1, columns = b.right[k] - b.left[k] + 1;
    if (o.square && rows !== columns) return -1;
    const [r, c] = o.map(sea.row[i] - b.top[k], sea.column[i] - b.left[k], rows, columns), g = sea.grids[b.grid[k]];
    return g.offset + (b.top[k] + r) * g.columns + b.left[k] + c;
  })));
  ORIENTATIONS.forEach((o, k) => book.add(`colour ${o.name} in its box`, 'colour', k < 3 ? 2 : 2.2, heard[k]));
  /** Its own colour where it is occupied, else the first image that is. */
  const join = (views: number[]) => perSite(sea, (i) => {
    if (owner[i] < 0 || occupied[i]) return owner[i] < 0 ? -1 : sea.colour[i];
    for (const k of views) if (heard[k][i] >= 0 && heard[k][i] !== sea.colour[i]) return heard[k][i];
    return sea.colour[i];
  });
  book.add('its box made mirror-symmetric', 'colour', 1.9, join([0, 1, 2]));
  book.add('its box made symmetric under all turns', 'colour', 1.9, join([0, 1, 2, 3, 4, 5, 6]));
}

/** Radial fronts from every object: how far the nearest is and what it is like. */
async function nearestObject({ sea, senses, book, occupied }: Hearing, b: Bodies): Promise<void> {
  if (b.count > 1000) return;
  const open = new Uint8Array(sea.sites).fill(1);
  const first = new Map<number, number>();
  for (let k = 0; k < b.count; k++) if (!first.has(b.grid[k])) first.set(b.grid[k], k);
  const source = perSite(sea, (i) => (b.body[i] < 0 ? -1 : b.body[i] - first.get(sea.grid[i])!));
  const [four, eight] = await senses.wave(sea, [{ source, open, eight: false }, { source, open, eight: true }]);
  const of = (name: Int32Array, value: (k: number) => number) => perSite(sea, (i) => (name[i] < 0 ? -1 : value(name[i] + first.get(sea.grid[i])!)));
  const outside = (field: Int32Array) => perSite(sea, (i) => (occupied[i] ? 0 : field[i]));
  book.add('distance to the nearest object', 'ordinal', 1.5, outside(four.arrival));
  book.add('distance to the nearest object (8 neighbours)', 'ordinal', 1.5, outside(eight.arrival));
  book.add('parity of the distance', 'category', 2, outside(four.arrival).map((v) => v & 1));
  book.add('parity of the distance (8 neighbours)', 'category', 2, outside(eight.arrival).map((v) => v & 1));
  book.add('colour of the nearest object', 'colour', 1.5, of(four.name, (k) => b.colour[k]));
  book.add('colour of the nearest object (8 neighbours)', 'colour', 1.6, of(eight.name, (k) => b.colour[k]));
  book.add('size of the nearest object', 'ordinal', 1.9, of(eight.name, (k) => b.size[k]));
}
