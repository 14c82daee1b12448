import { perSite, type Hearing } from './hearing.ts';

/** How separator lines split a grid: the first row and column of every panel and the panels' common shape. */
export interface Lattice {
  colour: number;
  tops: number[];
  lefts: number[];
  rows: number;
  columns: number;
}

/** Rows and columns sung in one voice throughout are walls; between them lie panels, if these are all of one shape. */
export function lattices({ sea, background }: Hearing): (Lattice | null)[] {
  return sea.grids.map((g, k) => {
    const at = (r: number, c: number) => sea.colour[g.offset + r * g.columns + c];
    const walls = (colour: number) => ({
      rows: range(g.rows).filter((r) => range(g.columns).every((c) => at(r, c) === colour)),
      columns: range(g.columns).filter((c) => range(g.rows).every((r) => at(r, c) === colour)),
    });
    const candidates: Lattice[] = [];
    for (let colour = 0; colour < 10; colour++) {
      const w = walls(colour);
      if (!w.rows.length && !w.columns.length) continue;
      const tops = gaps(w.rows, g.rows), lefts = gaps(w.columns, g.columns);
      if (!tops || !lefts || tops.starts.length * lefts.starts.length < 2) continue;
      candidates.push({ colour, tops: tops.starts, lefts: lefts.starts, rows: tops.length, columns: lefts.length });
    }
    candidates.sort((a, b) => Number(a.colour === background[k]) - Number(b.colour === background[k]));
    return candidates[0] ?? null;
  });
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Stretches between walls; null unless all are equally long. */
function gaps(walls: number[], length: number): { starts: number[]; length: number } | null {
  const starts: number[] = [], lengths: number[] = [];
  let from = 0;
  for (const w of [...walls, length]) {
    if (w > from) { starts.push(from); lengths.push(w - from); }
    from = w + 1;
  }
  return lengths.length && lengths.every((l) => l === lengths[0]) ? { starts, length: lengths[0] } : null;
}

/** Walls reflect: every panel has mean fields of its own, and knows where it stands among the others. */
export async function panels(h: Hearing, found: (Lattice | null)[]): Promise<void> {
  if (found.some((l) => !l)) return;
  const { sea, senses, book, occupied, colours } = h;
  const place = (i: number): [number, number, number, number] | null => {
    const l = found[sea.grid[i]]!;
    const a = l.tops.findIndex((t) => sea.row[i] >= t && sea.row[i] < t + l.rows), b = l.lefts.findIndex((t) => sea.column[i] >= t && sea.column[i] < t + l.columns);
    return a < 0 || b < 0 ? null : [a, b, sea.row[i] - l.tops[a], sea.column[i] - l.lefts[b]];
  };
  const places = Array.from({ length: sea.sites }, (_, i) => place(i));
  const inPanel = (value: (p: [number, number, number, number], i: number) => number) => perSite(sea, (i) => (places[i] ? value(places[i]!, i) : -1));
  const panel = inPanel(([a, b], i) => sea.grid[i] * 1024 + a * 32 + b);
  const lit = inPanel((_, i) => +(occupied[i] === 1 && sea.colour[i] !== found[sea.grid[i]]!.colour)).map((v) => Math.max(0, v));
  const [count, ...each] = await senses.gather(sea, [lit, ...colours.map((c) => perSite(sea, (i) => +(sea.colour[i] === c && lit[i] === 1)))].map((signal) => ({ group: panel, signal })));
  const grid = inPanel((_, i) => sea.grid[i]);
  const [most, least] = await senses.strongest(sea, [{ group: grid, signal: count }, { group: grid, signal: count.map((v) => -v) }]);
  const majority = perSite(sea, (i) => {
    let best = -1;
    colours.forEach((_, k) => { if (each[k][i] > (best < 0 ? 0 : each[best][i])) best = k; });
    return best < 0 ? -1 : colours[best];
  });
  book.add('colour of the walls', 'colour', 1.2, perSite(sea, (i) => found[sea.grid[i]]!.colour));
  book.add('inside a panel', 'category', 1.2, inPanel(() => 1));
  book.add('row of the panel', 'ordinal', 1.8, inPanel(([a]) => a));
  book.add('column of the panel', 'ordinal', 1.8, inPanel(([, b]) => b));
  book.add('row in the panel', 'ordinal', 1.9, inPanel(([, , r]) => r));
  book.add('column in the panel', 'ordinal', 1.9, inPanel(([, , , c]) => c));
  book.add('occupied sites of the panel', 'ordinal', 1.3, count);
  book.add('colours of the panel', 'ordinal', 1.6, perSite(sea, (i) => each.filter((e) => e[i] > 0).length));
  book.add('majority of the panel', 'colour', 1.2, majority);
  book.add('the fullest panel', 'category', 1.4, inPanel((_, i) => +(count[i] === most[i])));
  book.add('the emptiest panel', 'category', 1.5, inPanel((_, i) => +(count[i] === -least[i])));
  colours.forEach((c, k) => book.add(`sites of colour ${c} in the panel`, 'ordinal', 1.7, inPanel((_, i) => each[k][i])));
  await macroAndMicro(h, found, places);
}

/** What stands in each panel at the place this panel has among the panels, and in the panel this site's place points to. */
async function macroAndMicro({ sea, senses, book }: Hearing, found: (Lattice | null)[], places: ([number, number, number, number] | null)[]): Promise<void> {
  const tables = [
    perSite(sea, (i) => at(i, (p) => [p[0], p[1], p[0], p[1]])),
    perSite(sea, (i) => at(i, (p) => [p[2], p[3], p[0], p[1]])),
    perSite(sea, (i) => at(i, (p) => [p[2], p[3], p[2], p[3]])),
    ...[0, 1, 2, 3].map((k) => perSite(sea, (i) => at(i, (p, l) => [Math.floor(k / 2) % l.tops.length, (k % 2) % l.lefts.length, p[2], p[3]]))),
  ];
  function at(i: number, where: (p: [number, number, number, number], l: Lattice) => [number, number, number, number]): number {
    const p = places[i], l = found[sea.grid[i]]!;
    if (!p) return -1;
    const [a, b, r, c] = where(p, l);
    if (a >= l.tops.length || b >= l.lefts.length || r >= l.rows || c >= l.columns) return -1;
    const g = sea.grids[sea.grid[i]];
    return g.offset + (l.tops[a] + r) * g.columns + l.lefts[b] + c;
  }
  const names = ['colour at the panel\'s own place', 'colour of the panel this place points to', 'colour of the place in the panel it points to', 'same place, first panel', 'same place, next panel', 'same place, panel below', 'same place, panel across'];
  const heard = await senses.listen(sea, sea.colour, tables);
  names.forEach((n, k) => book.add(n, 'colour', k < 3 ? 1.8 : 1.6, heard[k], { relative: true }));
}
