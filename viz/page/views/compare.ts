import { calibration, calibrationLayout } from '../../charts/calibration.ts';
import { draw } from '../../charts/chart.ts';
import { FATES } from '../../charts/colour.ts';
import { fateOf, methodsOf } from '../../charts/resultsTable.ts';
import { scatter, type Dot } from '../../charts/scatter.ts';
import { stack } from '../../charts/stack.ts';
import { staircase } from '../../charts/staircase.ts';
import { compared, fates, solvedOverSeconds, trusted } from '../comparison.ts';
import { figure, h, percent, readable, svg } from '../dom.ts';
import { hashOf } from '../place.ts';
import { loadTask, type RunData } from '../store.ts';

const NAMES = { field: 'the field', attention: 'the attention net' } as const, MOST = 400;
type Named = keyof typeof NAMES;

/** Field against attention over the tasks of a run. */
export async function compareView(root: HTMLElement, run: RunData): Promise<() => void> {
  const methods = methodsOf(run.tasks);
  root.append(h('header', { class: 'title' }, h('h1', {}, methods.length === 1 ? `${NAMES[methods[0]].replace('the ', 'The ')}, over all tasks` : 'Field and attention')));
  if (run.tasks.length === 0) {
    root.append(h('p', { class: 'fault', role: 'alert' }, 'This run holds no answers to compare. Make one: npx cymatic solve tasks --method both'));
    return () => undefined;
  }
  const common = compared(run.tasks, methods), count = fates(common, methods), scored = common.length, both = methods.length === 2;
  if (both) root.append(h('p', { class: 'caption under' }, 'Two ways to answer the same puzzles: the field of oscillators settles into an answer, the attention net is a small transformer trained anew on each task’s demonstrations. Each may give two attempts.'));
  if (!both) root.append(h('p', { class: 'caption under' }, `This run asked ${NAMES[methods[0]]} alone. Compare: npx cymatic solve tasks --method both`));
  if (scored === 0) root.append(h('p', { class: 'fault', role: 'alert' }, 'No answer of this run is scored: the truths are not known, or the run has not ended. Costs are shown all the same.'));
  const wide = Math.max(300, Math.min(1320, root.clientWidth - 46)), beside = root.clientWidth > 900, left = beside ? (root.clientWidth - 16) * 0.6 - 46 : wide, right = beside ? (root.clientWidth - 16) * 0.4 - 46 : Math.min(wide, 460);
  const bar = svg(), stairs = svg(), trust = svg(), cost = svg(), said = h('output', { class: 'told-here' }, 'Point at an answer, or reach it by Tab; click or Enter opens its task.');
  const error = methods.map((m) => `${NAMES[m]} ${calibrationLayout(trusted(common, m)).error.toFixed(2)}`).join(', ');
  root.append(
    figure('Who solved what', `${scored} tasks with two attempts each. A task counts when every test input is answered exactly; what was given up counts as not solved.${leftOut(run, methods)}`, bar, byFate(common, methods)),
    h('div', { class: beside ? 'two-figures' : '' },
      figure('Solved over CPU time', `Share of ${both ? 'these' : 'the'} ${scored} tasks solved within so many CPU seconds a task: further left is cheaper, higher is better.`, stairs),
      figure('Calibration', `Does confidence mean what it says? On the dashed diagonal it does; above it the method is too modest, below too sure. Larger dots hold more tasks; what was given up has no confidence and is not among them. Mean distance from the diagonal: ${error}.`, trust)),
    figure('Cost against size', `CPU seconds of each answer${run.tasks.length > MOST ? ` to the first ${MOST} of ${run.tasks.length} tasks` : ''} against the number of cells in all grids of its task. Circles: the field; diamonds: the attention net. Filled: solved. Crosses: no answer, at the CPU seconds spent, or at those of the clock where the CPU seconds went with the process that was stopped.`, cost, said));
  draw(bar, both ? [
    { name: 'both', count: count.both, colour: FATES.both }, { name: 'only the field', count: count.field, colour: FATES.field },
    { name: 'only the net', count: count.attention, colour: FATES.attention }, { name: 'neither', count: count.neither, colour: FATES.neither },
  ] : [{ name: 'solved', count: scored - count.neither, colour: FATES[methods[0]] }, { name: 'not solved', count: count.neither, colour: FATES.neither }], stack().size([wide, 84]));
  draw(stairs, methods.map((m) => ({ name: NAMES[m], colour: FATES[m], dash: m === 'attention', steps: solvedOverSeconds(common, m) })), staircase().size([left, 320]));
  draw(trust, methods.map((m) => ({ name: NAMES[m], colour: FATES[m], answers: trusted(common, m) })), calibration().size([Math.min(right, 460), 320]));
  draw(cost, await costs(run, methods), scatter().size([wide, 360]).x('cells in all grids (number)').y('CPU time (s)').logX(true).logY(true).hover((dot) => { said.textContent = dot.text; }));
  return () => undefined;
}

/** How many tasks are not compared, and why. */
function leftOut(run: RunData, methods: readonly Named[]): string {
  const one = run.tasks.filter((t) => methods.some((m) => !t.methods[m])).length, unscored = run.tasks.length - one - compared(run.tasks, methods).length, tasks = (n: number) => `${n} task${n === 1 ? '' : 's'}`;
  const why = [...(one > 0 ? [`${tasks(one)} that only one of the two was asked`] : []), ...(unscored > 0 ? [`${tasks(unscored)} without a score`] : [])];
  return why.length === 0 ? '' : ` Left out: ${why.join(' and ')}.`;
}

/** The tasks of each fate, to be opened. */
function byFate(tasks: RunData['tasks'], methods: readonly Named[]): HTMLElement {
  const names = methods.length === 2 ? { both: 'both', field: 'only the field', attention: 'only the net', neither: 'neither' } as const : { [methods[0]]: 'solved', neither: 'not solved' };
  const lists = Object.entries(names).map(([fate, name]) => ({ name, tasks: tasks.filter((t) => fateOf(t, methods) === fate) })).filter((l) => l.tasks.length > 0);
  return h('details', { class: 'by-fate' }, h('summary', {}, 'Which tasks'), ...lists.map(({ name, tasks }) => h('div', {}, h('h3', {}, `${name}: ${tasks.length}`), h('p', {}, ...tasks.map((t) => h('a', { href: hashOf('task', t.id) }, readable(t.id)))))));
}

/** What each answer cost, for the first so many tasks whose grids can be read. */
async function costs(run: RunData, methods: readonly Named[]): Promise<Dot[]> {
  const looked = await Promise.all(run.tasks.slice(0, MOST).map((task) => loadTask(task.id).then((view) => ({ task, view }), () => null)));
  return looked.flatMap((one) => {
    if (!one?.view.question) return [];
    const { train, test } = one.view.question, cells = [...train.flatMap((p) => [p.input, p.output]), ...test].reduce((sum, g) => sum + g.length * (g[0]?.length ?? 0), 0);
    return methods.flatMap((m): Dot[] => {
      const a = one.task.methods[m], seconds = a?.cpuSeconds ?? (a?.failed === undefined ? null : a.wallSeconds);
      if (!a || !seconds) return [];
      const spent = `${seconds.toFixed(2)} ${a.cpuSeconds === null ? 'seconds of the clock' : 'CPU seconds'}, ${cells} cells`, fared = a.failed !== undefined ? `no answer (${a.failed})` : a.solved === true ? 'solved' : a.solved === false ? 'not solved' : 'not scored';
      return [{
        x: cells, y: seconds, colour: FATES[m], full: a.solved === true, shape: a.failed !== undefined ? 'cross' : m === 'field' ? 'circle' : 'diamond', href: hashOf('task', one.task.id),
        text: `${readable(one.task.id)}, ${NAMES[m]}: ${fared} in ${spent}${a.confidence === null ? '' : `, confidence ${percent(a.confidence)}`}`,
      }];
    });
  });
}
