import { arc, axisBottom, axisLeft, chord, ribbon, scaleBand, select, type Chord, type Selection } from 'd3';
import { chart } from './chart.ts';
import { amount, signed } from './colour.ts';

/** W[i][j]: how strongly i hears j. */
export interface Couplings { weight: number[][]; names?: string[] }

/** The largest |weight| (at least `least`), and whether any is negative: a signed scale then, centred on zero. */
export function couplingScale({ weight }: Couplings, least = 0, negative = false): { most: number; diverging: boolean; colour: (w: number) => string } {
  const flat = weight.flat(), most = flat.reduce((m, w) => Math.max(m, Math.abs(w)), Math.max(1e-12, least)), diverging = negative || flat.some((w) => w < 0);
  return { most, diverging, colour: diverging ? (w) => signed(w / most) : (w) => amount(w / most) };
}

/** Which of n names are written, so that at most `most` of them are. */
export const thinned = (n: number, most: number): number[] => { const every = Math.max(1, Math.ceil(n / most)); return Array.from({ length: Math.ceil(n / every) }, (_, k) => k * every); };

const margin = { left: 46, top: 8, bottom: 40, right: 66 }, GREY = 'var(--soft)';

/** The couplings as a matrix (row i hears column j), or as chords of a ring (|weight| decides the width); `size` is the side of the picture itself. An SVG. */
export const couplingMap = () => chart<Couplings, { size: number; as: 'matrix' | 'ring'; /** Lowest and highest weight that the colours span at least: of a whole course, so that they stay what they are. */ span: readonly [number, number] }>({ size: 260, as: 'matrix', span: [0, 0] }, (element, data, { size, as, span }) => {
  const n = data.weight.length, scale = couplingScale(data, Math.max(-span[0], span[1]), span[0] < 0), { colour } = scale, width = size + margin.left + margin.right, height = size + margin.top + margin.bottom, name = (i: number) => data.names?.[i] ?? String(i);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', `${n} by ${n} couplings as a ${as}`);
  const g = svg.selectAll<SVGGElement, string>('g.body').data([as], (d) => d).join('g').attr('class', 'body');
  bar(svg, scale, size);
  if (as === 'matrix') {
    const band = scaleBand(Array.from({ length: n }, (_, i) => i), [0, size]), step = band.step(), hair = step > 6 ? 0.6 : 0, shown = thinned(n, Math.floor(size / 22));
    g.attr('transform', `translate(${margin.left},${margin.top})`).selectAll('rect').data(data.weight.flatMap((row, i) => row.map((w, j) => ({ i, j, w })))).join('rect').attr('x', (d) => d.j * step).attr('y', (d) => d.i * step).attr('width', step - hair).attr('height', step - hair).attr('fill', (d) => colour(d.w))
      .selectAll('title').data((d) => [d]).join('title').text((d) => `${name(d.i)} hears ${name(d.j)}: ${d.w.toFixed(3)}`);
    g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${size + 2})`).call(axisBottom(band).tickValues(shown).tickFormat(name).tickSize(0).tickPadding(5)).call((a) => a.select('.domain').remove());
    g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').attr('transform', 'translate(-2,0)').call(axisLeft(band).tickValues(shown).tickFormat(name).tickSize(0).tickPadding(5)).call((a) => a.select('.domain').remove());
    g.selectAll('text.unit').data(['heard: site j']).join('text').attr('class', 'unit').attr('x', size).attr('y', size + 35).attr('text-anchor', 'end').text((d) => d);
    g.selectAll('text.yunit').data(['hears: site i']).join('text').attr('class', 'yunit').attr('transform', 'rotate(-90)').attr('y', -34).attr('text-anchor', 'end').text((d) => d);
    return;
  }
  const outer = size / 2 - (data.names?.some((text) => text.length > 2) ? 32 : 12), layout = chord().padAngle(0.03)(data.weight.map((row) => row.map((w) => Math.abs(w)))), middle = (d: { startAngle: number; endAngle: number }) => (d.startAngle + d.endAngle) / 2;
  g.attr('transform', `translate(${margin.left + size / 2},${margin.top + size / 2 + 8})`);
  g.selectAll('path.chord').data(layout).join('path').attr('class', 'chord').attr('d', ribbon<Chord, Chord['source']>().radius(outer - 9) as unknown as (d: Chord) => string).attr('fill', (d) => colour(data.weight[d.source.index][d.target.index])).attr('fill-opacity', 0.75).attr('stroke', 'var(--panel)').attr('stroke-width', 0.5)
    .selectAll('title').data((d) => [d]).join('title').text(({ source: s, target: t }) => `${name(s.index)} hears ${name(t.index)}: ${data.weight[s.index][t.index].toFixed(3)}; back: ${data.weight[t.index][s.index].toFixed(3)}`);
  g.selectAll('path.arc').data(layout.groups).join('path').attr('class', 'arc').attr('d', (d) => arc()({ innerRadius: outer - 7, outerRadius: outer, startAngle: d.startAngle, endAngle: d.endAngle })).attr('fill', GREY)
    .selectAll('title').data((d) => [d]).join('title').text((d) => name(d.index));
  g.selectAll('text.site').data(layout.groups.filter((d) => d.endAngle - d.startAngle > 0.12)).join('text').attr('class', 'site').attr('x', (d) => (outer + 6) * Math.sin(middle(d))).attr('y', (d) => 4 - (outer + 9) * Math.cos(middle(d))).attr('text-anchor', (d) => (Math.abs(Math.sin(middle(d))) < 0.3 ? 'middle' : Math.sin(middle(d)) > 0 ? 'start' : 'end')).text((d) => name(d.index));
});

function bar(svg: Selection<SVGSVGElement, unknown, null, undefined>, { most, diverging, colour }: ReturnType<typeof couplingScale>, size: number): void {
  const low = diverging ? -most : 0, room = size - 24, steps = Array.from({ length: 48 }, (_, k) => k), g = svg.selectAll<SVGGElement, number>('g.bar').data([0]).join('g').attr('class', 'bar').attr('transform', `translate(${margin.left + size + 16},${margin.top + 22})`);
  g.selectAll('rect').data(steps).join('rect').attr('width', 9).attr('height', room / 48 + 0.5).attr('y', (k) => room - ((k + 1) * room) / 48).attr('fill', (k) => colour(low + ((k + 0.5) / 48) * (most - low)));
  g.selectAll('text').data([{ y: -10, x: -4, text: 'coupling W' }, { y: 8, x: 14, text: most.toPrecision(2) }, { y: room, x: 14, text: diverging ? `−${most.toPrecision(2)}` : '0' }, ...(diverging ? [{ y: room / 2 + 4, x: 14, text: '0' }] : [])]).join('text').attr('x', (d) => d.x).attr('y', (d) => d.y).text((d) => d.text);
}
