import { timer, type Timer } from 'd3';
import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import { ONSET } from '../../../src/solvers/grid/outputField.ts';
import type { Grid } from '../../../src/tasks/types.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { cellAfter, gridLayout, gridMap } from '../../charts/gridMap.ts';
import { phaseCircle } from '../../charts/phaseCircle.ts';
import { h, svg } from '../dom.ts';
import { decisionOf, sentence } from '../explanation.ts';
import { phasesAt, type Recording } from '../settling.ts';
import { settlingButtons } from '../settlingPicture.ts';
import { tellPlace } from '../walked.ts';
import { glossary } from '../words.ts';
import { grid, type TaskOptions } from './smallGrid.ts';

const PLAY_SECONDS = 7;

/** The part that moves: test input, settling answer, phase circle, course, and the sentence about the cell in focus. */
export class Scene {
  readonly element: HTMLElement;
  cell: number;
  private t = 0;
  private playing = false;
  private clock: Timer | undefined;
  private readonly canvas = h('canvas', { tabindex: 0, 'aria-label': 'the answer while it settles; arrow keys move from cell to cell' });
  private readonly circle = svg('circle');
  private readonly plot = svg();
  private readonly words = h('p', { class: 'because', 'aria-live': 'polite' });
  private readonly play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => this.toggle() });
  private readonly stamp = h('output', { class: 'stamp' });
  private readonly map; private readonly ring; private readonly chart;
  private readonly followers: ((part: number, cell: number) => void)[] = [];
  private readonly watchers: ((theta: Float32Array) => void)[] = [];

  constructor(readonly e: Explanation, readonly test: number, readonly input: Grid, readonly recording: Recording, readonly options: TaskOptions, readonly width: number) {
    const room: [number, number] = [340, 340];
    this.map = gridMap().size(room).colours(options.hue).hands(true);
    this.ring = phaseCircle().size(196).rests(true);
    this.chart = course().size([width, 156]).seek((time) => { this.pause(); this.seek(time); this.shareTime(); });
    this.cell = options.cell ?? this.telling();
    const at = gridLayout(recording.rows, recording.columns, room);
    this.canvas.addEventListener('pointermove', (event) => { const cell = at.cellAt(event.offsetX, event.offsetY); if (cell >= 0) this.look(cell); });
    this.canvas.addEventListener('keydown', (event) => this.key(event));
    this.element = h('section', { class: 'figure settling' },
      h('header', {}, h('h2', {}, 'Settles'), h('p', { class: 'caption' }, 'Every cell of the answer is an oscillator; its hand is its phase. The answer that the gates voted for pulls it, as strongly as the vote was clear; then a ten-fold injection makes the ten colours the only places to rest. It is simulated again here, from the record.')),
      h('div', { class: 'body' },
        h('div', { class: 'asked' }, h('h3', {}, 'asked'), grid(input, 190, options.hue, 'test input'), h('p', { class: 'caption' }, `Frame: ${this.decision.frame}.`)),
        h('div', { class: 'answer' }, h('h3', {}, 'answer'), this.canvas, h('div', { class: 'transport' }, this.play, this.stamp, settlingButtons(recording))),
        h('div', { class: 'why' }, h('h3', {}, 'why: point at a cell of the answer, or use the arrow keys'), this.words),
        h('div', { class: 'reading' }, h('div', { class: 'dials' }, this.circle, h('p', { class: 'caption' }, `All phases of the answer on their circle. ${this.sameShape ? 'They start at the input’s colours' : 'The answer has another shape than the input, so all of them start at one place, midway between two colours,'} and gather at the resting places; the arrow is their mean.`)), glossary('source', 'channel', 'gate', 'R', 'locked', 'phase', 'frame')),
        h('div', { class: 'courses' }, this.plot)));
    const { rows, columns } = recording;
    this.words.innerHTML = sentence(e, e.tests[test], Math.floor(this.cell / columns), this.cell % columns);
    requestAnimationFrame(() => {
      const still = options.still || matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.seek(options.at ?? (still ? recording.endsAt : 0));
      if (!still && options.at === null && rows > 0) this.start();
    });
  }

  get story() { return this.e.tests[this.test]; }

  /** What decided this answer. */
  get decision() { return decisionOf(this.e, this.story); }

  /** Whether the answer's cells are the input's. */
  get sameShape(): boolean { return this.input.length === this.recording.rows && this.input[0].length === this.recording.columns; }

  /** Told of the part and the cell in focus. */
  follow(follower: (part: number, cell: number) => void): void {
    this.followers.push(follower);
    follower(this.partOf(this.cell), this.cell);
  }

  /** Shown the phases of the answer whenever they are drawn. */
  watch(watcher: (theta: Float32Array) => void): void {
    this.watchers.push(watcher);
  }

  look(cell: number): void {
    if (cell === this.cell) return;
    this.cell = cell;
    const { columns } = this.recording;
    this.words.innerHTML = sentence(this.e, this.story, Math.floor(cell / columns), cell % columns);
    for (const follower of this.followers) follower(this.partOf(cell), cell);
    this.draw();
    this.options.share?.({ cell: String(cell) });
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
    const { columns, rows } = this.recording, same = this.sameShape, count = new Map<number, number>();
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
    const next = cellAfter(event.key, this.cell, this.recording.rows, this.recording.columns);
    if (next === null) return;
    event.preventDefault();
    this.look(next);
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.start();
    this.shareTime();
  }

  /** The address names the time at which a person holds it. */
  private shareTime(): void {
    this.options.share?.({ t: this.playing ? null : String(Math.round(1000 * this.t) / 1000) });
  }

  private start(): void {
    if (this.t >= this.recording.endsAt) this.t = 0;
    const from = this.t, begun = performance.now();
    this.playing = true;
    this.label();
    this.clock?.stop();
    this.clock = timer(() => {
      // Slow at the start and around the onset of the injection, where most happens: time runs with the square of the share.
      const share = Math.sqrt(from / this.recording.endsAt) + (performance.now() - begun) / 1e3 / PLAY_SECONDS;
      this.seek(this.recording.endsAt * Math.min(1, share) ** 2);
      if (share >= 1) this.pause();
    });
  }

  private pause(): void {
    this.playing = false;
    this.clock?.stop();
    this.label();
  }

  private label(): void {
    this.play.textContent = this.playing ? 'Pause' : this.t >= this.recording.endsAt ? 'Play again' : 'Play';
  }

  private seek(time: number): void {
    this.t = time;
    this.label();
    this.draw();
  }

  private draw(lit?: (cell: number) => boolean): void {
    const { recording, t } = this, theta = phasesAt(recording, t), { rows, columns } = recording;
    draw(this.canvas, { rows, columns, theta, focus: this.cell, lit }, this.map);
    tellPlace(this.canvas, this.cell, rows * columns, `row ${Math.floor(this.cell / columns) + 1}, column ${(this.cell % columns) + 1}`);
    draw(this.circle, theta, this.ring);
    for (const watcher of this.watchers) watcher(theta);
    const ink = 'var(--ink)';
    draw(this.plot, {
      time: recording.time, now: t,
      lines: [
        { name: 'at rest at a colour (tenfold order)', symbol: 'R₁₀', values: recording.order, colour: 'var(--accent)', domain: [0, 1] },
        { name: 'energy', symbol: 'V', values: recording.energy, colour: ink, dash: true },
      ],
      marks: [{ time: ONSET, text: 'injection on' }, { time: recording.settledAt, text: recording.status }],
    }, this.chart);
    const rests = recording.status === 'locked' && t >= recording.settledAt;
    this.stamp.textContent = `t = ${t.toFixed(1)}${rests ? `, locked since ${recording.settledAt.toFixed(1)}` : ''}`;
  }
}
