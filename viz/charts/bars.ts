import { scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface Bar { name: string; value: number }

const ROW = 22, GAP = 10;

/** The `most` largest of these values, largest first; of equal ones the earlier. What is no number takes no part. */
export function largest(values: ArrayLike<number>, names: readonly string[], most: number): Bar[] {
  return Array.from(values, (value, k) => ({ name: names[k] ?? String(k), value, k })).filter(({ value }) => Number.isFinite(value)).sort((a, b) => b.value - a.value || a.k - b.k).slice(0, most).map(({ name, value }) => ({ name, value }));
}

/** Named values as bars from `begin` to `end` (at least the largest), one below the other: name, bar, value. An SVG. */
export const bars = () => chart<readonly Bar[], { width: number; names: number; begin: number; end: number }>({ width: 380, names: 150, begin: 0, end: 0 }, (element, data, { width, names, begin, end }) => {
  const height = Math.max(1, data.length) * ROW, room = Math.max(20, width - names - GAP - 52), x = scaleLinear([begin, Math.max(begin + 1e-12, end, ...data.map((d) => d.value))], [0, room]).clamp(true);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', data.map((d) => `${d.name}: ${d.value.toPrecision(3)}`).join(', '));
  const rows = svg.selectAll<SVGGElement, Bar>('g.row').data(data).join((enter) => { const g = enter.append('g').attr('class', 'row'); g.append('text').attr('class', 'name'); g.append('rect'); g.append('text').attr('class', 'value'); return g; }).attr('transform', (_, k) => `translate(0,${k * ROW})`);
  rows.select('text.name').attr('x', names).attr('y', 15).attr('text-anchor', 'end').style('fill', 'var(--ink)').text((d) => d.name);
  rows.select('rect').attr('x', names + GAP).attr('y', 5).attr('height', ROW - 9).attr('rx', 2).attr('width', (d) => Math.max(1, x(d.value))).attr('fill', 'var(--accent)').attr('fill-opacity', 0.75);
  rows.select('text.value').attr('x', (d) => names + GAP + x(d.value) + 6).attr('y', 15).text((d) => Number(d.value.toPrecision(4)));
});
