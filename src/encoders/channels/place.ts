import type { Hearing } from './hearing.ts';

/** Where a site lies on its plate: standing waves with fixed wavelengths, and the distance from the rims. */
export function place({ sea, book }: Pick<Hearing, 'sea' | 'book'>): void {
  const rows = (i: number) => sea.grids[sea.grid[i]].rows, columns = (i: number) => sea.grids[sea.grid[i]].columns;
  const up = (i: number) => sea.row[i], left = (i: number) => sea.column[i];
  const down = (i: number) => rows(i) - 1 - up(i), right = (i: number) => columns(i) - 1 - left(i);
  const add = (name: string, kind: 'ordinal' | 'category', cost: number, value: (i: number) => number) =>
    book.add(name, kind, cost, Int16Array.from({ length: sea.sites }, (_, i) => value(i)));
  add('rows from the top', 'ordinal', 2.2, up);
  add('rows from the bottom', 'ordinal', 2.2, down);
  add('columns from the left', 'ordinal', 2.2, left);
  add('columns from the right', 'ordinal', 2.2, right);
  add('ring', 'ordinal', 1.8, (i) => Math.min(up(i), down(i), left(i), right(i)));
  add('on the rim', 'category', 1.5, (i) => +(Math.min(up(i), down(i), left(i), right(i)) === 0));
  add('corner', 'category', 1.8, (i) => +(Math.min(up(i), down(i)) === 0 && Math.min(left(i), right(i)) === 0));
  add('row parity', 'category', 1.8, (i) => up(i) % 2);
  add('column parity', 'category', 1.8, (i) => left(i) % 2);
  add('checker', 'category', 1.8, (i) => (up(i) + left(i)) % 2);
  add('row modulo 3', 'category', 2.2, (i) => up(i) % 3);
  add('column modulo 3', 'category', 2.2, (i) => left(i) % 3);
  add('diagonal modulo 3', 'category', 2.3, (i) => (up(i) + left(i)) % 3);
  add('antidiagonal modulo 3', 'category', 2.3, (i) => (((up(i) - left(i)) % 3) + 3) % 3);
  add('ring parity', 'category', 2, (i) => Math.min(up(i), down(i), left(i), right(i)) % 2);
  add('upper or lower half', 'category', 2, (i) => Math.sign(down(i) - up(i)) + 1);
  add('left or right half', 'category', 2, (i) => Math.sign(right(i) - left(i)) + 1);
  add('on the diagonal', 'category', 2, (i) => +(up(i) === left(i)));
  add('on the antidiagonal', 'category', 2, (i) => +(up(i) === right(i)));
  add('above the diagonal', 'category', 2.2, (i) => +(left(i) > up(i)));
}
