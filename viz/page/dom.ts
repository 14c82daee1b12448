type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** An element with attributes (functions are listeners: `onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as unknown as EventListener);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((c): c is Node | string => c !== null && c !== undefined && c !== false));
  return element;
}

export const svg = (className = ''): SVGSVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  if (className) element.setAttribute('class', className);
  return element;
};

/** A titled part of a page with the caption that says what is seen; it gets the buttons that save what is drawn in it (save.ts). */
export function figure(title: string, caption: string, ...content: Child[]): HTMLElement {
  const body = h('div', { class: 'body' }, ...content);
  return h('section', { class: 'figure' }, h('header', {}, h('h2', {}, title), h('p', { class: 'caption' }, caption)), body);
}

export const percent = (share: number): string => `${Math.round(100 * share)}\u00a0%`;

const LONGEST = 72;

/** `border-hard-1` as a person reads it; what is longer than a line is cut. */
export function readable(id: string): string {
  const text = id.replaceAll('-', ' '), cut = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  return cut.charAt(0).toUpperCase() + cut.slice(1);
}
