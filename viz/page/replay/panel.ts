import { h } from '../dom.ts';

/** What is looked at: a moment of one copy, and the oscillators that were pointed at. */
export interface Looked { moment: number; t: number; copy: number; chosen: readonly number[] }

/** A part of the screen of a recorded run: one picture of the moment that is looked at. It reads what it draws, and only while it can be seen. */
export interface Panel {
  readonly element: HTMLElement;
  /** Content width in points, once it stands in the page. */
  width: number;
  show(looked: Looked): Promise<void>;
  /** The recording has grown. */
  renew?(): void;
}

/** Why a picture cannot be drawn of this recording, in one line: "couplings (nothing learned)". */
export type Missing = string;

export const panelOf = (title: string, caption: string, ...content: (Node | null)[]): HTMLElement => h('section', { class: 'panel' }, h('h3', {}, title), h('p', { class: 'caption' }, caption), ...content);

export const choice = (label: string, options: readonly (readonly [value: string, text: string])[], change: (value: string) => void, now?: string): HTMLElement => {
  const select: HTMLSelectElement = h('select', { 'aria-label': label, onchange: () => change(select.value) }, ...options.map(([value, text]) => h('option', { value, selected: value === now }, text)));
  return h('label', {}, `${label} `, select);
};
