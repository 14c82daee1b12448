import { oneOf } from '../../../src/oscillators/nearest.ts';
import type { Task } from '../../../src/tasks/types.ts';
import { figure, h, percent, readable } from '../dom.ts';
import { asExplanation } from '../explanation.ts';
import { loadGridTask, solveInWorker, TASK_IDS } from '../lab/gridTasks.ts';
import { hashOf } from '../place.ts';
import { resettle } from '../settling.ts';
import { grid } from './smallGrid.ts';
import { gates } from './taskGates.ts';
import { Scene } from './taskScene.ts';
import { shown } from './taskShown.ts';

/** A grid task of this house: the field learns its rule here and now, then its answer settles. Returns what ends it. */
export async function gridTaskBench(root: HTMLElement, options: URLSearchParams, presets: HTMLElement): Promise<() => void> {
  const asked = options.get('task') ?? TASK_IDS[0], id = TASK_IDS.includes(asked) ? asked : TASK_IDS[0], ending = new AbortController(), task = await loadGridTask(id);
  const state = h('p', { class: 'gauge', role: 'status' }), result = h('div', {}), hue = options.get('hue') === 'phase' ? 'phase' : 'names';
  const choose: HTMLSelectElement = h('select', { 'aria-label': 'task', onchange: () => { location.hash = hashOf('laboratory', '', { preset: 'grid-task', task: choose.value }); } }, ...TASK_IDS.map((name) => h('option', { value: name, selected: name === id }, readable(name))));
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Laboratory'), presets),
    ...(id === asked ? [] : [h('p', { class: 'fault', role: 'alert' }, `task: "${asked.slice(0, 60)}" came, ${oneOf(asked, TASK_IDS)} ${readable(id)} is shown instead.`)]),
    h('section', { class: 'figure stage' }, h('header', {}, h('h2', {}, 'A grid task settles'),
      h('p', { class: 'caption' }, 'A few pairs of grids show a rule that nobody told the field. It plays them into a medium of oscillators, listens with waves, mirrors, diffusion and locking, and lets the couplings that predict the outputs win. Then a new input drives the cells of the answer, and their phases settle at its colours. All of it happens now, in this page.')),
    h('div', { class: 'ground' }, h('label', {}, h('span', {}, 'task'), choose)), state),
    shown({ id, question: { train: task.train, test: task.test.map((probe) => probe.input) }, hasTruth: false, answers: [], faults: [] }, hue), result);
  void settle(root, result, state, task, hue, options, ending.signal);
  return () => ending.abort(new DOMException('another page', 'AbortError'));
}

async function settle(root: HTMLElement, result: HTMLElement, state: HTMLElement, task: Task, hue: 'names' | 'phase', options: URLSearchParams, signal: AbortSignal): Promise<void> {
  const begun = performance.now(), input = task.test[0].input, tell = () => { state.textContent = `The field is listening to ${task.train.length} demonstrations … ${((performance.now() - begun) / 1e3).toFixed(1)} s`; };
  tell();
  const clock = setInterval(tell, 100);
  result.replaceChildren(figure('Asked', 'The input that the rule is asked for.', h('div', { class: 'pair' }, grid(input, 300, hue, 'test input'))));
  try {
    const { solved, seconds } = await solveInWorker(task, signal), explanation = asExplanation(solved.explanation);
    if (!explanation || explanation.tests[0].answer.length === 0) throw new Error('The field found no rule that explains the demonstrations. Choose another task.');
    const recording = await resettle(explanation.tests[0], input, signal), scene = new Scene(explanation, 0, input, recording, { test: 0, still: options.has('still'), hue, cell: null, at: null }, Math.max(280, Math.min(1100, root.clientWidth - 46)));
    signal.addEventListener('abort', () => scene.end());
    state.replaceChildren(h('b', {}, solved.backend), ` learned the rule in ${seconds.toFixed(1)} s: ${solved.parameters} coupling${solved.parameters === 1 ? '' : 's'} won, ${solved.verified ? 'and each demonstration, left out in turn, was answered exactly by what the others taught' : 'though not every demonstration, left out in turn, was answered exactly'}. Confidence ${percent(solved.confidence)}.`);
    result.replaceChildren(scene.element, gates(scene), truth(task, recording.answer, hue));
    root.dataset.settled = recording.status;
  } catch (error) {
    if (signal.aborted) return;
    state.replaceChildren(h('span', { class: 'warning' }, (error as Error).message));
  } finally {
    clearInterval(clock);
  }
}

/** The published answer beside what settled, only on demand. */
function truth(task: Task, answer: number[][], hue: 'names' | 'phase'): HTMLElement {
  const published = task.test[0].output!, right = JSON.stringify(published) === JSON.stringify(answer), place = h('div', { class: 'pair', hidden: true }, grid(published, 220, hue, 'as published'), h('p', { class: 'said' }, right ? '✓ every cell settled right' : 'not every cell settled right'));
  const button: HTMLButtonElement = h('button', { class: 'truth', 'aria-pressed': 'false', title: 'show or hide the truth (t)', onclick: () => { place.hidden = !place.hidden; button.setAttribute('aria-pressed', String(!place.hidden)); } }, 'compare with the truth');
  const part = figure('The truth', 'The answer as the task was made. The field never saw it: its worker was handed the demonstrations and the input alone.', place);
  part.querySelector('header')!.append(button);
  return part;
}
