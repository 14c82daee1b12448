import { axisBottom, axisLeft, curveStepAfter, extent, line, scaleLog, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface Stairs { name: string; colour: string; dash: boolean; steps: readonly { seconds: number; share: number }[] }
const margin = { top: 26, right: 14, bottom: 38, left: 58 };

/** The last of several staircases ends where the longest does; times below a hundredth of a second are drawn there. */
export function stairsDomain(lines: readonly Stairs[]): [number, number] {
  const all = lines.flatMap((l) => l.steps.map((s) => s.seconds)).filter((s) => s > 0);
  const [first, last] = extent(all);
  return first === undefined ? [0.01, 1] : [Math.max(0.01, first * 0.7), last * 1.4];
}

/** Share reached over CPU seconds on a logarithmic axis, one staircase a method. An SVG. */
export const staircase = () => chart<readonly Stairs[], { size: [number, number] }>({ size: [480, 300] }, (element, data, { size: [width, height] }) => {
  const w = width - margin.left - margin.right, h = height - margin.top - margin.bottom, x = scaleLog(stairsDomain(data), [0, w]).clamp(true), y = scaleLinear([0, 1], [h, 0]);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', 'Share solved over CPU seconds');
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(x).ticks(5, '~g').tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).ticks(5, '%').tickSizeOuter(0));
  g.selectAll('text.unit').data(['CPU seconds a task']).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 33).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('text.yunit').data(['share solved']).join('text').attr('class', 'yunit').attr('transform', 'rotate(-90)').attr('y', -46).attr('text-anchor', 'end').text((d) => d);
  const path = line<{ seconds: number; share: number }>().x((s) => x(Math.max(x.domain()[0], s.seconds))).y((s) => y(s.share)).curve(curveStepAfter);
  g.selectAll('path.line').data(data).join('path').attr('class', 'line').attr('stroke', (d) => d.colour).attr('stroke-width', 2.4).attr('stroke-dasharray', (d) => (d.dash ? '6 4' : null)).attr('d', (d) => path([...d.steps, { seconds: x.domain()[1], share: d.steps[d.steps.length - 1]?.share ?? 0 }]));
  const keys = g.selectAll<SVGGElement, Stairs>('g.key').data(data).join((enter) => { const k = enter.append('g').attr('class', 'key'); k.append('line'); k.append('text'); return k; }).attr('transform', (_, k) => `translate(${k * Math.min(150, w / 2)},-14)`);
  keys.select('line').attr('x2', 18).attr('stroke', (d) => d.colour).attr('stroke-dasharray', (d) => (d.dash ? '5 3' : null));
  keys.select('text').attr('x', 23).attr('y', 4).text((d) => `${d.name} ${Math.round(100 * (d.steps[d.steps.length - 1]?.share ?? 0))} %`);
});
