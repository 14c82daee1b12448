import { boardMap, leading } from '../../charts/boardMap.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import { h, svg } from '../dom.ts';
import { BoardField } from '../lab/board.ts';
import { hashOf } from '../place.ts';

const EASY = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79';
const HARD = '..53.....8......2..7..1.5..4....53...1..7...6..32...8..6.5....9..4....3......97..';
const MOST_FRAMES = 20_000;

/** A Sudoku that settles: every digit of every cell is an oscillator on the rings of its cell, row, column and box. */
export function sudokuBench(root: HTMLElement, options: URLSearchParams, presets: HTMLElement): () => void {
  let seed = Math.max(1, Math.floor(Number(options.get('seed') ?? 1)) || 1), line = options.get('board') ?? EASY, playing = !options.has('still'), alive = true, field: BoardField | undefined;
  const canvas = h('canvas', { role: 'img', 'aria-label': 'the board while it settles' }), plot = svg(), gauge = h('p', { class: 'gauge' }), said = h('p', { class: 'said', 'aria-live': 'polite' });
  const play = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => { if (field?.settled) { build(); playing = true; } else playing = !playing; label(); } }), speed = h('input', { type: 'range', min: 0, max: 8, step: 1, value: 0, 'aria-label': 'speed' });
  const time: number[] = [], quarrel: number[] = [], map = boardMap().size(512), chart = course().size([600, 200]);
  const label = () => { play.textContent = field?.settled ? 'Play again' : playing ? 'Pause' : 'Play'; };
  const share = () => history.replaceState(null, '', hashOf('laboratory', '', { preset: 'sudoku', seed: String(seed), board: line }));
  const build = () => {
    try {
      field = new BoardField(line, seed);
      said.textContent = '';
    } catch (error) {
      said.textContent = (error as Error).message;
      return;
    }
    time.length = quarrel.length = 0;
    show();
  };
  const show = () => {
    if (!field) return;
    const cells = field.cells(), open = Array.from(cells.clues).filter((d) => d === 0).length, decided = Array.from(cells.clues, (d, i) => d === 0 && leading(cells, i) !== null && cells.quarrel[i] < 0.3).filter(Boolean).length;
    draw(canvas, cells, map);
    draw(plot, { time, lines: [{ name: 'how much the rings fight', symbol: 'Q', values: quarrel, colour: 'var(--warm)', domain: [0, Math.max(1, ...quarrel)] }], marks: field.settled ? [{ time: field.rings.time, text: 'at rest: solved' }] : [] }, chart);
    gauge.textContent = `T = ${field.rings.time.toFixed(1)} · ${field.rings.steps} steps · ${decided} of ${open} open cells are of one mind · ${field.settled ? 'all rings agree: solved' : 'settling'}`;
    label();
    root.dataset.settled = String(field.settled);
  };
  const turn = () => {
    if (!field || field.settled) return;
    field.step(2 ** Number(speed.value));
    time.push(field.rings.time);
    quarrel.push(field.settled ? 0 : field.quarrel());
    if (time.length > 1500) for (const list of [time, quarrel]) list.splice(0, list.length, ...list.filter((_, k) => k % 2 === 0));
  };
  const input: HTMLTextAreaElement = h('textarea', { rows: 2, spellcheck: 'false', 'aria-label': 'board, one character a cell', oninput: () => { line = input.value.trim(); share(); build(); } }, line);
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presets), h('section', { class: 'figure stage' },
    h('header', {}, h('h2', {}, 'A Sudoku settles'), h('p', { class: 'caption' }, 'Every digit of every cell is an oscillator, tied into rings: its cell, and its row, column and box. In each ring exactly one may stay awake. A ring that fights too long grows stronger. Nothing searches and nothing goes back: at rest, the board is solved.')),
    h('div', { class: 'body' }, h('div', {}, canvas, h('div', { class: 'transport' }, play,
      h('button', { class: 'quiet', onclick: () => { turn(); show(); } }, 'step'), h('button', { class: 'quiet', onclick: build }, 'restart'),
      h('button', { class: 'quiet', onclick: () => { line = input.value = line === HARD ? EASY : HARD; share(); build(); } }, 'another board'), h('button', { class: 'quiet', onclick: () => { seed += 1; share(); build(); } }, 'another seed'))),
    h('div', { class: 'side' }, h('p', { class: 'tries' }, 'Small digits are still awake together. Cells glow where their rings quarrel; watch the last corner fight it out. Then type a board of your own.'),
      h('div', { class: 'knobs' }, h('label', {}, h('i', {}, '▸'), h('span', {}, 'speed'), speed, h('output', {}, ''))), gauge, h('div', { class: 'courses' }, plot),
      h('label', { class: 'rate' }, h('span', {}, 'board'), input), said))));
  label();
  build();
  if (!playing) for (let k = 0; k < Math.min(MOST_FRAMES, Number(options.get('frames') ?? 150)); k++) turn();
  show();
  const loop = () => {
    if (!alive) return;
    if (playing && field && !field.settled) { turn(); show(); }
    requestAnimationFrame(loop);
  };
  loop();
  return () => { alive = false; };
}
