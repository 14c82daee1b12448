import { max, rgb } from 'd3';
import { framed, innerBox } from './axes.ts';
import { chart, theme } from './chart.ts';
import { amount } from './colour.ts';

/** A signal with its sampling interval. */
export interface Signal { values: ArrayLike<number>; interval: number }

/** First samples of the windows: they overlap by half, and the last ends where the signal does. */
function windowStarts(length: number, window: number): number[] {
  const starts: number[] = [], last = length - window;
  for (let start = 0; start <= last; start += window / 2) starts.push(start);
  return last > 0 && starts[starts.length - 1] < last ? [...starts, last] : starts;
}

/**
 * Short-time power spectrum: windows of `window` samples (Hann) that overlap by half (the last by more, where the signal ends between), |Σ w_n x_n
 * e^{−2πikn/window}|² for k = 0 … window/2, each window's mean taken away first. Columns are windows, oldest first.
 */
export function spectra({ values }: Pick<Signal, 'values'>, window = 64): number[][] {
  return windowStarts(values.length, window).map((start) => {
    let mean = 0;
    for (let n = 0; n < window; n++) mean += values[start + n] / window;
    return Array.from({ length: window / 2 + 1 }, (_, k) => {
      let re = 0, im = 0;
      for (let n = 0; n < window; n++) {
        const x = (values[start + n] - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / window)), turn = (2 * Math.PI * k * n) / window;
        re += x * Math.cos(turn);
        im -= x * Math.sin(turn);
      }
      return re * re + im * im;
    });
  });
}

export interface SpectrogramLayout {
  /** From the first sample to the last. */
  time: [number, number];
  /** From half a bin below 0 to half a bin above the highest that is drawn, in cycles per unit of time. */
  frequency: [number, number];
  /** Where each window lies: its centre, and from where to where it is drawn, halfway to its neighbours' centres or to the ends. */
  columns: { centre: number; from: number; to: number }[];
  /** The middle of bin k, k/(window · interval). */
  frequencyOf(bin: number): number;
}

/** Where the windows and the lowest `bins` frequencies of a signal of `length` samples lie on its axes. */
export function spectrogramLayout({ length, interval, window = 64, bins = window / 2 + 1, start = 0 }: { length: number; interval: number; window?: number; bins?: number; start?: number }): SpectrogramLayout {
  const time: [number, number] = [start, start + Math.max(0, length - 1) * interval], width = 1 / (window * interval);
  const centres = windowStarts(length, window).map((first) => start + (first + (window - 1) / 2) * interval), between = (k: number) => (centres[k] + centres[k + 1]) / 2;
  return {
    time, frequency: [-0.5 * width, (bins - 0.5) * width], frequencyOf: (bin) => bin * width,
    columns: centres.map((centre, k) => ({ centre, from: k === 0 ? time[0] : between(k - 1), to: k === centres.length - 1 ? time[1] : between(k) })),
  };
}

const DECIBELS = 40, FEWEST_BINS = 8;

/** How many frequencies from below hold everything that is heard (40 dB below the loudest), with a little silence above. */
export function heardBins(columns: readonly (readonly number[])[], most: number): number {
  const floor = most * 10 ** (-DECIBELS / 10), highest = columns.reduce((top, column) => Math.max(top, column.findLastIndex((power) => power > floor)), 0);
  return Math.min(columns[0]?.length ?? 1, Math.max(FEWEST_BINS, Math.ceil(1.25 * (highest + 1))));
}

/** Time to the right, frequency upwards to the Nyquist limit, loudness in decibels below the loudest (40 dB below is dark). A canvas. */
export const spectrogram = () => chart<Signal, { size: [number, number]; window: number; axes: boolean; start: number; now: number | null; /** Frequencies that nothing sounds in are left out above. */ crop: boolean }>({ size: [440, 180], window: 64, axes: true, start: 0, now: null, crop: false }, (canvas, signal, { size, window, axes, start, now, crop }) => {
  const columns = spectra(signal, window), most = Math.max(1e-12, max(columns, (column) => max(column)) ?? 0), bins = crop ? heardBins(columns, most) : window / 2 + 1, box = innerBox(size, axes, axes), { left, top, width, height } = box;
  const layout = spectrogramLayout({ length: signal.values.length, interval: signal.interval, window, bins, start }), { time, frequency } = layout;
  const c = framed(canvas, size, box, axes ? {
    x: { domain: time, label: 'time t' }, y: { domain: frequency, label: 'cycles per t', ticks: 3 },
    bar: { colour: amount, words: [[0, `−${DECIBELS}`], [0.5, `−${DECIBELS / 2}`], [1, '0']], label: 'dB' },
  } : {});
  const x = (t: number) => left + (width * (t - time[0])) / (time[1] - time[0] || 1), y = (f: number) => top + height - (height * (f - frequency[0])) / (frequency[1] - frequency[0]), half = layout.frequencyOf(0.5);
  c.fillStyle = amount(0);
  c.fillRect(left, top, width, height);
  columns.forEach((column, i) => column.slice(0, bins).forEach((power, k) => {
    const { r, g, b } = rgb(amount(Math.max(0, 1 + (10 * Math.log10(Math.max(1e-30, power / most))) / DECIBELS))), { from, to } = layout.columns[i], at = x(from), up = y(layout.frequencyOf(k) + half);
    c.fillStyle = `rgb(${r},${g},${b})`;
    c.fillRect(at, up, Math.min(x(to) - at + 0.6, left + width - at), Math.min(height / bins + 0.6, top + height - up));
  }));
  if (now === null || now < time[0] || now > time[1]) return;
  c.fillStyle = theme(canvas, 'gold');
  c.fillRect(x(now) - 1, top - 3, 2, height + 6);
});
