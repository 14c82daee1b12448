import { arc, chord, ribbon, select, type Chord } from 'd3';
import { chart } from './chart.ts';
import { amount, signed } from './colour.ts';

/** W[i][j]: how strongly i hears j. */
export interface Couplings { weight: number[][]; names?: string[] }

/** The largest |weight|, and whether any is negative: a signed scale then, centred on zero. */
export function couplingScale({ weight }: Couplings): { most: number; diverging: boolean; colour: (w: number) => string } {
  const flat = weight.flat(), most = Math.max(1e-12, ...flat.map(Math.abs)), diverging = flat.some((w) => w < 0);
  return { most, diverging, colour: diverging ? (w) => signed(w / most) : (w) => amount(w / most) };
}

/** The couplings as a matrix, or as chords of a ring (|weight| decides the width). An SVG. */
export const couplingMap = () => chart<Couplings, { size: number; as: 'matrix' | 'ring' }>({ size: 260, as: 'matrix' }, (element, data, { size, as }) => {
  const n = data.weight.length, { colour } = couplingScale(data), svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${size} ${size}`).attr('width', size).attr('height', size).attr('class', 'chart').attr('role', 'img').attr('aria-label', `${n} by ${n} couplings`);
  const name = (i: number) => data.names?.[i] ?? String(i);
  const g = svg.selectAll<SVGGElement, string>('g.body').data([as], (d) => d).join('g').attr('class', 'body');
  if (as === 'matrix') {
    const step = size / n;
    g.attr('transform', null).selectAll('rect').data(data.weight.flatMap((row, i) => row.map((w, j) => ({ i, j, w })))).join('rect').attr('x', (d) => d.j * step).attr('y', (d) => d.i * step).attr('width', step - (step > 6 ? 0.6 : 0)).attr('height', step - (step > 6 ? 0.6 : 0)).attr('fill', (d) => colour(d.w))
      .selectAll('title').data((d) => [d]).join('title').text((d) => `${name(d.i)} hears ${name(d.j)}: ${d.w.toFixed(3)}`);
    return;
  }
  const outer = size / 2 - 6, layout = chord().padAngle(0.03)(data.weight.map((row) => row.map((w) => Math.abs(w))));
  g.attr('transform', `translate(${size / 2},${size / 2})`);
  g.selectAll('path.chord').data(layout).join('path').attr('class', 'chord').attr('d', ribbon<Chord, Chord['source']>().radius(outer - 9) as unknown as (d: Chord) => string).attr('fill', (d) => colour(data.weight[d.source.index][d.target.index])).attr('fill-opacity', 0.75);
  g.selectAll('path.arc').data(layout.groups).join('path').attr('class', 'arc').attr('d', (d) => arc()({ innerRadius: outer - 7, outerRadius: outer, startAngle: d.startAngle, endAngle: d.endAngle })).attr('fill', 'var(--soft)')
    .selectAll('title').data((d) => [d]).join('title').text((d) => name(d.index));
});
