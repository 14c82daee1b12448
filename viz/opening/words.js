// What is said of a task while the field works on it.
import { COLOUR_NAMES } from './palette.js';

export const STEPS = [
  ['A rhythm enters', 'Every colour of the new grid is played in as a phase: the hands of its cells.'],
  ['Waves arrive', 'A wave runs in from the rim through the background. What it does not reach is enclosed.'],
  ['Objects lock', 'Neighbours of one colour pull each other into step. Cells that end in one colour here beat together: an object.'],
  ['A gate wins', 'Channels compete for the couplings that reproduce all pairs shown. The winner decides which source drives which cell.'],
  ['The answer settles', 'The sources pull the phases of the answer; then ten resting places, one a colour, hold what they find.'],
];

/** What is said below the field. */
export function sentences(story, scene, share) {
  if (scene === 0) return 'What becomes of it is for the field to answer.';
  if (scene === 1) return share < 1 ? 'Light: the wave has arrived here. Outlined: not reached.' : 'Outlined cells were never reached: enclosed.';
  if (scene === 2) return 'Every cell starts with a beat of its own. Same colour here: the same beat.';
  if (scene === 3 || (scene === 4 && !story.settles.length)) return story.gate ? `${gateWords(story.gate)}` : '';
  if (scene === 4) return 'The hands turn to the colour that drives their cell, and lock.';
  const { answered } = story;
  return answered.failed ? `No answer: ${answered.failed}` : `${answered.solved ? 'Right.' : answered.solved === null ? 'Answered.' : 'Not the right answer.'} Settled in ${answered.seconds.toFixed(1)} s; the field ${answered.sure ? 'is sure' : 'is not sure'} of it.`;
}

function gateWords({ parts, tried, leaveOneOut }) {
  const named = (text) => text.replace(/\bcolour (\d)(?!\d)/g, (_, c) => COLOUR_NAMES[c]);
  const how = ({ when, holds }) => {
    const [, name, what] = /^"(.*)" is (.*)$/.exec(when) ?? [];
    if (name === undefined) return named(holds ? when : `not: ${when}`);
    return `“${named(name)}” is ${holds ? '' : 'not '}${named(what)}`.replace('is not silent', 'sounds');
  };
  const told = parts.slice(0, 4).map(({ conditions, source }) => `→ ${named(source)}${conditions.length ? `, where ${conditions.map(how).join(' and ')}` : ' everywhere'}`);
  return [tried > 1 ? `The best of ${tried} explanations. What drives a cell:` : 'One explanation fits. What drives a cell:', ...told, ...(parts.length > 4 ? ['→ …'] : []),
    leaveOneOut === 1 ? 'Left out in turn, every pair was foretold by the others.' : 'Left out in turn, not every pair was foretold by the others.'].join('\n');
}

export const readable = (id) => { const text = id.replaceAll('-', ' '); return text.charAt(0).toUpperCase() + text.slice(1); };
