import type { Sea } from '../sea.ts';
import type { IntegralReading, Senses } from '../senses.ts';
import { ChannelBook } from './book.ts';

/** What the medium has been asked about one sea so far; every channel family adds to the book. */
export interface Hearing {
  sea: Sea;
  senses: Senses;
  book: ChannelBook;
  /** Colours that occur anywhere in the sea, ascending. */
  colours: number[];
  /** Number of sites of each colour in the site's own grid: census[colour][site]. */
  census: Int32Array[];
  /** The resting colour of each grid: what most of the plate is covered with. */
  background: Int8Array;
  /** 1 where a site's colour differs from its grid's background. */
  occupied: Uint8Array;
  /** Integral images of the phases, once they have settled. */
  image?: IntegralReading;
}

/** Share of the plate above which colour 0 counts as the resting colour even if another is more frequent. */
const RESTING_SHARE = 0.15;

/** Starts a hearing: mean fields of every colour tell the palette and the background. */
export async function hear(sea: Sea, senses: Senses): Promise<Hearing> {
  const colours = [...new Set(sea.colour)].filter((c) => c >= 0).sort((a, b) => a - b);
  const group = Int32Array.from(sea.grid);
  const counts = await senses.gather(sea, colours.map((c) => ({ group, signal: Int32Array.from(sea.colour, (v) => (v === c ? 1 : 0)) })));
  const census: Int32Array[] = Array.from({ length: 10 }, () => new Int32Array(sea.sites));
  colours.forEach((c, k) => (census[c] = counts[k]));
  const background = restingColours(sea, census);
  const occupied = Uint8Array.from(sea.colour, (c, i) => (c === background[sea.grid[i]] ? 0 : 1));
  return { sea, senses, book: new ChannelBook(), colours, census, background, occupied };
}

function restingColours(sea: Sea, census: Int32Array[]): Int8Array {
  let zero = 0;
  for (const g of sea.grids) zero += census[0][g.offset] / (g.rows * g.columns);
  const zeroRests = zero / sea.grids.length >= RESTING_SHARE;
  return Int8Array.from(sea.grids, (g) => {
    if (zeroRests) return 0;
    let best = 0;
    for (let c = 1; c < 10; c++) if (census[c][g.offset] > census[best][g.offset]) best = c;
    return best;
  });
}

/** A fresh array with one value a site. */
export function perSite(sea: Sea, value: (site: number) => number): Int32Array {
  const out = new Int32Array(sea.sites);
  for (let i = 0; i < out.length; i++) out[i] = value(i);
  return out;
}
