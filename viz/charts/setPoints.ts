import { bin, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface SetPoints { values: ArrayLike<number>; setPoint?: number; name: string }

/** Histogram of adapted values over their whole range, in `bins` equal bins. */
export function histogramLayout({ values }: Pick<SetPoints, 'values'>, bins = 24): { from: number; to: number; count: number }[] {
  const all = Array.from(values).filter(Number.isFinite);
  if (all.length === 0) return [];
  const low = Math.min(...all), high = Math.max(...all), to = high > low ? high : low + 1;
  return bin().domain([low, to]).thresholds(Array.from({ length: bins - 1 }, (_, k) => low + ((k + 1) * (to - low)) / bins))(all).map((b) => ({ from: b.x0!, to: b.x1!, count: b.length }));
}

/** How adapted values (couplings, amplitudes) are spread, and the set point that homeostasis holds them to. An SVG. */
export const setPoints = () => chart<SetPoints, { size: [number, number] }>({ size: [440, 160] }, (element, data, { size: [width, height] }) => {
  const layout = histogramLayout(data), h = height - 26, first = layout[0]?.from ?? 0, last = layout[layout.length - 1]?.to ?? 1, { setPoint } = data;
  const x = scaleLinear([Math.min(first, setPoint ?? first), Math.max(last, setPoint ?? last)], [4, width - 4]), y = scaleLinear([0, Math.max(1, ...layout.map((b) => b.count))], [h, 14]);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', `Histogram of ${data.name}`);
  svg.selectAll('rect').data(layout).join('rect').attr('x', (b) => x(b.from)).attr('width', (b) => Math.max(0.5, x(b.to) - x(b.from) - 1)).attr('y', (b) => y(b.count)).attr('height', (b) => h - y(b.count)).attr('fill', 'var(--accent)').attr('fill-opacity', 0.75);
  svg.selectAll('text.unit').data([`${data.name}, ${first.toFixed(2)} to ${last.toFixed(2)}`]).join('text').attr('class', 'unit').attr('x', width - 4).attr('y', height - 8).attr('text-anchor', 'end').text((d) => d);
  svg.selectAll('line.now').data(setPoint === undefined ? [] : [setPoint]).join('line').attr('class', 'now').attr('x1', (v) => x(v)).attr('x2', (v) => x(v)).attr('y1', 10).attr('y2', h);
  svg.selectAll('text.set').data(setPoint === undefined ? [] : [setPoint]).join('text').attr('class', 'set').attr('x', (v) => x(v) + 5).attr('y', 16).text('set point');
});
