import { randomLcg, randomNormal } from 'd3';
import { circle, dense, EIGHT, FOUR, lattice, meanField, sparse, type Carrier, type StencilLink } from '../../../src/index.ts';
import type { Ground, Wired } from './ground.ts';

/**
 * Who hears whom, chosen by name. Every site hears the mean over its links, so that K is the whole pull of all neighbours whatever the graph; at open
 * walls the missing neighbours are heard as 0. `links`: links a site (ring, small world, random), `p`: share of shortcuts (small world); 0 elsewhere.
 */
export interface Coupling { kind: CouplingKind; links: number; p: number; open: boolean }
export type CouplingKind = 'von-neumann' | 'moore' | 'ring' | 'small-world' | 'random' | 'all' | 'glass' | 'none' | 'own';

interface Kind {
  label: string;
  /** Needs rows and columns; needs one row. */
  plate?: true; row?: true;
  /** Links where none are said; an even number where there are as many on both sides. */
  links?: number; even?: true;
  p?: number;
  most: number;
}

export const KINDS: Readonly<Record<CouplingKind, Kind>> = {
  own: { label: 'links of its own', most: 4096 },
  'von-neumann': { label: 'lattice, 4 neighbours (von Neumann)', plate: true, most: 512 * 512 },
  moore: { label: 'lattice, 8 neighbours (Moore)', plate: true, most: 512 * 512 },
  ring: { label: 'ring, nearest neighbours', row: true, links: 2, even: true, most: 1024 },
  'small-world': { label: 'small world (ring with shortcuts)', row: true, links: 8, even: true, p: 0.1, most: 1024 },
  random: { label: 'random graph', links: 8, most: 16_384 },
  all: { label: 'all to all (mean field)', most: 512 * 512 },
  glass: { label: 'all to all, random signs (spin glass)', most: 1024 },
  none: { label: 'nobody hears anybody', most: 512 * 512 },
};
/** Up to so many links a ring runs as a stencil; as rows of links it is one fused module, which a wide stencil of few sites is not. */
const NARROW = 16;
/** The longest row that is drawn as a space-time diagram, and the least number of sites. */
const LONGEST = 1024, LEAST = 4;

/** A coupling with what its kind needs and nothing else. */
export function coupling(kind: CouplingKind, { links, p, open = false }: Partial<Omit<Coupling, 'kind'>> = {}): Coupling {
  const about = KINDS[kind];
  return { kind, links: about.links === undefined ? 0 : links ?? about.links, p: about.p === undefined ? 0 : p ?? about.p, open: about.plate === true && open };
}

/** Errors (RangeError, one line): a ground on which this coupling cannot lie. */
export function checkGround({ kind, links, p }: Coupling, { rows, columns, sites }: Ground, most = KINDS[kind].most): void {
  const about = KINDS[kind], size = rows === 1 ? `${columns}` : `${rows} × ${columns}`;
  const refuse = (what: string, expected: string, advice: string): never => { throw new RangeError(`${what}, expected ${expected}. ${advice}`); };
  if (![rows, columns].every((n) => Number.isInteger(n) && n >= 1) || sites < LEAST) refuse(`size: ${size} came`, `at least ${LEAST} sites`, 'Write for example 64 x 64, or 256 for one row.');
  if (about.plate && Math.min(rows, columns) < 3) refuse(`size: ${size} for a lattice`, 'at least 3 rows and 3 columns', 'Write for example 64 x 64.');
  if (about.row && rows > 1) refuse(`size: ${size} for a ring`, 'one row', `Write for example ${Math.min(LONGEST, sites)}.`);
  if (sites > most) refuse(`size: ${size} is ${sites.toLocaleString('en')} sites`, `at most ${most.toLocaleString('en')} with this coupling`, 'Make it smaller.');
  if (rows === 1 && columns > LONGEST) refuse(`size: one row of ${columns}`, `at most ${LONGEST} in a row`, 'Write rows and columns, for example 64 x 64.');
  if (about.links !== undefined) {
    const top = about.even ? 2 * Math.floor((sites - 1) / 2) : Math.min(64, sites - 1);
    if (!Number.isInteger(links) || links < (about.even ? 2 : 1) || links > top || (about.even && links % 2 === 1)) refuse(`links: ${links} a site`, `${about.even ? 'an even number from 2' : 'a whole number from 1'} to ${top} among ${sites} sites`, 'Choose fewer or more.');
  }
  if (about.p !== undefined && !(p >= 0 && p <= 1)) refuse(`shortcuts: a share of ${p}`, '0 to 1', 'Write for example 0.1.');
}

/** The ground that suits a kind and is nearest to the one given: squares for lattices, one row for rings. */
export function groundFor(kind: CouplingKind, { rows, columns, sites }: Ground): [rows: number, columns: number] {
  const { plate, row, most } = KINDS[kind], side = Math.max(3, Math.round(Math.sqrt(Math.min(sites, most))));
  if (plate && Math.min(rows, columns) < 3) return [side, side];
  if (row && rows > 1) return [1, Math.max(LEAST, Math.min(256, sites))];
  return sites > most ? [Math.floor(Math.sqrt(most)), Math.floor(Math.sqrt(most))] : [rows, columns];
}

/** Carriers and wiring on a ground that was checked; they bring `signals`. */
export function wired({ kind, links, p, open }: Coupling, { rows, columns, sites }: Ground, seed: number, signals: readonly string[]): Wired {
  const from = Object.fromEntries(signals.map((s) => [s, s]));
  const only = (carrier: Carrier<never>, wiring?: unknown): Wired => ({ carriers: { links: carrier }, wiring: wiring === undefined ? {} : { links: wiring } });
  const plate = (stencil: StencilLink[]) => only(lattice({ rows, columns, stencil: stencil.map(([r, c]) => [r, c, 1 / stencil.length]), boundary: open ? 'open' : 'periodic', from }));
  const graph = (site: Int32Array) => only(sparse({ from }) as Carrier<never>, { start: Int32Array.from({ length: sites + 1 }, (_, i) => i * links), site, weight: 1 / links });
  switch (kind) {
    case 'von-neumann': return plate(FOUR);
    case 'moore': return plate(EIGHT);
    case 'ring': return links > NARROW ? graph(shortcuts(sites, links, 0, seed)) : only(circle({ sites, radius: links / 2, normalise: true, from }));
    case 'small-world': return graph(shortcuts(sites, links, p, seed));
    case 'random': return graph(shortcuts(sites, links, 1, seed));
    case 'all': return only(meanField({ from }));
    case 'glass': return only(dense({ from }) as Carrier<never>, { weight: signs(sites, seed) });
    default: return { carriers: {}, wiring: {} };
  }
}

/** A ring where everybody hears `links` nearest others; a share p of the links leads to a site drawn evenly instead (after Watts and Strogatz). */
function shortcuts(n: number, links: number, p: number, seed: number): Int32Array {
  const random = randomLcg(seed + 11), half = Math.floor(links / 2);
  return Int32Array.from({ length: n * links }, (_, k) => {
    const i = Math.floor(k / links), step = k % links, far = random() < p, other = (i + 1 + Math.floor(random() * (n - 1))) % n; // two draws a link: p moves only its own links
    return far ? other : (i + (step < half ? step - half : step - half + 1) + n) % n;
  });
}

/** Symmetric normal weights of deviation 1/√n; nobody hears itself. */
function signs(n: number, seed: number): Float32Array {
  const normal = randomNormal.source(randomLcg(seed + 13))(0, 1 / Math.sqrt(n)), weight = new Float32Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) weight[i * n + j] = weight[j * n + i] = normal();
  return weight;
}
