/** What a drawn element looks like, in words that every reader of SVG knows; all but the last two are handed down to children. */
const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'paint-order', 'font-family', 'font-size', 'font-style', 'font-weight', 'text-anchor', 'opacity', 'display'];
const CONTROLS = 'button, input, select, textarea, summary, .save, .skip, .katex-mathml, [hidden]';
const SPACE = 'http://www.w3.org/2000/svg';

interface Frame { x(clientX: number): number; y(clientY: number): number; scale: number }

/**
 * A part of the page as an SVG file of its own, in CSS pixels: charts stay shapes and words, a canvas is a picture at its full resolution, words and
 * tables of the page become text where they stand, as wide as they are here whatever font the reader has. Buttons and fields are left out. `fonts`: style sheet text to carry along (embeddedFonts).
 */
export function pictureOf(part: Element, fonts = ''): string {
  const box = part instanceof HTMLCanvasElement ? seenOf(part) : part.getBoundingClientRect(), alone = part instanceof SVGSVGElement ? reach(part, box) : box, width = Math.ceil(alone.width), height = Math.ceil(alone.height);
  const file = make('svg', { xmlns: SPACE, viewBox: `0 0 ${width} ${height}`, width, height }), ground = make('rect', { width, height, fill: groundOf(part) });
  if (fonts) file.append(Object.assign(make('style', {}), { textContent: fonts }));
  file.append(ground);
  put(part, file, { x: (v) => v - alone.left, y: (v) => v - alone.top, scale: 1 });
  return new XMLSerializer().serializeToString(file);
}

/** A chart's box, grown to what it draws beyond its edges (long labels). */
function reach(chart: SVGSVGElement, box: DOMRect): DOMRect {
  let { left, top, right, bottom } = box;
  for (const text of chart.querySelectorAll('text')) {
    const b = text.getBoundingClientRect();
    if (b.width > 0) [left, top, right, bottom] = [Math.min(left, b.left - 2), Math.min(top, b.top), Math.max(right, b.right + 2), Math.max(bottom, b.bottom + 1)];
  }
  return new DOMRect(left, top, right - left, bottom - top);
}

/** What is seen of an element, as a field that is zoomed: those around it cut off what sticks out. */
function seenOf(element: Element): DOMRect {
  let { left, top, right, bottom } = element.getBoundingClientRect();
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (!/hidden|clip/.test(getComputedStyle(around).overflow)) continue;
    const box = around.getBoundingClientRect();
    [left, top, right, bottom] = [Math.max(left, box.left), Math.max(top, box.top), Math.min(right, box.right), Math.min(bottom, box.bottom)];
  }
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

function groundOf(part: Element): string {
  for (let e: Element | null = part; e; e = e.parentElement) {
    const colour = getComputedStyle(e).backgroundColor;
    if (!clear(colour)) return colour;
  }
  return '#fff';
}

function put(element: Element, into: Element, frame: Frame): void {
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(CONTROLS)) return;
  const x = frame.x(box.left), y = frame.y(box.top), width = box.width / frame.scale, height = box.height / frame.scale;
  if (element instanceof SVGSVGElement) {
    if (width > 0) into.append(chartCopy(element, { x, y, width, height }));
    return;
  }
  if (element instanceof HTMLCanvasElement) {
    const seen = seenOf(element), cut = seen.width < box.width - 0.5 || seen.height < box.height - 0.5, about = cut ? make('svg', { x: frame.x(seen.left), y: frame.y(seen.top), width: seen.width / frame.scale, height: seen.height / frame.scale, overflow: 'hidden' }) : into;
    if (!(seen.width > 0 && seen.height > 0 && element.width > 0)) return;
    about.append(make('image', { x: cut ? (box.left - seen.left) / frame.scale : x, y: cut ? (box.top - seen.top) / frame.scale : y, width, height, preserveAspectRatio: 'none', href: element.toDataURL(), 'image-rendering': style.imageRendering }));
    if (cut) into.append(about);
    return;
  }
  const [top, right, bottom] = ['Top', 'Right', 'Bottom'].map((side) => (style.getPropertyValue(`border-${side.toLowerCase()}-style`) === 'none' ? 0 : parseFloat(style.getPropertyValue(`border-${side.toLowerCase()}-width`))));
  const filled = !clear(style.backgroundColor), round = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith('%') ? width / 100 : 1) || 0, width / 2, height / 2);
  if (width > 0 && height > 0 && (filled || (top > 0 && bottom > 0 && right > 0))) {
    const inset = right > 0 ? top / 2 : 0;
    into.append(make('rect', { x: x + inset, y: y + inset, width: Math.max(0, width - 2 * inset), height: Math.max(0, height - 2 * inset), rx: round, fill: filled ? style.backgroundColor : 'none', ...(top > 0 && right > 0 && { stroke: style.borderTopColor, 'stroke-width': top }), opacity: style.opacity }));
  } else if (width > 0 && right === 0) for (const [edge, at, colour] of [[top, y, style.borderTopColor], [bottom, y + height, style.borderBottomColor]] as const) {
    if (edge > 0) into.append(make('rect', { x, y: at, width, height: edge, fill: colour }));
  }
  for (const child of element.childNodes) {
    if (child instanceof Text) write(child, style, into, frame);
    else if (child instanceof Element) put(child, into, frame);
  }
}

/** An SVG chart with every look written onto it, so that it needs no style sheet. HTML inside it becomes text. */
function chartCopy(chart: SVGSVGElement, place: Record<string, number>): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement, from = [chart, ...chart.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
  from.forEach((element, i) => {
    const style = getComputedStyle(element), above = i > 0 ? getComputedStyle(element.parentElement!) : undefined;
    for (const name of LOOKS) {
      const value = style.getPropertyValue(name), handed = above && name !== 'opacity' && name !== 'display' ? above.getPropertyValue(name) : { opacity: '1', display: 'inline' }[name];
      if (value && (value !== handed || element.hasAttribute(name))) to[i].setAttribute(name, value);
    }
    for (const name of ['style', 'class', 'tabindex']) to[i].removeAttribute(name);
    to[i].removeAttribute('display');
    if (style.display === 'none') to[i].setAttribute('display', 'none');
  });
  const { a: scale, e: left, f: top } = chart.getScreenCTM()!, inner: Frame = { x: (v) => (v - left) / scale, y: (v) => (v - top) / scale, scale };
  from.forEach((element, i) => {
    if (element.tagName !== 'foreignObject') return;
    for (const child of element.children) put(child, copy, inner);
    to[i].remove();
  });
  for (const [name, value] of Object.entries({ ...place, overflow: 'visible' })) copy.setAttribute(name, String(value));
  return copy;
}

const pen = () => document.createElement('canvas').getContext('2d')!;
let measuring: CanvasRenderingContext2D | undefined;

/** A text of the page as lines of text where they stand. */
function write(text: Text, style: CSSStyleDeclaration, into: Element, frame: Frame): void {
  const range = document.createRange(), lines: { left: number; right: number; top: number; height: number; words: string[] }[] = [];
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    const box = range.getClientRects()[0], line = lines.at(-1);
    if (!box || box.width === 0) continue;
    if (line && Math.abs(line.top - box.top) < 2) { line.words.push(word); line.right = box.right; }
    else lines.push({ left: box.left, right: box.right, top: box.top, height: box.height, words: [word] });
  }
  if (lines.length === 0 || parseFloat(style.fontSize) === 0) return;
  measuring ??= pen();
  measuring.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measuring.measureText('x');
  for (const { left, right, top, height, words } of lines) {
    const line = make('text', { x: frame.x(left), y: frame.y(top) + (height / frame.scale - up - down) / 2 + up, fill: style.color, 'font-family': style.fontFamily, 'font-size': style.fontSize, 'font-weight': style.fontWeight, 'font-style': style.fontStyle, opacity: style.opacity, textLength: (right - left) / frame.scale, lengthAdjust: 'spacingAndGlyphs' });
    line.textContent = words.join(' ');
    into.append(line);
  }
}

const clear = (colour: string): boolean => colour === 'transparent' || /, 0\)$|\/ 0\)$/.test(colour);

function make(tag: string, attributes: Record<string, string | number>): Element {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns' || (name === 'opacity' && value === '1') || (name === 'font-style' && value === 'normal') || (name === 'rx' && value === 0)) continue;
    element.setAttribute(name, typeof value === 'number' ? String(Math.round(100 * value) / 100) : value);
  }
  return element;
}

/** The fonts of the page that these words need, as a style sheet that carries them inside: a picture inside an `img` may fetch nothing. */
export async function embeddedFonts(svg: string): Promise<string> {
  const faces = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule);
  const signs = new Set([...svg.replace(/<[^>]*>|data:[^"]*/g, '')].map((c) => c.codePointAt(0)!));
  const needed = faces.filter(({ style }) => svg.includes(style.getPropertyValue('font-family').replace(/["']/g, '')) && covers(style.getPropertyValue('unicode-range'), signs));
  return (await Promise.all(needed.map(async ({ style, parentStyleSheet }) => {
    const [, url] = /url\("?([^")]+)"?\)/.exec(style.getPropertyValue('src')) ?? [];
    if (!url) return '';
    const bytes = new Uint8Array(await (await fetch(new URL(url, parentStyleSheet?.href ?? location.href))).arrayBuffer()), text = Array.from(bytes, (b) => String.fromCharCode(b)).join('');
    return `@font-face{font-family:${style.getPropertyValue('font-family')};font-style:${style.getPropertyValue('font-style') || 'normal'};font-weight:${style.getPropertyValue('font-weight') || '400'};src:url(data:font/woff2;base64,${btoa(text)})}`;
  }))).join('');
}

/** Whether one of the signs lies in a `unicode-range`; without a range, any does. */
function covers(range: string, signs: Set<number>): boolean {
  const spans = range.split(',').map((r) => r.trim().replace(/^U\+/i, '').split('-').map((v) => parseInt(v, 16))).filter(([a]) => Number.isFinite(a));
  return spans.length === 0 || spans.some(([a, b = a]) => [...signs].some((s) => s >= a && s <= b && s > 32));
}
