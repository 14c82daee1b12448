import { shiftTable, type Sea } from '../sea.ts';
import type { RayReading, RayRequest } from '../senses.ts';
import type { Hearing } from './hearing.ts';

/** The eight directions, the four orthogonal ones first; opposite directions stand next to each other. */
const DIRECTIONS: { name: string; step: [number, number] }[] = [
  { name: 'up', step: [-1, 0] }, { name: 'down', step: [1, 0] }, { name: 'left', step: [0, -1] }, { name: 'right', step: [0, 1] },
  { name: 'up left', step: [-1, -1] }, { name: 'down right', step: [1, 1] }, { name: 'up right', step: [-1, 1] }, { name: 'down left', step: [1, -1] },
];

export interface RaysHeard {
  /** First occupied site in each of the eight directions. */
  occupied: RayReading[];
}

/** Pulses from the eight directions: who is first seen, how far, between whom a site stands. */
export async function rays(h: Hearing): Promise<RaysHeard> {
  const { sea, senses, book, occupied } = h;
  const next = DIRECTIONS.map((d) => shiftTable(sea, d.step[0], d.step[1]));
  const request = (k: number, transparent: (site: number, next: number) => boolean): RayRequest => ({
    direction: DIRECTIONS[k].step,
    through: Uint8Array.from(next[k], (j, i) => (j >= 0 && transparent(i, j) ? 1 : 0)),
  });
  const readings = await senses.rays(sea, [
    ...DIRECTIONS.map((_, k) => request(k, (_i, j) => !occupied[j])),
    ...DIRECTIONS.map((_, k) => request(k, (i, j) => sea.colour[i] === sea.colour[j])),
  ]);
  const seen = readings.slice(0, 8), different = readings.slice(8);
  const colourOf = (r: RayReading) => Int16Array.from(r.hit, (j) => (j < 0 || !occupied[j] ? -1 : sea.colour[j]));
  const anyColourOf = (r: RayReading) => Int16Array.from(r.hit, (j) => (j < 0 ? -1 : sea.colour[j]));
  const reach = (r: RayReading) => Int16Array.from(r.distance, (d, i) => (d < 0 || !occupied[r.hit[i]] ? -1 : d));
  DIRECTIONS.forEach((d, k) => {
    book.add(`first colour ${d.name}`, 'colour', 1.3, colourOf(seen[k]), { relative: true });
    book.add(`distance to the first colour ${d.name}`, 'ordinal', 1.6, reach(seen[k]));
    book.add(`something lies ${d.name}`, 'category', 1.3, colourOf(seen[k]).map((c) => (c < 0 ? 0 : 1)));
    book.add(`first other colour ${d.name}`, 'colour', 1.6, anyColourOf(different[k]), { source: k < 4 });
    book.add(`distance to another colour ${d.name}`, 'ordinal', 1.9, Int16Array.from(different[k].distance));
  });
  nearest(h, seen.slice(0, 2), 'vertical');
  nearest(h, seen.slice(2, 4), 'horizontal');
  nearest(h, seen.slice(0, 4), 'orthogonal');
  nearest(h, seen.slice(4, 8), 'diagonal');
  nearest(h, seen, 'any');
  between(h, seen);
  await sweeps(h);
  return { occupied: seen };
}

function nearest({ sea, book, occupied }: Hearing, seen: RayReading[], name: string): void {
  const colour = new Int16Array(sea.sites).fill(-1), hits = new Int16Array(sea.sites), kinds = new Int16Array(sea.sites);
  for (let i = 0; i < sea.sites; i++) {
    let best = 1e9, mask = 0;
    for (const r of seen) {
      const j = r.hit[i];
      if (j < 0 || !occupied[j]) continue;
      hits[i]++;
      mask |= 1 << sea.colour[j];
      if (r.distance[i] < best) { best = r.distance[i]; colour[i] = sea.colour[j]; }
    }
    for (; mask; mask &= mask - 1) kinds[i]++;
  }
  book.add(`nearest colour of the ${name} rays`, 'colour', 1.5, colour);
  book.add(`${name} rays that hit`, 'ordinal', 1.3, hits);
  book.add(`colours the ${name} rays hit`, 'ordinal', 1.7, kinds);
}

/** Two opposite pulses meeting in phase: a standing wave between equal colours. */
function between({ sea, book, occupied }: Hearing, seen: RayReading[]): void {
  const axes = ['vertically', 'horizontally', 'on the falling diagonal', 'on the rising diagonal'];
  const standing = axes.map((_, a) => Int16Array.from({ length: sea.sites }, (_, i) => {
    const p = seen[2 * a].hit[i], q = seen[2 * a + 1].hit[i];
    return !occupied[i] && p >= 0 && q >= 0 && occupied[p] && occupied[q] && sea.colour[p] === sea.colour[q] ? sea.colour[p] : -1;
  }));
  axes.forEach((axis, a) => {
    book.add(`between two of one colour ${axis}`, 'colour', 1, standing[a]);
    book.add(`between any two ${axis}`, 'category', 1.2, Int16Array.from({ length: sea.sites }, (_, i) => {
      const p = seen[2 * a].hit[i], q = seen[2 * a + 1].hit[i];
      return +(!occupied[i] && p >= 0 && q >= 0 && occupied[p] === 1 && occupied[q] === 1);
    }));
  });
  const merge = (from: number, to: number) => Int16Array.from({ length: sea.sites }, (_, i) => {
    for (let a = from; a < to; a++) if (standing[a][i] >= 0) return standing[a][i];
    return -1;
  });
  book.add('between two of one colour (orthogonal)', 'colour', 1, merge(0, 2));
  book.add('between two of one colour (diagonal)', 'colour', 1.2, merge(2, 4));
  book.add('between two of one colour', 'colour', 1.1, merge(0, 4));
}

/** A carrier of its own for every colour, passing through all others: is colour c anywhere in a direction? */
async function sweeps({ sea, senses, book, colours }: Hearing): Promise<void> {
  const next = DIRECTIONS.map((d) => shiftTable(sea, d.step[0], d.step[1]));
  const listening = colours.filter((c) => c !== 0);
  const requests: RayRequest[] = [];
  for (const c of listening) for (let k = 0; k < 8; k++)
    requests.push({ direction: DIRECTIONS[k].step, through: Uint8Array.from(next[k], (j) => (j >= 0 && sea.colour[j] !== c ? 1 : 0)) });
  const readings = await senses.rays(sea, requests);
  listening.forEach((c, n) => {
    const here = readings.slice(8 * n, 8 * n + 8).map((r) => heardColour(sea, r, c));
    DIRECTIONS.forEach((d, k) => book.add(`colour ${c} lies ${d.name}`, 'category', 1.6, here[k]));
    const any = (from: number, to: number) => here[0].map((_, i) => { for (let k = from; k < to; k++) if (here[k][i]) return 1; return 0; });
    book.add(`colour ${c} in the column`, 'category', 1.4, any(0, 2));
    book.add(`colour ${c} in the row`, 'category', 1.4, any(2, 4));
    book.add(`colour ${c} in row or column`, 'category', 1.4, any(0, 4));
    book.add(`colour ${c} on a diagonal`, 'category', 1.5, any(4, 8));
    book.add(`directions with colour ${c}`, 'ordinal', 1.7, here[0].map((_, i) => here.slice(0, 4).reduce((s, v) => s + v[i], 0)));
  });
}

function heardColour(sea: Sea, r: RayReading, c: number): Int16Array {
  return Int16Array.from(r.hit, (j) => (j >= 0 && sea.colour[j] === c ? 1 : 0));
}
