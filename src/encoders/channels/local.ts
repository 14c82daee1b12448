import { shiftTable } from '../sea.ts';
import type { Hearing } from './hearing.ts';

const COMPASS: Record<string, [number, number]> = {
  up: [-1, 0], down: [1, 0], left: [0, -1], right: [0, 1],
  'up left': [-1, -1], 'up right': [-1, 1], 'down left': [1, -1], 'down right': [1, 1],
};

/** What the sites one and two steps away sing: phases carried by shifts, and the sums of their amplitudes. */
export async function local({ sea, senses, book, occupied, background, colours }: Hearing): Promise<void> {
  book.add('own colour', 'colour', 0, sea.colour, { relative: true });
  book.add('background', 'category', 0.8, Int16Array.from(occupied, (o) => 1 - o));
  const shifts: { name: string; dr: number; dc: number }[] = [];
  for (const [name, [dr, dc]] of Object.entries(COMPASS)) shifts.push({ name, dr, dc });
  for (let dr = -2; dr <= 2; dr++) for (let dc = -2; dc <= 2; dc++)
    if (Math.max(Math.abs(dr), Math.abs(dc)) === 2) shifts.push({ name: `(${dr}, ${dc})`, dr, dc });
  const heard = await senses.listen(sea, sea.colour, shifts.map((s) => shiftTable(sea, s.dr, s.dc)));
  shifts.forEach((s, k) => {
    const near = k < 8;
    book.add(`colour ${s.name}`, 'colour', near ? 1.5 : 2.5, heard[k], { relative: near, source: near || s.dr === 0 || s.dc === 0 });
  });
  const count = (from: number, to: number, test: (colour: number, site: number) => boolean) =>
    Int16Array.from({ length: sea.sites }, (_, i) => {
      let n = 0;
      for (let k = from; k < to; k++) if (heard[k][i] >= 0 && test(heard[k][i], i)) n++;
      return n;
    });
  const same = (c: number, i: number) => c === sea.colour[i], full = (c: number, i: number) => c !== background[sea.grid[i]];
  book.add('alike of 4 neighbours', 'ordinal', 1.2, count(0, 4, same));
  book.add('alike of 8 neighbours', 'ordinal', 1.2, count(0, 8, same));
  book.add('occupied of 4 neighbours', 'ordinal', 1.1, count(0, 4, full));
  book.add('occupied of 8 neighbours', 'ordinal', 1.1, count(0, 8, full));
  book.add('occupied of 4 diagonal neighbours', 'ordinal', 1.3, count(4, 8, full));
  for (const c of colours) {
    book.add(`neighbours of colour ${c} (8)`, 'ordinal', 1.3, count(0, 8, (v) => v === c));
    book.add(`neighbours of colour ${c} (4)`, 'ordinal', 1.4, count(0, 4, (v) => v === c));
  }
  const loudest = (width: number, skipBackground: boolean) => Int16Array.from({ length: sea.sites }, (_, i) => {
    const votes = new Int16Array(10);
    for (let k = 0; k < width; k++) if (heard[k][i] >= 0 && !(skipBackground && !full(heard[k][i], i))) votes[heard[k][i]]++;
    let best = -1;
    for (let c = 0; c < 10; c++) if (votes[c] > (best < 0 ? 0 : votes[best])) best = c;
    return best;
  });
  book.add('majority of 8 neighbours', 'colour', 1.6, loudest(8, false));
  book.add('loudest occupied of 4 neighbours', 'colour', 1.5, loudest(4, true));
  book.add('loudest occupied neighbour', 'colour', 1.5, loudest(8, true));
}
