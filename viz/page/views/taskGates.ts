import { draw } from '../../charts/chart.ts';
import { PALETTE } from '../../charts/colour.ts';
import { gateTree } from '../../charts/gateTree.ts';
import { figure, h, svg } from '../dom.ts';
import { constantOf, inWords } from '../explanation.ts';
import type { Scene } from './taskScene.ts';

/** The gates, the channels that won them, and the sources that they lead to. */
export function gates(scene: Scene): HTMLElement {
  const { decision } = scene, chart = svg(), tree = gateTree().width(scene.width).hover((part) => scene.light(part));
  const swatchOf = (source: number) => { const c = constantOf(decision.sources[source]?.name ?? '', scene.story); return c === undefined ? null : PALETTE[c]; };
  scene.follow((part) => { draw(chart, { gate: decision.gate, sources: decision.sources.map((s) => s.name), swatch: swatchOf, words: (text) => inWords(text, scene.story), part }, tree); });
  const en = decision.energy, { supporters } = scene.story;
  return figure('Gates', 'How the rule is held: channels compete for the couplings of a gate, and the one that makes the taught phases most coherent wins (g: its share, the line’s width). A part that is not yet of one mind recruits a gate of its own. At the ends stand the sources that drive the cells. The lit way is that of the cell in focus; point at an end, or reach it by Tab, to see its cells.',
    h('div', { class: 'scroll' }, chart),
    h('p', { class: 'caption' }, `Energy ${en.total.toFixed(2)}, less is better explained: sources ${en.cover.toFixed(1)}, gates ${en.gate.toFixed(1)}, frame ${en.frame.toFixed(1)}; mean order of the vote ${en.order.toFixed(2)}; ${decision.population} gate${decision.population === 1 ? '' : 's'} in the population, ${supporters} explanation${supporters === 1 ? '' : 's'} agree${supporters === 1 ? 's' : ''} on this answer.`));
}
