import { h } from './dom.ts';

const keys = [['space', 'play or pause'], ['j, k', 'next, previous task'], ['arrows', 'from cell to cell, when a grid is in focus, with Shift a sub-rectangle grows; they turn the cube of operations; in the replay ← → move by a moment, Home and End to the ends'], ['/', 'search tasks, or runs in the replay'], ['t', 'show or hide the truth'], ['c', 'colours by name or by phase'], ['d', 'light or dark'], ['. r s l', 'in the laboratory: one launch, restart, another seed, listen'], ['1 … 6', 'the views'], ['?', 'this card']];

/** The card of keys. */
export function helpCard(): HTMLDialogElement {
  const card: HTMLDialogElement = h('dialog', { class: 'help', onclick: () => card.close() },
    h('h2', {}, 'Keys'), h('dl', {}, ...keys.flatMap(([key, does]) => [h('dt', {}, key), h('dd', {}, does)])),
    h('p', { class: 'caption' }, 'Colour c of ten is phase 2πc/10. In phase colours gold is 0, pale mint π/2, blue π, plum 3π/2; the scale is read by lightness and blue-yellow, which every eye keeps. The wheel zooms a field, Shift and dragging pan it.'));
  return card;
}
