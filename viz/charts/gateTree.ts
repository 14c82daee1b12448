import { cluster, hierarchy, select, type HierarchyPointNode } from 'd3';
import type { GateText } from '../../src/solvers/grid/explain.ts';
import { chart } from './chart.ts';
import { markup } from './markup.ts';

export interface GateData {
  gate: GateText;
  /** Names of the sources that leaves count. */
  sources: readonly string[];
  /** A swatch for a leaf's source, or null. */
  swatch?: (source: number) => string | null;
  /** How a condition's or a source's name is written. */
  words?: (text: string) => string;
  /** The part in focus, −1 for none. */
  part?: number;
}

interface Node { gate: GateText; branch: 'yes' | 'no' | null; children: Node[] }
export type PlacedGate = HierarchyPointNode<Node>;

function nodeOf(gate: GateText, branch: Node['branch'] = null): Node {
  return { gate, branch, children: 'when' in gate ? [nodeOf(gate.on, 'yes'), nodeOf(gate.off, 'no')] : [] };
}

/** Gates from left to right, a row a leaf: x runs with depth, y with the leaves. */
export function gateLayout(gate: GateText, row = 66, step = 250): { nodes: PlacedGate[]; links: { from: PlacedGate; to: PlacedGate }[]; leaves: number; depth: number } {
  const root = hierarchy(nodeOf(gate), (n) => n.children), leaves = root.leaves().length, depth = root.height;
  const placed = cluster<Node>().size([leaves * row, 1]).separation(() => 1)(root);
  placed.each((node) => { node.y = node.depth * step; });
  return { nodes: placed.descendants(), links: placed.links().map(({ source, target }) => ({ from: source, to: target })), leaves, depth };
}

/** The same for gates that do not fit side by side: a row a gate or a leaf, what follows a gate stands below it, a step further in. */
export function gateOutline(gate: GateText, row = 40, indent = 40): { nodes: PlacedGate[]; links: { from: PlacedGate; to: PlacedGate }[]; leaves: number; depth: number } {
  const root = hierarchy(nodeOf(gate), (n) => n.children) as PlacedGate, leaves = root.leaves().length, depth = root.height;
  let rows = 0;
  root.eachBefore((node) => { node.x = (rows++ + 0.5) * row; node.y = node.depth * indent; });
  return { nodes: root.descendants(), links: root.links().map(({ source, target }) => ({ from: source, to: target })), leaves, depth };
}

/** True where the node leads to the part. */
export function leadsTo(gate: GateText, part: number): boolean {
  return 'when' in gate ? leadsTo(gate.on, part) || leadsTo(gate.off, part) : gate.part === part;
}

/** Room between two gates side by side and what the labels take of it: a gate's words end before the next fork, yes and no stand behind the fork. */
const GATE = { least: 208, most: 280, leaf: 190, fork: 62, branch: 14, lines: 3, line: 14.5 };

/** Points a step to the right, so that gates and their sources fill this width if they can. */
export const gateStep = (depth: number, width: number): number => (depth === 0 ? 0 : Math.max(GATE.least, Math.min(GATE.most, (width - GATE.leaf - 16) / depth)));

/** The gates and the channels that won them, side by side where that fits into the width, else one below the other; a thicker link is a stronger coupling. An SVG. */
export const gateTree = () => chart<GateData, { width: number; row: number; hover: ((part: number) => void) | null }>({ width: 900, row: 66, hover: null }, (element, { gate, sources, swatch, words = (text) => text, part = -1 }, { width, row, hover }) => {
  const { depth } = gateLayout(gate), step = gateStep(depth, width), tree = depth * step + GATE.leaf + 16 <= width, top = GATE.lines * GATE.line;
  const { nodes, links } = tree ? gateLayout(gate, row, step) : gateOutline(gate), above = tree ? Math.max(0, top + 6 - Math.min(...nodes.map((n) => n.x))) : 0, height = Math.max(...nodes.map((n) => n.x)) + (tree ? row / 2 + 6 : 22) + above;
  const svg = select(element as SVGSVGElement).attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height).attr('class', 'chart gates').attr('role', 'group').attr('aria-label', 'Gates and the channels that won them');
  const body = svg.selectAll<SVGGElement, number>('g.body').data([0]).join('g').attr('class', 'body').attr('transform', `translate(8,${above})`);
  const lit = (g: GateText) => part >= 0 && leadsTo(g, part);
  body.selectAll('path.link').data([...links].sort((a, b) => Number(lit(a.to.data.gate)) - Number(lit(b.to.data.gate)))).join('path').attr('class', (d) => `link${lit(d.to.data.gate) ? ' lit' : ''}`)
    .attr('d', ({ from, to }) => {
      if (!tree) return `M${from.y},${from.x}V${to.x}H${to.y}`;
      const fork = Math.max(from.y + 10, to.y - GATE.fork);
      return `M${from.y},${from.x}H${fork}C${fork + 22},${from.x} ${fork + 8},${to.x} ${fork + 30},${to.x}H${to.y}`;
    })
    .attr('stroke-width', ({ from }) => ('when' in from.data.gate ? 1 + 3.5 * from.data.gate.coupling : 1));
  body.selectAll('text.branch').data(links).join('text').attr('class', 'branch').attr('x', ({ to }) => to.y - (tree ? GATE.branch : 9)).attr('y', ({ to }) => to.x - (tree ? 6 : 4)).attr('text-anchor', 'end').text(({ to }) => to.data.branch);
  const groups = body.selectAll<SVGGElement, PlacedGate>('g.node').data(nodes).join((enter) => {
    const g = enter.append('g').attr('class', 'node');
    g.append('title');
    g.append('circle');
    g.append('rect');
    g.append('text').attr('class', 'share').attr('x', 2).attr('y', 18);
    g.append('foreignObject').append('xhtml:div');
    return g;
  });
  const said = (g: GateText) => words('when' in g ? g.when : sources[g.drivenBy] ?? 'nothing').replaceAll('"', '');
  groups.attr('transform', (d) => `translate(${d.y},${d.x})`).classed('lit', (d) => lit(d.data.gate));
  groups.select('title').text((d) => { const g = d.data.gate; return 'when' in g ? `${said(g)}: its channel holds ${g.coupling.toFixed(2)} of the couplings` : `driven by ${said(g)}${g.pure ? '' : ', where the taught phases do not all agree'}`; });
  groups.select('circle').attr('r', (d) => ('when' in d.data.gate ? 5 : 0));
  groups.select('rect').attr('x', 0).attr('y', -8).attr('width', (d) => ('when' in d.data.gate ? 0 : 16)).attr('height', 16).attr('rx', 4).attr('fill', (d) => ('when' in d.data.gate ? 'none' : swatch?.(d.data.gate.drivenBy) ?? 'var(--well)')).attr('stroke', (d) => ('when' in d.data.gate ? 'none' : 'var(--line)'));
  groups.select('text.share').text((d) => (tree && 'when' in d.data.gate ? `g = ${d.data.gate.coupling.toFixed(2)}` : ''));
  const beside = (d: PlacedGate) => !tree || !('when' in d.data.gate); // words stand beside the mark, else above the line
  groups.select('foreignObject').attr('x', (d) => (!beside(d) ? 2 : 'when' in d.data.gate ? 12 : 22)).attr('y', (d) => (beside(d) ? -top / 2 : -top - 8)).attr('width', (d) => (!tree ? Math.max(120, width - d.y - 38) : beside(d) ? GATE.leaf - 24 : step - GATE.fork - 4)).attr('height', top);
  groups.select<HTMLDivElement>('foreignObject > div').attr('class', (d) => (beside(d) ? 'leaf' : 'gate')).html((d) => {
    const g = d.data.gate, note = 'when' in g ? (tree ? '' : `g = ${g.coupling.toFixed(2)}`) : g.pure ? '' : 'not pure';
    return markup`<span>${said(g)}</span>${note && markup` <i>${note}</i>`}`.html;
  });
  if (hover) groups.on('pointerenter focus', (_, d) => { if (!('when' in d.data.gate)) hover(d.data.gate.part); }).on('pointerleave blur', () => hover(-1));
  groups.attr('tabindex', (d) => ('when' in d.data.gate ? null : 0)).attr('role', (d) => ('when' in d.data.gate ? null : 'img')).attr('aria-label', (d) => ('when' in d.data.gate ? null : `driven by ${said(d.data.gate)}`));
});
