import { MOVES, type Move } from '../../field/moves.ts';
import { siteAt, type Sea } from '../sea.ts';
import type { Hearing } from './hearing.ts';

/** The seven orientations other than the plain one, under the names the book knows them by. Transposing ones need a square plate. */
export const ORIENTATIONS: { name: string; square: boolean; map: Move }[] = [
  { name: 'mirrored top to bottom', square: false, map: MOVES.topToBottom },
  { name: 'mirrored left to right', square: false, map: MOVES.leftToRight },
  { name: 'turned by half', square: false, map: MOVES.half },
  { name: 'transposed', square: true, map: MOVES.diagonal },
  { name: 'transposed over the other diagonal', square: true, map: MOVES.otherDiagonal },
  { name: 'turned left', square: true, map: MOVES.left },
  { name: 'turned right', square: true, map: MOVES.right },
];

function table(sea: Sea, place: (i: number) => [number, number] | null): Int32Array {
  return Int32Array.from({ length: sea.sites }, (_, i) => {
    const p = place(i);
    return p ? siteAt(sea, sea.grid[i], p[0], p[1]) : -1;
  });
}

/** The field meets its own reflections: images about the plate, and the symmetry with the least destructive interference. */
export async function mirrors(h: Hearing): Promise<void> {
  const { sea, senses, book } = h;
  const tables = ORIENTATIONS.map((o) => table(sea, (i) => {
    const { rows, columns } = sea.grids[sea.grid[i]];
    return o.square && rows !== columns ? null : o.map(sea.row[i], sea.column[i], rows, columns);
  }));
  const images = await senses.listen(sea, sea.colour, tables);
  ORIENTATIONS.forEach((o, k) => book.add(`colour ${o.name}`, 'colour', 1.5, images[k], { relative: true }));
  await repair(h);
}

/** Shifts tried as carriers: along the axes up to 12 sites, obliquely up to 5. Each is heard from both sides. */
const SHIFTS: [number, number][] = [];
for (let k = 1; k <= 12; k++) SHIFTS.push([0, k], [k, 0]);
for (let dr = 1; dr <= 5; dr++) for (let dc = -5; dc <= 5; dc++) if (dc) SHIFTS.push([dr, dc]);

/** An axis is accepted where the reflected copy agrees with at least this share of what both see. */
const AXIS_ORDER = 0.999;

/**
 * Occluders are mute. For each colour taken as the occluder: every axis near the centre and every shift is tried as a carrier;
 * those whose copies interfere without loss fill the silent sites with what resonates.
 */
async function repair({ sea, senses, book, colours, census }: Hearing): Promise<void> {
  for (const occluder of [...colours, -2]) {
    const mute = occluder < 0 ? null : occluder;
    if (mute !== null && sea.grids.some((g) => { const n = census[mute][g.offset]; return n === 0 || n > 0.6 * g.rows * g.columns; })) continue;
    const phase = Int8Array.from(sea.colour, (c) => (c === mute ? -1 : c));
    const tables: { table: Int32Array; cost: number }[] = [];
    if (mute !== null) for (let d = -4; d <= 4; d++) {
      tables.push({ table: table(sea, (i) => [sea.grids[sea.grid[i]].rows - 1 - sea.row[i] + d, sea.column[i]]), cost: 0 });
      tables.push({ table: table(sea, (i) => [sea.row[i], sea.grids[sea.grid[i]].columns - 1 - sea.column[i] + d]), cost: 0 });
    }
    if (mute !== null) tables.push({ table: table(sea, (i) => [sea.column[i], sea.row[i]]), cost: 0 });
    const reflecting = tables.length;
    for (const [dr, dc] of SHIFTS) for (const sign of [1, -1])
      tables.push({ table: table(sea, (i) => [sea.row[i] + sign * dr, sea.column[i] + sign * dc]), cost: 1 });
    const readings = await senses.interference(sea, phase, tables.map((t) => t.table));
    const accepted = (k: number, g: number) => {
      const { rows, columns } = sea.grids[g];
      return readings[k].order[g] > AXIS_ORDER && readings[k].overlap[g] >= Math.max(4, 0.3 * rows * columns);
    };
    const useful = tables.map((_, k) => k).filter((k) => sea.grids.some((_, g) => accepted(k, g)));
    const heard = await senses.listen(sea, phase, useful.map((k) => tables[k].table));
    const fill = (from: number, to: number): Int8Array => {
      let now = phase.slice();
      for (let pass = 0; pass < (mute === null ? 1 : 12); pass++) {
        const before = now;
        now = before.map((c, i) => {
          if (c >= 0 && mute !== null) return c;
          for (let u = 0; u < useful.length; u++) {
            const k = useful[u];
            if (k < from || k >= to || !accepted(k, sea.grid[i])) continue;
            const v = pass === 0 ? heard[u][i] : tables[k].table[i] < 0 ? -1 : before[tables[k].table[i]];
            if (v >= 0) return v;
          }
          return c;
        });
      }
      return now;
    };
    if (mute === null) continue;
    const name = `where colour ${mute} hides it`;
    book.add(`what mirrors say ${name}`, 'colour', 1.6, fill(0, reflecting));
    book.add(`what the tiling says ${name}`, 'colour', 1.6, fill(reflecting, tables.length));
    book.add(`what resonates ${name}`, 'colour', 1.7, fill(0, tables.length));
  }
}
