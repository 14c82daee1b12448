import { rgb } from 'd3';
import { chart, sharp, theme } from './chart.ts';
import { amount, phaseRgb } from './colour.ts';

/** Rows of a space-time diagram, oldest first: one array of phases (or values) a moment. */
export interface Raster { rows: ArrayLike<number>[]; by?: 'phase' | 'value'; domain?: [number, number] }

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

/** Space-time diagram in a canvas. */
export const raster = () => chart<Raster, { size: [number, number]; moments: number }>({ size: [320, 160], moments: 160 }, (canvas, data, { size: [width, height], moments }) => {
  const { r, g, b } = rgb(theme(canvas, 'well')), source = document.createElement('canvas'), columns = Math.max(1, Math.min(width, data.rows[0]?.length ?? 1));
  Object.assign(source, { width: columns, height: moments });
  source.getContext('2d')!.putImageData(new ImageData(rasterPixels(data, columns, moments, [r, g, b]), columns, moments), 0, 0);
  const c = sharp(canvas, width, height);
  c.imageSmoothingEnabled = false;
  c.drawImage(source, 0, 0, width, height);
});
