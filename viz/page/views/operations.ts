import { cube, project, toUnit, type CubePoint } from '../../charts/cube.ts';
import { draw } from '../../charts/chart.ts';
import { schemeTableau10 } from 'd3';
import { figure, h, percent, readable } from '../dom.ts';
import { asExplanation } from '../explanation.ts';
import { couplingsOf, principal } from '../operationsSpace.ts';
import { hashOf } from '../place.ts';
import { loadTask, type RunData } from '../store.ts';

const MOST = 300;

/** Every task as the vector of its winning couplings, in three principal components. */
export async function operationsView(root: HTMLElement, run: RunData, still: boolean): Promise<() => void> {
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Operations')));
  const asked = run.tasks.filter((t) => t.methods.field).slice(0, MOST);
  const found = (await Promise.all(asked.map(async (task) => {
    const view = await loadTask(task.id).catch(() => null), e = asExplanation(view?.answers.find((a) => a.method === 'field')?.explanation);
    return e && e.tests.length > 0 ? { task, e, couplings: couplingsOf(e) } : null;
  }))).filter((x) => x !== null);
  if (found.length < 4) {
    root.append(h('p', { class: 'fault', role: 'alert' }, `${found.length} answers of the field tell their couplings, expected at least 4 to lay out a space. Solve more tasks: npx cymatic solve tasks`));
    return () => undefined;
  }
  const { places, share } = principal(found.map((f) => f.couplings)), frames = [...new Set(found.map((f) => f.e.frame))];
  const colourOf = (frame: string) => schemeTableau10[frames.indexOf(frame) % 10];
  const points: CubePoint[] = toUnit(places).map((at, i) => ({ at, colour: colourOf(found[i].e.frame), full: found[i].task.methods.field?.solved ?? found[i].task.methods.field?.verified ?? false, label: readable(found[i].task.id) }));
  const canvas = h('canvas', { class: 'cube', tabindex: 0, role: 'img', 'aria-label': 'tasks in the space of their operations; drag or use the arrow keys to turn, Enter opens the task' });
  const told = h('div', { class: 'told', 'aria-live': 'polite' }), size: [number, number] = [700, 560], chart = cube().size(size), unit = Math.min(...size) * 0.3;
  let turn: [number, number] = [0.62, 0.42], focus = 0, alive = true, held = still;
  const show = () => draw(canvas, { points, turn, focus }, chart);
  const tell = () => {
    const { task, couplings } = found[focus], near = points.map((p, i) => ({ i, d: Math.hypot(...p.at.map((x, k) => x - points[focus].at[k])) })).filter((q) => q.i !== focus).sort((a, b) => a.d - b.d).slice(0, 4);
    told.replaceChildren(h('h3', {}, 'task'), h('p', { class: 'big' }, h('a', { href: hashOf('task', task.id) }, readable(task.id))),
      h('h3', {}, 'its operations'), h('ul', {}, ...[...couplings].sort((a, b) => b[1] - a[1]).slice(0, 7).map(([name, weight]) => h('li', {}, h('span', {}, name), h('i', {}, weight.toFixed(2))))),
      h('h3', {}, 'its neighbours do alike things'), h('ul', {}, ...near.map(({ i }) => h('li', {}, h('a', { href: hashOf('task', found[i].task.id) }, readable(found[i].task.id))))));
  };
  const look = (i: number) => { if (i < 0 || i === focus) return; focus = i; tell(); show(); };
  const under = (x: number, y: number) => {
    let best = -1, least = 15;
    for (const p of project(points.map((q) => q.at), turn)) { const d = Math.hypot(size[0] / 2 + p.x * unit - x, size[1] / 2 - p.y * unit - y); if (d <= least) [best, least] = [p.index, d]; }
    return best;
  };
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => { canvas.setPointerCapture(event.pointerId); held = true; moved = 0; });
  canvas.addEventListener('pointermove', (event) => {
    if (!(event.buttons & 1)) return look(under(event.offsetX, event.offsetY));
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    turn = [turn[0] + event.movementX / 150, Math.max(-1.5, Math.min(1.5, turn[1] + event.movementY / 150))];
    show();
  });
  canvas.addEventListener('pointerup', (event) => { const at = under(event.offsetX, event.offsetY); if (moved < 4 && at >= 0) location.hash = hashOf('task', found[at].task.id); });
  canvas.addEventListener('keydown', (event) => {
    const step = ({ ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, -0.12], ArrowDown: [0, 0.12] } as Record<string, [number, number]>)[event.key];
    if (step) { held = true; turn = [turn[0] + step[0], turn[1] + step[1]]; show(); } else if (event.key === 'Enter') location.hash = hashOf('task', found[focus].task.id); else if (event.key === 'n') look((focus + 1) % points.length); else return;
    event.preventDefault();
  });
  const legend = h('ul', { class: 'legend' }, ...frames.map((f) => h('li', {}, h('i', { style: `background:${colourOf(f)}` }), f)));
  const part = figure('The cube', `Each point is a task: the couplings that won its gates, the sources that sing and its frame, as one vector; the three directions that vary most are shown (${share.map(percent).join(', ')} of the variance). Near points do alike things. Filled: solved. Drag to turn, click to open, n for the next point.`,
    h('div', { class: 'side-by-side' }, h('div', {}, canvas, legend), told));
  root.append(part);
  tell();
  show();
  const spin = () => {
    if (!alive) return;
    if (!held && !matchMedia('(prefers-reduced-motion: reduce)').matches) { turn = [turn[0] + 0.0025, turn[1]]; show(); }
    requestAnimationFrame(spin);
  };
  spin();
  return () => { alive = false; };
}
