// A task while it is being solved. Plain JavaScript, so that it can be shown before the viewer is built; the built page uses the same file.
// All that moves comes from the field that works on the task now (`/api/now`); it is shown slower than it happens.

export const PALETTE = ['#171b24', '#2c7fd6', '#e2473d', '#37a85a', '#f3c230', '#9aa1ab', '#d54fb2', '#f18a36', '#84cdec', '#8d2a3f'];
export const COLOUR_NAMES = ['black', 'blue', 'red', 'green', 'yellow', 'grey', 'magenta', 'orange', 'light blue', 'maroon'];
const STEPS = [
  ['A rhythm enters', 'Every colour of the new grid is played in as a phase: the hands of its cells.'],
  ['Waves arrive', 'A wave runs in from the rim through the background. What it does not reach is enclosed.'],
  ['Objects lock', 'Neighbours of one colour pull each other into step. Cells that end in one colour here beat together: an object.'],
  ['A gate wins', 'Channels compete for the couplings that reproduce all pairs shown. The winner decides which source drives which cell.'],
  ['The answer settles', 'The sources pull the phases of the answer; then ten resting places, one a colour, hold what they find.'],
];
/** Shortest time for each scene, in seconds: the field itself is faster. */
const SECONDS = [1.2, 1.4, 1.6, 1.8, 3, 1.6], SILENT = -2048, TURN = 2 * Math.PI;

export function watchLive(root, { ended, page, over } = {}) {
  const stories = new Map(), answers = [], stopped = { now: false };
  let drawn = -1, drawnShare = 0, looked = 0, closed = false, told, scene = 0, since = performance.now(), plan;
  const view = frame(root);

  const source = new EventSource('api/now');
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === 'plan') {
      plan = event;
      if (!told) view.next(plan.first);
    } else if (event.kind === 'page') page?.(event.fault, told === undefined);
    else if (event.kind === 'begins' && event.method === 'field') stories.set(event.id, { ...event, wave: [], segment: [], settles: [] });
    else if (event.kind === 'answered') {
      answers.push(event);
      if (event.method === 'field' && stories.has(event.id)) stories.get(event.id).answered = event;
      view.answers(answers, plan);
    } else if (event.kind === 'hears') stories.get(event.id)?.[event.process].push(event);
    else if (event.kind === 'rests' && stories.has(event.id)) stories.get(event.id).background = event.colour;
    else if (event.kind === 'gate' && stories.has(event.id)) stories.get(event.id).gate = event;
    else if (event.kind === 'settles') stories.get(event.id)?.settles.push(event);
    else if (event.kind === 'over') end();
  };
  source.onerror = () => { if (source.readyState !== EventSource.CONNECTING) end(); };
  const end = () => {
    source.close();
    closed = true;
  };

  const has = (s) => [true, s.wave.length > 1, s.segment.length > 1, !!s.gate, s.settles.length > 1, !!s.answered];
  /** Whether a scene can be shown, or will never come: something later is there. */
  const ready = (s, k) => has(s).slice(k).some(Boolean);

  const step = (now) => {
    if (stopped.now) return;
    requestAnimationFrame(step);
    if (!told) {
      const open = [...stories.values()], next = open.findLast((s) => !s.answered) ?? open.at(-1);
      if (!next) {
        if (closed) [stopped.now] = [true, over?.()];
        return;
      }
      [told, scene, since] = [next, 0, now];
      view.begin(told);
      drawn = -1;
    }
    while (now - since >= SECONDS[scene] * 1000 && scene < 5 && ready(told, scene + 1)) {
      scene++;
      since = now;
      while (scene < 5 && !has(told)[scene]) scene++;
    }
    const share = Math.min(1, (now - since) / (SECONDS[scene] * 1000)), moving = scene === 1 || scene === 2 || scene === 4;
    if (scene !== drawn || (moving && now - looked > 30 && (share < 1 || drawnShare < 1))) {
      view.draw(told, scene, share);
      [drawn, drawnShare, looked] = [scene, share, now];
    }
    if (scene === 5 && now - since >= SECONDS[5] * 1000) {
      const { id } = told;
      told = undefined;
      stories.delete(id);
      if (ended?.(id)) stopped.now = true;
    }
  };
  requestAnimationFrame(step);
  return () => {
    stopped.now = true;
    source.close();
  };
}

/** The frame of the picture, and how to fill it. */
function frame(root) {
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

/** What is said below the field. */
function sentences(story, scene, share) {
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

const readable = (id) => { const text = id.replaceAll('-', ' '); return text.charAt(0).toUpperCase() + text.slice(1); };
const rowsOf = (flat, rows, columns) => Array.from({ length: rows }, (_, r) => flat.slice(r * columns, (r + 1) * columns));
const at = (frames, share) => frames[Math.min(frames.length - 1, Math.floor(share * 1.15 * frames.length))];

/** The cyclic scale of viz/charts/colour.ts. */
const wheel = (phi) => `oklab(${0.6 + 0.25 * Math.sin(phi)} ${-0.05 * Math.sin(phi) + 0.02 * Math.cos(2 * phi)} ${0.12 * Math.cos(phi)})`;

/** The colour of a phase between two resting places. */
function between(theta, meant) {
  const place = (((theta / TURN) % 1) + 1) % 1 * 10, low = Math.floor(place), colour = (k) => PALETTE[meant?.[k % 10] ?? k % 10].match(/\w\w/g).map((v) => (parseInt(v, 16) / 255) ** 2.2);
  const [a, b] = [colour(low), colour(low + 1)];
  return `rgb(${a.map((v, i) => Math.round(255 * (v + (place - low) * (b[i] - v)) ** (1 / 2.2))).join()})`;
}

/** Draws a grid into a square room: `look` says how a cell looks. */
function cells(canvas, room, grid, look) {
  const rows = grid.length, columns = grid[0].length, size = Math.max(3, Math.floor(room / Math.max(rows, columns))), width = size * columns + 1, height = size * rows + 1, scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const c = canvas.getContext('2d'), style = getComputedStyle(document.documentElement), line = style.getPropertyValue('--line') || '#ccc', gold = style.getPropertyValue('--gold') || '#d9a436', well = style.getPropertyValue('--well') || '#eee';
  c.setTransform(scale, 0, 0, scale, 0, 0);
  c.clearRect(0, 0, width, height);
  c.fillStyle = line;
  c.fillRect(0, 0, width, height);
  grid.forEach((row, r) => row.forEach((value, k) => {
    const { fill, hand, dim, rim } = look(value, r * columns + k), x = 1 + k * size, y = 1 + r * size, side = size - 1;
    c.fillStyle = well;
    c.fillRect(x, y, side, side);
    c.globalAlpha = dim ?? 1;
    c.fillStyle = fill;
    c.fillRect(x, y, side, side);
    c.globalAlpha = 1;
    if (rim && size > 5) {
      c.strokeStyle = gold;
      c.lineWidth = 1.5;
      c.strokeRect(x + 2, y + 2, side - 4, side - 4);
    }
    if (hand !== undefined && size > 11) {
      const [mx, my, long] = [x + side / 2, y + side / 2, 0.34 * side];
      c.lineCap = 'round';
      for (const [stroke, w] of [['rgb(0 0 0 / 55%)', 3.2], ['rgb(255 255 255 / 92%)', 1.6]]) {
        c.strokeStyle = stroke;
        c.lineWidth = w;
        c.beginPath();
        c.moveTo(mx, my);
        c.lineTo(mx + long * Math.cos(hand), my - long * Math.sin(hand));
        c.stroke();
      }
    }
  }));
}
