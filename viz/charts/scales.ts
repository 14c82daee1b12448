import { select } from 'd3';
import { chart } from './chart.ts';

/** A scale of colours: one for each share from 0 to 1, or a few that are told apart by name. */
export interface ColourScale { name: string; colour?: (share: number) => string; words?: readonly [share: number, text: string][]; colours?: readonly string[]; names?: readonly string[] }
export interface Swatch { x: number; width: number; colour: string; name: string }

const STEPS = 120, ROW = 58, BAR = 22;

/** The swatches of a scale over this width: many narrow ones of a continuous scale, one for each named colour. */
export function swatches({ colour, colours = [], names = [] }: ColourScale, width: number): Swatch[] {
  if (!colour) return colours.map((c, k) => ({ x: (k * width) / colours.length, width: width / colours.length - 2, colour: c, name: names[k] ?? String(k) }));
  return Array.from({ length: STEPS }, (_, k) => ({ x: (k * width) / STEPS, width: width / STEPS + 0.4, colour: colour((k + 0.5) / STEPS), name: '' }));
}

/** Scales of colour, one below the other, with what they mean. An SVG. */
export const scales = () => chart<readonly ColourScale[], { width: number }>({ width: 380 }, (element, data, { width }) => {
  const height = data.length * ROW;
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', data.map((d) => d.name).join(', '));
  const rows = svg.selectAll<SVGGElement, ColourScale>('g.scale').data(data).join('g').attr('class', 'scale').attr('transform', (_, k) => `translate(0,${k * ROW})`);
  rows.each(function (scale) {
    const one = select(this), words = scale.colours ? swatches(scale, width).map((s) => [(s.x + s.width / 2) / width, s.name] as const) : scale.words ?? [];
    one.selectAll('text.name').data([scale.name]).join('text').attr('class', 'name').attr('y', 11).style('fill', 'var(--ink)').text((d) => d);
    one.selectAll('rect').data(swatches(scale, width)).join('rect').attr('x', (d) => d.x).attr('y', 17).attr('width', (d) => d.width).attr('height', BAR - 6).attr('fill', (d) => d.colour).attr('stroke', scale.colours ? 'var(--line)' : 'none');
    one.selectAll('text.word').data(words).join('text').attr('class', 'word').attr('x', ([share]) => share * width).attr('y', 46).attr('text-anchor', ([share]) => (scale.colours ? 'middle' : share === 0 ? 'start' : share === 1 ? 'end' : 'middle')).text(([, text]) => text);
  });
});
