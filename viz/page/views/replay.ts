import type { RunSummary } from '../../shapes.ts';
import { h } from '../dom.ts';
import { hashOf, namesOf, namesText } from '../place.ts';
import { looksIn, looksText, type LookedAt } from '../replay/looked.ts';
import type { Span } from '../replay/recording.ts';
import { RunList } from '../replay/runList.ts';
import { Screen, type Around } from '../replay/screen.ts';
import { loadRuns } from '../store.ts';

const WHOLE_SECONDS = 20, SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4], WATCH = 3000;
/** Points that one of two screens needs; where there is less room they stand below each other. */
const NARROWEST = 456, FRAME = 46;

/** Recorded runs, several side by side on one time line, and the list of runs to choose them from. */
export async function replayView(root: HTMLElement, given: readonly RunSummary[], options: URLSearchParams, still: boolean): Promise<() => void> {
  let runs = given;
  const recorded = runs.filter((r) => r.recorded);
  root.append(h('header', { class: 'title' }, h('h1', {}, 'Replay')));
  if (runs.length === 0) {
    root.append(h('p', { class: 'fault', role: 'alert' }, 'No run is here yet. Record one, and it appears here by itself: npx cymatic simulate kuramoto'));
    const wait = setInterval(() => void loadRuns().then((found) => { if (found.length > 0) location.reload(); }, () => undefined), WATCH);
    return () => clearInterval(wait);
  }
  const asked = options.get('runs'), wanted = asked !== null ? namesOf(asked) : recorded.slice(0, 1).map((r) => r.name), unknown = wanted.filter((name) => !runs.some((r) => r.name === name));
  for (const name of unknown) root.append(h('p', { class: 'fault', role: 'alert' }, `No run "${name}" was given to this viewer. Choose from the list.`));
  if (recorded.length === 0) root.append(h('p', { class: 'fault', role: 'alert' }, 'None of these runs recorded a motion. Record one: npx cymatic simulate kuramoto'));
  let chosen = wanted.filter((name) => !unknown.includes(name)), t = Number(options.get('t') ?? NaN), playing = false, alive = true, speed = SPEEDS.indexOf(Number(options.get('speed') ?? 1)), last = 0;
  if (speed < 0) speed = SPEEDS.indexOf(1);
  let screens: Screen[] = [];
  const first = looksIn(options, wanted.length), looks = new Map<string, LookedAt>(wanted.map((name, k) => [name, first[k]]));
  const lookOf = (name: string): LookedAt => screens.find((s) => s.run.name === name)?.look ?? looks.get(name) ?? { show: '', copy: 0, sites: [], couplings: '' };
  const share = () => history.replaceState(null, '', hashOf('replay', '', { runs: namesText(chosen), ...(Number.isFinite(t) && { t: t.toPrecision(6) }), ...looksText(chosen.map(lookOf)), ...(SPEEDS[speed] === 1 ? {} : { speed: String(SPEEDS[speed]) }) }));
  const times = (): [number, number] => [Math.min(...screens.map((s) => s.span[0])), Math.max(...screens.map((s) => s.span[1]))];
  /** What one recording cannot do is said at its place; the others go on. */
  const each = (work: (screen: Screen) => Promise<unknown>) => Promise.all(screens.map((s) => work(s).catch((error: Error) => s.complain(`It cannot be shown: ${error.message}`))));
  const show = async () => {
    const [from, to] = times();
    t = Math.max(from, Math.min(to, t));
    Object.assign(line, { min: String(from), max: String(to), step: 'any', value: String(t) });
    stamp.textContent = `t = ${t.toFixed(2)} of ${to.toFixed(1)}`;
    await each((s) => s.show(t));
  };
  const span = async (id: string): Promise<Span> => {
    const all = (await Promise.all(screens.map((s) => s.range(id)))).filter((one) => one !== undefined);
    return { domain: [Math.min(...all.map(({ domain }) => domain[0])), Math.max(...all.map(({ domain }) => domain[1]))], whole: all.every(({ whole }) => whole) };
  };
  const seek = (time: number) => { if (!Number.isFinite(time)) return; pause(); t = time; share(); void each((s) => s.retry()).then(show); };
  const pause = () => { playing = false; play.textContent = 'Play'; };
  const step = (by: number) => {
    const first = screens.find((s) => s.recording?.moments);
    if (first) seek(t + (by * (first.span[1] - first.span[0])) / Math.max(1, first.recording!.moments - 1));
  };
  const play: HTMLButtonElement = h('button', { class: 'play', title: 'play or pause (space)', onclick: () => {
    playing = !playing;
    play.textContent = playing ? 'Pause' : 'Play';
    if (playing && t >= times()[1] - 1e-9) [t] = times();
    if (!playing) share();
  } }, 'Play');
  const line: HTMLInputElement = h('input', { type: 'range', class: 'line', 'aria-label': 'time', oninput: () => seek(Number(line.value)) }), stamp = h('output', { class: 'stamp' });
  const pace: HTMLInputElement = h('input', { type: 'range', min: 0, max: SPEEDS.length - 1, step: 1, value: speed, 'aria-label': 'speed', oninput: () => { speed = Number(pace.value); share(); } });
  const stage = h('div', { class: 'screens' });
  const keys = (event: KeyboardEvent) => {
    if ((event.target as HTMLElement).closest('input:not(.line), select, textarea') || !['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    if (event.key === 'Home') seek(times()[0]); else if (event.key === 'End') seek(times()[1]); else step(event.key === 'ArrowLeft' ? -1 : 1);
  };
  window.addEventListener('keydown', keys);
  const put = async () => {
    const wide = stage.clientWidth || 900, columns = chosen.length > 1 && wide >= 2 * NARROWEST ? 2 : 1, inner = Math.max(280, (wide - 16 * (columns - 1)) / columns - FRAME);
    for (const s of screens) { looks.set(s.run.name, s.look); s.close(); }
    const around: Around = { seek, settled: () => { if (!playing) void show(); }, looked: () => { for (const s of screens) s.anew(); share(); if (!playing) void show(); }, span };
    screens = chosen.map((name) => new Screen(runs.find((r) => r.name === name)!, inner, lookOf(name), around));
    stage.replaceChildren(...screens.map((s) => s.element));
    await each((s) => s.open());
    if (!Number.isFinite(t)) t = still ? times()[1] : times()[0];
    if (screens.some((s) => s.recording)) await show();
    performance.mark('picture'); // the benchmark reads it
    await each((s) => s.course());
    await each((s) => s.more(still));
  };
  const list = new RunList(runs, chosen, (names) => { chosen = names; share(); void put(); });
  root.append(h('div', { class: 'replay-frame' }, list.element, h('div', {}, h('p', { class: 'caption' }, 'Motion that a simulation recorded. Each field is drawn at the moment of the time line: colour is phase, one picture a moment for a lattice, one row a moment for a ring. Drag the time line or a curve, or use the arrow keys; tick several runs to see them on one clock. Below the field stands what a run learned, as it was then. Only the parts that are looked at are read.'),
    h('div', { class: 'transport' }, play, h('button', { class: 'quiet', title: 'one moment back (←)', onclick: () => step(-1) }, '◂'), h('button', { class: 'quiet', title: 'one moment on (→)', onclick: () => step(1) }, '▸'), line, stamp, h('label', { class: 'pace' }, 'speed ', pace)), stage)));
  await put();
  const tick = (now: number) => {
    if (!alive) return;
    const passed = Math.min(0.2, (now - last) / 1e3);
    last = now;
    if (playing && screens.length > 0) {
      const [from, to] = times(), rate = (SPEEDS[speed] * (to - from)) / WHOLE_SECONDS;
      t += passed * rate;
      if (t >= to) { t = to; pause(); share(); }
      void show().then(() => { for (const s of screens) s.ahead(t + rate); });
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  /** The list of runs is asked for again: new runs appear in it, and those that are being written grow. */
  const look = async () => {
    if (document.hidden) return;
    runs = await loadRuns();
    list.update(runs);
    const follows = screens.length > 0 && t >= times()[1] - 1e-9;
    const grown = await Promise.all(screens.map(async (s) => {
      const came = await s.retry();
      const now = runs.find((r) => r.name === s.run.name) ?? s.run;
      if (!s.recording?.moments && now.recorded && s.run.state === 'running') { await put(); return false; } // its first moments have come
      return (await s.refresh(now)) || came;
    }));
    if (!grown.includes(true) || playing) return;
    if (follows) [, t] = times(); // who looks at the end of what is being written goes on seeing its end
    for (const s of screens) s.anew();
    await show();
  };
  const watch = setInterval(() => void look().catch(() => undefined), WATCH); // a server that has ended is told where something is asked of it
  if (!still && screens.some((s) => (s.recording?.moments ?? 0) > 1) && !options.has('t') && !matchMedia('(prefers-reduced-motion: reduce)').matches) play.click();
  return () => { alive = false; for (const s of screens) s.close(); clearInterval(watch); window.removeEventListener('keydown', keys); };
}
