import { select } from 'd3';
import { chart } from './chart.ts';

export interface Share { name: string; count: number; colour: string; /** Drawn hatched, for readers who do not see the colours apart. */ hatched?: boolean }

/** Shares of a whole from left to right: where each begins and how long it is, 0..1. */
export function stackLayout(shares: readonly Share[]): { from: number; length: number; share: Share }[] {
  const total = Math.max(1, shares.reduce((sum, s) => sum + s.count, 0));
  let at = 0;
  return shares.map((share) => { const from = at, length = share.count / total; at += length; return { from, length, share }; });
}

/** One bar cut into shares, each named with its count. An SVG. */
export const stack = () => chart<readonly Share[], { size: [number, number] }>({ size: [900, 84] }, (element, data, { size: [width, height] }) => {
  const placed = stackLayout(data).filter((p) => p.length > 0), svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', data.map((d) => `${d.name}: ${d.count}`).join(', '));
  svg.selectAll('rect').data(placed).join('rect').attr('x', (p) => p.from * width).attr('width', (p) => Math.max(0, p.length * width - 2)).attr('height', height - 40).attr('rx', 5).attr('fill', (p) => p.share.colour);
  svg.selectAll('text.count').data(placed).join('text').attr('class', 'count').attr('x', (p) => p.from * width + 2).attr('y', height - 19).text((p) => p.share.count).style('font', '600 16px var(--serif)').style('fill', 'var(--ink)');
  svg.selectAll('text.name').data(placed).join('text').attr('class', 'name').attr('x', (p) => p.from * width + 2).attr('y', height - 3).text((p) => p.share.name);
});
