import { rgb } from 'd3';
import { framed, innerBox } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount, phaseRgb } from './colour.ts';
import { phaseBar, valueBar } from './phaseMap.ts';

/** Rows of a space-time diagram, oldest first: one array of phases (or values) a moment. */
export interface Raster { rows: ArrayLike<number>[]; by?: 'phase' | 'value'; domain?: [number, number]; /** Times of the first and the last row; without them, rows are counted. */ time?: [number, number] }

/** Pixels of a space-time diagram: sites to the right, time upwards to downwards, newest last. Sites are thinned to `width` by picking. */
export function rasterPixels({ rows, by = 'phase', domain: [low, high] = [0, 1] }: Raster, width: number, height: number, ground: readonly [number, number, number]): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    const row = rows[rows.length - height + y];
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x), value = row?.[Math.floor((x * row.length) / width)];
      const [r, g, b] = value === undefined || Number.isNaN(value) ? ground : by === 'phase' ? phaseRgb(value) : (({ r: R, g: G, b: B }) => [R, G, B] as const)(rgb(amount((value - low) / (high - low || 1))));
      out.set([r, g, b, 255], at);
    }
  }
  return out;
}

/** The times at the upper and the lower edge: rows that are still missing lie before the first. */
export function rasterTimes({ rows, time }: Pick<Raster, 'rows' | 'time'>, moments: number): [number, number] {
  const n = Math.min(rows.length, moments);
  if (!time || rows.length < 2) return [n - moments, n];
  const step = (time[1] - time[0]) / (rows.length - 1);
  return [time[1] - (moments - 0.5) * step, time[1] + 0.5 * step];
}

/** Space-time diagram in a canvas: sites to the right, time downwards, newest below; with axes and a colour bar where asked for. */
export const raster = () => chart<Raster, { size: [number, number]; moments: number; axes: boolean; name: string; /** What stands beside each other. */ of: string; /** Sites that are pointed at. */ marks: readonly number[] }>({ size: [320, 160], moments: 160, axes: false, name: 'value', of: 'site', marks: [] }, (canvas, data, { size, moments, axes, name, of, marks }) => {
  const box = innerBox(size, axes, axes), sites = data.rows[0]?.length ?? 1;
  const { r, g, b } = rgb(theme(canvas, 'well')), source = document.createElement('canvas'), columns = Math.max(1, Math.min(Math.round(box.width), sites));
  Object.assign(source, { width: columns, height: moments });
  source.getContext('2d')!.putImageData(new ImageData(rasterPixels(data, columns, moments, [r, g, b]), columns, moments), 0, 0);
  const [first, last] = rasterTimes(data, moments), bar = data.by === 'value' ? valueBar(data.domain ?? [0, 1], name) : phaseBar;
  const c = framed(canvas, size, box, axes ? { x: { domain: [0, sites], label: of, whole: true }, y: { domain: [last, first], label: data.time ? 'time t' : 'moment' }, bar } : {});
  c.imageSmoothingEnabled = false;
  c.drawImage(source, box.left, box.top, box.width, box.height);
  c.fillStyle = theme(canvas, 'gold');
  for (const site of marks) {
    const x = box.left + ((site + 0.5) / sites) * box.width;
    c.beginPath();
    c.moveTo(x, box.top + 8);
    c.lineTo(x - 5, box.top);
    c.lineTo(x + 5, box.top);
    c.fill();
  }
});

/** The site that stands at a point of a space-time diagram of this size; −1 beside it. */
export function rasterSite(size: readonly [number, number], axes: boolean, sites: number, x: number): number {
  const { left, width } = innerBox(size, axes, axes), site = Math.floor(((x - left) / width) * sites);
  return site >= 0 && site < sites ? site : -1;
}
