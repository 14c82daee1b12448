import { axisBottom, axisLeft, bin, extent, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface SetPoints { values: ArrayLike<number>; setPoint?: number; name: string }

/** Histogram of adapted values over their whole range, in `bins` equal bins. */
export function histogramLayout({ values }: Pick<SetPoints, 'values'>, bins = 24): { from: number; to: number; count: number }[] {
  const all = Array.from(values).filter(Number.isFinite);
  if (all.length === 0) return [];
  const [low, high] = extent(all) as [number, number], to = high > low ? high : low + 1;
  return bin().domain([low, to]).thresholds(Array.from({ length: bins - 1 }, (_, k) => low + ((k + 1) * (to - low)) / bins))(all).map((b) => ({ from: b.x0!, to: b.x1!, count: b.length }));
}

const margin = { left: 44, right: 12, top: 20, bottom: 36 };

/** How adapted values (couplings, amplitudes) are spread, and the set point that homeostasis holds them to. An SVG. */
export const setPoints = () => chart<SetPoints, { size: [number, number] }>({ size: [440, 180] }, (element, data, { size: [width, height] }) => {
  const layout = histogramLayout(data), w = width - margin.left - margin.right, h = height - margin.top - margin.bottom, first = layout[0]?.from ?? 0, last = layout[layout.length - 1]?.to ?? 1, { setPoint } = data;
  const x = scaleLinear([Math.min(first, setPoint ?? first), Math.max(last, setPoint ?? last)], [0, w]), y = scaleLinear([0, Math.max(1, ...layout.map((b) => b.count))], [h, 0]), set = setPoint === undefined ? [] : [setPoint];
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', `Histogram of ${data.name}`);
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  g.selectAll('rect').data(layout).join('rect').attr('x', (b) => x(b.from)).attr('width', (b) => Math.max(0.5, x(b.to) - x(b.from) - 1)).attr('y', (b) => y(b.count)).attr('height', (b) => h - y(b.count)).attr('fill', 'var(--accent)').attr('fill-opacity', 0.75);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(x).ticks(6).tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).tickValues(y.ticks(3).filter(Number.isInteger)).tickFormat(String).tickSizeOuter(0));
  g.selectAll('text.unit').data([data.name]).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 32).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('text.yunit').data(['count']).join('text').attr('class', 'yunit').attr('transform', 'rotate(-90)').attr('y', -32).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('line.now').data(set).join('line').attr('class', 'now').attr('x1', (v) => x(v)).attr('x2', (v) => x(v)).attr('y1', -4).attr('y2', h);
  g.selectAll('text.set').data(set).join('text').attr('class', 'set').attr('x', (v) => x(v)).attr('y', -8).attr('text-anchor', 'middle').text((v) => `set point ${v}`);
});
