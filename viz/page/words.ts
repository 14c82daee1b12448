import { h } from './dom.ts';

const WORDS = {
  phase: 'Where an oscillator is on its circle: the hand of its clock. The ten colours are ten phases, 36° apart.',
  channel: 'One thing that the medium can tell about a cell, such as its own colour, whether a wave from the rim reaches it, or the size of its object.',
  source: 'What may drive a cell of the answer: a channel that carries colours, or one fixed colour. A source sings: it radiates its phase, and the cells that it drives follow.',
  gate: 'Where channels compete for couplings. The winner decides at each cell which way it is sent: yes to one side, no to the other.',
  g: 'The share of a gate’s couplings that the winner holds, from 0 to 1.',
  R: 'The order parameter: how far phases, or the votes of several gates, agree. 1: all alike; 0: all ways.',
  locked: 'The phase has stopped at one of the ten colours and stays there.',
  frame: 'How cells of the answer lie on cells of the input: the same shape, enlarged, cropped to an object, and so on.',
} as const;

/** What the words of this page mean, to be opened by whom it helps. */
export function glossary(...words: (keyof typeof WORDS)[]): HTMLElement {
  return h('details', { class: 'words' }, h('summary', {}, 'What these words mean'), h('dl', {}, ...words.flatMap((word) => [h('dt', {}, word), h('dd', {}, WORDS[word])])));
}
