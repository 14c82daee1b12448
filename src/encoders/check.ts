import type { Sea } from './sea.ts';

/** Throws a RangeError unless a field has one value per site of the sea. */
export function checkLength(where: string, what: string, field: ArrayLike<number>, sea: Sea): void {
  if (field.length !== sea.sites)
    throw new RangeError(`${where}: ${what} has ${field.length} values, expected ${sea.sites}, one per site. Build it with the sea it is played into.`);
}

/** Throws a RangeError unless every value of a field lies in low..high. */
export function checkRange(where: string, what: string, field: ArrayLike<number>, low: number, high: number): void {
  for (let i = 0; i < field.length; i++) if (!(field[i] >= low && field[i] <= high))
    throw new RangeError(`${where}: ${what}[${i}] is ${field[i]}, expected ${low} to ${high}. Correct the value.`);
}

/** A table of carriers: one site of the sea, or −1 for a wall, per site. */
export function checkTables(where: string, tables: Int32Array[], sea: Sea): void {
  for (const table of tables) {
    checkLength(where, 'table', table, sea);
    checkRange(where, 'table', table, -1, sea.sites - 1);
  }
}

/** A phase field: 0..9, −1 where empty. */
export function checkPhase(where: string, phase: Int8Array, sea: Sea): void {
  checkLength(where, 'phase', phase, sea);
  checkRange(where, 'phase', phase, -1, 9);
}

/** The rate at which sums over a whole grid stop changing in single precision: 8 roundings of the largest possible sum. */
export function roundingOf(sea: Sea): number {
  return sea.grids.reduce((n, g) => Math.max(n, g.rows * g.columns), 0) * 2 ** -21;
}

/** Throws a RangeError where a path could be longer than the frequencies of a wave can count. */
export function checkReach(where: string, sea: Sea): void {
  const k = sea.grids.findIndex((g) => g.rows * g.columns > 2000);
  if (k >= 0) throw new RangeError(`${where}: grid ${k} has ${sea.grids[k].rows} × ${sea.grids[k].columns} sites, expected at most 2000, the reach of a wave. Cut the grid into smaller ones.`);
}
