import { perSite, type Hearing } from './hearing.ts';
import type { Bodies } from './bodies.ts';

/** Global order parameters of the ten phases and contests between objects: colours and counts the whole grid agrees on. */
export function palette({ sea, book, census, background, colours }: Hearing, all: Bodies[]): void {
  const perGrid = (value: (g: number) => number) => {
    const values = sea.grids.map((_, g) => value(g));
    return perSite(sea, (i) => values[sea.grid[i]]);
  };
  const ranked = sea.grids.map((grid, g) => colours.filter((c) => census[c][grid.offset] > 0 && c !== background[g]).sort((a, b) => census[b][grid.offset] - census[a][grid.offset] || a - b));
  ['most', 'second most', 'third most'].forEach((name, k) => book.add(`${name} frequent colour`, 'colour', 1.3 + 0.2 * k, perGrid((g) => ranked[g][k] ?? -1), { relative: true }));
  book.add('rarest colour', 'colour', 1.4, perGrid((g) => ranked[g].at(-1) ?? -1), { relative: true });
  book.add('second rarest colour', 'colour', 1.8, perGrid((g) => ranked[g].at(-2) ?? -1));
  book.add('background colour', 'colour', 0.8, perGrid((g) => background[g]));
  book.add('number of colours', 'ordinal', 2, perGrid((g) => ranked[g].length));
  for (const b of all.slice(0, 3)) {
    const members = sea.grids.map((_, g) => Array.from({ length: b.count }, (_, k) => k).filter((k) => b.grid[k] === g));
    const pick = (name: string, cost: number, choose: (ks: number[]) => number[]) =>
      book.add(`colour of the ${name} ${b.name}`, 'colour', cost + b.cost, perGrid((g) => {
        const found = [...new Set(choose(members[g]).map((k) => b.colour[k]))];
        return found.length === 1 ? found[0] : -1;
      }), { relative: b.cost === 0 });
    const extreme = (values: Int32Array, sign: number) => (ks: number[]) => {
      const top = Math.max(...ks.map((k) => sign * values[k]));
      return ks.filter((k) => sign * values[k] === top);
    };
    pick('largest', 1.5, extreme(b.size, 1));
    pick('smallest', 1.5, extreme(b.size, -1));
    const copies = b.attributes.get('copies of its shape')!;
    pick('only odd', 1.8, (ks) => ks.filter((k) => copies[k] === 0));
    pick('most copied', 1.8, extreme(copies, 1));
    pick('most holed', 1.9, extreme(b.attributes.get('holes')!, 1));
    const symmetric = b.attributes.get('mirror axes')!;
    pick('only symmetric', 1.9, (ks) => ks.filter((k) => symmetric[k] > 0));
    pick('only asymmetric', 1.9, (ks) => ks.filter((k) => symmetric[k] === 0));
    const alike = b.attributes.get('others of its colour')!;
    pick('most numerous', 1.8, extreme(alike, 1));
    pick('least numerous', 1.9, extreme(alike, -1));
    book.add(`number of ${b.name}s`, 'ordinal', 2 + b.cost, perGrid((g) => members[g].length));
    book.add(`largest size of a ${b.name}`, 'ordinal', 2.3 + b.cost, perGrid((g) => Math.max(-1, ...members[g].map((k) => b.size[k]))));
  }
  const corners = (dr: number, dc: number) => perGrid((g) => {
    const { rows, columns, offset } = sea.grids[g];
    return sea.colour[offset + dr * (rows - 1) * columns + dc * (columns - 1)];
  });
  book.add('colour of the top left corner', 'colour', 1.8, corners(0, 0));
  book.add('colour of the top right corner', 'colour', 2, corners(0, 1));
  book.add('colour of the bottom left corner', 'colour', 2, corners(1, 0));
  book.add('colour of the bottom right corner', 'colour', 2, corners(1, 1));
  book.add('the other colour', 'colour', 1.4, perSite(sea, (i) => {
    const others = ranked[sea.grid[i]].filter((c) => c !== sea.colour[i]);
    return ranked[sea.grid[i]].length === 2 && others.length === 1 ? others[0] : -1;
  }));
  for (const c of colours) book.add(`colour ${c} is in the grid`, 'category', 2.2, perGrid((g) => +(census[c][sea.grids[g].offset] > 0)));
}
