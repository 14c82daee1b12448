import { draw } from '../../charts/chart.ts';
import { gridMap, phasesOf } from '../../charts/gridMap.ts';
import { imageOf, orderIn, pyramid, pyramidSize, rectangleAt, type PhaseImage, type Rectangle } from '../../charts/pyramid.ts';
import type { Grid } from '../../../src/tasks/types.ts';
import type { TaskView } from '../../shapes.ts';
import { figure, h } from '../dom.ts';
import { asPerceived, imageFrom, NOT_RECORDED } from '../perceived.ts';
import { phasesAt } from '../settling.ts';
import { tellPlace } from '../walked.ts';
import type { Scene } from './taskScene.ts';

/** A grid to look at. Without an image nothing was recorded of its rectangles. */
interface Looked { name: string; rows: number; columns: number; theta: ArrayLike<number>; image: PhaseImage | null }

/** Rectangles beyond which a settling answer is drawn anew a few times a second only. */
const MANY = 20_000, PAUSE = 300;
/** The most points for the squares, of small grids and of large ones. */
const SMALL: [number, number] = [460, 430], LARGE: [number, number] = [660, 560];

const ARROWS: Record<string, [down: number, right: number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The rectangle that a key leads to: arrows move it, with Shift they change its size; it stays inside. Null where the key is no arrow. */
export function rectangleAfter(key: string, shift: boolean, at: Rectangle, rows: number, columns: number): Rectangle | null {
  const step = ARROWS[key];
  if (!step) return null;
  const next = shift ? { ...at, rows: at.rows + step[0], columns: at.columns + step[1] } : { ...at, top: at.top + step[0], left: at.left + step[1] };
  return next.rows < 1 || next.columns < 1 || next.top < 0 || next.left < 0 || next.top + next.rows > rows || next.left + next.columns > columns ? at : next;
}

/** The order parameter of every sub-rectangle of the grid that is looked at. */
export function rectangles(scene: Scene, task: TaskView): HTMLElement {
  const told = asPerceived(scene.e)?.images, demos = task.question?.train ?? [], live = scene.recording;
  const asked = (name: string, grid: Grid, k: number): Looked => ({ name, rows: grid.length, columns: grid[0].length, theta: phasesOf(grid).theta, image: told?.[k] ? imageFrom(told[k]) : null });
  const settling: Looked = { name: 'the answer, settling', rows: live.rows, columns: live.columns, theta: [], image: null };
  const phases = (theta: ArrayLike<number>) => Object.assign(settling, { theta, image: imageOf(theta, live.rows, live.columns) });
  phases(phasesAt(live, live.endsAt));
  const choices: Looked[] = [...(task.question ? [asked('test input', scene.input, demos.length + scene.test), ...demos.map((d, k) => asked(`demonstration ${k + 1}`, d.input, k))] : []), settling];
  const grid = h('canvas', { role: 'img', 'aria-label': 'the grid that is looked at, with the rectangle in focus' });
  const canvas = h('canvas', { tabindex: 0, 'aria-label': 'order parameter of every sub-rectangle; arrow keys move the rectangle, with Shift they change its size' }), words = h('output', { class: 'told-here' }), note = h('p', { class: 'missing', hidden: true }, `${NOT_RECORDED}${task.id}. The answer can be looked at: it settles in this page.`);
  const buttons = choices.map((c) => h('button', { class: 'quiet', 'aria-pressed': 'false', onclick: () => choose(c) }, c.name)), counted = h('span', { class: 'caption' }), chart = pyramid(), map = gridMap().size([170, 170]).colours(scene.options.hue);
  let now = choices.find((c) => c.image) ?? settling, at: Rectangle = { top: 0, left: 0, rows: 1, columns: 1 }, late: ReturnType<typeof setTimeout> | undefined;

  const show = () => {
    const { rows, columns, theta, image } = now;
    canvas.hidden = words.hidden = image === null;
    note.hidden = image !== null;
    const inside = (i: number) => { const r = Math.floor(i / columns), c = i % columns; return r >= at.top && r < at.top + at.rows && c >= at.left && c < at.left + at.columns; };
    draw(grid, { rows, columns, theta, lit: image ? inside : undefined }, map);
    if (!image) return;
    draw(canvas, { rows, columns, theta: image, pointed: at }, chart);
    const { order, cells } = orderIn(image, columns, at);
    words.textContent = `${span('Row', at.top, at.rows)}, ${span('column', at.left, at.columns)}: ${cells} cell${cells === 1 ? '' : 's'}, r = ${order.toFixed(2)}${order > 0.9995 ? ', one voice' : ''}.`;
    tellPlace(canvas, at.top * columns + at.left, rows * columns, words.textContent);
  };
  const choose = (one: Looked) => {
    now = one;
    const { rows, columns } = now;
    at = { top: 0, left: 0, rows, columns };
    const most = rows * columns > 81 ? LARGE : SMALL;
    chart.size(pyramidSize(rows, columns, [Math.min(most[0], scene.width), most[1]]));
    buttons.forEach((b, k) => b.setAttribute('aria-pressed', String(choices[k] === now)));
    counted.textContent = `${count(now).toLocaleString('en')} rectangles in ${rows} × ${columns} cells`;
    show();
  };
  canvas.addEventListener('pointermove', (event) => { const found = rectangleAt([event.offsetX, event.offsetY], chart.size(), true, now.rows, now.columns); if (found) { at = found; show(); } });
  canvas.addEventListener('keydown', (event) => { const next = rectangleAfter(event.key, event.shiftKey, at, now.rows, now.columns); if (next) { event.preventDefault(); at = next; show(); } });
  scene.watch((theta) => {
    phases(theta);
    if (now !== settling || !canvas.isConnected || late !== undefined) return;
    if (count(settling) <= MANY) show();
    else late = setTimeout(() => { late = undefined; show(); }, PAUSE);
  });
  requestAnimationFrame(() => choose(now));
  return figure('Sub-rectangles', 'How far each part of the grid is of one mind: the order parameter r of every rectangle of cells, a square each. Tiles to the right hold wider rectangles, tiles below higher ones; inside a tile a square stands where its rectangle stands. Bright: all its cells have one phase. The medium settles all of them at once, as sums that run along rows and columns. Point at a square to see its rectangle.',
    h('div', { class: 'choice', role: 'group', 'aria-label': 'which grid' }, ...buttons), h('div', { class: 'rectangles' }, h('div', {}, grid, counted), h('div', {}, canvas, words, note)));
}

const span = (name: string, from: number, count: number): string => (count === 1 ? `${name} ${from + 1}` : `${name}s ${from + 1}–${from + count}`);

const count = ({ rows, columns }: Looked): number => (rows * (rows + 1) * columns * (columns + 1)) / 4;
