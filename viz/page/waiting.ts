import { watchLive } from '../opening/live.js';
import { h } from './dom.ts';

/** What is said while a run has not answered a task yet; its first answer takes this place. */
export const waiting = (): HTMLElement => h('section', { class: 'waiting', role: 'status' }, logo(), h('h1', {}, 'The field is listening'),
  h('p', { class: 'caption' }, 'It learns the rule from the demonstrations alone, in a few seconds. Its first answer opens here by itself, and you see it settle.'));

/**
 * A task while it is being solved, in a run that goes on in the server's own process: waves, objects, the gate and the settling answer as the field
 * has just gone through them. `ended` is told when the story of a task is over, and answers whether another page follows. Returns what ends it.
 */
export function beingSolved(root: HTMLElement, ended: (id: string) => boolean, over: () => void): () => void {
  const place = h('section', { class: 'being-solved' });
  root.append(place);
  return watchLive(place, { ended, over });
}

/** A phase on its circle: the mark of the page. */
export function logo(): SVGSVGElement {
  const template = h('template', {});
  template.innerHTML = '<svg viewBox="-12 -12 24 24" width="26" height="26" aria-hidden="true"><circle r="10" class="ring"/><circle r="5.5" class="ring thin"/><path d="M0 0L7.07-7.07" class="hand"/><circle r="1.6" class="hub"/></svg>';
  return template.content.firstElementChild as SVGSVGElement;
}
