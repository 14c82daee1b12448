import { select } from 'd3';
import { chart } from './chart.ts';

export interface Share { name: string; count: number; colour: string; /** Drawn hatched, for readers who do not see the colours apart. */ hatched?: boolean }

/** Shares of a whole from left to right: where each begins and how long it is, 0..1. */
export function stackLayout(shares: readonly Share[]): { from: number; length: number; share: Share }[] {
  const total = Math.max(1, shares.reduce((sum, s) => sum + s.count, 0));
  let at = 0;
  return shares.map((share) => { const from = at, length = share.count / total; at += length; return { from, length, share }; });
}

const SIGN = 6.4, DOT = 14;

/** Where the name of each part begins: under its part, pushed on where the name before is longer than its part, and back from the end of the bar. */
export function namesOf(placed: readonly { from: number; share: Pick<Share, 'name'> }[], width: number): number[] {
  const long = placed.map((p) => DOT + SIGN * p.share.name.length + 10), at: number[] = [];
  placed.forEach((p, k) => at.push(Math.max(p.from * width, k > 0 ? at[k - 1] + long[k - 1] : 0)));
  let end = width + 10;
  for (let k = placed.length - 1; k >= 0; k--) { at[k] = Math.max(0, Math.min(at[k], end - long[k])); end = at[k]; }
  return at;
}

/** One bar cut into shares, each named with its count. An SVG. */
export const stack = () => chart<readonly Share[], { size: [number, number] }>({ size: [900, 84] }, (element, data, { size: [width, height] }) => {
  const placed = stackLayout(data), names = namesOf(placed, width), svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', data.map((d) => `${d.name}: ${d.count}`).join(', '));
  svg.selectAll('rect.share').data(placed.filter((p) => p.length > 0)).join('rect').attr('class', 'share').attr('x', (p) => p.from * width).attr('width', (p) => Math.max(0, p.length * width - 2)).attr('height', height - 40).attr('rx', 5).attr('fill', (p) => p.share.colour);
  svg.selectAll('circle').data(placed).join('circle').attr('cx', (_, k) => names[k] + 5).attr('cy', height - 7).attr('r', 4).attr('fill', (p) => p.share.colour);
  svg.selectAll('text.count').data(placed).join('text').attr('class', 'count').attr('x', (_, k) => names[k] + DOT).attr('y', height - 19).text((p) => p.share.count).style('font', '600 16px var(--serif)').style('fill', 'var(--ink)');
  svg.selectAll('text.name').data(placed).join('text').attr('class', 'name').attr('x', (_, k) => names[k] + DOT).attr('y', height - 3).text((p) => p.share.name);
});
