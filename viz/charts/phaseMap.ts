import { rgb, select, zoom as d3zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from 'd3';
import { framed, innerBox, type Box, type ColourBar } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount, phaseColour, phasePixels, pixel } from './colour.ts';

export interface FieldData {
  rows: number;
  columns: number;
  /** Phases in radians, row-major. With `by: 'value'` any numbers. */
  theta: ArrayLike<number>;
  /** Amplitudes 0..1 (larger ones count as 1): brightness over the ground. */
  amplitude?: ArrayLike<number>;
}

const ramp = Uint32Array.from({ length: 256 }, (_, k) => { const { r, g, b } = rgb(amount(k / 255)); return pixel(r, g, b); });
const WHEEL = phasePixels.length, PER_RADIAN = WHEEL / (2 * Math.PI), MANY_TURNS = 2 ** 20;

/**
 * One pixel a site: red, green, blue, alpha. `domain` maps values to the ramp; phases take the cyclic scale; what is no number stays ground.
 * A table lookup a site, written as words: a field of 256² takes about half a millisecond.
 */
export function fieldPixels({ rows, columns, theta, amplitude }: FieldData, by: 'phase' | 'value', [low, high]: readonly [number, number], [gr, gg, gb]: readonly [number, number, number], out = new Uint8ClampedArray(rows * columns * 4)): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(out.buffer), ground = pixel(gr, gg, gb), scale = 255 / (high - low || 1), table = by === 'phase' ? phasePixels : ramp;
  for (let i = 0; i < words.length; i++) {
    const value = theta[i];
    if (value !== value) { words[i] = ground; continue; }
    // A phase far below zero is lifted to a positive count first, so that cutting the fraction off always rounds down.
    const at = by === 'phase' ? (value * PER_RADIAN + MANY_TURNS * WHEEL) & (WHEEL - 1) : Math.max(0, Math.min(255, Math.round(scale * (value - low))));
    const word = table[at], a = amplitude ? amplitude[i] : 1;
    if (a >= 1) { words[i] = word; continue; }
    const share = a > 0 ? a : 0, r = word & 255, g = (word >>> 8) & 255, b = (word >>> 16) & 255;
    words[i] = (255 << 24) | ((gb + share * (b - gb)) << 16) | ((gg + share * (g - gg)) << 8) | (gr + share * (r - gr));
  }
  return out;
}

interface Kept { transform: ZoomTransform; box: Box; size: readonly [rows: number, columns: number]; again?: () => void; source: HTMLCanvasElement; pen: CanvasRenderingContext2D; image?: ImageData; /** Read once a canvas: asking for a style costs a layout. */ ground: readonly [number, number, number] }
const kept = new WeakMap<HTMLCanvasElement, Kept>();

/** The first and the last place of an axis that can be seen under a zoom. */
export function seenSpan(from: number, length: number, count: number, shift: number, k: number): [number, number] {
  const at = (point: number) => (((point - shift) / k - from) / length) * count;
  return [Math.max(0, at(from)), Math.min(count, at(from + length))];
}

/** The site at a point of a map that was drawn into this canvas, under its zoom; −1 beside it. */
export function mapSite(canvas: HTMLCanvasElement, x: number, y: number): number {
  const state = kept.get(canvas);
  if (!state) return -1;
  const { box: { left, top, width, height }, size: [rows, columns], transform } = state, [u, v] = transform.invert([x, y]), column = Math.floor(((u - left) / width) * columns), row = Math.floor(((v - top) / height) * rows);
  return x >= left && x < left + width && y >= top && y < top + height && column >= 0 && column < columns && row >= 0 && row < rows ? row * columns + column : -1;
}

/** What the colours of phases, or of values of this domain, mean. */
export const phaseBar: ColourBar = { colour: (share) => phaseColour(2 * Math.PI * share), words: [[0, '0'], [0.25, 'π/2'], [0.5, 'π'], [0.75, '3π/2'], [1, '2π']], label: 'phase θ' };
export const valueBar = ([low, high]: readonly [number, number], label: string): ColourBar => ({ colour: amount, words: [[0, brief(low)], [1, brief(high)]], label });
const brief = (v: number) => String(Number(v.toPrecision(2)));

const STEPS: Record<string, [number, number]> = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Zoom by the wheel or + and −, pan by dragging with Shift held or by the arrows once zoomed, back by double click or 0. */
function zoomable(canvas: HTMLCanvasElement, own: Kept): void {
  const { left, top, width, height } = own.box, whole: [[number, number], [number, number]] = [[left, top], [left + width, top + height]];
  const behaviour: ZoomBehavior<HTMLCanvasElement, unknown> = d3zoom<HTMLCanvasElement, unknown>().scaleExtent([1, 24]).extent(whole).translateExtent(whole)
    .filter((event: Event) => event.type === 'wheel' || event.type === 'dblclick' || (event as MouseEvent).shiftKey)
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => { own.transform = transform; own.again?.(); });
  const view = select(canvas).call(behaviour), reset = () => view.call(behaviour.transform, zoomIdentity);
  view.on('dblclick.zoom', reset);
  if (!canvas.hasAttribute('tabindex')) canvas.tabIndex = 0;
  canvas.addEventListener('keydown', (event) => {
    const step = STEPS[event.key], { k } = own.transform;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '+' || event.key === '=') view.call(behaviour.scaleBy, 1.5);
    else if (event.key === '-') view.call(behaviour.scaleBy, 1 / 1.5);
    else if (event.key === '0' && k > 1) reset();
    else if (step && k > 1) view.call(behaviour.translateBy, (step[0] * width) / 6 / k, (step[1] * height) / 6 / k);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/** A field of phases in a canvas: cyclic colour, amplitude as brightness; with axes that count sites and a colour bar where asked for. */
export const phaseMap = () => chart<FieldData, { size: [number, number]; by: 'phase' | 'value'; domain: [number, number]; zoom: boolean; axes: boolean; name: string; /** Sites that are pointed at. */ marks: readonly number[] }>({ size: [320, 320], by: 'phase', domain: [0, 1], zoom: false, axes: false, name: 'value', marks: [] }, (canvas, data, config) => {
  let mine = kept.get(canvas);
  const box = innerBox(config.size, config.axes, config.axes);
  if (!mine) {
    const source = document.createElement('canvas'), { r, g, b } = rgb(theme(canvas, 'well'));
    kept.set(canvas, (mine = { transform: zoomIdentity, box, size: [data.rows, data.columns], source, pen: source.getContext('2d', { willReadFrequently: true })!, ground: [r, g, b] }));
    if (config.zoom) zoomable(canvas, mine);
  }
  const state = mine;
  Object.assign(state, { box, size: [data.rows, data.columns] });
  state.again = () => {
    const { rows, columns } = data, { source } = state, { left, top, width, height } = box, { x, y, k } = state.transform;
    if (source.width !== columns || source.height !== rows) Object.assign(source, { width: columns, height: rows });
    if (state.image?.width !== columns || state.image.height !== rows) state.image = new ImageData(columns, rows);
    fieldPixels(data, config.by, config.domain, state.ground, state.image.data as Uint8ClampedArray<ArrayBuffer>);
    state.pen.putImageData(state.image, 0, 0);
    const [first, last] = seenSpan(top, height, rows, y, k), c = framed(canvas, config.size, box, config.axes ? {
      x: { domain: seenSpan(left, width, columns, x, k), label: 'column', whole: true }, y: { domain: [last, first], label: 'row', whole: true }, bar: config.by === 'phase' ? phaseBar : valueBar(config.domain, config.name),
    } : {});
    c.save();
    c.beginPath();
    c.rect(left, top, width, height);
    c.clip();
    c.imageSmoothingEnabled = false;
    c.drawImage(source, left * k + x, top * k + y, width * k, height * k);
    if (config.marks.length > 0) Object.assign(c, { strokeStyle: theme(canvas, 'gold'), lineWidth: 2 });
    for (const site of config.marks) c.strokeRect((left + ((site % columns) * width) / columns) * k + x - 2, (top + (Math.floor(site / columns) * height) / rows) * k + y - 2, (width * k) / columns + 4, (height * k) / rows + 4);
    c.restore();
  };
  state.again();
});
