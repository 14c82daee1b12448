import type { Explanation } from '../../../src/solvers/grid/explain.ts';
import type { AnswerView, TaskView } from '../../shapes.ts';
import { figure, h, percent, readable } from '../dom.ts';
import { asExplanation, decisionOf } from '../explanation.ts';
import { hashOf } from '../place.ts';
import { resettle } from '../settling.ts';
import { share } from '../share.ts';
import { loadTask } from '../store.ts';
import { waiting } from '../waiting.ts';
import { grid, type TaskOptions } from './smallGrid.ts';
import { numberIn } from './taskAddress.ts';
import { attempts } from './taskAnswers.ts';
import { gates } from './taskGates.ts';
import { heard } from './taskHeard.ts';
import { netBeside } from './taskNet.ts';
import { rectangles } from './taskRectangles.ts';
import { Scene } from './taskScene.ts';
import { differences, shown } from './taskShown.ts';

/** The view of one task, as its address asks for it: what was shown, what was asked, how the field settled, why, and what else was answered. Returns what ends it. */
export async function taskView(root: HTMLElement, id: string, asked: URLSearchParams, still: boolean, hue: TaskOptions['hue']): Promise<() => void> {
  const task = await loadTask(id), field = task.answers.find((a) => a.method === 'field'), net = task.answers.find((a) => a.method === 'attention');
  const tests = Math.max(task.question?.test.length ?? 0, ...task.answers.map((a) => a.attempts.length)), said: string[] = [];
  const test = numberIn(asked, 'test', Math.max(0, tests - 1), true, 'The first test input is shown.', (line) => said.push(line)) ?? 0;
  const explanation = asExplanation(field?.explanation), story = explanation?.tests[test];
  const page = h('article', { class: 'task', 'data-id': id });
  root.replaceChildren(page);
  page.append(heading(task, field, net, explanation, tests, test));
  const complain = (fault: string) => page.append(h('p', { class: 'fault', role: 'alert' }, fault));
  [...said, ...task.faults].forEach(complain);
  if (task.question) page.append(shown(task, hue));
  const ending = new AbortController();
  if (explanation && story && story.answer.length > 0) {
    const input = task.question?.test[test] ?? story.answer;
    const recording = await resettle(story, input, ending.signal);
    const cell = numberIn(asked, 'cell', recording.rows * recording.columns - 1, true, 'A cell that tells much is in focus.', complain), at = numberIn(asked, 't', recording.time[recording.time.length - 1], false, 'The end is shown.', complain);
    const scene = new Scene(explanation, test, input, recording, { test, still, hue, cell, at, share }, Math.max(280, Math.min(1100, page.clientWidth - 46)));
    const beside = net && netBeside(scene, net);
    page.append(scene.element, ...(beside ? [beside] : []), attempts(task, field, net, test, hue), gates(scene), heard(scene, task.id), rectangles(scene, task));
    if (task.question) page.append(differences(task, explanation, scene.width));
    ending.signal.addEventListener('abort', () => scene.end());
    return () => ending.abort();
  }
  if (field) {
    const input = task.question?.test[test];
    page.append(figure('The field did not settle on an answer', field.failed ? `It ended early: ${field.failed}` : field.explanation === null ? 'No frame explained the shapes of all demonstrations, so no gate was taught. The input itself was handed in.' : 'The explanation was written by another version of cymatic and cannot be read here; the attempts below can.',
      input && h('div', { class: 'pair' }, grid(input, 220, hue, 'test input'))));
  }
  if (task.answers.length > 0) page.append(attempts(task, field, net, test, hue));
  else page.append(figure('Asked', 'The input that the rule is asked for. No answer to this task has come yet.', task.question?.test[test] && h('div', { class: 'pair' }, grid(task.question.test[test], 260, hue, 'test input'), waiting())));
  return () => ending.abort();
}

function heading(task: TaskView, field: AnswerView | undefined, net: AnswerView | undefined, e: Explanation | null, tests: number, test: number): HTMLElement {
  const demos = task.question?.train.length ?? 0, chips = h('ul', { class: 'verdicts' });
  const chip = (title: string, value: string, note: string, tone = '') => chips.append(h('li', { class: tone, title: note, tabindex: 0 }, h('span', {}, title), h('b', {}, value)));
  if (field) {
    if (e) {
      const { leaveOneOut } = (e.tests[test] ? decisionOf(e, e.tests[test]) : e).energy, exact = Math.round(leaveOneOut * demos);
      chip('leave-one-out check', demos > 0 ? `${exact} of ${demos}` : percent(leaveOneOut), 'Leave one out: each demonstration was left out in turn; so many were then answered exactly by what the others taught.', leaveOneOut === 1 ? 'good' : 'poor');
    }
    chip('field’s confidence', field.confidence === null ? '–' : percent(field.confidence), 'Estimated probability that the first attempt is right.', '');
    chip('calls itself sure', field.sure ? 'yes' : 'no', 'Sure: verified on every demonstration, all cells locked, little energy.', field.sure ? 'good' : '');
    const { cpuSeconds, wallSeconds } = field, adapted = field.failed === undefined ? `${field.parameters ?? '–'} couplings adapted, on ${field.backend}.` : `No answer: ${field.failed}.`;
    if (cpuSeconds !== null || wallSeconds === null) chip('CPU', cpuSeconds === null ? '–' : `${cpuSeconds.toFixed(2)} s`, adapted);
    else chip('by the clock', `${wallSeconds.toFixed(1)} s`, `${adapted} How many CPU seconds that took went with the process.`);
  }
  if (net) chip('net’s confidence', net.confidence === null ? '–' : percent(net.confidence), `The attention net: ${net.parameters ?? '–'} weights, ${net.cpuSeconds?.toFixed(1) ?? '–'} CPU seconds.`);
  const pick = tests > 1 ? h('nav', { class: 'tests', 'aria-label': 'test inputs' }, ...Array.from({ length: tests }, (_, k) => h('a', { href: hashOf('task', task.id, { test: String(k) }), 'aria-current': k === test ? 'true' : null }, `test ${k + 1}`))) : null;
  const puzzle = h('p', { class: 'caption lead' }, `A puzzle of coloured grids: ${demos > 0 ? `${demos} demonstrations show` : 'demonstrations show'} a rule, then a new input asks for its answer. A field of coupled oscillators learns the rule from them alone, and its phases settle at the colours of the answer. Point at a cell to read why it has its colour.`);
  return h('header', { class: 'title' }, h('div', {}, h('h1', { title: readable(task.id).endsWith('…') ? task.id : null }, readable(task.id)), pick), chips, puzzle);
}
