import { rgb, select, zoom as d3zoom, zoomIdentity, type ZoomTransform } from 'd3';
import { chart, sharp, theme } from './chart.ts';
import { amount, phaseRgb } from './colour.ts';

export interface FieldData {
  rows: number;
  columns: number;
  /** Phases in radians, row-major. With `by: 'value'` any numbers. */
  theta: ArrayLike<number>;
  /** Amplitudes 0..1 (larger ones count as 1): brightness over the ground. */
  amplitude?: ArrayLike<number>;
}

const ramp = Array.from({ length: 256 }, (_, k) => { const { r, g, b } = rgb(amount(k / 255)); return [r, g, b] as const; });

/** One pixel a site: red, green, blue, alpha. `domain` maps values to the ramp; phases take the cyclic scale. */
export function fieldPixels({ rows, columns, theta, amplitude }: FieldData, by: 'phase' | 'value', [low, high]: readonly [number, number], ground: readonly [number, number, number]): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(rows * columns * 4), [gr, gg, gb] = ground, scale = 255 / (high - low || 1);
  for (let i = 0, k = 0; i < rows * columns; i++) {
    const c = by === 'phase' ? phaseRgb(theta[i]) : ramp[Math.max(0, Math.min(255, Math.round(scale * (theta[i] - low))))];
    const a = amplitude ? Math.max(0, Math.min(1, amplitude[i])) : 1;
    out[k++] = gr + a * (c[0] - gr);
    out[k++] = gg + a * (c[1] - gg);
    out[k++] = gb + a * (c[2] - gb);
    out[k++] = 255;
  }
  return out;
}

interface Kept { transform: ZoomTransform; again?: () => void; source: HTMLCanvasElement; pen: CanvasRenderingContext2D; /** Read once a canvas: asking for a style costs a layout. */ ground: readonly [number, number, number] }
const kept = new WeakMap<HTMLCanvasElement, Kept>();

/** The site under a point of the canvas, zoom and pan undone; −1 beside the field. */
export function siteUnder(canvas: HTMLCanvasElement, data: { rows: number; columns: number }, [x, y]: [number, number]): number {
  const { transform = zoomIdentity } = kept.get(canvas) ?? {}, [px, py] = transform.invert([x, y]);
  const column = Math.floor((px / canvas.clientWidth) * data.columns), row = Math.floor((py / canvas.clientHeight) * data.rows);
  return row < 0 || column < 0 || row >= data.rows || column >= data.columns ? -1 : row * data.columns + column;
}

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
    state.pen.putImageData(new ImageData(fieldPixels(data, config.by, config.domain, state.ground), columns, rows), 0, 0);
    const c = sharp(canvas, width, height), { x, y, k } = state.transform;
    c.imageSmoothingEnabled = false;
    c.drawImage(source, x, y, width * k, height * k);
  };
  state.again();
});
