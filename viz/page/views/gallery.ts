import { randomLcg, randomNormal } from 'd3';
import type { GateText } from '../../../src/solvers/grid/explain.ts';
import { bars } from '../../charts/bars.ts';
import { boardMap } from '../../charts/boardMap.ts';
import { calibration } from '../../charts/calibration.ts';
import { channelStrip } from '../../charts/channelStrip.ts';
import { draw, type Chart } from '../../charts/chart.ts';
import { COLOUR_NAMES, FATES, KINDS, PALETTE, amount, phaseColour, signed } from '../../charts/colour.ts';
import { couplingMap } from '../../charts/couplingMap.ts';
import { course } from '../../charts/course.ts';
import { cube } from '../../charts/cube.ts';
import { differenceMap } from '../../charts/differenceMap.ts';
import { frequencies } from '../../charts/frequencies.ts';
import { gateTree } from '../../charts/gateTree.ts';
import { gridMap, type GridCells } from '../../charts/gridMap.ts';
import { phaseCircle } from '../../charts/phaseCircle.ts';
import { phaseMap } from '../../charts/phaseMap.ts';
import { plasticity } from '../../charts/plasticity.ts';
import { pyramid } from '../../charts/pyramid.ts';
import { raster } from '../../charts/raster.ts';
import { resultsFilter } from '../../charts/resultsFilter.ts';
import { matches, methodsOf, resultsTable, type Filter, type Result } from '../../charts/resultsTable.ts';
import { scales } from '../../charts/scales.ts';
import { scatter, type Dot } from '../../charts/scatter.ts';
import { setPoints } from '../../charts/setPoints.ts';
import { spectrogram } from '../../charts/spectrogram.ts';
import { stack } from '../../charts/stack.ts';
import { staircase } from '../../charts/staircase.ts';
import { figure, h, readable, svg } from '../dom.ts';
import { learnedExample } from '../learnedExample.ts';

const TURN = 2 * Math.PI;

/** Every chart once: what each shows and how to read it. The data are made up from a fixed seed, but for what plasticity did, which is simulated here. */
export async function gallery(root: HTMLElement): Promise<() => void> {
  const random = randomLcg(5), normal = randomNormal.source(random)(0, 1), drawn = (length: number, f: (i: number) => number) => Float32Array.from({ length }, (_, i) => f(i));
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Charts')), h('p', { class: 'caption under' }, 'The pictures of this viewer, each a D3 function that draws plain arrays and may be used elsewhere (viz/charts). The data are made up from a fixed seed, except under “Plasticity over time”, “Set points” and “Coupling”: these are simulated in this page.'));
  const board = h('div', { class: 'board' }), wide = h('div', { class: 'wide' }), parts: (() => void)[] = [];
  root.append(board, wide);
  const columns = Math.max(1, Math.floor((board.clientWidth + 16) / 388)), w = Math.max(280, Math.min(480, (board.clientWidth - 16 * (columns - 1)) / columns - 46)), whole = Math.max(280, board.clientWidth - 46);
  board.style.columnCount = String(columns);
  /** A figure with one chart in it; drawn once it stands in the page, where it finds its colours. */
  const show = <Data, Config extends object>(tag: 'svg' | 'canvas', title: string, caption: string, data: Data, chart: Chart<Data, Config>, into = board) => {
    const element = tag === 'svg' ? svg() : h('canvas', { role: 'img', 'aria-label': title });
    into.append(figure(title, caption, into === wide ? h('div', { class: 'scroll' }, element) : element));
    parts.push(() => draw(element, data, chart));
  };

  show('svg', 'Scales', 'What colours mean. Each keeps its order of lightness for every eye; phases go round, and their ends meet.', [
    { name: 'phase', colour: (s) => phaseColour(TURN * s), words: [[0, '0'], [0.25, 'π/2'], [0.5, 'π'], [0.75, '3π/2'], [1, '2π']] }, { name: 'amount, from none to the most', colour: amount, words: [[0, '0'], [0.5, '½'], [1, '1']] },
    { name: 'signed, zero in the middle', colour: (s) => signed(2 * s - 1), words: [[0, '−1'], [0.5, '0'], [1, '1']] }, { name: 'the ten colours of grid tasks; colour c rests at phase 2πc/10', colours: PALETTE, names: COLOUR_NAMES.map((_, c) => String(c)) },
  ], scales().width(w));

  const side = 96, spiral = drawn(side * side, (i) => { const x = (i % side) - 40, y = Math.floor(i / side) - 52; return Math.atan2(y, x) - 0.22 * Math.hypot(x, y); });
  const fade = spiral.map((_, i) => Math.min(1, Math.hypot((i % side) - 40, Math.floor(i / side) - 52) / 12));
  show('canvas', 'Phase map', 'Phase as cyclic colour, amplitude as brightness. The wheel or + and − zoom, Shift and dragging or the arrows pan, 0 goes back.', { rows: side, columns: side, theta: spiral, amplitude: fade }, phaseMap().size([w, w * 0.88]).zoom(true).axes(true));

  const crowd = drawn(90, (k) => 0.9 + 0.75 * normal() + (k % 9 === 0 ? 2 : 0));
  show('svg', 'Phase circle', 'Each dot is an oscillator, the arrow the order parameter: the mean of eⁱᶿ, whose length is r.', crowd, phaseCircle().size(270));

  const time = Array.from({ length: 200 }, (_, k) => k / 4);
  show('svg', 'Over time', 'Order parameter (left axis) and energy (right axis), with the moment when the field settled.', {
    time, lines: [{ name: 'order parameter', symbol: 'r', values: time.map((t) => Math.tanh(t / 14) ** 2), colour: 'var(--accent)', domain: [0, 1] }, { name: 'energy', symbol: 'E', values: time.map((t) => 40 * Math.exp(-t / 11) - 40), colour: 'var(--ink)', dash: true }], marks: [{ time: 38, text: 'settled' }],
  }, course().size([w, 220]));

  const ring = Array.from({ length: 140 }, (_, t) => drawn(180, (i) => 0.12 * t + (Math.abs(i - 90) < 38 ? 3 * normal() : 0.3 * Math.sin(i / 16))));
  show('canvas', 'Space and time', 'Sites from left to right, time downwards, newest below: stripes are locked, noise drifts.', { rows: ring, time: [0, 69.5] }, raster().size([w, 270]).moments(140).axes(true));

  const beats = drawn(1600, (k) => Math.sin(0.35 * k) + (k > 700 ? Math.sin(0.9 * k + (k * k) / 9000) : 0) + 0.15 * normal());
  show('canvas', 'Spectrogram', 'Short-time power spectrum: a second tone sets in and rises.', { values: beats, interval: 0.5 }, spectrogram().size([w, 210]));

  const locked = drawn(240, (i) => (Math.abs(i - 120) < 62 ? 0.35 + 0.5 * Math.cos(((i - 120) / 62) * (Math.PI / 2)) + 0.02 * normal() : 0.35));
  show('svg', 'Frequency clusters', 'Mean frequency of every site of a chimera: plateaus are locked, the arch drifts. Colour is the phase.', { frequency: locked, theta: locked.map((f, i) => 3 * f + i / 80) }, frequencies().size([w, 200]));

  const learned = await learnedExample();
  show('svg', 'Coupling matrix', `Couplings that ${learned.sites} oscillators with two frequencies learned from their own phases: row i hears column j. Orange pulls together, purple pushes apart.`, { weight: learned.weight }, couplingMap().size(Math.min(260, w - 112)));
  show('svg', 'Coupling ring', 'The same couplings as chords: only those that pull together by more than a quarter of the strongest. A chord is as wide as its coupling.', { weight: learned.weight.map((row) => row.map((w) => (w > 0.25 * learned.strongest ? w : 0))) }, couplingMap().size(Math.min(260, w - 112)).as('ring'));
  show('svg', 'Plasticity over time', 'Homeostasis: each oscillator changes its own growth rate μ until its power |z|² is at the set point. Bands hold all, 80 % and half of the values, the line is the median.', { time: learned.time, families: learned.families }, plasticity().size([w, 330]));
  const soon = learned.time.findIndex((t) => t >= 6);
  show('svg', 'Set points', `How the powers of these oscillators are spread after a time of ${learned.time[soon]}, on their way to the set point.`, { values: learned.families[1].values[soon], setPoint: learned.families[1].setPoint, name: 'power |z|²' }, setPoints().size([w, 190]));
  const strengths = ['row 4, digit 5', 'column 8, digit 5', 'box 6, digit 5', 'cell (6, 8)', 'row 1, digit 2'].map((name, k) => ({ name, value: 1.1 - 0.02 * k }));
  show('svg', 'Strongest', 'What plasticity has raised most, by name; bars begin at the weakest of all.', strengths, bars().width(w).names(130).begin(1));

  const gate: GateText = { when: '"object: size" is at most 3', channel: 'object: size', coupling: 0.95, on: { drivenBy: 0, pure: true, part: 0 }, off: { when: '"inside" is 1', channel: 'inside', coupling: 0.71, on: { drivenBy: 1, pure: true, part: 1 }, off: { drivenBy: 2, pure: true, part: 2 } } };
  show('svg', 'Gate tree', 'Which channels won, and which source drives each part. Thicker is stronger; g is the share that the winner holds.', { gate, sources: ['red', 'yellow', 'own colour'], swatch: (s) => [PALETTE[2], PALETTE[4], null][s], part: 1 }, gateTree().width(whole), wide);

  const picture = [[0, 0, 3, 3, 0, 0], [0, 0, 3, 3, 0, 0], [2, 2, 3, 3, 1, 1], [2, 2, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 7, 0, 0, 0]].flat(), sizes = picture.map((c) => [0, 6, 4, 6, 0, 0, 0, 1][c]);
  show('svg', 'Channel strip', 'What each process of the medium said about the input, a number a cell. Hatched: silence. The last line: what it says of the cell in focus.', { focus: 8, channels: [
    { name: 'own colour', rows: 6, columns: 6, values: picture, kind: 'colour', said: 'green' }, { name: 'object: number of cells', rows: 6, columns: 6, values: picture.map((c, i) => (c === 0 ? -1 : sizes[i])), kind: 'amount', said: '6' },
    { name: 'wave from the border: arrival', rows: 6, columns: 6, values: picture.map((c, i) => (c === 0 ? Math.min(i % 6, 5 - (i % 6), Math.floor(i / 6), 5 - Math.floor(i / 6)) : -1)), kind: 'amount', said: 'silence' },
  ] }, channelStrip().width(whole).room(132), wide);
  const later = picture.map((c, i) => (c === 0 && i > 29 ? 4 : c === 2 ? 7 : c)), phases = (grid: number[]) => drawn(grid.length, (i) => (TURN * grid[i]) / 10);
  show('svg', 'Difference maps', 'Two fields held against each other: input and output of a demonstration, or one demonstration and the next. Ground: equal; else the colour of the phase difference.', [
    { name: 'input → output', rows: 6, columns: 6, from: phases(picture), to: phases(later) }, { name: 'demonstration 1 → 2', rows: 6, columns: 6, from: phases(picture), to: phases([...picture.slice(2), 0, 0]) },
  ], differenceMap().width(whole).room(132), wide);

  const cells: GridCells = { rows: 6, columns: 6, theta: phases(picture) };
  show('canvas', 'Sub-rectangles', 'The order parameter of all 441 rectangles of the grid beside: one square each, at its place in the tile of its size. Bright is of one mind.', { rows: 6, columns: 6, theta: cells.theta }, pyramid().size([w, w * 0.86]));
  show('canvas', 'Grid', 'A grid task’s cells as clocks: colour c points to 2πc/10.', cells, gridMap().size([240, 240]).hands(true));

  const clues = [1, 0, 0, 0, 0, 0, 3, 0, 0, 1, 0, 0, 0, 0, 0, 2], answer = [1, 3, 2, 4, 2, 4, 3, 1, 4, 1, 0, 3, 3, 0, 1, 2];
  show('canvas', 'Board', 'A small Sudoku whose digits are oscillators: black is given, teal has settled, small digits are still awake together, and cells glow where they quarrel.', { order: 4, boxRows: 2, boxColumns: 2, clues, awake: Float32Array.from({ length: 64 }, (_, k) => (answer[k >> 2] === (k & 3) + 1 ? 0.98 : answer[k >> 2] === 0 && (k & 3) > 0 ? 0.6 : 0)), quarrel: answer.map((a) => (a === 0 ? 0.8 : 0)) }, boardMap().size(240));

  const answers = (skill: number) => Array.from({ length: 120 }, () => { const confidence = random(); return { confidence, right: random() < confidence ** skill }; });
  show('svg', 'Calibration', 'Share right against confidence: on the dashed diagonal it means what it says. Larger dots hold more tasks.', [{ name: 'calibrated', colour: 'var(--accent)', answers: answers(1) }, { name: 'too sure', colour: 'var(--gold)', answers: answers(3) }], calibration().size([w, 290]));
  show('svg', 'Shares', 'One whole cut into parts, each named with its count.', [{ name: 'both', count: 31, colour: FATES.both }, { name: 'only the field', count: 12, colour: FATES.field }, { name: 'only the net', count: 6, colour: FATES.attention }, { name: 'neither', count: 9, colour: FATES.neither }], stack().size([w, 84]));
  const steps = (scale: number, share: number) => Array.from({ length: 30 }, (_, k) => ({ seconds: scale * 1.17 ** k, share: (share * (k + 1)) / 30 }));
  show('svg', 'Reached over time', 'Share solved within so many CPU seconds: further left is cheaper, higher is better.', [{ name: 'field', colour: FATES.field, dash: false, steps: steps(0.1, 0.86) }, { name: 'net', colour: FATES.attention, dash: true, steps: steps(2, 0.6) }], staircase().size([w, 260]));
  show('svg', 'Cost', 'A dot an answer: circles one method, diamonds the other; filled is solved, hollow is not.', Array.from({ length: 44 }, (_, k) => { const x = 60 * 1.12 ** (30 * random()), net = k % 2 === 1; return { x, y: (net ? 2 : 0.02 * x ** 0.6) * Math.exp(0.4 * normal()), colour: net ? FATES.attention : FATES.field, full: random() < 0.7, shape: net ? 'diamond' as const : 'circle' as const, text: `example ${k}` }; }) as readonly Dot[], scatter().size([w, 270]).x('cells in all grids').y('CPU seconds').logX(true).logY(true));
  show('canvas', 'Cube', 'Points in three directions, turned in the page by dragging or the arrow keys; near is larger. A ring with a number: several at one place.', { points: Array.from({ length: 60 }, (_, k) => ({ at: [0, 1, 2].map((d) => 0.75 * (((k % 3) === d ? 0.7 : -0.3) + 0.22 * normal())), colour: KINDS[k % 3], kind: k % 3, full: k % 4 > 0 ? 1 : 0, count: k === 7 ? 3 : 1, label: `example ${k}` })), turn: [0.62, 0.42] as [number, number], focus: 7 }, cube().size([w, 330]));

  const results: Result[] = ['fill-enclosed-easy-1', 'fill-enclosed-hard-2', 'rays-to-wall-easy-1', 'bodies-fall-medium-1', 'count-objects-hard-1'].map((id, k) => ({ id, methods: { field: { solved: k !== 4, confidence: 0.95 - 0.2 * k }, attention: { solved: k % 2 === 0 && k < 4, confidence: 0.7 - 0.1 * k, ...(k === 3 && { failed: 'out of time' }) } } }));
  board.append(resultsExample(results));
  for (const part of parts) part();
  return () => undefined;
}

/** The table of results with its filters, as the list of tasks uses it. */
function resultsExample(results: readonly Result[]): HTMLElement {
  const chooser = h('div', { class: 'filter' }), table = h('table', { class: 'results', 'aria-label': 'results' });
  const refill = (filter: Filter) => {
    draw(chooser, { results, filter }, resultsFilter().change(refill));
    draw(table, results.filter((r) => matches(r, filter, methodsOf(results))), resultsTable().href(() => '#/charts').name(readable));
  };
  refill({ text: '', fate: 'all' });
  return figure('Results', 'A row a task: filled is solved, a ring is not, a cross is no answer; the bar is the confidence. Search and buttons filter.', chooser, table);
}
