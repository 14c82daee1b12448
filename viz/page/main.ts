import { firstCanvas, replayAhead } from './ahead.ts';
import { h, readable } from './dom.ts';
import { helpCard } from './help.ts';
import { hashOf, namesOf, placeOf } from './place.ts';
import { Rail } from './rail.ts';
import { share } from './share.ts';
import { beingSolved, logo, waiting } from './waiting.ts';
import { animates, saveEveryChart, shotOf } from './save.ts';
import { filesOf, forgetTasks, loadRun, loadRuns, type RunData } from './store.ts';
import type { TaskOptions } from './views/smallGrid.ts';

const views = [['task', 'Tasks'], ['compare', 'Field and attention'], ['operations', 'Operations'], ['replay', 'Replay'], ['laboratory', 'Laboratory'], ['charts', 'Charts']] as const;
const REFRESH = 1500;
/** The code of each view comes when it is looked at. */
const code = {
  task: () => import('./views/task.ts'), laboratory: () => import('./views/laboratory.ts'), compare: () => import('./views/compare.ts'),
  operations: () => import('./views/operations.ts'), replay: () => import('./views/replay.ts'), charts: () => import('./views/gallery.ts'),
};

let run: RunData = { folder: '', run: null, rows: [], table: false, recorded: false, faults: [], notes: [], tasks: [] };
let leave: () => void = () => undefined;
/** Counts the places visited: what arrives late for an earlier one is dropped. */
let visit = 0;
let hue: TaskOptions['hue'] = 'names';
/** Whether the page is one of tasks. */
let inTasks = false;
/** Whether the open task has got a further answer that is not shown yet. */
let grown = false;
const rail = new Rail(({ text, fate }) => share({ find: text || null, fate: fate === 'all' ? null : fate })), main = h('main', { id: 'main', tabindex: -1 }), about = h('p', { class: 'about' }), notices = h('div', { class: 'notices' });
const tabs = h('nav', { class: 'tabs', 'aria-label': 'views' }), help = helpCard();

void start();

async function start(): Promise<void> {
  dress(localStorage.getItem('cymatic-dress') ?? '');
  const tools = h('div', { class: 'tools' },
    h('button', { class: 'quiet', title: 'colours by name or by phase (c)', onclick: flipHue }, 'phase colours'),
    h('button', { class: 'quiet', title: 'light or dark (d)', onclick: flipDress }, 'light / dark'),
    h('button', { class: 'quiet', title: 'keys (?)', onclick: () => help.showModal() }, '?'));
  document.querySelector('#app')!.replaceChildren(
    h('a', { class: 'skip', href: '#main', onclick: (event: Event) => { event.preventDefault(); main.focus(); } }, 'to the page'), // what follows # names a place
    h('header', { class: 'bar' }, h('a', { class: 'mark', href: '#/', 'aria-label': 'Cymatic, start' }, logo(), 'Cymatic'), tabs, about, tools),
    notices, h('div', { class: 'frame' }, rail.element, main), help);
  saveEveryChart(main);
  Object.assign(window, { cymaticShot: (kind: 'svg' | 'apng', title: string) => shotOf(main, kind, title) });
  window.addEventListener('hashchange', () => void show());
  window.addEventListener('keydown', keys);
  const { view, options } = placeOf(location.hash);
  if (view === 'replay') replayAhead(options, filesOf);
  if (Object.hasOwn(code, view)) void code[view as keyof typeof code]().catch(() => undefined); // on its way while the run is read; a failure is said when it is shown
  if (view === 'replay') setTimeout(firstCanvas);
  await refresh();
  await show();
  setInterval(() => void watch().then(catchUp), REFRESH);
}

async function refresh(): Promise<void> {
  try {
    run = await loadRun();
  } catch (error) {
    run = { ...run, faults: [(error as Error).message] };
  }
  const file = run.run;
  about.replaceChildren(run.folder === '' ? 'no run' : h('span', { title: `commit ${file?.commit ?? 'unknown'}, ${file?.machine?.cores ?? '?'} cores` }, `${run.folder}${file && file.state !== 'done' ? ` · ${file.state}` : ''}`));
  notices.replaceChildren(...run.faults.map((fault) => h('p', { class: 'fault', role: 'alert' }, fault)), ...run.notes.map((note) => h('p', { class: 'note', role: 'status' }, note, run.live && run.tasks.length > 0 && h('a', { href: hashOf('now') }, ' Watch the field at work.'))));
}

/** A run that is still being written is looked at again: the list grows, the first task opens, and the net's answer joins the field's once nothing plays. */
async function watch(): Promise<void> {
  if (run.run?.state !== 'running' || document.hidden) return;
  const before = run;
  await refresh();
  if (run.rows.length === before.rows.length && run.run?.state === before.run?.state) return;
  forgetTasks();
  const open = document.querySelector<HTMLElement>('article.task')?.dataset.id ?? '', answers = (data: RunData) => Object.keys(data.tasks.find((t) => t.id === open)?.methods ?? {}).length;
  grown ||= answers(run) > answers(before);
  if (document.querySelector('.waiting') !== null && run.tasks.length > 0) await show();
  else if (document.querySelector('.being-solved') !== null) return; // it ends by itself, with its task
  else rail.show(run, open, inTasks);
}

/** Shows a task anew, settled, that was answered by the other method meanwhile: as soon as nobody watches it settle. */
async function catchUp(): Promise<void> {
  if (!grown || document.hidden || document.querySelector('.settling .play')?.textContent === 'Pause') return;
  const { scrollY } = window;
  await show(true);
  window.scrollTo({ top: scrollY });
}

async function show(settled = false): Promise<void> {
  grown = false;
  const mine = ++visit;
  leave();
  leave = () => undefined;
  animates(undefined);
  for (const mark of ['ready', 'fault']) delete document.body.dataset[mark];
  const place = placeOf(location.hash), { options } = place, still = settled || options.has('still');
  let { view, rest } = place;
  if (view === '') [view, rest] = run.tasks.length > 0 || (run.run?.state === 'running' && !run.recorded) ? ['task', ''] : run.recorded ? ['replay', ''] : ['laboratory', ''];
  if (view === 'task' && rest === '') rest = firstTask() ?? '';
  if (view === 'task' && rest !== '') arrive(rest, options);
  inTasks = view === 'task';
  document.title = titleOf(view, rest, options);
  tabs.replaceChildren(...views.map(([name, text]) => h('a', { href: hashOf(name), 'aria-current': name === view ? 'page' : null }, text)));
  tabs.scrollLeft = (tabs.querySelector<HTMLElement>('[aria-current]')?.offsetLeft ?? 0) - tabs.offsetLeft - 40; // on a narrow page they do not all fit
  rail.show(run, inTasks ? rest : '', inTasks);
  const root = h('div', { class: `view ${view}` });
  main.replaceChildren(root); // drawn in place: charts take their colours from the page
  try {
    let end: () => void;
    if (view === 'task') {
      if (rest === '' && run.run?.state === 'running' && !run.live) rest = firstAsked();
      if (rest === '' && run.run?.state === 'running') {
        if (run.live) end = beingSolved(root, (id) => { location.hash = hashOf('task', id); return true; }, () => void show());
        else {
          root.append(waiting());
          end = () => undefined;
        }
      } else if (rest === '') throw new Error(run.folder === '' ? 'No run is here yet. Make one, npm start or npx cymatic solve tasks, then start the viewer again. The laboratory is open all the same.' : 'This run has answered no task yet. The laboratory is open all the same.');
      else end = await (await code.task()).taskView(root, rest, options, still, hue);
    } else if (view === 'now' && run.live && run.run?.state === 'running') end = beingSolved(root, () => false, () => { location.hash = hashOf('task'); });
    else if (view === 'laboratory') end = await (await code.laboratory()).laboratory(root, options);
    else if (view === 'compare') end = await (await code.compare()).compareView(root, run);
    else if (view === 'operations') end = await (await code.operations()).operationsView(root, run, still);
    else if (view === 'replay') {
      const [{ replayView }, runs] = await Promise.all([code.replay(), loadRuns()]);
      end = await replayView(root, runs, options, still);
    }
    else if (view === 'charts') end = await (await code.charts()).gallery(root);
    else throw new Error(`No page is called "${view}". Choose one above.`);
    if (mine === visit) leave = end;
    else return end();
  } catch (error) {
    if (mine !== visit) return;
    root.replaceChildren(h('p', { class: 'fault', role: 'alert' }, (error as Error).message));
    document.body.dataset.fault = (error as Error).message; // --shot reads it
  }
  await document.fonts.ready;
  requestAnimationFrame(() => requestAnimationFrame(() => { if (mine === visit) document.body.dataset.ready = view; }));
}

/**
 * The address names what is seen, also when more tasks come. Colours and filter go along from task to task; a task that was seen before, to which a person
 * goes back, stands as it was left.
 */
function arrive(rest: string, options: URLSearchParams): void {
  const { text, fate } = rail.filter;
  if ((history.state as { seen?: boolean } | null)?.seen !== true) {
    if (hue === 'phase' && !options.has('hue')) options.set('hue', hue);
    if (text !== '' && !options.has('find')) options.set('find', text);
    if (fate !== 'all' && !options.has('fate')) options.set('fate', fate);
  }
  hue = options.get('hue') === 'phase' ? 'phase' : 'names';
  rail.filterBy(options.get('find'), options.get('fate'));
  history.replaceState({ seen: true }, '', hashOf('task', rest, options));
}

/** What the window is called: tabs and the history are told apart by it. */
function titleOf(view: string, rest: string, options: URLSearchParams): string {
  const name = view === 'task' && rest !== '' ? readable(rest) : views.find(([id]) => id === view)?.[1], of = view === 'replay' ? namesOf(options.get('runs') ?? '').join(', ') : view === 'laboratory' || view === 'charts' ? options.get('preset') : run.folder;
  return [name, of, 'Cymatic'].filter(Boolean).join(' · ');
}

/** The task that a run works on before its first answer, where `run.json` names its tasks. */
function firstAsked(): string {
  const only = run.run?.options.only;
  return typeof only === 'string' ? only.split(',')[0] : '';
}

/** The task a newcomer sees first: one that the field solved and is sure of, with a gate to look at if there is one. */
function firstTask(): string | undefined {
  const good = run.tasks.filter((t) => t.methods.field && (t.methods.field.solved ?? t.methods.field.verified));
  const worth = (t: (typeof good)[0]) => (t.methods.field!.sure ? 2 : 0) + ((t.methods.field!.parameters ?? 0) > 1 ? 1 : 0) + (t.methods.attention?.solved === false ? 0.5 : 0);
  return [...good].sort((a, b) => worth(b) - worth(a))[0]?.id ?? run.tasks[0]?.id;
}

function keys(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input:not([type=range]), textarea, select, dialog')) return;
  const { view } = placeOf(location.hash), inTask = view === 'task' || view === '';
  if (event.key === '?') help.showModal();
  else if (event.key === 'd') flipDress();
  else if (event.key === 'c') flipHue();
  else if (event.key >= '1' && event.key <= String(views.length)) location.hash = hashOf(views[Number(event.key) - 1][0]);
  else if (inTask && (event.key === 'j' || event.key === 'k')) {
    const next = rail.neighbour(event.key === 'j' ? 1 : -1);
    if (next !== undefined) location.hash = hashOf('task', next);
  } else if (inTask && event.key === '/') rail.focus();
  else if (view === 'replay' && event.key === '/') document.querySelector<HTMLInputElement>('.runs input[type=search]')?.focus();
  else if (event.key === 't') document.querySelector<HTMLButtonElement>('.truth')?.click();
  else if (event.key === ' ' && !(event.target as HTMLElement).closest('button, a, summary')) document.querySelector<HTMLButtonElement>('.play')?.click();
  else return;
  event.preventDefault();
}

function flipHue(): void {
  const { view, options } = placeOf(location.hash), drawn = options.get('preset') === 'grid-task';
  hue = (drawn ? options.get('hue') === 'phase' : hue === 'phase') ? 'names' : 'phase';
  if (view === 'task' || drawn) share({ hue: hue === 'phase' ? hue : null }, true);
  void show();
}

function dress(name: string): void {
  if (name === '') delete document.documentElement.dataset.dress;
  else document.documentElement.dataset.dress = name;
}

function flipDress(): void {
  const { dataset } = document.documentElement, dark = dataset.dress === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : dataset.dress === 'dark';
  dress(dark ? 'light' : 'dark');
  localStorage.setItem('cymatic-dress', dark ? 'light' : 'dark');
  void show();
}
