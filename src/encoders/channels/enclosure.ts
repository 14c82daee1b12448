import { perSite, type Hearing } from './hearing.ts';

/** A wave from the rim that does not arrive: what it cannot reach is enclosed. */
export async function enclosure(h: Hearing): Promise<void> {
  const { sea, senses, book, occupied } = h;
  const rim = (i: number) => {
    const g = sea.grids[sea.grid[i]];
    return sea.row[i] === 0 || sea.column[i] === 0 || sea.row[i] === g.rows - 1 || sea.column[i] === g.columns - 1;
  };
  const open = Uint8Array.from(occupied, (o) => 1 - o);
  const source = perSite(sea, (i) => (open[i] && rim(i) ? 0 : -1));
  const [four, eight] = await senses.wave(sea, [{ source, open, eight: false }, { source, open, eight: true }]);
  const unreached = (arrival: Int32Array) => perSite(sea, (i) => +(open[i] === 1 && arrival[i] < 0));
  const inside4 = unreached(four.arrival), inside8 = unreached(eight.arrival);
  book.add('enclosed (wave of 4 neighbours)', 'category', 1, inside4);
  book.add('enclosed (wave of 8 neighbours)', 'category', 1.1, inside8);
  book.add('distance from the outside', 'ordinal', 2, four.arrival);
  await rooms(h, inside4);
}

/** Enclosed regions lock into rooms of their own: how large they are and which colour walls them in. */
async function rooms({ sea, senses, book, background }: Hearing, inside: Int32Array): Promise<void> {
  if (!inside.includes(1)) return;
  const [room] = await senses.segment(sea, [{ kind: perSite(sea, (i) => (inside[i] ? 0 : -1)), eight: false }]);
  const top = perSite(sea, (i) => sea.row[i]), left = perSite(sea, (i) => sea.column[i]);
  const one = perSite(sea, () => 1);
  const wall = perSite(sea, (i) => {
    if (!inside[i]) return 0;
    const j = sea.row[i] > 0 ? i - sea.grids[sea.grid[i]].columns : -1;
    return j >= 0 && !inside[j] && sea.colour[j] !== background[sea.grid[i]] ? sea.colour[j] : 0;
  });
  const [size] = await senses.gather(sea, [{ group: room, signal: one }]);
  const [wallColour, low, high, west, east] = await senses.strongest(sea, [
    { group: room, signal: wall }, { group: room, signal: top }, { group: room, signal: top.map((v) => -v) },
    { group: room, signal: left }, { group: room, signal: left.map((v) => -v) },
  ]);
  const where = (value: (i: number) => number) => perSite(sea, (i) => (inside[i] ? value(i) : -1));
  book.add('size of the room', 'ordinal', 1.6, where((i) => size[i]));
  book.add('colour of the walls around', 'colour', 1.2, where((i) => wallColour[i]));
  book.add('height of the room', 'ordinal', 1.9, where((i) => low[i] + high[i] + 1));
  book.add('width of the room', 'ordinal', 1.9, where((i) => east[i] + west[i] + 1));
  book.add('the room is square and full', 'category', 1.7, where((i) => +(low[i] + high[i] === east[i] + west[i] && size[i] === (low[i] + high[i] + 1) ** 2)));
  const grid = perSite(sea, (i) => (inside[i] ? sea.grid[i] : -1));
  const [largest, smallest] = await senses.strongest(sea, [{ group: grid, signal: size }, { group: grid, signal: size.map((v) => -v) }]);
  book.add('the largest room', 'category', 1.6, where((i) => +(size[i] === largest[i])));
  book.add('the smallest room', 'category', 1.6, where((i) => +(size[i] === -smallest[i])));
}
