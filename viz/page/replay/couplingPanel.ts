import { max, min } from 'd3';
import { draw } from '../../charts/chart.ts';
import { couplingMap } from '../../charts/couplingMap.ts';
import { h, svg } from '../dom.ts';
import { coursesOf, familiesOf } from './families.ts';
import { choice, panelOf, type Looked, type Missing, type Panel } from './panel.ts';
import type { Recording } from './recording.ts';

/** Sites up to which each link has a square of its own (a Sudoku has 81); squares on a side, and chords, of larger fields: each is the mean of a block of neighbours. */
const WHOLE = 96, SQUARES = 48, CHORDS = 24;

/** Sites in an order, cut into at most `most` blocks of neighbours: the block of every site, and what each holds. */
export function blocksOf(order: readonly number[], most: number): { of: Int32Array; names: string[] } {
  const per = Math.ceil(order.length / most), of = new Int32Array(order.length), names: string[] = [];
  order.forEach((site, k) => {
    const block = Math.floor(k / per);
    of[site] = block;
    names[block] = names[block] === undefined ? String(site) : per === 2 ? `${names[block]}, ${site}` : `${names[block].split('…')[0]}…${site}`;
  });
  return { of, names };
}

/** Links as a matrix of blocks: the mean weight of the links between each two; no link is 0. */
export function blockMatrix(weight: ArrayLike<number>, to: ArrayLike<number>, from: ArrayLike<number>, of: Int32Array, blocks: number): number[][] {
  const sum = Array.from({ length: blocks }, () => new Array<number>(blocks).fill(0)), count = sum.map((row) => row.map(() => 0));
  for (let k = 0; k < weight.length; k++) { const i = of[to[k]], j = of[from[k]]; sum[i][j] += weight[k]; count[i][j]++; }
  return sum.map((row, i) => row.map((s, j) => (count[i][j] > 0 ? s / count[i][j] : 0)));
}

/** The couplings at the moment that is looked at, as a matrix or as chords of a ring; sites in their own order or in that of their phases. `wish`: how they were looked at, words between points; `changed` tells it anew. */
export function couplingPanel(recording: Recording, wish = '', changed: (text: string) => void = () => undefined): Panel | Missing {
  const families = familiesOf(recording).filter((f) => f.kind === 'coupling'), phase = recording.seen.find((s) => s.by === 'phase' && s.of === 'site');
  if (families.length === 0) return 'couplings (no coupling of this run is plastic)';
  const wished = wish.split('.');
  let family = families.find((f) => wished.includes(f.id)) ?? families[0], as: 'matrix' | 'ring' = wished.includes('ring') ? 'ring' : 'matrix', by = phase && wished.includes('phase') ? 'phase' : 'site', latest: Looked | undefined, span: Promise<[number, number]> | undefined;
  const picture = svg(), said = h('p', { class: 'caption' }), again = () => { changed([family === families[0] ? '' : family.id, as === 'ring' ? as : '', by === 'phase' ? by : ''].filter(Boolean).join('.')); if (latest) void panel.show(latest); };
  const element = panelOf('Couplings now', 'How strongly each oscillator hears each other.', h('div', { class: 'pick' },
    families.length > 1 ? choice('of', families.map((f) => [f.id, f.name]), (id) => { family = families.find((f) => f.id === id)!; span = undefined; again(); }, family.id) : null,
    choice('as', [['matrix', 'matrix'], ['ring', 'ring']], (v) => { as = v as typeof as; again(); }, as),
    phase ? choice('order', [['site', 'by site'], ['phase', 'by phase']], (v) => { by = v; again(); }, by) : null), picture, said);
  /** Lowest and highest coupling of the whole run, so that colours keep their meaning. */
  const spanOf = async (): Promise<[number, number]> => {
    const { values } = (await coursesOf(recording, [family])).families[0];
    return [Math.min(0, min(values.map((v) => v[0]).filter(Number.isFinite)) ?? 0), Math.max(0, max(values.map((v) => v[v.length - 1]).filter(Number.isFinite)) ?? 0)];
  };
  const panel: Panel = {
    element, width: 0,
    async show(looked) {
      latest = looked;
      const { to: toName, from: fromName, sites } = recording.arrays[family.id].attributes as { to: string; from: string; sites: number };
      const [weight, to, from, theta, range] = await Promise.all([recording.values(family.id, looked.moment), recording.fixed(toName), recording.fixed(fromName), by === 'phase' && phase ? recording.frame(looked.moment, phase) : undefined, (span ??= spanOf())]);
      if (latest !== looked) return;
      const order = Array.from({ length: sites }, (_, i) => i), turn = 2 * Math.PI;
      if (theta) order.sort((a, b) => (((theta.theta[a] % turn) + turn) % turn) - (((theta.theta[b] % turn) + turn) % turn));
      const most = as === 'ring' ? CHORDS : sites <= WHOLE ? WHOLE : SQUARES, { of, names } = blocksOf(order, most), matrix = blockMatrix(weight, to, from, of, names.length), strongest = Math.max(...matrix.flat().map(Math.abs));
      draw(picture, { weight: as === 'matrix' ? matrix : matrix.map((row, i) => row.map((w, j) => (i !== j && Math.abs(w) > 0.25 * strongest ? w : 0))), names }, couplingMap().size(Math.max(160, Math.min(330, panel.width - 124))).as(as).span(range));
      const each = names.length < sites ? `Each ${as === 'matrix' ? 'square is the mean coupling between two blocks of' : 'arc is a block of'} ${Math.ceil(sites / most)} sites. ` : '';
      said.textContent = `${each}${as === 'matrix' ? 'Row i hears column j.' : 'A chord is as wide as its coupling; those below a quarter of the strongest are left out.'}${range[0] < 0 ? ' Orange pulls together, purple pushes apart.' : ''}`;
    },
    renew() { span = undefined; },
  };
  return panel;
}
