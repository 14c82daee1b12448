import { rgb } from 'd3';
import { chart, sharp } from './chart.ts';
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

/** Time to the right, frequency upwards to the Nyquist limit, loudness in decibels (40 dB below the loudest is dark). A canvas. */
export const spectrogram = () => chart<Signal, { size: [number, number]; window: number }>({ size: [440, 180], window: 64 }, (canvas, signal, { size: [width, height], window }) => {
  const columns = spectra(signal, window), most = Math.max(1e-12, ...columns.flat()), c = sharp(canvas, width, height), bins = window / 2 + 1;
  c.fillStyle = amount(0);
  c.fillRect(0, 0, width, height);
  columns.forEach((column, i) => column.forEach((power, k) => {
    const loud = Math.max(0, 1 + (10 * Math.log10(Math.max(1e-30, power / most))) / 40), { r, g, b } = rgb(amount(loud));
    c.fillStyle = `rgb(${r},${g},${b})`;
    c.fillRect((i * width) / columns.length, height - ((k + 1) * height) / bins, width / columns.length + 0.6, height / bins + 0.6);
  }));
});
