import { area, axisBottom, axisLeft, extent, line, scaleLinear, select } from 'd3';
import { quantiles, SHARES } from '../../src/runs/quantiles.ts';
import { chart } from './chart.ts';

/** A family of values that plasticity changes, or holds: one array a moment, all of one length. */
export interface Adapted { name: string; symbol: string; values: readonly ArrayLike<number>[]; /** The values are the seven quantiles of a larger family already. */ summarised?: boolean; /** What homeostasis holds it to. */ setPoint?: number }
export interface PlasticityData { time: ArrayLike<number>; families: readonly Adapted[]; /** The moment that is looked at. */ now?: number }

export interface PlasticityLayout { curves: number[][]; domain: [number, number] }

/** A family as curves over time (one a share, lowest first) and the values its axis spans, the set point among them. */
export function plasticityLayout({ values, setPoint, summarised = false }: Pick<Adapted, 'values' | 'setPoint' | 'summarised'>): PlasticityLayout {
  const moments = summarised ? values : values.map((v) => quantiles(v)), curves = SHARES.map((_, k) => moments.map((m) => m[k])), all = [...curves[0], ...curves[SHARES.length - 1], ...(setPoint === undefined ? [] : [setPoint])].filter(Number.isFinite);
  const [low, high] = all.length > 0 ? (extent(all) as [number, number]) : [0, 1], room = high > low ? 0.06 * (high - low) : 1;
  return { curves, domain: [low >= 0 ? Math.max(0, low - room) : low - room, high + room] }; // what is never negative, as a power, begins at 0
}

const margin = { top: 20, right: 14, bottom: 34, left: 52 }, BETWEEN = 26;
/** Pairs of curves between which a band is filled, and how strongly. */
const BANDS = [[0, 6, 0.12], [1, 5, 0.18], [2, 4, 0.26]] as const;

/** Adapted values over time as bands of all, 80 % and 50 % of them about the median, each family over its own axis, with its set point. An SVG. */
export const plasticity = () => chart<PlasticityData, { size: [number, number]; unit: string; seek: ((time: number) => void) | null }>({ size: [520, 300], unit: 'time t', seek: null }, (element, { time, families, now }, { size: [width, height], unit, seek }) => {
  const n = Math.max(1, families.length), w = width - margin.left - margin.right, panel = (height - margin.top - margin.bottom - (n - 1) * BETWEEN) / n;
  const x = scaleLinear([time[0] ?? 0, time[time.length - 1] ?? 1], [0, w]), index = Array.from({ length: time.length }, (_, k) => k);
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart').attr('role', 'img').attr('aria-label', `${families.map((f) => f.name).join(', ')} over time`);
  const body = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(${margin.left},${margin.top})`);
  body.selectAll<SVGGElement, number>('g.x').data([0]).join('g').attr('class', 'x axis').attr('transform', `translate(0,${height - margin.top - margin.bottom})`).call(axisBottom(x).ticks(6).tickSizeOuter(0));
  body.selectAll('text.unit').data([unit]).join('text').attr('class', 'unit').attr('x', w).attr('y', height - margin.top - 4).attr('text-anchor', 'end').text((d) => d);
  const groups = body.selectAll<SVGGElement, Adapted>('g.family').data(families).join('g').attr('class', 'family').attr('transform', (_, k) => `translate(0,${k * (panel + BETWEEN)})`);
  groups.each(function (family) {
    const { curves, domain } = plasticityLayout(family), y = scaleLinear(domain, [panel, 0]).nice(8), one = select(this), { setPoint } = family;
    const band = (low: number, high: number) => area<number>().defined((i) => Number.isFinite(curves[low][i])).x((i) => x(time[i])).y0((i) => y(curves[low][i])).y1((i) => y(curves[high][i]))(index);
    one.selectAll<SVGGElement, number>('g.y').data([0]).join('g').attr('class', 'y axis').call(axisLeft(y).ticks(4).tickSizeOuter(0));
    one.selectAll('path.band').data(BANDS).join('path').attr('class', 'band').attr('fill', 'var(--accent)').attr('fill-opacity', ([, , strength]) => strength).attr('d', ([low, high]) => band(low, high));
    one.selectAll('path.line').data([curves[3]]).join('path').attr('class', 'line').attr('stroke', 'var(--accent)').attr('d', (median) => line<number>().defined((i) => Number.isFinite(median[i])).x((i) => x(time[i])).y((i) => y(median[i]))(index));
    one.selectAll('text.name').data([`${family.symbol}  ${family.name}`]).join('text').attr('class', 'name').attr('y', -7).text((d) => d);
    one.selectAll('line.level').data(setPoint === undefined ? [] : [setPoint]).join('line').attr('class', 'level').attr('x2', w).attr('y1', (v) => y(v)).attr('y2', (v) => y(v)).attr('stroke', 'var(--warm)');
    one.selectAll('text.level').data(setPoint === undefined ? [] : [setPoint]).join('text').attr('class', 'level').attr('x', w).attr('y', -7).attr('text-anchor', 'end').text((v) => `– –  set point ${v}`);
  });
  body.selectAll('line.now').data(now === undefined ? [] : [now]).join('line').attr('class', 'now').attr('x1', (t) => x(t)).attr('x2', (t) => x(t)).attr('y2', height - margin.top - margin.bottom);
  if (!seek) return;
  const to = (event: PointerEvent) => {
    const box = svg.node()!.getBoundingClientRect(), at = ((event.clientX - box.left) * width) / box.width - margin.left;
    seek(Math.max(x.domain()[0], Math.min(x.domain()[1], x.invert(at))));
  };
  svg.style('cursor', 'ew-resize').on('pointerdown', to).on('pointermove', (event: PointerEvent) => { if (event.buttons & 1) to(event); });
});
