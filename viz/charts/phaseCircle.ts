import { select } from 'd3';
import { chart } from './chart.ts';
import { PALETTE, phaseColour, restingColour } from './colour.ts';

const QUARTER = [[1, 0], [0, -1], [-1, 0], [0, 1]] as const;

export interface CircleLayout { points: { x: number; y: number; theta: number }[]; r: number; psi: number; tip: [number, number] }

/** Unit circle to points: phases grow anticlockwise from three o'clock; the arrow is the order parameter r e^{iψ} = mean e^{iθ}. */
export function circleLayout(theta: ArrayLike<number>, radius: number): CircleLayout {
  const points: CircleLayout['points'] = [];
  let re = 0, im = 0;
  for (let i = 0; i < theta.length; i++) {
    if (Number.isNaN(theta[i])) continue;
    const x = Math.cos(theta[i]), y = Math.sin(theta[i]);
    re += x;
    im += y;
    points.push({ x: radius * x, y: -radius * y, theta: theta[i] });
  }
  const n = Math.max(1, points.length);
  return { points, r: Math.hypot(re, im) / n, psi: Math.atan2(im, re), tip: [(radius * re) / n, (-radius * im) / n] };
}

/** The order parameter r e^{iψ} = mean e^{iθ} alone: of a field of many sites no list of points is made. */
function meanOf(theta: ArrayLike<number>): { r: number; psi: number } {
  let re = 0, im = 0, n = 0;
  for (let i = 0; i < theta.length; i++) {
    const t = theta[i];
    if (t !== t) continue;
    re += Math.cos(t);
    im += Math.sin(t);
    n++;
  }
  return { r: Math.hypot(re, im) / Math.max(1, n), psi: Math.atan2(im, re) };
}

/** Of so many oscillators, how many are drawn: every k-th, at most `most`. */
export const drawnOf = (sites: number, most: number): number => Math.floor(sites / Math.max(1, Math.ceil(sites / most)));

/** "Every phase" or, where not all are drawn, how many of how many. */
export function phasesDrawn(sites: number, most: number): string {
  const drawn = drawnOf(sites, most);
  return drawn === sites ? `All ${sites.toLocaleString('en')} phases on the circle` : `${drawn.toLocaleString('en')} of ${sites.toLocaleString('en')} phases on the circle`;
}

/** Phases on their circle, ten resting places where wanted, and the order parameter as an arrow. An SVG. */
export const phaseCircle = () => chart<ArrayLike<number>, { size: number; rests: boolean; most: number; mean: { r: number; psi: number } | null }>({ size: 180, rests: false, most: 1200, mean: null }, (element, theta, { size, rests, most, mean }) => {
  const radius = size / 2 - 24, every = Math.max(1, Math.ceil(theta.length / most)), sample = every === 1 ? theta : Float32Array.from({ length: drawnOf(theta.length, most) }, (_, i) => theta[i * every]);
  // Only a sample of many oscillators is drawn; the arrow is the mean of all, known or computed here.
  const { r, psi } = mean ?? meanOf(theta), layout = { ...circleLayout(sample, radius), r, tip: [radius * r * Math.cos(psi), -radius * r * Math.sin(psi)] as const }, shown = layout.points;
  const svg = select(element as SVGSVGElement).attr('viewBox', `${-size / 2} ${-size / 2} ${size} ${size}`).attr('width', size).attr('height', size).attr('class', 'chart').attr('role', 'img')
    .attr('aria-label', `Phases on the circle, order parameter ${layout.r.toFixed(2)}`);
  svg.selectAll('circle.rim').data([0]).join('circle').attr('class', 'rim').attr('r', radius).attr('fill', 'none').attr('stroke', 'var(--line)');
  svg.selectAll<SVGGElement, number>('g.rest').data(rests ? PALETTE.map((_, c) => c) : []).join((enter) => {
    const g = enter.append('g').attr('class', 'rest');
    g.append('rect').attr('x', -5).attr('y', -5).attr('width', 10).attr('height', 10).attr('rx', 2).attr('stroke', 'var(--grid)');
    return g;
  }).attr('transform', (c) => `translate(${(radius + 13) * Math.cos((2 * Math.PI * c) / 10)},${-(radius + 13) * Math.sin((2 * Math.PI * c) / 10)})`).select('rect').attr('fill', (c) => PALETTE[c]);
  svg.selectAll('line.quarter').data([0, 1, 2, 3]).join('line').attr('class', 'quarter').attr('stroke', 'var(--line)').attr('x1', (k) => (radius - 4) * QUARTER[k][0]).attr('y1', (k) => (radius - 4) * QUARTER[k][1]).attr('x2', (k) => (radius + 3) * QUARTER[k][0]).attr('y2', (k) => (radius + 3) * QUARTER[k][1]);
  svg.selectAll('text.angle').data(rests ? [] : ['0', 'π/2', 'π', '3π/2']).join('text').attr('class', 'angle').attr('text-anchor', (_, k) => ['start', 'middle', 'end', 'middle'][k]).attr('x', (_, k) => (radius + 6) * QUARTER[k][0]).attr('y', (_, k) => (radius + (k === 3 ? 16 : 8)) * QUARTER[k][1] + (k % 2 ? 0 : 4)).text((d) => d);
  svg.selectAll('circle.site').data(shown).join('circle').attr('class', 'site').attr('r', rests ? 4.6 : shown.length > 300 ? 1.8 : 3.2).attr('cx', (p) => p.x).attr('cy', (p) => p.y)
    .attr('fill', (p) => (rests ? restingColour(p.theta) : phaseColour(p.theta))).attr('fill-opacity', 0.8).attr('stroke', 'var(--soft)').attr('stroke-width', 0.5);
  const [x, y] = layout.tip, turn = (Math.atan2(y, x) * 180) / Math.PI;
  svg.selectAll('line.arrow').data([0]).join('line').attr('class', 'arrow').attr('x2', x).attr('y2', y).attr('stroke', 'var(--accent)').attr('stroke-width', 2.5).attr('stroke-linecap', 'round');
  svg.selectAll('path.tip').data([0]).join('path').attr('class', 'tip').attr('d', layout.r > 0.06 ? 'M0,0L-9,-4.5L-9,4.5Z' : '').attr('fill', 'var(--accent)').attr('transform', `translate(${x},${y}) rotate(${turn})`);
  svg.selectAll('text.order').data([`r = ${layout.r.toFixed(2)}`]).join('text').attr('class', 'order').attr('text-anchor', 'middle').attr('y', y > 0 ? -0.42 * radius : 0.48 * radius).text((d) => d);
});
