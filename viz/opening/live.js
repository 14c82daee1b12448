// A task while it is being solved. Plain JavaScript, so that it can be shown before the viewer is built; the built page uses the same files.
// All that moves comes from the field that works on the task now (`/api/now`); it is shown slower than it happens.
import { witness } from './witness.js';

/** Shortest time for each scene, in seconds: the field itself is faster. */
const SECONDS = [1.2, 1.4, 1.6, 1.8, 3, 1.6];

export function watchLive(root, { ended, page, over } = {}) {
  const stories = new Map(), answers = [], stopped = { now: false };
  let drawn = -1, drawnShare = 0, looked = 0, closed = false, told, scene = 0, since = performance.now(), plan;
  const view = witness(root);

  const source = new EventSource('api/now');
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === 'plan') {
      plan = event;
      if (!told) view.next(plan.first);
    } else if (event.kind === 'page') page?.(event.fault, told === undefined);
    else if (event.kind === 'begins' && event.method === 'field') stories.set(event.id, { ...event, wave: [], segment: [], settles: [] });
    else if (event.kind === 'answered') {
      answers.push(event);
      if (event.method === 'field' && stories.has(event.id)) stories.get(event.id).answered = event;
      view.answers(answers, plan);
    } else if (event.kind === 'hears') stories.get(event.id)?.[event.process].push(event);
    else if (event.kind === 'rests' && stories.has(event.id)) stories.get(event.id).background = event.colour;
    else if (event.kind === 'gate' && stories.has(event.id)) stories.get(event.id).gate = event;
    else if (event.kind === 'settles') stories.get(event.id)?.settles.push(event);
    else if (event.kind === 'over') end();
  };
  source.onerror = () => { if (source.readyState !== EventSource.CONNECTING) end(); };
  const end = () => {
    source.close();
    closed = true;
  };

  const has = (s) => [true, s.wave.length > 1, s.segment.length > 1, !!s.gate, s.settles.length > 1, !!s.answered];
  /** Whether a scene can be shown, or will never come: something later is there. */
  const ready = (s, k) => has(s).slice(k).some(Boolean);

  const step = (now) => {
    if (stopped.now) return;
    requestAnimationFrame(step);
    if (!told) {
      const open = [...stories.values()], next = open.findLast((s) => !s.answered) ?? open.at(-1);
      if (!next) {
        if (closed) [stopped.now] = [true, over?.()];
        return;
      }
      [told, scene, since] = [next, 0, now];
      view.begin(told);
      drawn = -1;
    }
    while (now - since >= SECONDS[scene] * 1000 && scene < 5 && ready(told, scene + 1)) {
      scene++;
      since = now;
      while (scene < 5 && !has(told)[scene]) scene++;
    }
    const share = Math.min(1, (now - since) / (SECONDS[scene] * 1000)), moving = scene === 1 || scene === 2 || scene === 4;
    if (scene !== drawn || (moving && now - looked > 30 && (share < 1 || drawnShare < 1))) {
      view.draw(told, scene, share);
      [drawn, drawnShare, looked] = [scene, share, now];
    }
    if (scene === 5 && now - since >= SECONDS[5] * 1000) {
      const { id } = told;
      told = undefined;
      stories.delete(id);
      if (ended?.(id)) stopped.now = true;
    }
  };
  requestAnimationFrame(step);
  return () => {
    stopped.now = true;
    source.close();
  };
}
