import { axisBottom, axisLeft, scaleLinear, scaleLog, select, symbol, symbolCircle, symbolDiamond, symbolTimes, extent, max, min } from 'd3';
import { chart } from './chart.ts';

export interface Dot { x: number; y: number; colour: string; /** Filled or hollow. */ full: boolean; shape: keyof typeof SHAPES; text: string; href?: string }
const SHAPES = { circle: symbolCircle, diamond: symbolDiamond, cross: symbolTimes };
const margin = { top: 10, right: 14, bottom: 38, left: 58 };

/** Domain of positive values on a logarithmic axis, half a decade of room where they are equal. */
export function logDomain(values: readonly number[]): [number, number] {
  const good = values.filter((v) => v > 0 && Number.isFinite(v));
  if (good.length === 0) return [0.1, 1];
  const [low, high] = extent(good) as [number, number];
  return high / low < 1.5 ? [low / 3, high * 3] : [low * 0.8, high * 1.25];
}

/** Dots over two axes, each logarithmic where asked. An SVG. */
export const scatter = () => chart<readonly Dot[], { size: [number, number]; x: string; y: string; logX: boolean; logY: boolean; hover: ((dot: Dot) => void) | null }>({ size: [420, 300], x: 'x', y: 'y', logX: false, logY: false, hover: null }, (element, data, { size: [width, height], x: nameX, y: nameY, logX, logY, hover }) => {
  const w = width - margin.left - margin.right, h = height - margin.top - margin.bottom;
  const span = (values: number[], log: boolean) => (log ? scaleLog(logDomain(values), [0, 1]) : scaleLinear([Math.min(0, min(values) ?? 0), Math.max(1e-9, max(values) ?? 0)], [0, 1]).nice());
  const sx = span(data.map((d) => d.x), logX).range([0, w]), sy = span(data.map((d) => d.y), logY).range([h, 0]);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', `${nameY} against ${nameX}`);
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(sx).ticks(5, logX ? '~s' : undefined).tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(sy).ticks(4, logY ? '~g' : undefined).tickSizeOuter(0));
  g.selectAll('text.unit').data([nameX]).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 33).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('text.yunit').data([nameY]).join('text').attr('class', 'yunit').attr('transform', 'rotate(-90)').attr('y', -46).attr('text-anchor', 'end').text((d) => d);
  const links = g.selectAll<SVGAElement, Dot>('a.dot').data(data).join((enter) => { const a = enter.append('a').attr('class', 'dot'); a.append('path').append('title'); return a; }).attr('href', (d) => d.href ?? null);
  links.select('path').attr('transform', (d) => `translate(${sx(d.x)},${sy(d.y)})`).attr('d', (d) => symbol(SHAPES[d.shape], 62)()!).attr('fill', (d) => (d.full ? d.colour : 'var(--panel)')).attr('stroke', (d) => d.colour).attr('stroke-width', 1.6).attr('fill-opacity', 0.85)
    .select('title').text((d) => d.text);
  links.attr('aria-label', (d) => d.text).on('pointerenter focus', (_, d) => hover?.(d));
});
