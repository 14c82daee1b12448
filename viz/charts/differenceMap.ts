import { pointer, select } from 'd3';
import { brokenInto, flow, runsOf } from './cells.ts';
import { chart } from './chart.ts';
import { phaseColour } from './colour.ts';
import { cellAfter, gridLayout } from './gridMap.ts';

/**
 * Two fields of phases held against each other: input and output of a demonstration, or one demonstration and the next. NaN is an empty cell.
 * Either both fields, or what was recorded of them: the difference δ a cell and its order parameter.
 */
export type Compared = { name: string; rows: number; columns: number } & Fields;
type Fields = { from: ArrayLike<number>; to: ArrayLike<number> } | { delta: ArrayLike<number>; order: number };
/** δ = θ_to − θ_from in (−π, π] a cell (NaN: empty in one of them), how many cells differ, and the order parameter of the difference, mean cos δ. */
export interface Difference { delta: Float32Array; changed: number; cells: number; order: number }

const TURN = 2 * Math.PI, SMALL = 1e-3;

export function differenceOf(fields: Fields): Difference {
  const raw = 'delta' in fields ? Array.from(fields.delta) : Array.from(fields.from, (from, i) => fields.to[i] - from);
  const delta = Float32Array.from(raw, (d) => TURN * (d / TURN - Math.ceil(d / TURN - 0.5)));
  let cells = 0, changed = 0, sum = 0;
  for (const d of delta) if (!Number.isNaN(d)) { cells++; sum += Math.cos(d); if (Math.abs(d) > SMALL) changed++; }
  return { delta, changed, cells, order: 'order' in fields ? fields.order : cells === 0 ? 0 : sum / cells };
}

const SIGN = 6.2, LINE = 15;

/** Maps of phase differences side by side: what is equal is ground, what differs has the cyclic colour of its phase difference δ. With `hover` each can be pointed at, or reached by Tab and walked through by the arrows. An SVG. */
export const differenceMap = () => chart<readonly Compared[], { width: number; room: number; hover: ((map: number, cell: number) => void) | null }>({ width: 900, room: 118, hover: null }, (element, data, { width, room, hover }) => {
  const maps = data.map((compared) => {
    const found = differenceOf(compared), grid = gridLayout(compared.rows, compared.columns, [room, room]);
    return { compared, found, grid, lines: [...brokenInto(compared.name, Math.floor((room + 8) / SIGN), 2), `${found.changed} of ${found.cells} cells differ`, `order ⟨cos δ⟩ ${found.order.toFixed(2)}`] };
  });
  const { places, height } = flow(maps.map((m) => [Math.max(room, m.grid.width) + 12, m.grid.height + m.lines.length * LINE + 6] as const), width, [20, 16]), wheel = 30, whole = height + wheel;
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${whole}`).attr('width', width).attr('height', whole).attr('class', 'chart').attr('role', 'img').attr('aria-label', `Phase differences: ${data.map((d) => d.name).join(', ')}`);
  const groups = svg.selectAll<SVGGElement, (typeof maps)[0]>('g.difference').data(maps).join('g').attr('class', 'difference').attr('transform', (_, k) => `translate(${places[k].join()})`);
  groups.each(function ({ compared, found, grid, lines }, map) {
    const one = select(this), step = grid.cell + grid.gap, bare = found.delta.map((d) => (Math.abs(d) <= SMALL ? 0 : d));
    one.selectAll('rect.ground').data([0]).join('rect').attr('class', 'ground').attr('width', grid.width).attr('height', grid.height).attr('fill', 'var(--grid)');
    one.selectAll('rect.run').data(runsOf(bare, compared.rows, compared.columns)).join('rect').attr('class', 'run').attr('x', (d) => grid.x(d.column)).attr('y', (d) => grid.y(d.row)).attr('width', (d) => d.length * step - grid.gap).attr('height', grid.cell)
      .attr('fill', (d) => (Number.isNaN(d.value) ? 'var(--panel)' : d.value === 0 ? 'var(--well)' : phaseColour(d.value)))
      .attr('stroke', (d) => (d.value === 0 || Number.isNaN(d.value) ? null : 'var(--soft)')).attr('stroke-width', 1);
    one.selectAll('line.between').data(grid.gap ? Array.from({ length: compared.columns - 1 }, (_, k) => grid.x(k + 1) - 0.5) : []).join('line').attr('class', 'between').attr('stroke', 'var(--grid)').attr('x1', (x) => x).attr('x2', (x) => x).attr('y2', grid.height);
    one.selectAll('text').data(lines).join('text').attr('y', (_, k) => grid.height + 15 + k * LINE).style('fill', (_, k) => (k < lines.length - 2 ? 'var(--ink)' : null)).text((d) => d);
    if (!hover) return;
    let at = -1;
    const look = (cell: number) => {
      if (cell < 0) return;
      at = cell;
      svg.selectAll('rect.focus').remove();
      one.append('rect').attr('class', 'focus').attr('x', grid.x(cell % compared.columns) - 0.5).attr('y', grid.y(Math.floor(cell / compared.columns)) - 0.5).attr('width', grid.cell + 1).attr('height', grid.cell + 1).attr('fill', 'none').attr('stroke', 'var(--warm)').attr('stroke-width', 2);
      hover(map, cell);
    };
    one.attr('tabindex', 0).attr('role', 'img').attr('aria-label', `${compared.name}: ${lines.at(-2)}; arrow keys move from cell to cell`)
      .on('pointermove', (event: PointerEvent) => look(grid.cellAt(...pointer(event, this))))
      .on('focus', () => look(Math.max(0, at)))
      .on('keydown', (event: KeyboardEvent) => { const next = cellAfter(event.key, at, compared.rows, compared.columns); if (next !== null) { event.preventDefault(); look(next); } });
  });
  const key = svg.selectAll<SVGGElement, number>('g.bar').data([0]).join('g').attr('class', 'bar').attr('transform', `translate(0,${height + 12})`);
  key.selectAll('rect').data(Array.from({ length: 60 }, (_, k) => k)).join('rect').attr('x', (k) => 96 + 2 * k).attr('width', 2.2).attr('height', 9).attr('fill', (k) => phaseColour(-Math.PI + (TURN * (k + 0.5)) / 60));
  key.selectAll('text').data([[0, 'difference δ', 'start'], [90, '−π', 'end'], [222, 'π', 'start']] as const).join('text').attr('x', ([x]) => x).attr('y', 9).attr('text-anchor', ([, , anchor]) => anchor).text(([, text]) => text);
});
