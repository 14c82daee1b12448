import { rgb } from 'd3';
import { framed, innerBox } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount } from './colour.ts';

/** A signal with its sampling interval. */
export interface Signal { values: ArrayLike<number>; interval: number }

/**
 * Short-time power spectrum: windows of `window` samples (Hann) that overlap by half, |Σ w_n x_n e^{−2πikn/window}|² for k = 0 … window/2, each
 * window's mean taken away first. Columns are windows, oldest first.
 */
export function spectra({ values }: Pick<Signal, 'values'>, window = 64): number[][] {
  const columns: number[][] = [];
  for (let start = 0; start + window <= values.length; start += window / 2) {
    let mean = 0;
    for (let n = 0; n < window; n++) mean += values[start + n] / window;
    columns.push(Array.from({ length: window / 2 + 1 }, (_, k) => {
      let re = 0, im = 0;
      for (let n = 0; n < window; n++) {
        const x = (values[start + n] - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window)), turn = (2 * Math.PI * k * n) / window;
        re += x * Math.cos(turn);
        im -= x * Math.sin(turn);
      }
      return re * re + im * im;
    }));
  }
  return columns;
}

const DECIBELS = 40, FEWEST_BINS = 8;

/** How many frequencies from below hold everything that is heard (40 dB below the loudest), with a little silence above. */
export function heardBins(columns: readonly (readonly number[])[], most: number): number {
  const floor = most * 10 ** (-DECIBELS / 10), highest = columns.reduce((top, column) => Math.max(top, column.findLastIndex((power) => power > floor)), 0);
  return Math.min(columns[0]?.length ?? 1, Math.max(FEWEST_BINS, Math.ceil(1.25 * (highest + 1))));
}

/** Time to the right, frequency upwards to the Nyquist limit, loudness in decibels below the loudest (40 dB below is dark). A canvas. */
export const spectrogram = () => chart<Signal, { size: [number, number]; window: number; axes: boolean; start: number; now: number | null; /** Frequencies that nothing sounds in are left out above. */ crop: boolean }>({ size: [440, 180], window: 64, axes: true, start: 0, now: null, crop: false }, (canvas, signal, { size, window, axes, start, now, crop }) => {
  const columns = spectra(signal, window), most = Math.max(1e-12, ...columns.map((column) => Math.max(...column))), all = window / 2 + 1, bins = crop ? heardBins(columns, most) : all, box = innerBox(size, axes, axes), { left, top, width, height } = box;
  const c = framed(canvas, size, box, axes ? {
    x: { domain: [start, start + signal.values.length * signal.interval], label: 'time t' }, y: { domain: [0, ((0.5 / signal.interval) * bins) / all], label: 'cycles per t', ticks: 3 },
    bar: { colour: amount, words: [[0, `−${DECIBELS}`], [0.5, `−${DECIBELS / 2}`], [1, '0']], label: 'dB' },
  } : {});
  c.fillStyle = amount(0);
  c.fillRect(left, top, width, height);
  columns.forEach((column, i) => column.slice(0, bins).forEach((power, k) => {
    const { r, g, b } = rgb(amount(Math.max(0, 1 + (10 * Math.log10(Math.max(1e-30, power / most))) / DECIBELS)));
    const x = left + (i * width) / columns.length, y = top + height - ((k + 1) * height) / bins;
    c.fillStyle = `rgb(${r},${g},${b})`;
    c.fillRect(x, y, Math.min(width / columns.length + 0.6, left + width - x), Math.min(height / bins + 0.6, top + height - y));
  }));
  const share = now === null ? -1 : (now - start) / (signal.values.length * signal.interval);
  if (share < 0 || share > 1) return;
  c.fillStyle = theme(canvas, 'gold');
  c.fillRect(left + share * width - 1, top - 3, 2, height + 6);
});
