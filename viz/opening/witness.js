import { cells } from './cells.js';
import { between, PALETTE, wheel } from './palette.js';
import { readable, sentences, STEPS } from './words.js';

const SILENT = -2048, TURN = 2 * Math.PI;

/** The frame of the picture, and how to fill it. */
export function witness(root) {
  const make = (tag, name, ...children) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...children);
    return element;
  };
  const kicker = make('p', 'witness-kicker', 'Starting'), title = make('h1', '', 'The field is waking up'), lead = make('p', 'witness-lead', 'A worker loads the field of coupled oscillators; its first puzzle appears here in a moment.');
  const shown = make('div', 'witness-shown'), canvas = make('canvas'), where = make('h2', '', 'The new grid'), words = make('p', ''), list = make('ol', 'witness-steps'), answered = make('p', 'witness-answers');
  const notes = STEPS.map(([name, text]) => make('li', '', make('b', '', name), make('span', '', text)));
  list.append(...notes);
  const body = make('div', 'witness-body', shown, make('div', 'witness-field', where, canvas, words), list), section = make('section', 'witness', kicker, title, lead, body, answered);
  section.setAttribute('aria-live', 'off');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', 'the field over the test input, while it is simulated');
  body.hidden = answered.hidden = true;
  const setOut = ({ id, train, input }, state, told) => {
    body.hidden = false;
    kicker.textContent = state;
    title.textContent = readable(id);
    lead.textContent = `${train.length} pairs show a rule: what was before, what came after. The field of coupled oscillators has never seen this puzzle; it learns the rule from the pairs alone and answers for a new grid. ${told}`;
    shown.replaceChildren(make('h2', '', 'Shown: before → after'), ...train.slice(0, 4).map(({ input: before, output: after }) => {
      const [one, two] = [make('canvas'), make('canvas')];
      cells(one, 84, before, (c) => ({ fill: PALETTE[c] }));
      cells(two, 84, after, (c) => ({ fill: PALETTE[c] }));
      return make('div', 'witness-pair', one, make('span', '', '→'), two);
    }));
    cells(canvas, room(), input, (c) => ({ fill: PALETTE[c] }));
  };
  root.append(section);
  let frames = 0;
  const room = () => (innerWidth <= 900 ? 300 : 380);

  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const draw = (story, scene, moved) => {
    const share = still.matches ? 1 : moved;
    section.dataset.scene = scene;
    where.textContent = scene < 4 ? 'The new grid, in the field' : 'Its answer';
    notes.forEach((note, k) => { note.dataset.state = k === scene ? 'now' : k < scene ? 'past' : ''; });
    const { input, background } = story;
    if (scene === 0) cells(canvas, room(), input, (c) => ({ fill: PALETTE[c], hand: (TURN * c) / 10 }));
    else if (scene === 1) {
      const w = at(story.wave, share).values, far = Math.max(1, ...story.wave.at(-1).values.filter((v) => v > SILENT).map((v) => -v));
      cells(canvas, room(), input, (c, i) => (c !== background ? { fill: PALETTE[c], dim: 0.45 } : w[i] > SILENT ? { fill: `oklab(${0.86 - 0.4 * (-w[i] / far)} -0.07 -0.03)` } : { fill: 'transparent', rim: true }));
    } else if (scene === 2) {
      const w = at(story.segment, share).values;
      cells(canvas, room(), input, (c, i) => (c === background ? { fill: 'transparent' } : { fill: wheel(TURN * w[i] * 0.618034) }));
    } else if (scene === 3) cells(canvas, room(), input, (c) => ({ fill: PALETTE[c], dim: 0.5 }));
    else {
      const frames = story.settles, place = scene === 5 || frames.length < 2 ? frames.length - 1 : (share ** 2) * (frames.length - 1), low = Math.floor(place), a = frames[low], b = frames[Math.min(low + 1, frames.length - 1)];
      if (a) {
        const theta = a.phases.map((x, i) => x + (place - low) * Math.atan2(Math.sin(b.phases[i] - x), Math.cos(b.phases[i] - x)));
        cells(canvas, room(), rowsOf(theta, a.rows, a.columns), (t) => ({ fill: between(t, a.colours), hand: t }));
      }
    }
    const said = sentences(story, scene, share);
    if (words.textContent !== said) words.textContent = said;
    section.dataset.frames = ++frames;
  };

  return {
    draw,
    next(story) {
      setOut(story, 'Up first', '');
      words.textContent = 'The field is being loaded; it starts in a moment.';
    },
    begin: (story) => setOut(story, 'Being solved now', 'What moves is shown slower than it happens.'),
    answers(all, plan) {
      answered.hidden = false;
      const mark = (e) => {
        const item = make('i', e.solved ? 'solved' : e.solved === null ? '' : 'missed', `${e.solved ? '✓' : e.solved === null ? '·' : '✗'} ${readable(e.id)}, ${e.method === 'field' ? 'field' : 'attention net'}`);
        return item;
      };
      answered.replaceChildren(make('b', '', `${all.length}${plan ? ` of ${plan.total}` : ''} answers: `), ...all.slice(-6).reverse().map(mark));
    },
  };
}

const rowsOf = (flat, rows, columns) => Array.from({ length: rows }, (_, r) => flat.slice(r * columns, (r + 1) * columns));
const at = (frames, share) => frames[Math.min(frames.length - 1, Math.floor(share * 1.15 * frames.length))];
