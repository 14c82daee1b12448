import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bucket, siteBucket } from '../../src/field/bucket.ts';
import { energy, orderParameter, orderParameterByGroup, phaseLockingValue, wrapAngle } from '../../src/field/observables.ts';
import { irregular } from '../support/engine.ts';

describe('order parameter', () => {
  it('is 1 in synchrony and points at the common phase', () => {
    const { r, psi } = orderParameter(new Float32Array(50).fill(2));
    expect(r).toBeCloseTo(1, 6);
    expect(psi).toBeCloseTo(2, 6);
  });
  it('is 0 for a splay state, and turns with the phases', () => {
    const splay = Float64Array.from({ length: 12 }, (_, i) => (2 * Math.PI * i) / 12), theta = irregular(30, -3, 3);
    expect(orderParameter(splay).r).toBeCloseTo(0, 12);
    const a = orderParameter(theta), b = orderParameter(theta.map((x) => x + 0.5));
    expect(b.r).toBeCloseTo(a.r, 6);
    expect(wrapAngle(b.psi - a.psi)).toBeCloseTo(0.5, 5);
  });
  it('by group sees two synchronous groups in antiphase as 1 and 1, where the whole is 0', () => {
    const theta = Float64Array.from([0, 0, Math.PI, Math.PI, 1]), group = Int32Array.from([0, 0, 1, 1, -1]);
    expect(orderParameterByGroup(theta, group, 3).map((o) => Math.round(o.r * 1e9) / 1e9)).toEqual([1, 1, 0]);
    expect(orderParameter(theta, 0, 4).r).toBeCloseTo(0, 12);
  });
});

it('energy of a pair is −W cos(θ₁ − θ₀)', () => {
  const theta = [0.3, 1.1], W = 0.7;
  expect(energy(theta, [W * Math.sin(1.1), W * Math.sin(0.3)], [W * Math.cos(1.1), W * Math.cos(0.3)])).toBeCloseTo(-W * Math.cos(0.8), 12);
});

it('phase-locking value: 1 for a constant difference, 0 for one that turns evenly', () => {
  const samples = Array.from({ length: 40 }, (_, t) => [0.1 * t, 0.1 * t + 1.3, 0.1 * t + (2 * Math.PI * t) / 40]);
  expect(phaseLockingValue(samples, 0, 1)).toBeCloseTo(1, 12);
  expect(phaseLockingValue(samples, 0, 2)).toBeCloseTo(0, 12);
  expect(phaseLockingValue([], 0, 1)).toBe(0);
});

it('wrapAngle keeps the angle and lands in [−π, π]', () => {
  fc.assert(fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), (x) => {
    const w = wrapAngle(x);
    expect(Math.abs(w)).toBeLessThanOrEqual(Math.PI + 1e-9);
    expect(Math.cos(w)).toBeCloseTo(Math.cos(x), 8);
  }));
});

it('a bucket holds its size, wastes at most half, and buckets are few', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e7 }), (n) => {
    expect(bucket(n)).toBeGreaterThanOrEqual(n);
    expect(bucket(n)).toBeLessThanOrEqual(n * 1.5);
  }));
  expect(new Set(Array.from({ length: 4096 }, (_, i) => bucket(i + 1))).size).toBe(24);
  expect([1, 64, 65, 1000, 1025, 1537].map(siteBucket)).toEqual([64, 64, 256, 1024, 1536, 2048]);
});
