import { axisBottom, axisLeft, axisRight, line, scaleLinear, select } from 'd3';
import { chart } from './chart.ts';

export interface Course {
  time: ArrayLike<number>;
  lines: { name: string; symbol: string; values: ArrayLike<number>; colour: string; domain?: [number, number]; dash?: boolean }[];
  marks?: { time: number; text: string }[];
  /** Horizontal lines with their meaning, in the units of the first line. */
  levels?: { value: number; text: string }[];
  now?: number;
}

export interface CourseLayout { x: (t: number) => number; paths: string[]; domains: [number, number][]; marks: { x: number; text: string }[] }

/** Each line is scaled to its own domain; the first one's is on the axis. */
export function courseLayout({ time, lines, marks = [] }: Course, width: number, height: number): CourseLayout {
  const last = time.length > 0 ? time[time.length - 1] : 1, first = time.length > 0 ? time[0] : 0;
  const x = scaleLinear([first, last > first ? last : first + 1], [0, width]);
  const domains = lines.map(({ values, domain }): [number, number] => {
    if (domain) return domain;
    let low = Infinity, high = -Infinity;
    for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) { low = Math.min(low, values[i]); high = Math.max(high, values[i]); } // what was not measured yet (NaN) takes no part
    return Number.isFinite(low) && high > low ? [low, high] : [Number.isFinite(low) ? low - 1 : 0, Number.isFinite(low) ? low + 1 : 1];
  });
  const paths = lines.map(({ values }, k) => {
    const y = scaleLinear(domains[k], [height, 0]);
    return line<number>().x((i) => x(time[i])).y((i) => y(values[i])).defined((i) => Number.isFinite(values[i]))(Array.from({ length: Math.min(time.length, values.length) }, (_, i) => i)) ?? '';
  });
  return { x, paths, domains, marks: marks.map(({ time: t, text }) => ({ x: x(t), text })) };
}

/** The time one step of the keyboard away: to the next sample, and at least a hundredth of the whole. */
export function stepFrom(time: ArrayLike<number>, now: number, way: 1 | -1): number {
  const first = time[0] ?? 0, last = time[time.length - 1] ?? 0, least = (last - first) / 100;
  if (way > 0) { for (let k = 0; k < time.length; k++) if (time[k] >= now + least * 0.999) return time[k]; return last; }
  for (let k = time.length - 1; k >= 0; k--) if (time[k] <= now - least * 0.999) return time[k];
  return first;
}

/** Two lines over domains of their own have an axis each. */
export const ownAxes = (domains: readonly (readonly [number, number])[]): boolean => domains.length === 2 && domains[0].join() !== domains[1].join();

const margin = { top: 22, bottom: 38, left: 44 };

/** Quantities over time with the marks of what happened; the time cursor may be dragged, or moved by the arrow keys, Home and End. An SVG. */
export const course = () => chart<Course, { size: [number, number]; seek: ((time: number) => void) | null; unit: string }>({ size: [520, 150], seek: null, unit: 'time t' }, (element, data, { size: [width, height], seek, unit }) => {
  const spans = courseLayout(data, 1, 1).domains, right = ownAxes(spans) ? 48 : 12, w = width - margin.left - right, h = height - margin.top - margin.bottom, layout = courseLayout(data, w, h);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart course').attr('role', 'img').attr('aria-label', data.lines.map((l) => l.name).join(', ') + ' over time');
  const g = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  const scale = scaleLinear(data.time.length ? [data.time[0], data.time[data.time.length - 1]] : [0, 1], [0, w]);
  const y = scaleLinear(layout.domains[0] ?? [0, 1], [h, 0]);
  g.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${h})`).call(axisBottom(scale).ticks(6).tickSizeOuter(0));
  g.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).ticks(3).tickSizeOuter(0));
  g.selectAll<SVGGElement, [number, number]>('g.second').data(ownAxes(spans) ? [spans[1]] : []).join('g').attr('class', 'second axis').attr('transform', `translate(${w},0)`).each(function (domain) { axisRight(scaleLinear(domain, [h, 0])).ticks(3).tickSizeOuter(0)(select(this)); });
  g.selectAll('text.symbol').data(ownAxes(spans) ? [[-9, data.lines[0].symbol, 'end'], [w + 9, data.lines[1].symbol, 'start']] as const : []).join('text').attr('class', 'symbol').attr('x', ([x]) => x).attr('y', -10).attr('text-anchor', ([, , anchor]) => anchor).text(([, text]) => text);
  g.selectAll('text.unit').data([unit]).join('text').attr('class', 'unit').attr('x', w).attr('y', h + 33).attr('text-anchor', 'end').text((d) => d);
  g.selectAll('line.level').data(data.levels ?? []).join('line').attr('class', 'level').attr('x2', w).attr('y1', (d) => y(d.value)).attr('y2', (d) => y(d.value));
  g.selectAll('text.level').data(data.levels ?? []).join('text').attr('class', 'level').attr('x', w - 2).attr('y', (d) => y(d.value) - 4).attr('text-anchor', 'end').text((d) => d.text);
  g.selectAll('line.event').data(layout.marks).join('line').attr('class', 'event').attr('x1', (d) => d.x).attr('x2', (d) => d.x).attr('y2', h);
  g.selectAll('text.event').data(layout.marks).join('text').attr('class', 'event').attr('x', (d) => d.x + (d.x > w - 120 ? -4 : 4)).attr('y', 12).attr('text-anchor', (d) => (d.x > w - 120 ? 'end' : 'start')).text((d) => d.text);
  g.selectAll('path.line').data(data.lines).join('path').attr('class', 'line').attr('d', (_, k) => layout.paths[k]).attr('stroke', (d) => d.colour).attr('stroke-dasharray', (d) => (d.dash ? '5 4' : null));
  const legend = g.selectAll<SVGGElement, Course['lines'][0]>('g.key').data(data.lines).join((enter) => { const k = enter.append('g').attr('class', 'key'); k.append('line'); k.append('text'); return k; });
  let at = 0;
  legend.attr('transform', (d) => { const x = at; at += 34 + 6.4 * (d.symbol.length + d.name.length + 1); return `translate(${x},-13)`; });
  legend.select('line').attr('x2', 14).attr('stroke', (d) => d.colour).attr('stroke-dasharray', (d) => (d.dash ? '5 4' : null));
  legend.select('text').attr('x', 19).attr('y', 4).text((d) => `${d.symbol} ${d.name}`);
  g.selectAll('line.now').data(data.now === undefined ? [] : [data.now]).join('line').attr('class', 'now').attr('x1', (t) => layout.x(t)).attr('x2', (t) => layout.x(t)).attr('y1', -2).attr('y2', h);
  if (seek) {
    const to = (event: PointerEvent) => {
      const box = svg.node()!.getBoundingClientRect(), x = ((event.clientX - box.left) * width) / box.width - margin.left;
      seek(Math.max(scale.domain()[0], Math.min(scale.domain()[1], scale.invert(x))));
    };
    const move = (event: KeyboardEvent) => {
      const now = data.now ?? scale.domain()[0], next = { ArrowRight: () => stepFrom(data.time, now, 1), ArrowLeft: () => stepFrom(data.time, now, -1), Home: () => scale.domain()[0], End: () => scale.domain()[1] }[event.key];
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      seek(next());
    };
    svg.attr('role', 'slider').attr('tabindex', 0).attr('aria-valuemin', scale.domain()[0]).attr('aria-valuemax', scale.domain()[1]).attr('aria-valuenow', data.now ?? scale.domain()[0]).on('keydown', move);
    svg.style('cursor', 'ew-resize').on('pointerdown', (event: PointerEvent) => { svg.node()!.setPointerCapture(event.pointerId); to(event); }).on('pointermove', (event: PointerEvent) => { if (event.buttons & 1) to(event); });
  }
});
