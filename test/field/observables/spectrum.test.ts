import { describe, expect, it } from 'vitest';
import * as mathjs from 'mathjs';
import { fft } from '../../../src/field/observables/fft.ts';
import { powerSpectrum } from '../../../src/field/observables/spectrum.ts';
import { irregular } from '../../support/engine.ts';

describe('fast Fourier transform', () => {
  it.each([1, 2, 3, 8, 12, 97, 128, 250])('of %d numbers is what mathjs finds', (n) => {
    const re = Float64Array.from(irregular(n, -1, 1, n)), im = Float64Array.from(irregular(n, -1, 1, n + 1));
    const expected = mathjs.fft(Array.from(re, (x, i) => mathjs.complex(x, im[i]))) as unknown as mathjs.Complex[];
    fft(re, im);
    expected.forEach((z, k) => { expect(re[k], `Re ${k}`).toBeCloseTo(z.re, 10); expect(im[k], `Im ${k}`).toBeCloseTo(z.im, 10); });
  });
  it('refuses parts of different length', () => {
    expect(() => fft(new Float64Array(2), new Float64Array(3))).toThrow(/fft: 2 real and 3 imaginary parts, expected as many/);
  });
});

describe('power spectrum', () => {
  const sum = (s: { power: Float64Array; resolution: number }) => s.power.reduce((a, p) => a + p, 0) * s.resolution;
  it.each([64, 65, 300])('of %d samples without window adds up to the mean square (Parseval)', (n) => {
    const x = irregular(n, -1, 2, n), square = x.reduce((a, v) => a + v * v, 0) / n;
    expect(sum(powerSpectrum(x, 0.3, { window: 'none', centred: false }))).toBeCloseTo(square, 12);
  });
  it('puts A²/2 of A cos ωt at ω: all of it in that bin without window, in three bins with Hann', () => {
    const n = 256, interval = 0.05, k = 20, omega = (2 * Math.PI * k) / (n * interval), x = Float64Array.from({ length: n }, (_, i) => 5 + 3 * Math.cos(omega * interval * i + 0.4));
    const plain = powerSpectrum(x, interval, { window: 'none' }), hann = powerSpectrum(x, interval);
    expect(plain.omega[k]).toBeCloseTo(omega, 12);
    expect(plain.power[k] * plain.resolution).toBeCloseTo(4.5, 10);
    expect([k - 1, k, k + 1].reduce((a, j) => a + hann.power[j], 0) * hann.resolution).toBeCloseTo(4.5, 10);
    expect(sum(hann)).toBeCloseTo(4.5, 10);
    expect(plain.omega.at(-1)).toBeCloseTo(Math.PI / interval, 10);
  });
  it('of white noise is flat at σ²Δt/π, and averaging 31 half-overlapping segments brings its scatter from 1 to below 1/3', () => {
    const n = 4096, interval = 0.2, x = irregular(n, -1, 1, 77), level = ((1 / 3) * interval) / Math.PI; // uniform on ±1: σ² = 1/3
    const of = (segment: number) => {
      const inner = powerSpectrum(x, interval, { segment }).power.slice(2, -1), mean = inner.reduce((a, p) => a + p, 0) / inner.length;
      return { mean, scatter: Math.sqrt(inner.reduce((a, p) => a + (p - mean) ** 2, 0) / inner.length) / mean };
    };
    const one = of(n), many = of(256);
    expect(Math.abs(many.mean / level - 1), `mean ${many.mean}, expected ${level}`).toBeLessThan(0.06); // 4 standard errors of 4096 squares
    expect(one.scatter, 'one periodogram is exponentially distributed').toBeGreaterThan(0.9);
    expect(many.scatter).toBeLessThan(1 / 3);
  });
  it('refuses no interval and a segment longer than the signal', () => {
    expect(() => powerSpectrum([1, 2, 3], -1)).toThrow(/powerSpectrum: interval is -1, expected a positive time/);
    for (const segment of [4, 1, 2.5]) expect(() => powerSpectrum([1, 2, 3], 1, { segment })).toThrow(/powerSpectrum: a segment of .* samples, expected a whole number from 2/);
  });
});
