import type { Grid } from '../../../src/tasks/types.ts';
import { draw } from '../../charts/chart.ts';
import { course } from '../../charts/course.ts';
import type { AnswerView, TaskView } from '../../shapes.ts';
import { figure, h, percent, svg } from '../dom.ts';
import { asNet } from '../explanation.ts';
import { loadTruth } from '../store.ts';
import { grid, type TaskOptions } from './smallGrid.ts';

/** The two attempts of each method, how far each trusts them, and the truth where it is asked for. */
export function attempts(task: TaskView, field: AnswerView | undefined, net: AnswerView | undefined, test: number, hue: TaskOptions['hue']): HTMLElement {
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
      group('the field', field, [trust(field), field?.failed ? `No answer: ${field.failed}` : '', same ? 'Both attempts are the same.' : '', ...(field?.warnings ?? []).map(plain)].filter(Boolean).join(' ')),
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

/** A warning without the name of the command that gave it. */
const plain = (warning: string): string => warning.replace(/^\w+: (.)/, (_, first: string) => first.toUpperCase()).replace(/ --(?=\w)/g, ' \u2060-\u2060-\u2060'); // an option is not broken at the end of a line

const trust = (answer: AnswerView | undefined): string => (answer?.confidence === null || answer?.confidence === undefined || answer.failed ? '' : `It trusts its first attempt with ${percent(answer.confidence)}.`);

function netNote(net: AnswerView | undefined, test: number): string {
  if (!net) return '';
  if (net.failed) return `No answer: ${net.failed}`;
  const inner = asNet(net.explanation), votes = inner?.votes[test]?.[0];
  return [trust(net), inner ? `${inner.nets.map((n) => n.steps).join(' + ')} steps of training on the demonstrations.` : '', votes ? votes.views === 1 ? 'It looked at the grid in one way only.' : `Looking at the grid turned and recoloured, in ${votes.views} ways, it agrees with itself to ${percent(votes.agreement)}.` : ''].filter(Boolean).join(' ');
}
