import { draw } from '../../charts/chart.ts';
import { differenceMap } from '../../charts/differenceMap.ts';
import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import type { TaskView } from '../../shapes.ts';
import { figure, h, svg } from '../dom.ts';
import { playGrids } from '../lab/music.ts';
import { asPerceived, comparedFrom, differenceWords, NOT_RECORDED } from '../perceived.ts';
import { grid, type TaskOptions } from './smallGrid.ts';

/** The demonstrations: what went in, what came out, and what changed. */
export function shown(task: TaskView, hue: TaskOptions['hue']): HTMLElement {
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

/** What differs between the grids that were shown: input and output of each demonstration, and one input and the next, as the medium told it. */
export function differences(task: TaskView, e: Explanation, width: number): HTMLElement {
  const told = asPerceived(e)?.differences, question = task.question!, uneven = question.train.filter(({ input, output }) => input.length !== output.length || input[0].length !== output[0].length).length;
  const caption = `Two grids of one size are held against each other: every cell hears the cell at its place in the other grid, and the difference δ of the two phases is its colour. Equal cells stay ground. The order ⟨cos δ⟩ is 1 where nothing differs.${uneven > 0 ? ` ${uneven} of ${question.train.length} demonstrations have input and output of different size: no cell lies opposite another.` : ''}`;
  if (!told) return figure('Differences', caption, h('p', { class: 'missing' }, `${NOT_RECORDED}${task.id}.`));
  if (told.length === 0) return figure('Differences', caption, h('p', { class: 'missing' }, 'No two of the grids that were shown have one size: there is nothing to hold against each other.'));
  const chart = svg(), words = h('output', { class: 'told-here' }, 'Point at a cell, or reach a map by Tab and walk by the arrow keys.');
  draw(chart, told.map(comparedFrom), differenceMap().width(width).room(104).hover((map, cell) => { words.textContent = differenceWords(told[map], question, cell); }));
  return figure('Differences', caption, chart, words);
}
