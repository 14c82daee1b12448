import { calibration, calibrationLayout } from '../../charts/calibration.ts';
import { draw } from '../../charts/chart.ts';
import { FATES } from '../../charts/colour.ts';
import { scatter, type Dot } from '../../charts/scatter.ts';
import { stack } from '../../charts/stack.ts';
import { staircase } from '../../charts/staircase.ts';
import { fates, solvedOverSeconds, trusted } from '../comparison.ts';
import { figure, h, percent, readable, svg } from '../dom.ts';
import { hashOf } from '../place.ts';
import { loadTask, type RunData } from '../store.ts';

const NAMES = { field: 'the field', attention: 'the attention net' } as const;

/** Field against attention over the tasks of a run. */
export async function compareView(root: HTMLElement, run: RunData): Promise<() => void> {
  const methods = (['field', 'attention'] as const).filter((m) => run.tasks.some((t) => t.methods[m]));
  root.append(h('header', { class: 'title' }, h('h1', {}, methods.length === 1 ? `${NAMES[methods[0]].replace('the ', 'The ')}, over all tasks` : 'Field and attention')));
  if (run.tasks.length === 0) {
    root.append(h('p', { class: 'fault', role: 'alert' }, 'This run holds no answers to compare. Make one: npx cymatic solve tasks --method both'));
    return () => undefined;
  }
  const count = fates(run.tasks), scored = count.both + count.field + count.attention + count.neither;
  if (methods.length === 1) root.append(h('p', { class: 'caption' }, `This run asked ${NAMES[methods[0]]} alone. Compare: npx cymatic solve tasks --method both`));
  if (scored === 0) root.append(h('p', { class: 'fault', role: 'alert' }, 'No answer of this run is scored: the truths are not known, or the run has not ended. Costs are shown all the same.'));
  const wide = Math.max(560, Math.min(1320, root.clientWidth - 46)), left = Math.max(420, (wide - 60) * 0.6), right = Math.max(300, (wide - 60) * 0.38);
  const bar = svg(), stairs = svg(), trust = svg(), cost = svg();
  const both = methods.length === 2, lines = methods.map((m) => ({ name: NAMES[m], colour: FATES[m], dash: m === 'attention', steps: solvedOverSeconds(run.tasks, m) }));
  const errors = methods.map((m) => `${NAMES[m]} ${calibrationLayout(trusted(run.tasks, m)).error.toFixed(2)}`).join(', ');
  root.append(
    figure('Who solved what', `${scored} tasks with two attempts each. A task counts when every test input is answered exactly.`, bar),
    h('div', { class: 'columns' },
      figure('Solved over CPU time', 'Share of the tasks solved within so many CPU seconds a task: further left is cheaper, higher is better.', stairs),
      figure('Calibration', `Does confidence mean what it says? On the dashed diagonal it does. Larger dots hold more tasks. Calibration error: ${errors}.`, trust)),
    figure('Cost against size', 'CPU seconds of each answer against the number of cells in all grids of its task. Filled: solved. Click to open the task.', cost));
  draw(bar, both ? [
    { name: 'both', count: count.both, colour: FATES.both }, { name: 'only the field', count: count.field, colour: FATES.field },
    { name: 'only the net', count: count.attention, colour: FATES.attention }, { name: 'neither', count: count.neither, colour: FATES.neither },
  ] : [{ name: 'solved', count: scored - count.neither, colour: FATES[methods[0]] }, { name: 'not solved', count: count.neither, colour: FATES.neither }], stack().size([wide, 84]));
  draw(stairs, lines, staircase().size([left, 320]));
  draw(trust, methods.map((m) => ({ name: NAMES[m], colour: FATES[m], answers: trusted(run.tasks, m) })), calibration().size([Math.min(right, 400), 320]));
  const dots: Dot[] = [];
  const looked = await Promise.all(run.tasks.slice(0, 400).map((task) => loadTask(task.id).then((view) => ({ task, view }), () => null)));
  for (const one of looked) {
    if (!one?.view.question) continue;
    const { train, test } = one.view.question, cells = [...train.flatMap((p) => [p.input, p.output]), ...test].reduce((sum, g) => sum + g.length * (g[0]?.length ?? 0), 0);
    for (const m of methods) {
      const a = one.task.methods[m];
      if (a?.cpuSeconds) dots.push({ x: cells, y: a.cpuSeconds, colour: FATES[m], full: a.solved === true, shape: m === 'field' ? 'circle' : 'diamond', text: `${readable(one.task.id)}, ${NAMES[m]}: ${a.cpuSeconds.toFixed(2)} CPU seconds, ${cells} cells${a.confidence === null ? '' : `, confidence ${percent(a.confidence)}`}`, href: hashOf('task', one.task.id) });
    }
  }
  draw(cost, dots, scatter().size([wide, 360]).x('cells in all grids').y('CPU seconds').logX(true).logY(true));
  return () => undefined;
}
