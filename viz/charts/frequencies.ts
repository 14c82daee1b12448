import { axisBottom, axisLeft, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';
import { phaseColour } from './colour.ts';

export interface FrequencyData { frequency: ArrayLike<number>; theta: ArrayLike<number> }
const margin = { top: 8, right: 12, bottom: 38, left: 46 };

/** Mean frequency of every site: a plateau is a locked cluster, an arch drifts. Colour is the phase. An SVG, thinned to `most` sites. */
export const frequencies = () => chart<FrequencyData, { size: [number, number]; most: number }>({ size: [600, 150], most: 400 }, (element, { frequency, theta }, { size: [width, height], most }) => {
  const w = width - margin.left - margin.right, h = height - margin.top - margin.bottom, every = Math.max(1, Math.ceil(frequency.length / most));
  const sites = Array.from({ length: Math.floor(frequency.length / every) }, (_, k) => k * every), values = sites.map((i) => frequency[i]).filter(Number.isFinite).sort((a, b) => a - b);
  const low = values[Math.floor(values.length * 0.03)] ?? -1, high = values[Math.floor(values.length * 0.97)] ?? 1, room = Math.max(0.05, (high - low) * 0.25);
  const x = scaleLinear([0, frequency.length], [0, w]), y = scaleLinear([low - room, high + room], [h, 0]).clamp(true);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', 'Mean frequency of every site');
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(x).ticks(5).tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).ticks(4).tickSizeOuter(0));
  g.selectAll('text.unit').data(['site']).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 33).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('text.yunit').data(['frequency, rad per t']).join('text').attr('class', 'yunit').attr('transform', 'rotate(-90)').attr('y', -36).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('circle').data(sites).join('circle').attr('r', 2).attr('cx', (i) => x(i)).attr('cy', (i) => y(frequency[i])).attr('fill', (i) => phaseColour(theta[i])).attr('stroke', 'var(--soft)').attr('stroke-width', 0.3);
});
