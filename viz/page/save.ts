import { h } from './dom.ts';

/** Hands a file to the person. */
export function offer(name: string, content: Blob): void {
  const url = URL.createObjectURL(content), link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** An SVG of the page as a file of its own: the styles that it takes from the page are written into it. */
function ownSvg(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement, from = [chart, ...chart.querySelectorAll('*')], to = [copy, ...copy.querySelectorAll('*')];
  const taken = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'font-family', 'font-size', 'font-style', 'font-weight', 'color', 'opacity'];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    (to[i] as SVGElement).setAttribute('style', taken.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'));
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ x: copy.viewBox.baseVal.x, y: copy.viewBox.baseVal.y, width: copy.viewBox.baseVal.width, height: copy.viewBox.baseVal.height, fill: getComputedStyle(document.documentElement).getPropertyValue('--panel') })) ground.setAttribute(name, String(value));
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

async function pngOf(chart: SVGSVGElement): Promise<Blob> {
  const image = new Image(), { width, height } = chart.viewBox.baseVal;
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve();
    image.onerror = () => reject(new Error('the picture could not be drawn'));
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(ownSvg(chart))}`;
  });
  const canvas = h('canvas', { width: 2 * width, height: 2 * height });
  canvas.getContext('2d')!.drawImage(image, 0, 0, 2 * width, 2 * height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be drawn')))));
}

/** Buttons that save a chart, SVG or canvas, as a picture. */
export function saveButtons(chart: () => SVGSVGElement | HTMLCanvasElement, name: string): HTMLElement {
  const png = () => {
    const c = chart();
    if (c instanceof HTMLCanvasElement) c.toBlob((blob) => blob && offer(`${name}.png`, blob));
    else void pngOf(c).then((blob) => offer(`${name}.png`, blob));
  };
  const vector = () => offer(`${name}.svg`, new Blob([ownSvg(chart() as SVGSVGElement)], { type: 'image/svg+xml' }));
  return h('div', { class: 'save' }, chart() instanceof SVGSVGElement && h('button', { class: 'quiet', onclick: vector }, 'SVG'), h('button', { class: 'quiet', onclick: png }, 'PNG'));
}
