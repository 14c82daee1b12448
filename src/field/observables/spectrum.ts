import { fft } from './fft.ts';
import type { Numbers } from './numbers.ts';

export interface SpectrumOptions {
  /** 'hann' (default) keeps a line from leaking over the whole spectrum; 'none' keeps Parseval's sum exact. */
  window?: 'hann' | 'none';
  /** Samples a segment. Segments overlap by half and their spectra are averaged, which trades resolution for a steady estimate. Default: all, one segment. */
  segment?: number;
  /** Whether each segment's mean is taken away first. Default true. */
  centred?: boolean;
}

/** Power density at angular frequencies 0, Δω, 2Δω … up to half the sampling rate. */
export interface Spectrum { omega: Float64Array; power: Float64Array; resolution: number }

/**
 * One-sided power spectrum of a signal: P_k = c_k Δt |Σ_n w_n x_n e^{−2πikn/N}|² / (2π Σ w²), c_k = 2 but 1 at ω = 0 and at the Nyquist frequency.
 *
 *   symbol  argument  meaning                                 unit              shape
 *   x       signal    samples at equal intervals              X                 N
 *   Δt      interval  time between two samples                T                 1
 *   ω_k     omega     angular frequency 2πk/(NΔt)             rad/T             ⌊N/2⌋ + 1
 *   P_k     power     power density                           X² per (rad/T)    ⌊N/2⌋ + 1
 *   Δω      resolution  2π/(NΔt)                              rad/T             1
 *
 * Known answers: Σ P_k Δω is the mean square of the signal (Parseval; exact without window, for the windowed signal weighted by w²/mean w²
 * otherwise); A cos ωt on a bin holds A²/2 there; white noise of variance σ² has P = σ²Δt/π. Errors: RangeError, `powerSpectrum: …`.
 */
export function powerSpectrum(signal: Numbers, interval: number, options: SpectrumOptions = {}): Spectrum {
  const { window = 'hann', segment: n = signal.length, centred = true } = options;
  if (!(interval > 0)) throw new RangeError(`powerSpectrum: interval is ${interval}, expected a positive time. Pass the time between two samples.`);
  if (!Number.isInteger(n) || n < 2 || n > signal.length) throw new RangeError(`powerSpectrum: a segment of ${n} samples, expected a whole number from 2 to the signal's ${signal.length}. Sample longer or shorten the segment.`);
  const weight = Float64Array.from({ length: n }, (_, k) => (window === 'hann' ? 0.5 - 0.5 * Math.cos((2 * Math.PI * k) / n) : 1));
  const squares = weight.reduce((sum, w) => sum + w * w, 0), bins = Math.floor(n / 2) + 1, power = new Float64Array(bins), re = new Float64Array(n), im = new Float64Array(n);
  let segments = 0;
  for (let start = 0; start + n <= signal.length; start += Math.max(1, n >> 1), segments++) {
    let mean = 0;
    if (centred) for (let k = 0; k < n; k++) mean += signal[start + k] / n;
    for (let k = 0; k < n; k++) re[k] = weight[k] * (signal[start + k] - mean);
    im.fill(0);
    fft(re, im);
    for (let k = 0; k < bins; k++) power[k] += (k === 0 || 2 * k === n ? 1 : 2) * (re[k] * re[k] + im[k] * im[k]);
  }
  const resolution = (2 * Math.PI) / (n * interval), scale = interval / (2 * Math.PI * squares * segments);
  return { omega: Float64Array.from({ length: bins }, (_, k) => k * resolution), power: power.map((p) => p * scale), resolution };
}
