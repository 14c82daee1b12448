import { h } from '../dom.ts';
import { hashOf } from '../place.ts';
import { PRESETS } from './presets.ts';

/** The situations, one of them current. */
export function presetsBar(current: string): HTMLElement {
  const all = [...PRESETS.map(({ id, title }) => ({ id, title })), { id: 'sudoku', title: 'Sudoku' }, { id: 'grid-task', title: 'Grid task' }];
  return h('nav', { class: 'presets', 'aria-label': 'situations' }, ...all.map(({ id, title }) => h('a', { href: hashOf('laboratory', '', { preset: id }), 'aria-current': id === current ? 'true' : null }, title)));
}
