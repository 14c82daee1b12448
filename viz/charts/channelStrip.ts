import { pointer, select } from 'd3';
import { brokenInto, flow, runsOf, type Run } from './cells.ts';
import { chart } from './chart.ts';
import { amount, phaseColour, restingColour } from './colour.ts';
import { gridLayout, type GridLayout } from './gridMap.ts';

/** What one process of the medium said about the cells of a grid. */
export interface Channel {
  name: string;
  /** Which process says it. */
  process?: string;
  rows: number;
  columns: number;
  /** A small number a cell, row-major; negative: silence. */
  values: ArrayLike<number>;
  /** Colours of the palette (phase 2πc/10), or amounts: dark is little. */
  kind: 'colour' | 'amount';
  /** What it says of the cell in focus. */
  said?: string;
}
export interface ChannelStrip { channels: readonly Channel[]; /** The cell in focus, −1 for none. */ focus?: number }
export interface PlacedChannel { channel: Channel; x: number; y: number; grid: GridLayout; runs: Run[]; /** How many of `lines` name the process. */ process: number; lines: string[]; range: string }

const SIGN = 6.2, LINE = 15, GAP: [number, number] = [18, 18];

/** Where each channel stands in a strip of this width, its cells as runs, its name in lines, and what its amounts span. */
export function channelLayout(channels: readonly Channel[], width: number, room: number): { placed: PlacedChannel[]; height: number } {
  const signs = Math.floor((room + 14) / SIGN), drawn = channels.map((channel) => {
    const process = brokenInto(channel.process ?? '', signs, 2), grid = gridLayout(channel.rows, channel.columns, [room, room]), heard = Array.from(channel.values).filter((v) => v >= 0);
    const range = channel.kind === 'colour' ? '' : heard.length === 0 ? 'silence' : Math.min(...heard) === Math.max(...heard) ? `${heard[0]} everywhere` : `${Math.min(...heard)} to ${Math.max(...heard)}`;
    return { channel, grid, runs: runsOf(channel.values, channel.rows, channel.columns), process: process.length, lines: [...process, ...brokenInto(channel.name, signs, 3)], range };
  });
  const { places, height } = flow(drawn.map((d) => [room + 14, d.grid.height + (d.lines.length + 1 + (d.range ? 1 : 0)) * LINE + 8] as const), width, GAP);
  return { placed: drawn.map((d, k) => ({ ...d, x: places[k][0], y: places[k][1] })), height };
}

/** What the processes of the medium said, a small map each, with its name, its range and what it says of the cell in focus. An SVG. */
export const channelStrip = () => chart<ChannelStrip, { width: number; room: number; colours: 'names' | 'phase'; hover: ((cell: number) => void) | null }>({ width: 900, room: 118, colours: 'names', hover: null }, (element, { channels, focus = -1 }, { width, room, colours, hover }) => {
  const { placed, height } = channelLayout(channels, width, room), paint = colours === 'names' ? restingColour : phaseColour;
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart strip').attr('role', 'img').attr('aria-label', `What the medium said: ${channels.map((c) => c.name).join(', ')}`);
  const groups = svg.selectAll<SVGGElement, PlacedChannel>('g.channel').data(placed).join('g').attr('class', 'channel').attr('transform', ({ x, y }) => `translate(${x},${y})`);
  groups.each(function ({ channel, grid, runs, process, lines, range }) {
    const one = select(this), most = Math.max(1, ...Array.from(channel.values)), step = grid.cell + grid.gap, r = Math.floor(focus / channel.columns), there = focus >= 0 && r < channel.rows;
    const fill = (v: number) => (v < 0 ? 'var(--well)' : channel.kind === 'colour' ? paint((2 * Math.PI * v) / 10) : amount(0.06 + (0.9 * v) / most));
    one.selectAll('rect.ground').data([0]).join('rect').attr('class', 'ground').attr('width', grid.width).attr('height', grid.height).attr('fill', 'var(--grid)');
    one.selectAll<SVGRectElement, Run>('rect.run').data(runs).join('rect').attr('class', 'run').attr('x', (d) => grid.x(d.column)).attr('y', (d) => grid.y(d.row)).attr('width', (d) => d.length * step - grid.gap).attr('height', grid.cell).attr('fill', (d) => fill(d.value));
    one.selectAll<SVGLineElement, Run>('line.silent').data(runs.filter((d) => d.value < 0).flatMap((d) => Array.from({ length: d.length }, (_, k) => ({ ...d, column: d.column + k })))).join('line').attr('class', 'silent').attr('stroke', 'var(--line)')
      .attr('x1', (d) => grid.x(d.column)).attr('y1', (d) => grid.y(d.row) + grid.cell).attr('x2', (d) => grid.x(d.column) + grid.cell).attr('y2', (d) => grid.y(d.row));
    one.selectAll('line.between').data(grid.gap ? Array.from({ length: channel.columns - 1 }, (_, k) => grid.x(k + 1) - 0.5) : []).join('line').attr('class', 'between').attr('stroke', 'var(--grid)').attr('x1', (x) => x).attr('x2', (x) => x).attr('y2', grid.height);
    one.selectAll('rect.focus').data(there ? [focus] : []).join('rect').attr('class', 'focus').attr('fill', 'none').attr('stroke', 'var(--warm)').attr('stroke-width', 2).attr('x', (i) => grid.x(i % channel.columns) - 0.5).attr('y', grid.y(r) - 0.5).attr('width', grid.cell + 1).attr('height', grid.cell + 1);
    one.selectAll('text.name').data(lines).join('text').attr('class', 'name').attr('y', (_, k) => grid.height + 15 + k * LINE).style('fill', (_, k) => (k < process ? 'var(--soft)' : 'var(--ink)')).text((d) => d);
    one.selectAll('text.range').data(range ? [range] : []).join('text').attr('class', 'range').attr('y', grid.height + 15 + lines.length * LINE).text((d) => d);
    one.selectAll('text.said').data(channel.said === undefined ? [] : [channel.said]).join('text').attr('class', 'said').attr('y', grid.height + 15 + (lines.length + (range ? 1 : 0)) * LINE).style('fill', 'var(--accent)').style('font-weight', 600).text((d) => d);
    one.on('pointermove', (event: PointerEvent) => { const cell = grid.cellAt(...pointer(event, this)); if (cell >= 0) hover?.(cell); });
  });
});
