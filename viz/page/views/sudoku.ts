import { max } from 'd3';
import { boardMap, leading } from '../../charts/boardMap.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { h, svg } from '../dom.ts';
import { BoardField } from '../lab/board.ts';
import { seedOf } from '../lab/situation.ts';
import { hashOf } from '../place.ts';

const EASY = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const HARD = '..53.....8......2..7..1.5..4....53...1..7...6..32...8..6.5....9..4....3......97..';
const MOST_FRAMES = 20_000, MOST_POINTS = 1500;

/** A Sudoku that settles: every digit of every cell is an oscillator on the rings of its cell, row, column and box. Returns what ends it. */
export function sudokuBench(root: HTMLElement, options: URLSearchParams, presets: HTMLElement): () => void {
  const bench = new Board(root, options, presets);
  return () => bench.close();
}

class Board {
  private field: BoardField | undefined;
  private line: string;
  private seed = 1;
  private playing: boolean;
  private alive = true;
  /** Steps a frame: 2 to this power. */
  private pace = 0;
  private time: number[] = [];
  private quarrel: number[] = [];
  private readonly canvas = h('canvas', { role: 'img', 'aria-label': 'the board while it settles' });
  private readonly plot = svg();
  private readonly gauge = h('p', { class: 'gauge' });
  private readonly said = h('p', { class: 'said', role: 'alert' });
  private readonly map = boardMap().size(512);
  private readonly chart = course().size([600, 200]);
  private readonly play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => this.toggle() });
  private readonly input: HTMLTextAreaElement;
  private readonly number: HTMLInputElement;
  private readonly keys = (event: KeyboardEvent): void => this.key(event);

  constructor(private readonly root: HTMLElement, options: URLSearchParams, presets: HTMLElement) {
    this.line = options.get('board') ?? EASY;
    this.playing = !options.has('still');
    this.input = h('textarea', { rows: 2, spellcheck: 'false', 'aria-label': 'board, one character a cell', oninput: () => this.take({ line: this.input.value.trim() }) }, this.line);
    this.number = h('input', { class: 'short', type: 'number', min: 1, 'aria-label': 'seed', onchange: () => this.take({ seed: this.number.value }) });
    this.layout(presets);
    this.take({ seed: options.get('seed') ?? '1' }, false);
    if (!this.field) this.begin(EASY); // the board of the address cannot be settled: it stays in its field, with the reason, and another one runs
    const frames = Number(options.get('frames') ?? 150);
    if (!this.playing) for (let k = 0; k < Math.min(MOST_FRAMES, Number.isFinite(frames) ? frames : 150); k++) this.turn();
    this.show();
    window.addEventListener('keydown', this.keys);
    this.loop();
  }

  close(): void {
    this.alive = false;
    window.removeEventListener('keydown', this.keys);
  }

  private layout(presets: HTMLElement): void {
    const out = h('output', {}, '× 1'), speed: HTMLInputElement = h('input', { type: 'range', min: 0, max: 8, step: 1, value: 0, 'aria-label': 'speed', oninput: () => {
      this.pace = Number(speed.value);
      out.textContent = `× ${2 ** this.pace}`;
    } });
    this.root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presets), h('section', { class: 'figure stage' },
      h('header', {}, h('h2', {}, 'A Sudoku settles'), h('p', { class: 'caption' }, 'Every digit of every cell is an oscillator, tied into rings: its cell, and its row, column and box. In each ring exactly one may stay awake. A ring that fights too long grows stronger. Nothing searches and nothing goes back: at rest, the board is solved.')),
      h('div', { class: 'body' }, h('div', {}, this.canvas, h('div', { class: 'transport' }, this.play,
        h('button', { class: 'quiet', title: 'one launch (.)', onclick: () => this.step() }, 'step'), h('button', { class: 'quiet', title: 'from the start (r)', onclick: () => this.begin(this.line) }, 'restart'),
        h('button', { class: 'quiet', onclick: () => { this.input.value = this.line === HARD ? EASY : HARD; this.take({ line: this.input.value }); } }, 'another board'), h('label', { class: 'pace' }, 'speed', speed, out))),
      h('div', { class: 'side' }, h('p', { class: 'tries' }, 'Small digits are still awake together. Cells glow where their rings quarrel; watch the last corner fight it out. Then type a board of your own.'),
        h('div', { class: 'ground' }, h('label', {}, h('span', {}, 'seed'), this.number, h('button', { class: 'quiet', title: 'another start (s)', onclick: () => this.take({ seed: String(this.seed + 1) }) }, 'another seed')), h('label', { class: 'board' }, h('span', {}, 'board'), this.input)),
        this.said, this.gauge, h('div', { class: 'courses' }, this.plot)))));
  }

  /** Another board or seed: what cannot be had is said in one line, and what runs runs on. */
  private take({ line = this.line, seed = String(this.seed) }: { line?: string; seed?: string }, keep = true): void {
    this.line = line;
    this.said.textContent = '';
    try {
      this.seed = seedOf(seed);
    } catch (error) {
      this.said.textContent = (error as Error).message;
    }
    this.number.value = String(this.seed);
    this.begin(line);
    if (keep) history.replaceState(null, '', hashOf('laboratory', '', { preset: 'sudoku', seed: String(this.seed), board: this.line }));
  }

  private begin(line: string): void {
    try {
      this.field = new BoardField(line, this.seed);
    } catch (error) {
      this.said.textContent = (error as Error).message;
      return;
    }
    this.time = [];
    this.quarrel = [];
    this.show();
  }

  private toggle(): void {
    if (this.field?.settled) {
      this.begin(this.line);
      this.playing = true;
    } else this.playing = !this.playing;
    this.label();
  }

  private label(): void {
    this.play.textContent = this.field?.settled ? 'Play again' : this.playing ? 'Pause' : 'Play';
  }

  private step(): void {
    this.turn();
    this.show();
  }

  private turn(): void {
    const { field, time, quarrel } = this;
    if (!field || field.settled) return;
    field.step(2 ** this.pace);
    time.push(field.rings.time);
    quarrel.push(field.settled ? 0 : field.quarrel());
    if (time.length > MOST_POINTS) for (const list of [time, quarrel]) list.splice(0, list.length, ...list.filter((_, k) => k % 2 === 0));
  }

  private show(): void {
    const { field, time, quarrel } = this;
    if (!field) return;
    const cells = field.cells(), open = Array.from(cells.clues).filter((d) => d === 0).length, decided = Array.from(cells.clues, (d, i) => d === 0 && leading(cells, i) !== null && cells.quarrel[i] < 0.3).filter(Boolean).length;
    draw(this.canvas, cells, this.map);
    draw(this.plot, { time, lines: [{ name: 'how much the rings fight', symbol: 'Q', values: quarrel, colour: 'var(--warm)', domain: [0, Math.max(1, max(quarrel) ?? 0)] }], marks: field.settled ? [{ time: field.rings.time, text: 'at rest: solved' }] : [] }, this.chart);
    this.gauge.textContent = `T = ${field.rings.time.toFixed(1)} · ${field.rings.steps} steps · ${decided} of ${open} open cells are of one mind · ${field.settled ? 'all rings agree: solved' : 'settling'}`;
    this.label();
    this.root.dataset.settled = String(field.settled);
  }

  private loop(): void {
    if (!this.alive) return;
    if (this.playing && this.field && !this.field.settled) this.step();
    requestAnimationFrame(() => this.loop());
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input:not([type=range]), textarea, select, dialog')) return;
    if (event.key === '.') this.step();
    else if (event.key === 'r') this.begin(this.line);
    else if (event.key === 's') this.take({ seed: String(this.seed + 1) });
    else return;
    event.preventDefault();
  }
}
