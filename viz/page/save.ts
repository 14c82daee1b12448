import { h } from './dom.ts';
import { embeddedFonts, pictureOf } from './picture.ts';
import { placeOf } from './place.ts';

const CHARTS = 'svg, canvas, table.results';

/** Hands a file to the person. */
export function offer(name: string, content: Blob): void {
  const url = URL.createObjectURL(content), link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The charts of a figure that can be saved: what it shows now, outermost first. */
function chartsOf(figure: Element): Element[] {
  return [...figure.querySelectorAll(CHARTS)].filter((c) => !c.closest('button, .katex, .key') && !c.parentElement!.closest(CHARTS) && c.getBoundingClientRect().width > 0);
}

/** A chart or a part of the page as a PNG, two pixels a point. */
async function pngOf(part: Element): Promise<Blob> {
  const plain = pictureOf(part), image = new Image(), fonts = await embeddedFonts(plain);
  image.src = URL.createObjectURL(new Blob([pictureOf(part, fonts)], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    const canvas = h('canvas', { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large for a canvas')))));
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

let animation: (() => Promise<Uint8Array<ArrayBuffer>>) | undefined;
/** What is on the page moves: how to draw it into an animated PNG. Forgotten when the page turns. */
export const animates = (make: typeof animation): void => { animation = make; };

/**
 * For the command line (--shot): the page, or the figure whose title begins so, as the text of an SVG; or what moves, as an animated PNG in base64. Errors: Error in one line.
 */
export async function shotOf(page: HTMLElement, kind: 'svg' | 'apng', title: string): Promise<string> {
  if (kind === 'svg') return pictureOf(title === '' ? page : figureNamed(page, title));
  if (!animation) throw new Error('nothing on this page settles by itself, expected a task: --at task/ID');
  return btoa(Array.from(await animation(), (b) => String.fromCharCode(b)).join(''));
}

function figureNamed(page: HTMLElement, title: string): Element {
  const titled = [...page.querySelectorAll('.figure')].map((figure) => [figure.querySelector('h2')?.textContent ?? '', figure] as const);
  const found = titled.find(([name]) => name.toLowerCase().startsWith(title.toLowerCase()))?.[1];
  if (!found) throw new Error(`no figure "${title}" is on this page. Choose one of: ${titled.map(([name]) => name).join(', ')}`);
  return found;
}

const words = (part: Element): string => part.getAttribute('aria-label') ?? part.getAttribute('data-name') ?? 'chart';
const slug = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' ').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80);

/** The bar of a figure: which of its charts (where it has several), and the two buttons. */
function saveBar(figure: HTMLElement): HTMLElement {
  const which: HTMLSelectElement = h('select', { 'aria-label': 'what to save', hidden: true, onfocus: fill, onpointerenter: fill }), said = h('span', { class: 'caption', role: 'status' });
  function fill(): void {
    const all = chartsOf(figure), names = ['the whole figure', ...all.map(words)];
    which.hidden = all.length < 2;
    if (names.join() !== [...which.options].map((o) => o.text).join()) which.replaceChildren(...names.map((name, k) => h('option', { value: k - 1 }, name)));
  }
  const save = async (kind: 'svg' | 'png') => {
    fill();
    const all = chartsOf(figure), one = all.length === 1 ? all[0] : all[Number(which.value)], part = one ?? figure, { view, rest } = placeOf(location.hash);
    const name = `${slug(view || 'task', rest, figure.querySelector('h2')?.textContent, all.length > 1 && one ? words(one) : '')}.${kind}`;
    said.textContent = '';
    try {
      offer(name, kind === 'svg' ? new Blob([pictureOf(part)], { type: 'image/svg+xml' }) : await pngOf(part));
    } catch (error) {
      said.textContent = `The picture cannot be saved: ${(error as Error).message}`;
    }
  };
  const bar = h('div', { class: 'save' }, said, which, ...(['svg', 'png'] as const).map((kind) => h('button', { class: 'quiet', title: `save as ${kind.toUpperCase()}`, onclick: () => void save(kind) }, kind.toUpperCase())));
  requestAnimationFrame(fill);
  return bar;
}

/** Gives every figure that comes to the page, and holds a chart, the bar that saves it. One watcher serves all views. */
export function saveEveryChart(page: HTMLElement): void {
  let asked = false;
  const look = () => {
    asked = false;
    for (const figure of page.querySelectorAll<HTMLElement>('.figure')) if (!figure.querySelector(':scope > .save') && figure.querySelector(CHARTS)) figure.append(saveBar(figure));
  };
  new MutationObserver(() => { if (!asked) { asked = true; requestAnimationFrame(look); } }).observe(page, { childList: true, subtree: true });
}
