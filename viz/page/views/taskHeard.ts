import { channelStrip, type Channel } from '../../charts/channelStrip.ts';
import { draw } from '../../charts/chart.ts';
import { COLOUR_NAMES } from '../../charts/colour.ts';
import { cellAfter } from '../../charts/gridMap.ts';
import { figure, h, svg } from '../dom.ts';
import { colourChannels, constantOf, inWords, meant, valueWords } from '../explanation.ts';
import { asPerceived, NOT_RECORDED } from '../perceived.ts';
import type { Scene } from './taskScene.ts';

/** What the medium said about the test input: to the gate that decided, and one channel of every other process. */
export function heard(scene: Scene, id: string): HTMLElement {
  const { e, story, decision } = scene, colours = colourChannels(decision, story), constants = decision.sources.filter((s) => constantOf(s.name) !== undefined);
  const told = asPerceived(e)?.tests[scene.test], processOf = (channel: string) => told?.find((s) => inWords(s.channel) === channel)?.process;
  const listened = Object.entries(story.heard).map(([name, map]): Channel => {
    const phase = colours.has(name);
    return { process: processOf(inWords(name, story)), name: inWords(name, story), rows: map.length, columns: map[0].length, kind: phase ? 'colour' : 'amount', values: map.flat().map((v) => (phase && v >= 0 ? meant(story, v) : v)) };
  });
  const names = new Set(listened.map((c) => c.name));
  const others = told?.filter((s) => !names.has(inWords(s.channel))).map((s): Channel => ({ process: s.process, name: inWords(s.channel), rows: s.values.length, columns: s.values[0].length, kind: s.phase ? 'colour' : 'amount', values: s.values.flat() }));
  const always = constants.length > 0 ? ` Sources that always sing the same: ${constants.map((s) => COLOUR_NAMES[constantOf(s.name, story)!]).join(', ')}.` : '';
  return figure('Heard', `What the medium said about the test input, one small number a cell: waves, locking, drifting and competition run until they settle, and what they settled in is read; which lines are walls, how colours rank and how many objects are alike is counted from these numbers by ordinary code. Colours are phases; otherwise dark is little and bright is much. Hatched: silence. The last line is what is said of the cell in focus.${always}`,
    h('h3', { class: 'part' }, listened.length > 0 ? 'The gate that decided listened to' : 'One source alone drives every cell: no channel had to decide.'),
    listened.length > 0 && strip(scene, listened, true),
    h('h3', { class: 'part' }, 'What else the medium said, one channel of each process'),
    others ? strip(scene, others, scene.sameShape) : h('p', { class: 'missing' }, `${NOT_RECORDED}${id}.`));
}

/** Channels over the cells of one grid. `tied`: their cells are those of the answer, so the focus is shared; else the strip keeps its own. */
function strip(scene: Scene, channels: readonly Channel[], tied: boolean): SVGSVGElement {
  const chart = svg(), [{ rows, columns }] = channels;
  let own = -1;
  const look = (cell: number) => { if (tied) return scene.look(cell); own = cell; show(own); };
  const made = channelStrip().width(scene.width).colours(scene.options.hue).hover((cell) => look(cell));
  const show = (focus: number) => draw(chart, { focus, channels: channels.map((c) => ({ ...c, said: focus < 0 ? ' ' : valueWords(c.values[focus] ?? -1, c.kind === 'colour') })) }, made);
  if (tied) scene.follow((_, cell) => { own = cell; show(cell); });
  else show(-1);
  chart.setAttribute('tabindex', '0');
  chart.setAttribute('role', 'group');
  chart.addEventListener('keydown', (event) => {
    const next = cellAfter(event.key, own, rows, columns);
    if (next === null) return;
    event.preventDefault();
    look(next);
  });
  return chart;
}
