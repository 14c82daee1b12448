import { axisBottom, axisLeft, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface Trusted { confidence: number; right: boolean }
export interface CalibrationBin { from: number; to: number; count: number; confidence: number; right: number }

/** Equal bins of confidence; error = Σ n_b/n · |mean confidence − share right|, the expected calibration error. */
export function calibrationLayout(answers: readonly Trusted[], bins = 5): { bins: CalibrationBin[]; error: number } {
  const filled = Array.from({ length: bins }, (_, k) => {
    const members = answers.filter((a) => Math.min(bins - 1, Math.floor(a.confidence * bins)) === k), n = Math.max(1, members.length);
    return { from: k / bins, to: (k + 1) / bins, count: members.length, confidence: members.reduce((s, a) => s + a.confidence, 0) / n, right: members.filter((a) => a.right).length / n };
  });
  return { bins: filled, error: filled.reduce((sum, b) => sum + (b.count / Math.max(1, answers.length)) * Math.abs(b.confidence - b.right), 0) };
}

/** Radius of the dot of so many answers, where the largest dot holds `most`: areas are as their numbers. */
export const dotRadius = (count: number, most: number): number => LARGEST * Math.sqrt(count / Math.max(1, most));

export interface CalibrationData { name: string; colour: string; answers: readonly Trusted[] }
const LARGEST = 13, margin = { top: 26, right: 12, bottom: 36, left: 58 };

/** Share right against confidence, one line a method; on the diagonal, confidence means what it says. The area of a dot is its number of tasks. An SVG. */
export const calibration = () => chart<readonly CalibrationData[], { size: [number, number]; bins: number }>({ size: [320, 300], bins: 5 }, (element, data, { size: [width, height], bins }) => {
  const w = width - margin.left - margin.right, h = height - margin.top - margin.bottom, x = scaleLinear([0, 1], [0, w]), y = scaleLinear([0, 1], [h, 0]);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', 'Share right against confidence');
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(x).ticks(5, '%').tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).ticks(5, '%').tickSizeOuter(0));
  g.selectAll('line.level').data([0]).join('line').attr('class', 'level').attr('x1', x(0)).attr('y1', y(0)).attr('x2', x(1)).attr('y2', y(1));
  g.selectAll('text.unit').data(['confidence']).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 31).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('text.yunit').data(['share right']).join('text').attr('class', 'unit yunit').attr('transform', 'rotate(-90)').attr('x', 0).attr('y', -46).attr('text-anchor', 'end').text((d) => d);
  const keys = g.selectAll<SVGGElement, CalibrationData>('g.key').data(data).join((enter) => { const k = enter.append('g').attr('class', 'key'); k.append('circle').attr('r', 4.5).attr('cx', 5); k.append('text').attr('x', 15).attr('y', 4); return k; }).attr('transform', (_, k) => `translate(${k * 100},-14)`);
  keys.select('circle').attr('fill', (d) => d.colour);
  keys.select('text').text((d) => d.name);
  const most = Math.max(1, ...data.flatMap((d) => calibrationLayout(d.answers, bins).bins.map((b) => b.count))), method = g.selectAll<SVGGElement, CalibrationData>('g.method').data(data).join('g').attr('class', 'method');
  method.each(function (m) {
    const filled = calibrationLayout(m.answers, bins).bins.filter((b) => b.count > 0), one = select(this);
    one.selectAll('path').data([filled]).join('path').attr('fill', 'none').attr('stroke', m.colour).attr('stroke-width', 1.5).attr('d', (f) => f.map((b, i) => `${i ? 'L' : 'M'}${x(b.confidence)},${y(b.right)}`).join(''));
    one.selectAll('circle').data(filled).join('circle').attr('cx', (b) => x(b.confidence)).attr('cy', (b) => y(b.right)).attr('r', (b) => dotRadius(b.count, most)).attr('fill', m.colour).attr('fill-opacity', 0.75).attr('stroke', 'var(--panel)')
      .selectAll('title').data((b) => [b]).join('title').text((b) => `${m.name}: ${b.count} tasks, confidence ${(100 * b.confidence).toFixed(0)} %, right ${(100 * b.right).toFixed(0)} %`);
  });
});
