import { randomLcg, randomNormal } from 'd3';
import type { GateText } from '../../../src/solvers/grid/explain.ts';
import { calibration } from '../../charts/calibration.ts';
import { draw } from '../../charts/chart.ts';
import { phaseColour, amount, signed, PALETTE } from '../../charts/colour.ts';
import { couplingMap } from '../../charts/couplingMap.ts';
import { course } from '../../charts/course.ts';
import { gateTree } from '../../charts/gateTree.ts';
import { gridMap, type GridCells } from '../../charts/gridMap.ts';
import { phaseCircle } from '../../charts/phaseCircle.ts';
import { phaseMap } from '../../charts/phaseMap.ts';
import { pyramid } from '../../charts/pyramid.ts';
import { frequencies } from '../../charts/frequencies.ts';
import { setPoints } from '../../charts/setPoints.ts';
import { spectrogram } from '../../charts/spectrogram.ts';
import { raster } from '../../charts/raster.ts';
import { figure, h, svg } from '../dom.ts';

const TURN = 2 * Math.PI;

/** Every chart once, on data made from a fixed seed: what each shows and how to read it. */
export function gallery(root: HTMLElement): () => void {
  const random = randomLcg(5), normal = randomNormal.source(random)(0, 1);
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Charts')), h('p', { class: 'caption' }, 'The pictures of this viewer, each a D3 function that may be used elsewhere (viz/charts). The data are made up from a fixed seed; nothing here was simulated.'));
  const board = h('div', { class: 'board' });
  root.append(board);
  const svgOf = (title: string, caption: string) => { const chart = svg(); board.append(figure(title, caption, chart)); return chart; };
  const canvasOf = (title: string, caption: string, zoom = false) => { const chart = h('canvas', zoom ? { tabindex: 0 } : {}); board.append(figure(title, caption, chart)); return chart; };

  const scales = figure('Scales', 'Phase: a circle of lightness and blue-yellow, read by every eye. Amount: cividis. Signed: purple, white, orange. Below, the ten colours of grid tasks.',
    h('div', { class: 'scales' }, ...[(s: number) => phaseColour(TURN * s), amount, (s: number) => signed(2 * s - 1)].map((colour) => h('div', { style: `background:linear-gradient(to right, ${Array.from({ length: 41 }, (_, k) => colour(k / 40)).join(',')})` })), h('div', { class: 'ten' }, ...PALETTE.map((c) => h('i', { style: `background:${c}` })))));
  board.append(scales);

  const side = 96, spiral = Float32Array.from({ length: side * side }, (_, i) => { const x = (i % side) - 40, y = Math.floor(i / side) - 52; return Math.atan2(y, x) - 0.22 * Math.hypot(x, y); });
  const fade = spiral.map((_, i) => Math.min(1, Math.hypot((i % side) - 40, Math.floor(i / side) - 52) / 12));
  draw(canvasOf('Phase map', 'Phase as cyclic colour, amplitude as brightness. The wheel zooms; Shift and dragging pan.', true), { rows: side, columns: side, theta: spiral, amplitude: fade }, phaseMap().size([300, 300]).zoom(true));

  const theta = Float32Array.from({ length: 90 }, (_, k) => 0.9 + 0.75 * normal() + (k % 9 === 0 ? 2 : 0));
  draw(svgOf('Phase circle', 'Each dot is an oscillator, the arrow the order parameter: mean of e^iθ.'), theta, phaseCircle().size(260));

  const time = Array.from({ length: 200 }, (_, k) => k / 4);
  draw(svgOf('Over time', 'Order parameter and energy, with the moment when the field settled.'), {
    time, lines: [{ name: 'order parameter', symbol: 'r', values: time.map((t) => Math.tanh(t / 14) ** 2), colour: 'var(--accent)', domain: [0, 1] }, { name: 'energy', symbol: 'E', values: time.map((t) => Math.exp(-t / 11)), colour: 'var(--ink)', dash: true }], marks: [{ time: 38, text: 'settled' }],
  }, course().size([470, 210]));

  const ring = Array.from({ length: 140 }, (_, t) => Float32Array.from({ length: 180 }, (_x, i) => 0.12 * t + (Math.abs(i - 90) < 38 ? 3 * normal() : 0.3 * Math.sin(i / 16))));
  draw(canvasOf('Space and time', 'Sites from left to right, time downwards: stripes are locked, noise drifts.'), { rows: ring }, raster().size([370, 220]).moments(140));

  const gate: GateText = { when: '"object: size" is at most 3', channel: 'object: size', coupling: 0.95, on: { drivenBy: 0, pure: true, part: 0 }, off: { when: '"inside" is 1', channel: 'inside', coupling: 0.71, on: { drivenBy: 1, pure: true, part: 1 }, off: { drivenBy: 2, pure: true, part: 2 } } };
  draw(svgOf('Gate tree', 'Which channels won, and which source drives each part. Thicker is stronger.'), { gate, sources: ['colour 2', 'colour 4', 'own colour'], swatch: (s) => [PALETTE[2], PALETTE[4], null][s], part: 1 }, gateTree().width(600));

  const weight = Array.from({ length: 14 }, (_, i) => Array.from({ length: 14 }, (_x, j) => (i === j ? 0 : 0.9 * Math.cos((TURN * (i - j)) / 14) + 0.25 * normal())));
  draw(svgOf('Coupling matrix', 'Row i hears column j. Orange pulls together, purple pushes apart.'), { weight }, couplingMap().size(260));
  draw(svgOf('Coupling ring', 'The same couplings as chords of a ring.'), { weight: weight.map((row) => row.map((w) => (w > 0.45 ? w : 0))) }, couplingMap().size(260).as('ring'));

  const picture = [[0, 0, 3, 3, 0, 0], [0, 0, 3, 3, 0, 0], [2, 2, 3, 3, 1, 1], [2, 2, 0, 0, 1, 1], [0, 0, 0, 0, 1, 1], [0, 0, 7, 0, 0, 0]].flat();
  const cells: GridCells = { rows: 6, columns: 6, theta: Float32Array.from(picture, (c) => (TURN * c) / 10) };
  draw(canvasOf('Sub-rectangles', 'The order parameter of all 441 rectangles of a 6 × 6 grid: wider to the right, higher below; bright is of one mind.'), cells, pyramid().size([300, 300]));
  draw(canvasOf('Grid', 'A grid task’s cells as clocks: colour c points to 2πc/10.'), cells, gridMap().size([220, 220]).hands(true));

  const answers = (skill: number) => Array.from({ length: 120 }, () => { const confidence = random(); return { confidence, right: random() < confidence ** skill }; });
  draw(svgOf('Calibration', 'Share right against confidence; on the diagonal confidence means what it says.'), [{ name: 'calibrated', colour: 'var(--accent)', answers: answers(1) }, { name: 'too sure', colour: 'var(--gold)', answers: answers(3) }], calibration().size([300, 270]));

  const beats = Float32Array.from({ length: 1600 }, (_, k) => Math.sin(0.35 * k) + (k > 700 ? Math.sin(0.9 * k + (k * k) / 9000) : 0) + 0.15 * normal());
  draw(canvasOf('Spectrogram', 'Time to the right, frequency upwards: a second tone sets in and rises.'), { values: beats, interval: 1 }, spectrogram().size([380, 170]));

  const locked = Float32Array.from({ length: 240 }, (_, i) => (Math.abs(i - 120) < 62 ? 0.35 + 0.5 * Math.cos(((i - 120) / 62) * (Math.PI / 2)) + 0.02 * normal() : 0.35));
  draw(svgOf('Frequency clusters', 'Mean frequency of every site of a chimera: plateaus are locked, the arch drifts.'), { frequency: locked, theta: locked.map((f, i) => 3 * f + i / 80) }, frequencies().size([470, 190]));

  draw(svgOf('Set points', 'How adapted values are spread, and where homeostasis wants them.'), { values: Float32Array.from({ length: 600 }, () => 1 + 0.18 * normal()), setPoint: 1, name: 'mean |z|²' }, setPoints().size([380, 160]));
  return () => undefined;
}
