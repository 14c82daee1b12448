import { cube, gathered, onCanvas, pointsNear, project, shapeOf, toUnit, type CubePoint } from '../../charts/cube.ts';
import { draw } from '../../charts/chart.ts';
import { KINDS } from '../../charts/colour.ts';
import { figure, h, percent, readable, svg } from '../dom.ts';
import { asExplanation } from '../explanation.ts';
import { alike, couplingsOf, MEANING, principal } from '../operationsSpace.ts';
import { hashOf } from '../place.ts';
import { loadTask, type RunData, type TaskRow } from '../store.ts';

const MOST = 300, AXES = ['①', '②', '③'];

interface Operated { task: TaskRow; frame: string; couplings: Map<string, number> }

/** Every task as the vector of its winning couplings, in three principal components. */
export async function operationsView(root: HTMLElement, run: RunData, still: boolean): Promise<() => void> {
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Operations')));
  const asked = run.tasks.filter((t) => t.methods.field).length, found = await operated(run);
  if (found.length < 4) {
    root.append(h('p', { class: 'fault', role: 'alert' }, `${found.length} answers of the field tell their couplings, expected at least 4 to lay out a space. Solve more tasks: npx cymatic solve tasks`));
    return () => undefined;
  }
  const { places, share, ends } = principal(found.map((f) => f.couplings)), frames = [...new Set(found.map((f) => f.frame))], unit = toUnit(places);
  /** Null where the truth is not known: that leaving each demonstration out was answered exactly is no score. */
  const solved = ({ task }: Operated) => task.methods.field?.solved ?? null, fared = (i: number) => ({ true: 'solved', false: 'not solved', null: 'not scored' })[`${solved(found[i])}`];
  const name = (i: number) => readable(found[i].task.id);
  /** One point a place; places[k] are the tasks that lie at point k. */
  const groups = gathered(unit, found.map((f) => f.frame)), colourOf = (frame: string) => KINDS[frames.indexOf(frame) % KINDS.length];
  const points = groups.map((g): CubePoint => ({ at: unit[g[0]], colour: colourOf(found[g[0]].frame), kind: frames.indexOf(found[g[0]].frame), count: g.length, full: solvedShare(g.map((i) => solved(found[i]))), label: g.length === 1 ? name(g[0]) : `${name(g[0])} and ${g.length - 1} more` }));
  const pointOf = (task: number) => groups.findIndex((g) => g.includes(task));

  const inner = root.clientWidth - 46, beside = inner >= 1000, size: [number, number] = beside ? [Math.min(740, inner - 380), 560] : [Math.max(300, inner), 480];
  const canvas = h('canvas', { class: 'cube', role: 'img', 'aria-label': 'tasks in the space of their operations' }), told = h('div', { class: 'told', 'aria-live': 'polite' }), chart = cube().size(size);
  const stage = h('div', { class: 'stage-of-points', tabindex: 0, role: 'application', 'aria-label': 'the cube: arrow keys turn it, Tab goes to its points, Enter opens the task', style: `width:${size[0]}px;height:${size[1]}px` }, canvas);
  let turn: [number, number] = [0.62, 0.42], task = 0, alive = true, held = still, inside = false, moved = 0, clicked = -1, near: number[] = [];
  const marks = found.map(({ task: { id } }, i) => { const group = groups[pointOf(i)]; return h('a', { class: 'point', href: hashOf('task', id), onfocus: () => { held = true; near = []; look(i); }, 'aria-label': `${name(i)}${group.length > 1 ? `, ${group.indexOf(i) + 1} of ${group.length} at this place` : ''}, ${fared(i)}` }); });
  stage.append(...marks);

  const show = () => {
    draw(canvas, { points, turn, focus: pointOf(task), axes: AXES }, chart);
    for (const p of project(points.map((q) => q.at), turn)) { const [x, y] = onCanvas(p, size); for (const i of groups[p.index]) marks[i].style.transform = `translate(${x - 11}px, ${y - 11}px)`; }
  };
  const tell = () => {
    const own = found[task], here = groups[pointOf(task)], others = [...new Set([...here, ...near.flatMap((p) => groups[p])])].filter((i) => i !== task);
    const closest = found.map((f, i) => ({ i, by: alike(f.couplings, own.couplings) })).filter(({ i }) => i !== task).sort((a, b) => b.by - a.by).slice(0, 4);
    const links = (list: readonly (readonly [task: number, note: string])[]) => h('ul', {}, ...list.map(([i, note]) => h('li', {}, h('a', { href: hashOf('task', found[i].task.id) }, name(i)), h('i', {}, note))));
    told.replaceChildren(h('h3', {}, here.length > 1 ? `task ${here.indexOf(task) + 1} of ${here.length} at this place` : 'task'), h('p', { class: 'big' }, h('a', { href: hashOf('task', own.task.id) }, name(task))),
      ...(others.length > 0 ? [h('h3', {}, here.length > 1 ? `${others.length} more at this place or under the pointer` : `${others.length} more under the pointer`), links(others.map((i) => [i, fared(i)]))] : []),
      h('h3', {}, 'its operations'), h('ul', {}, ...[...own.couplings].sort((a, b) => b[1] - a[1]).slice(0, 7).map(([words, weight]) => h('li', {}, h('span', {}, words), h('i', {}, weight.toFixed(2))))),
      h('h3', {}, 'does most alike, in all directions'), links(closest.map(({ i, by }) => [i, `alike ${by.toFixed(2)}`])));
  };
  const look = (i: number) => { task = i; tell(); show(); };
  const point = (x: number, y: number) => {
    const found = pointsNear(points, turn, size, [x, y]);
    if (found.length === 0 || found.join() === near.join()) return;
    near = found;
    look(groups[found[0]].includes(task) ? task : groups[found[0]][0]);
  };
  for (const [event, now] of [['pointerenter', true], ['pointerleave', false]] as const) stage.addEventListener(event, () => { inside = now; }); // what is pointed at stands still
  stage.addEventListener('pointerdown', (event) => { stage.setPointerCapture(event.pointerId); held = true; moved = 0; });
  stage.addEventListener('pointermove', (event) => {
    const { left, top } = stage.getBoundingClientRect();
    if (!(event.buttons & 1)) return point(event.clientX - left, event.clientY - top);
    moved += Math.abs(event.movementX) + Math.abs(event.movementY);
    turn = [turn[0] + event.movementX / 150, Math.max(-1.5, Math.min(1.5, turn[1] + event.movementY / 150))];
    show();
  });
  stage.addEventListener('pointerup', (event) => {
    const { left, top } = stage.getBoundingClientRect(), [at] = pointsNear(points, turn, size, [event.clientX - left, event.clientY - top]);
    if (moved >= 4 || at === undefined) return;
    const here = groups[at];
    if (here.length === 1) location.hash = hashOf('task', found[here[0]].task.id);
    else { near = [at]; look(here[clicked === at ? (here.indexOf(task) + 1) % here.length : 0]); clicked = at; } // each click tells of the next, and the list beside opens any
  });
  stage.addEventListener('keydown', (event) => {
    const step = ({ ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, -0.12], ArrowDown: [0, 0.12] } as Record<string, [number, number]>)[event.key];
    if (!step) return;
    event.preventDefault();
    held = true;
    turn = [turn[0] + step[0], Math.max(-1.5, Math.min(1.5, turn[1] + step[1]))];
    show();
  });
  const legend = h('ul', { class: 'legend' }, ...frames.map((f) => h('li', {}, keyOf(frames.indexOf(f), colourOf(f)), f)));
  const axes = h('ul', { class: 'axes' }, ...ends.map(({ from, to }, k) => h('li', {}, h('b', {}, AXES[k]), `${percent(share[k])} of the variance: from “${from}” to “${to}”`)));
  root.append(figure('The cube', `Each point is a task${asked > MOST ? `: the first ${MOST} of the ${asked} that the field was asked` : ''}. Its winning couplings are one vector, and the three directions in which the tasks differ most are shown: tasks that do alike things are near each other. The three hold ${percent(share.reduce((a, b) => a + b, 0))} of the variance, so near points may still differ; the list beside compares all directions. Shape and colour are the frame; filled is solved, hollow is not, dotted has no score; a ring with a number is several tasks at one place, filled to the share of them that is solved. Drag or use the arrow keys to turn, point to read; a click opens the task, or tells of the next one of several, which the list beside opens; Tab goes from point to point and Enter opens the task.`,
    h('div', { class: beside ? 'with-told' : 'above-told' }, h('div', {}, stage, legend, axes), h('div', {}, told, h('dl', { class: 'meaning' }, h('dt', {}, 'How to read the names'), ...Object.values(MEANING).map((text) => h('dd', {}, text)))))));
  tell();
  show();
  const spin = () => {
    if (!alive) return;
    if (!held && !inside && !matchMedia('(prefers-reduced-motion: reduce)').matches) { turn = [turn[0] + 0.0025, turn[1]]; show(); }
    requestAnimationFrame(spin);
  };
  spin();
  return () => { alive = false; };
}

/** The share of the scored that are solved, null where none is scored. */
function solvedShare(fates: readonly (boolean | null)[]): number | null {
  const scored = fates.filter((f) => f !== null);
  return scored.length === 0 ? null : scored.filter(Boolean).length / scored.length;
}

/** The tasks whose answer by the field tells its couplings, the first so many. */
async function operated(run: RunData): Promise<Operated[]> {
  const asked = run.tasks.filter((t) => t.methods.field).slice(0, MOST);
  return (await Promise.all(asked.map(async (task) => {
    try {
      const e = asExplanation((await loadTask(task.id)).answers.find((a) => a.method === 'field')?.explanation);
      return e && e.tests.length > 0 ? { task, frame: e.frame, couplings: couplingsOf(e) } : null;
    } catch {
      return null; // its own page says why
    }
  }))).filter((x) => x !== null);
}

/** The shape and colour of a frame, as they stand in the cube. */
function keyOf(kind: number, colour: string): SVGSVGElement {
  const key = svg('key'), path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  key.setAttribute('viewBox', '-9 -9 18 18');
  path.setAttribute('d', shapeOf(kind, 6));
  path.setAttribute('fill', colour);
  key.append(path);
  return key;
}
