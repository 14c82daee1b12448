import { timer, type Timer } from 'd3';
import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import type { Grid } from '../../../src/tasks/types.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { COLOUR_NAMES, PALETTE, amount } from '../../charts/colour.ts';
import { gateTree } from '../../charts/gateTree.ts';
import { gridLayout, gridMap, phasesOf, type GridCells } from '../../charts/gridMap.ts';
import { phaseCircle } from '../../charts/phaseCircle.ts';
import type { AnswerView, TaskView } from '../../shapes.ts';
import { figure, h, percent, readable, svg } from '../dom.ts';
import { asExplanation, asNet, colourChannels, constantOf, inWords, meant, sentence, valueWords } from '../explanation.ts';
import { playGrids } from '../lab/music.ts';
import { hashOf } from '../place.ts';
import { saveButtons } from '../save.ts';
import { phasesAt, resettle, type Recording } from '../settling.ts';
import { loadTask, loadTruth } from '../store.ts';
import { settlingPicture } from '../settlingPicture.ts';

export interface TaskOptions { test: number; still: boolean; hue: 'names' | 'phase'; cell: number | null; at: number | null }
const PLAY_SECONDS = 7;

/** The view of one task: what was shown, what was asked, how the field settled, why, and what else was answered. Returns what ends it. */
export async function taskView(root: HTMLElement, id: string, options: TaskOptions): Promise<() => void> {
  const task = await loadTask(id), field = task.answers.find((a) => a.method === 'field'), net = task.answers.find((a) => a.method === 'attention');
  const tests = Math.max(task.question?.test.length ?? 0, ...task.answers.map((a) => a.attempts.length)), test = Math.min(options.test, Math.max(0, tests - 1));
  const explanation = asExplanation(field?.explanation), story = explanation?.tests[test];
  const page = h('article', { class: 'task' });
  root.replaceChildren(page);
  page.append(heading(task, field, net, explanation, tests, test));
  for (const fault of task.faults) page.append(h('p', { class: 'fault', role: 'alert' }, fault));
  if (task.question) page.append(shown(task, options.hue));
  const ending = new AbortController();
  if (explanation && story && story.answer.length > 0) {
    const input = task.question?.test[test] ?? story.answer;
    const recording = await resettle(story, input, ending.signal);
    const scene = new Scene(explanation, test, input, recording, options, Math.max(520, Math.min(1100, root.clientWidth - 48)));
    page.append(scene.element, channels(scene), gates(scene));
    const seen = net && looks(scene, net);
    if (seen) page.append(seen);
    ending.signal.addEventListener('abort', () => scene.end());
  } else if (field) {
    const input = task.question?.test[test];
    page.append(figure('The field did not settle on an answer', field.failed ? `It ended early: ${field.failed}` : field.explanation === null ? 'No frame explained the shapes of all demonstrations, so no gate was taught. The input itself was handed in.' : 'The explanation was written by another version of cymatic and cannot be read here; the attempts below can.',
      input && h('div', { class: 'pair' }, grid(input, 220, options.hue, 'test input'))));
  }
  page.append(attempts(task, field, net, test, options.hue));
  return () => ending.abort();
}

function heading(task: TaskView, field: AnswerView | undefined, net: AnswerView | undefined, e: Explanation | null, tests: number, test: number): HTMLElement {
  const demos = task.question?.train.length ?? 0, chips = h('ul', { class: 'verdicts' });
  const chip = (title: string, value: string, note: string, tone = '') => chips.append(h('li', { class: tone, title: note }, h('span', {}, title), h('b', {}, value)));
  if (field) {
    if (e) {
      const exact = Math.round(e.energy.leaveOneOut * demos);
      chip('leave one out', demos > 0 ? `${exact} of ${demos}` : percent(e.energy.leaveOneOut), 'Each demonstration was left out in turn; so many were then answered exactly by what the others taught.', e.energy.leaveOneOut === 1 ? 'good' : 'poor');
    }
    chip('field’s confidence', field.confidence === null ? '–' : percent(field.confidence), 'Estimated probability that the first attempt is right.', '');
    chip('stakes its name', field.sure ? 'yes' : 'no', 'Sure: verified on every demonstration, all cells locked, little energy.', field.sure ? 'good' : '');
    chip('CPU', field.cpuSeconds === null ? '–' : `${field.cpuSeconds.toFixed(2)} s`, `${field.parameters ?? '–'} couplings adapted, on ${field.backend}.`);
  }
  if (net) chip('net’s confidence', net.confidence === null ? '–' : percent(net.confidence), `The attention net: ${net.parameters ?? '–'} weights, ${net.cpuSeconds?.toFixed(1) ?? '–'} CPU seconds.`);
  const pick = tests > 1 ? h('nav', { class: 'tests', 'aria-label': 'test inputs' }, ...Array.from({ length: tests }, (_, k) => h('a', { href: hashOf('task', task.id, { test: String(k) }), 'aria-current': k === test ? 'true' : null }, `test ${k + 1}`))) : null;
  return h('header', { class: 'title' }, h('div', {}, h('h1', {}, readable(task.id)), pick), chips);
}

function grid(g: Grid, room: number, hue: TaskOptions['hue'], label: string, marked?: boolean[]): HTMLElement {
  if (g.length === 0) return h('div', { class: 'grid none' }, h('p', {}, 'no answer'));
  const canvas = h('canvas', { role: 'img', 'aria-label': `${label}, ${g.length} by ${g[0].length}` });
  requestAnimationFrame(() => draw(canvas, { ...phasesOf(g), marked }, gridMap().size([room, room]).colours(hue)));
  return h('div', { class: 'grid' }, canvas);
}

function shown(task: TaskView, hue: TaskOptions['hue']): HTMLElement {
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

/** The part that moves: test input, settling answer, phase circle, course, and the sentence about the cell in focus. */
class Scene {
  readonly element: HTMLElement;
  cell: number;
  private t = 0;
  private playing = false;
  private clock: Timer | undefined;
  private readonly canvas = h('canvas', { tabindex: 0, role: 'img', 'aria-label': 'the answer while it settles; arrow keys move from cell to cell' });
  private readonly circle = svg('circle');
  private readonly plot = svg();
  private readonly words = h('p', { class: 'because', 'aria-live': 'polite' });
  private readonly play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => this.toggle() });
  private readonly stamp = h('output', { class: 'stamp' });
  private readonly map; private readonly ring; private readonly chart;
  private readonly followers: ((part: number, cell: number) => void)[] = [];

  constructor(readonly e: Explanation, readonly test: number, readonly input: Grid, readonly recording: Recording, readonly options: TaskOptions, readonly width: number) {
    const room: [number, number] = [340, 340];
    this.map = gridMap().size(room).colours(options.hue).hands(true);
    this.ring = phaseCircle().size(196).rests(true);
    this.chart = course().size([width, 156]).seek((time) => { this.pause(); this.seek(time); });
    this.cell = options.cell ?? this.telling();
    const at = gridLayout(recording.rows, recording.columns, room);
    this.canvas.addEventListener('pointermove', (event) => { const cell = at.cellAt(event.offsetX, event.offsetY); if (cell >= 0) this.look(cell); });
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    const download = h('button', { class: 'quiet', title: 'save the settling as an animated picture (SVG)', onclick: () => settlingPicture(this.recording, 'settling.svg') }, 'animated SVG');
    this.element = h('section', { class: 'figure settling' },
      h('header', {}, h('h2', {}, 'Settles'), h('p', { class: 'caption' }, 'Every cell of the answer is an oscillator; its hand is its phase. The winning channel pulls it, then a ten-fold injection makes the ten colours the only places to rest.')),
      h('div', { class: 'body' },
        h('div', { class: 'asked' }, h('h3', {}, 'asked'), grid(input, 190, options.hue, 'test input'), h('p', { class: 'caption' }, `Frame: ${e.frame}.`)),
        h('div', { class: 'answer' }, h('h3', {}, 'answer'), this.canvas, h('div', { class: 'transport' }, this.play, this.stamp, download)),
        h('div', { class: 'reading' }, h('h3', {}, 'why'), this.words, h('div', { class: 'dials' }, this.circle, h('p', { class: 'caption' }, 'All phases of the answer on their circle. They leave the input’s colours and gather at the resting places; the arrow is their mean.'))),
        h('div', { class: 'courses' }, this.plot)));
    const { rows, columns } = recording;
    this.words.innerHTML = sentence(e, e.tests[test], Math.floor(this.cell / columns), this.cell % columns);
    requestAnimationFrame(() => {
      const still = options.still || matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.seek(still ? options.at ?? recording.settledAt : 0);
      if (!still && rows > 0) this.start();
    });
  }

  get story() { return this.e.tests[this.test]; }

  /** Told of the part and the cell in focus. */
  follow(follower: (part: number, cell: number) => void): void {
    this.followers.push(follower);
    follower(this.partOf(this.cell), this.cell);
  }

  look(cell: number): void {
    if (cell === this.cell) return;
    this.cell = cell;
    const { columns } = this.recording;
    this.words.innerHTML = sentence(this.e, this.story, Math.floor(cell / columns), cell % columns);
    for (const follower of this.followers) follower(this.partOf(cell), cell);
    this.draw();
  }

  /** Lights the cells of a part, as long as a person points at it. */
  light(part: number): void {
    this.draw(part < 0 ? undefined : (i) => this.partOf(i) === part);
  }

  end(): void {
    this.clock?.stop();
  }

  partOf(cell: number): number {
    const { columns } = this.recording;
    return this.story.part[Math.floor(cell / columns)]?.[cell % columns] ?? -1;
  }

  /** A cell that tells most: one that changed, of the part with the longest way and the fewest cells. */
  private telling(): number {
    const { columns, rows } = this.recording, same = this.input.length === rows && this.input[0].length === columns, count = new Map<number, number>();
    const flat = this.story.part.flat(), answer = this.story.answer.flat();
    for (const p of flat) count.set(p, (count.get(p) ?? 0) + 1);
    let best = 0, least = Infinity;
    for (let i = 0; i < rows * columns; i++) {
      const changed = !same || this.input[Math.floor(i / columns)][i % columns] !== answer[i];
      const worth = (changed ? 0 : 1e6) + (answer[i] === 0 ? 1e4 : 0) + (count.get(flat[i]) ?? 0);
      if (worth < least) [best, least] = [i, worth];
    }
    return best;
  }

  private key(event: KeyboardEvent): void {
    const { rows, columns } = this.recording, step = ({ ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] } as Record<string, [number, number]>)[event.key];
    if (!step) return;
    event.preventDefault();
    const r = Math.floor(this.cell / columns) + step[0], c = (this.cell % columns) + step[1];
    if (r >= 0 && c >= 0 && r < rows && c < columns) this.look(r * columns + c);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.start();
  }

  private start(): void {
    if (this.t >= this.recording.settledAt) this.t = 0;
    const from = this.t, begun = performance.now();
    this.playing = true;
    this.label();
    this.clock?.stop();
    this.clock = timer(() => {
      // Slow at the start and around the onset of the injection, where most happens: time runs with the square of the share.
      const share = Math.sqrt(from / this.recording.settledAt) + (performance.now() - begun) / 1e3 / PLAY_SECONDS;
      this.seek(this.recording.settledAt * Math.min(1, share) ** 2);
      if (share >= 1) this.pause();
    });
  }

  private pause(): void {
    this.playing = false;
    this.clock?.stop();
    this.label();
  }

  private label(): void {
    this.play.textContent = this.playing ? 'Pause' : this.t >= this.recording.settledAt ? 'Play again' : 'Play';
  }

  private seek(time: number): void {
    this.t = time;
    this.label();
    this.draw();
  }

  private draw(lit?: (cell: number) => boolean): void {
    const { recording, t } = this, theta = phasesAt(recording, t), { rows, columns } = recording;
    draw(this.canvas, { rows, columns, theta, focus: this.cell, lit }, this.map);
    draw(this.circle, theta, this.ring);
    const late = recording.time.length - 1, ink = 'var(--ink)';
    draw(this.plot, {
      time: recording.time.slice(0, late + 1), now: t,
      lines: [
        { name: 'at rest at a colour (tenfold order)', symbol: 'R₁₀', values: recording.order, colour: 'var(--accent)', domain: [0, 1] },
        { name: 'energy', symbol: 'V', values: recording.energy, colour: ink, dash: true },
      ],
      marks: [{ time: 20, text: 'injection on' }, { time: recording.settledAt, text: recording.status }],
    }, this.chart);
    const close = recording.status === 'locked' && t >= recording.settledAt;
    this.stamp.textContent = close ? `locked, t = ${recording.settledAt}` : `t = ${t.toFixed(1)}`;
  }
}

function channels(scene: Scene): HTMLElement {
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

function gates(scene: Scene): HTMLElement {
  const { e } = scene, chart = svg(), tree = gateTree().width(scene.width).hover((part) => scene.light(part));
  const swatchOf = (source: number) => { const c = constantOf(e.sources[source]?.name ?? '', scene.story); return c === undefined ? null : PALETTE[c]; };
  scene.follow((part) => { draw(chart, { gate: e.gate, sources: e.sources.map((s) => s.name), swatch: swatchOf, words: (text) => inWords(text, scene.story), part }, tree); });
  const en = e.energy, body = figure('Gates', 'Channels compete for the couplings of a gate; the one that makes the taught phases most coherent wins (g: its share). A part that is not yet of one mind recruits a gate of its own. Leaves are the sources that drive the cells. Point at a leaf to see its cells.',
    h('div', { class: 'scroll' }, chart),
    h('p', { class: 'caption' }, `Energy ${en.total.toFixed(2)}: sources ${en.cover.toFixed(1)}, gates ${en.gate.toFixed(1)}, frame ${en.frame.toFixed(1)}; mean order of the vote ${en.order.toFixed(2)}; ${e.population} gate${e.population === 1 ? '' : 's'} in the population, ${scene.story.supporters} explanation${scene.story.supporters === 1 ? '' : 's'} agree${scene.story.supporters === 1 ? 's' : ''} on this answer.`));
  body.append(saveButtons(() => chart, 'gates'));
  return body;
}

function attempts(task: TaskView, field: AnswerView | undefined, net: AnswerView | undefined, test: number, hue: TaskOptions['hue']): HTMLElement {
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
      group('the field', field, [field?.failed ? `No answer: ${field.failed}` : '', same ? 'Both attempts are the same.' : '', ...(field?.warnings ?? [])].filter(Boolean).join(' ')),
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
function looks(scene: Scene, net: AnswerView): HTMLElement | null {
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

function netNote(net: AnswerView | undefined, test: number): string {
  if (!net) return '';
  if (net.failed) return `No answer: ${net.failed}`;
  const inner = asNet(net.explanation), votes = inner?.votes[test]?.[0];
  return [inner ? `${inner.nets.map((n) => n.steps).join(' + ')} steps of training on the demonstrations.` : '', votes ? `${votes.views} turned and recoloured views agree to ${percent(votes.agreement)}.` : ''].filter(Boolean).join(' ');
}
