import { rgb, select, zoom as d3zoom, zoomIdentity, type ZoomTransform } from 'd3';
import { chart, sharp, theme } from './chart.ts';
import { amount, phasePixels, pixel } from './colour.ts';

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

interface Kept { transform: ZoomTransform; again?: () => void; source: HTMLCanvasElement; pen: CanvasRenderingContext2D; image?: ImageData; /** Read once a canvas: asking for a style costs a layout. */ ground: readonly [number, number, number] }
const kept = new WeakMap<HTMLCanvasElement, Kept>();

/** A field of phases in a canvas: cyclic colour, amplitude as brightness. The wheel zooms, dragging with Shift held pans, double click resets. */
export const phaseMap = () => chart<FieldData, { size: [number, number]; by: 'phase' | 'value'; domain: [number, number]; zoom: boolean }>({ size: [320, 320], by: 'phase', domain: [0, 1], zoom: false }, (canvas, data, config) => {
  let mine = kept.get(canvas);
  if (!mine) {
    const source = document.createElement('canvas'), { r, g, b } = rgb(theme(canvas, 'well'));
    kept.set(canvas, (mine = { transform: zoomIdentity, source, pen: source.getContext('2d', { willReadFrequently: true })!, ground: [r, g, b] }));
    if (config.zoom) {
      const own = mine;
      select(canvas as HTMLCanvasElement).call(d3zoom<HTMLCanvasElement, unknown>().scaleExtent([1, 24]).translateExtent([[0, 0], config.size])
        .filter((event: Event) => event.type === 'wheel' || event.type === 'dblclick' || (event as MouseEvent).shiftKey)
        .on('zoom', ({ transform }: { transform: ZoomTransform }) => { own.transform = transform; own.again?.(); }))
        .on('dblclick.zoom', () => { own.transform = zoomIdentity; own.again?.(); });
    }
  }
  const state = mine, [width, height] = config.size;
  state.again = () => {
    const { rows, columns } = data, { source } = state;
    if (source.width !== columns || source.height !== rows) Object.assign(source, { width: columns, height: rows });
    if (state.image?.width !== columns || state.image.height !== rows) state.image = new ImageData(columns, rows);
    fieldPixels(data, config.by, config.domain, state.ground, state.image.data as Uint8ClampedArray<ArrayBuffer>);
    state.pen.putImageData(state.image, 0, 0);
    const c = sharp(canvas, width, height), { x, y, k } = state.transform;
    c.imageSmoothingEnabled = false;
    c.drawImage(source, x, y, width * k, height * k);
  };
  state.again();
});
