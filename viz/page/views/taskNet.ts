import { draw } from '../../charts/chart.ts';
import { COLOUR_NAMES } from '../../charts/colour.ts';
import { cellAfter, gridLayout, gridMap, phasesOf } from '../../charts/gridMap.ts';
import type { AnswerView } from '../../shapes.ts';
import { figure, h, percent } from '../dom.ts';
import { asNet } from '../explanation.ts';
import { tellPlace } from '../walked.ts';
import type { Scene } from './taskScene.ts';

const ROOM: [number, number] = [150, 150];

/** The attention net beside the field: its first answer at the cell in focus and, where it was recorded, where each layer looked for that cell. */
export function netBeside(scene: Scene, net: AnswerView): HTMLElement | null {
  const answer = net.attempts[scene.test]?.[0], { rows, columns } = scene.recording;
  if (!answer?.length) return null;
  const same = answer.length === rows && answer[0].length === columns, canvas = h('canvas', { tabindex: same ? 0 : null, role: same ? 'slider' : 'img', 'aria-label': 'the first answer of the attention net; arrow keys move from cell to cell' }), said = h('p', { class: 'caption' });
  const at = gridLayout(answer.length, answer[0].length, ROOM);
  if (same) {
    canvas.addEventListener('pointermove', (event) => { const cell = at.cellAt(event.offsetX, event.offsetY); if (cell >= 0) scene.look(cell); });
    canvas.addEventListener('keydown', (event) => { const next = cellAfter(event.key, scene.cell, rows, columns); if (next !== null) { event.preventDefault(); scene.look(next); } });
  }
  scene.follow((_, cell) => requestAnimationFrame(() => {
    draw(canvas, { ...phasesOf(answer), focus: same ? cell : -1 }, gridMap().size(ROOM).colours(scene.options.hue));
    if (same) tellPlace(canvas, cell, rows * columns, `row ${Math.floor(cell / columns) + 1}, column ${(cell % columns) + 1}`);
    const colour = answer[Math.floor(cell / columns)]?.[cell % columns], own = scene.story.answer[Math.floor(cell / columns)]?.[cell % columns];
    said.textContent = same ? `the net says ${COLOUR_NAMES[colour]}${colour === own ? ', as the field does' : `, the field ${COLOUR_NAMES[own]}`}` : `the net answers in another shape, ${answer.length} × ${answer[0].length}`;
  }));
  const maps = same && scene.test === 0 ? lookedAt(scene, net) : [];
  return figure('Beside it: the attention net', `The same cell for the attention net, the other method of this project. ${maps.length > 0 ? 'Left: its first answer. Then where each of its layers put its attention on the test input for this cell: the three strongest links, outlined, as bright as their share. The field has no such maps: the sentence above is what decided.' : 'Its first answer; where it looked was recorded for the first test input only, and where its answer has the field’s shape.'}`,
    h('div', { class: 'looks' }, h('div', {}, canvas, said), ...maps));
}

function lookedAt(scene: Scene, net: AnswerView): HTMLElement[] {
  const maps = asNet(net.explanation)?.attention, { input } = scene;
  if (!maps || maps.rows !== scene.recording.rows || maps.columns !== scene.recording.columns) return [];
  return ([['first layer', maps.firstLayer], ['second layer', maps.secondLayer], ['copy head', maps.copyHead]] as const).map(([name, links]) => {
    const canvas = h('canvas', { role: 'img', 'aria-label': `where the net looked, ${name}` }), note = h('p', { class: 'caption' });
    scene.follow((_, cell) => requestAnimationFrame(() => {
      const top = links[cell] ?? [], share = new Float32Array(input.length * input[0].length);
      for (const [place, s] of top) share[place] = s;
      draw(canvas, { ...phasesOf(input), amplitude: share.map((s) => Math.min(1, 1.5 * s)), marked: Array.from(share, (s) => s > 0) }, gridMap().size(ROOM).colours(scene.options.hue));
      note.textContent = `${name}: ${top.map(([, s]) => percent(s)).join(', ') || 'nothing recorded'}`;
    }));
    return h('div', {}, canvas, note);
  });
}
