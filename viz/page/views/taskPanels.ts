import type { Grid } from '../../../src/tasks/types.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { COLOUR_NAMES, PALETTE, amount } from '../../charts/colour.ts';
import { gateTree } from '../../charts/gateTree.ts';
import { gridLayout, gridMap, phasesOf, type GridCells } from '../../charts/gridMap.ts';
import type { AnswerView, TaskView } from '../../shapes.ts';
import { figure, h, percent, svg } from '../dom.ts';
import { asNet, colourChannels, constantOf, inWords, meant, valueWords } from '../explanation.ts';
import { playGrids } from '../lab/music.ts';
import { loadTruth } from '../store.ts';
import { grid, type TaskOptions } from './smallGrid.ts';
import type { Scene } from './taskScene.ts';

/** The demonstrations: what went in, what came out, and what changed. */
export function shown(task: TaskView, hue: TaskOptions['hue']): HTMLElement {
  const pairs = task.question!.train, room = pairs.length > 3 ? 92 : 112, board = h('div', { class: 'pairs' });
  const fill = (changes: boolean) => board.replaceChildren(...pairs.map(({ input, output }, k) => {
    const same = input.length === output.length && input[0].length === output[0].length, only = changes && same ? output.map((row, r) => row.map((c, j) => (c === input[r][j] ? -1 : c))) : output;
    return h('div', { class: 'pair', title: `demonstration ${k + 1}` }, grid(input, room, hue, `demonstration ${k + 1}, input`), h('span', { class: 'to' }, changes && same ? 'Δ' : '→'), grid(only, room, hue, changes && same ? `demonstration ${k + 1}, what changed` : `demonstration ${k + 1}, output`));
  }));
  fill(false);
  const part = figure('Shown', `${pairs.length} demonstrations: what went in, what came out. The couplings are learned from these alone.`, board);
  const changes: HTMLButtonElement = h('button', { class: 'quiet', 'aria-pressed': 'false', title: 'only the cells that differ between input and output', onclick: () => {
    const on = changes.getAttribute('aria-pressed') !== 'true';
    changes.setAttribute('aria-pressed', String(on));
    fill(on);
  } }, 'what changed');
  const music = h('button', { class: 'quiet', title: 'the grids as music: columns are moments, rows are pitches, colours are voices', onclick: () => playGrids(pairs.flatMap((p) => [p.input, p.output])) }, 'listen');
  part.querySelector('header')!.append(h('span', {}, changes, music));
  return part;
}

export function channels(scene: Scene): HTMLElement {
  const { e, story } = scene, colours = colourChannels(e), names = [...new Set([...Object.keys(story.heard)])];
  const strip = h('div', { class: 'strip' });
  const values: { name: string; out: HTMLElement }[] = [];
  for (const name of names) {
    const map = story.heard[name], isColour = colours.has(name), flat = map.flat(), most = Math.max(1, ...flat), out = h('output', {});
    const canvas = h('canvas', { role: 'img', 'aria-label': `channel ${name}` });
    strip.append(h('div', { class: 'channel' }, canvas, h('p', {}, inWords(name, story)), out));
    values.push({ name, out });
    requestAnimationFrame(() => {
      const cells: GridCells = isColour ? phasesOf(map.map((row) => row.map((v) => (v < 0 ? v : meant(story, v))))) : { rows: map.length, columns: map[0].length, theta: flat.map((v) => (v < 0 ? NaN : v)) };
      if (isColour) draw(canvas, cells, gridMap().size([118, 118]).colours(scene.options.hue));
      else drawAmounts(canvas, map, most);
    });
  }
  const said = (name: string, value: number) => valueWords(value >= 0 && colours.has(name) ? meant(story, value) : value, colours.has(name));
  const constants = e.sources.filter((s) => constantOf(s.name) !== undefined);
  scene.follow((_, cell) => {
    const columns = scene.recording.columns;
    for (const { name, out } of values) out.textContent = said(name, story.heard[name][Math.floor(cell / columns)]?.[cell % columns] ?? -1);
  });
  return figure('Heard', `What the medium told the winning gate about the test input, cell by cell: waves, locking and competition, each read out as one small number. Hatched: silence.${constants.length > 0 ? ` Sources that always sing the same: ${constants.map((s) => COLOUR_NAMES[constantOf(s.name, story)!]).join(', ')}.` : ''}`,
    names.length > 0 ? strip : h('p', { class: 'caption' }, 'One source alone drives every cell: no channel had to decide.'));
}

/** A channel of whole numbers: dark is little, light is much. */
function drawAmounts(canvas: HTMLCanvasElement, map: readonly (readonly number[])[], most: number): void {
  const rows = map.length, columns = map[0].length, at = gridLayout(rows, columns, [118, 118]), empty: GridCells = { rows, columns, theta: new Float32Array(rows * columns).fill(NaN) };
  draw(canvas, empty, gridMap().size([118, 118]));
  const c = canvas.getContext('2d')!;
  map.forEach((line, r) => line.forEach((v, k) => {
    if (v < 0) return;
    c.fillStyle = amount(0.06 + (0.9 * v) / most);
    c.fillRect(at.x(k), at.y(r), at.cell, at.cell);
  }));
}

export function gates(scene: Scene): HTMLElement {
  const { e } = scene, chart = svg(), tree = gateTree().width(scene.width).hover((part) => scene.light(part));
  const swatchOf = (source: number) => { const c = constantOf(e.sources[source]?.name ?? '', scene.story); return c === undefined ? null : PALETTE[c]; };
  scene.follow((part) => { draw(chart, { gate: e.gate, sources: e.sources.map((s) => s.name), swatch: swatchOf, words: (text) => inWords(text, scene.story), part }, tree); });
  const en = e.energy;
  return figure('Gates', 'Channels compete for the couplings of a gate; the one that makes the taught phases most coherent wins (g: its share). A part that is not yet of one mind recruits a gate of its own. Leaves are the sources that drive the cells. Point at a leaf to see its cells.',
    h('div', { class: 'scroll' }, chart),
    h('p', { class: 'caption' }, `Energy ${en.total.toFixed(2)}: sources ${en.cover.toFixed(1)}, gates ${en.gate.toFixed(1)}, frame ${en.frame.toFixed(1)}; mean order of the vote ${en.order.toFixed(2)}; ${e.population} gate${e.population === 1 ? '' : 's'} in the population, ${scene.story.supporters} explanation${scene.story.supporters === 1 ? '' : 's'} agree${scene.story.supporters === 1 ? 's' : ''} on this answer.`));
}

export function attempts(task: TaskView, field: AnswerView | undefined, net: AnswerView | undefined, test: number, hue: TaskOptions['hue']): HTMLElement {
  const board = h('div', { class: 'attempts' });
  const fill = (truth: Grid[] | null) => {
    const right = truth?.[test];
    const one = (title: string, g: Grid | undefined) => {
      if (!g) return null;
      const fits = right !== undefined && right.length === g.length && right[0].length === (g[0]?.length ?? 0), wrong = fits ? right.flat().map((c, i) => c !== g.flat()[i]) : undefined;
      const misses = wrong?.filter(Boolean).length ?? 0;
      const verdict = right === undefined ? '' : !fits ? 'another shape' : misses === 0 ? '✓ right' : `${misses} cell${misses === 1 ? '' : 's'} differ${misses === 1 ? 's' : ''}`;
      return h('div', { class: `attempt${verdict.startsWith('✓') ? ' right' : ''}` }, h('h3', {}, title), grid(g, 150, hue, title, wrong), h('p', { class: 'caption' }, verdict));
    };
    const group = (title: string, answer: AnswerView | undefined, note: string) => answer && h('div', { class: 'method' }, h('h3', { class: 'name' }, title), h('div', { class: 'two' },
      one('first attempt', answer.attempts[test]?.[0]), JSON.stringify(answer.attempts[test]?.[0]) === JSON.stringify(answer.attempts[test]?.[1]) ? null : one('second attempt', answer.attempts[test]?.[1])), h('p', { class: 'caption' }, note));
    const same = field && JSON.stringify(field.attempts[test]?.[0]) === JSON.stringify(field.attempts[test]?.[1]);
    board.replaceChildren(...[
      group('the field', field, [trust(field), field?.failed ? `No answer: ${field.failed}` : '', same ? 'Both attempts are the same.' : '', ...(field?.warnings ?? [])].filter(Boolean).join(' ')),
      group('the attention net', net, netNote(net, test)),
      right ? h('div', { class: 'method' }, h('h3', { class: 'name' }, 'the truth'), h('div', { class: 'two' }, one('as published', right))) : null,
    ].filter((x): x is HTMLDivElement => x instanceof HTMLElement));
  };
  fill(null);
  const button: HTMLButtonElement | null = task.hasTruth ? h('button', { class: 'truth', title: 'show or hide the truth (t)', onclick: () => {
    const hidden = button!.getAttribute('aria-pressed') !== 'true';
    button!.setAttribute('aria-pressed', String(hidden));
    button!.textContent = hidden ? 'Hide the truth' : 'Show the truth';
    if (hidden) void loadTruth(task.id).then(fill);
    else fill(null);
  } }, 'Show the truth') : null;
  const part = figure('Answered', `Two attempts a method are allowed. ${task.hasTruth ? 'Neither method has seen the truth; it is fetched only when you ask for it.' : 'The truth of this task is not known here.'}`, board);
  if (button) part.querySelector('header')!.append(button);
  const inner = net && asNet(net.explanation), training = inner?.nets[0]?.loss;
  if (training && training.length > 2) {
    const plot = svg();
    board.after(h('details', {}, h('summary', {}, 'How the net was trained'), plot));
    draw(plot, { time: training.map(([step]) => step), lines: [{ name: 'training loss', symbol: 'L', values: training.map(([, loss]) => loss), colour: 'var(--ink)' }] }, course().size([620, 140]).unit('step'));
  }
  return part;
}

/** Where the attention net looked for the cell in focus: the three strongest links of each layer, on the test input. */
export function looks(scene: Scene, net: AnswerView): HTMLElement | null {
  const maps = asNet(net.explanation)?.attention, first = net.attempts[scene.test]?.[0];
  if (!maps || scene.test !== 0 || !first || maps.rows !== scene.recording.rows || maps.columns !== scene.recording.columns) return null;
  const layers = [['first layer', maps.firstLayer], ['second layer', maps.secondLayer], ['copy head', maps.copyHead]] as const, { input } = scene;
  const canvases = layers.map(([name]) => h('canvas', { role: 'img', 'aria-label': `where the net looked, ${name}` })), notes = layers.map(() => h('p', { class: 'caption' }));
  scene.follow((_, cell) => requestAnimationFrame(() => layers.forEach(([name, links], k) => {
    const top = links[cell] ?? [], share = new Float32Array(input.length * input[0].length);
    for (const [at, s] of top) share[at] = s;
    draw(canvases[k], { ...phasesOf(input), amplitude: share.map((s) => Math.min(1, 1.5 * s)), marked: Array.from(share, (s) => s > 0) }, gridMap().size([150, 150]).colours(scene.options.hue));
    notes[k].textContent = `${name}: ${top.map(([, s]) => percent(s)).join(', ') || 'nothing recorded'}`;
  })));
  return figure('The net looked', 'For the same cell, where the attention net put its attention on the test input: the three strongest links of each layer, outlined and as bright as their share. Point at another cell of the answer above.',
    h('div', { class: 'looks' }, ...canvases.map((c, k) => h('div', {}, c, notes[k]))));
}

const trust = (answer: AnswerView | undefined): string => (answer?.confidence === null || answer?.confidence === undefined || answer.failed ? '' : `First attempt held right with ${percent(answer.confidence)}.`);

function netNote(net: AnswerView | undefined, test: number): string {
  if (!net) return '';
  if (net.failed) return `No answer: ${net.failed}`;
  const inner = asNet(net.explanation), votes = inner?.votes[test]?.[0];
  return [trust(net), inner ? `${inner.nets.map((n) => n.steps).join(' + ')} steps of training on the demonstrations.` : '', votes ? `${votes.views} turned and recoloured views agree to ${percent(votes.agreement)}.` : ''].filter(Boolean).join(' ');
}
