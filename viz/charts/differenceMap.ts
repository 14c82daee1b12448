import { select } from 'd3';
import { brokenInto, flow, runsOf } from './cells.ts';
import { chart } from './chart.ts';
import { phaseColour } from './colour.ts';
import { gridLayout } from './gridMap.ts';

/** Two fields of phases to hold against each other: input and output of a demonstration, or one demonstration and the next. NaN is an empty cell. */
export interface Compared { name: string; rows: number; columns: number; from: ArrayLike<number>; to: ArrayLike<number> }
/** δ = θ_to − θ_from in (−π, π] a cell (NaN: empty in one of them), how many cells differ, and the order parameter of the difference, mean cos δ. */
export interface Difference { delta: Float32Array; changed: number; cells: number; order: number }

const TURN = 2 * Math.PI, SMALL = 1e-3;

export function differenceOf({ from, to }: Pick<Compared, 'from' | 'to'>): Difference {
  const delta = Float32Array.from({ length: from.length }, (_, i) => { const d = (to[i] - from[i]) / TURN; return TURN * (d - Math.ceil(d - 0.5)); });
  let cells = 0, changed = 0, sum = 0;
  for (const d of delta) if (!Number.isNaN(d)) { cells++; sum += Math.cos(d); if (Math.abs(d) > SMALL) changed++; }
  return { delta, changed, cells, order: cells === 0 ? 0 : sum / cells };
}

const SIGN = 6.2, LINE = 15;

/** Maps of phase differences side by side: what is equal is ground, what differs has the cyclic colour of its phase difference δ. An SVG. */
export const differenceMap = () => chart<readonly Compared[], { width: number; room: number }>({ width: 900, room: 118 }, (element, data, { width, room }) => {
  const maps = data.map((compared) => {
    const found = differenceOf(compared), grid = gridLayout(compared.rows, compared.columns, [room, room]);
    return { compared, found, grid, lines: [...brokenInto(compared.name, Math.floor((room + 8) / SIGN), 2), `${found.changed} of ${found.cells} cells differ`, `order ⟨cos δ⟩ ${found.order.toFixed(2)}`] };
  });
  const { places, height } = flow(maps.map((m) => [Math.max(room, m.grid.width) + 12, m.grid.height + m.lines.length * LINE + 6] as const), width, [20, 16]), wheel = 30, whole = height + wheel;
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${whole}`).attr('width', width).attr('height', whole).attr('class', 'chart').attr('role', 'img').attr('aria-label', `Phase differences: ${data.map((d) => d.name).join(', ')}`);
  const groups = svg.selectAll<SVGGElement, (typeof maps)[0]>('g.difference').data(maps).join('g').attr('class', 'difference').attr('transform', (_, k) => `translate(${places[k].join()})`);
  groups.each(function ({ compared, found, grid, lines }) {
    const one = select(this), step = grid.cell + grid.gap, bare = found.delta.map((d) => (Math.abs(d) <= SMALL ? 0 : d));
    one.selectAll('rect.ground').data([0]).join('rect').attr('class', 'ground').attr('width', grid.width).attr('height', grid.height).attr('fill', 'var(--line)');
    one.selectAll('rect.run').data(runsOf(bare, compared.rows, compared.columns)).join('rect').attr('class', 'run').attr('x', (d) => grid.x(d.column)).attr('y', (d) => grid.y(d.row)).attr('width', (d) => d.length * step - grid.gap).attr('height', grid.cell)
      .attr('fill', (d) => (Number.isNaN(d.value) ? 'var(--panel)' : d.value === 0 ? 'var(--well)' : phaseColour(d.value)));
    one.selectAll('line.between').data(grid.gap ? Array.from({ length: compared.columns - 1 }, (_, k) => grid.x(k + 1) - 0.5) : []).join('line').attr('class', 'between').attr('stroke', 'var(--line)').attr('x1', (x) => x).attr('x2', (x) => x).attr('y2', grid.height);
    one.selectAll('text').data(lines).join('text').attr('y', (_, k) => grid.height + 15 + k * LINE).style('fill', (_, k) => (k < lines.length - 2 ? 'var(--ink)' : null)).text((d) => d);
  });
  const key = svg.selectAll<SVGGElement, number>('g.bar').data([0]).join('g').attr('class', 'bar').attr('transform', `translate(0,${height + 12})`);
  key.selectAll('rect').data(Array.from({ length: 60 }, (_, k) => k)).join('rect').attr('x', (k) => 96 + 2 * k).attr('width', 2.2).attr('height', 9).attr('fill', (k) => phaseColour(-Math.PI + (TURN * (k + 0.5)) / 60));
  key.selectAll('text').data([[0, 'difference δ', 'start'], [90, '−π', 'end'], [222, 'π', 'start']] as const).join('text').attr('x', ([x]) => x).attr('y', 9).attr('text-anchor', ([, , anchor]) => anchor).text(([, text]) => text);
});
