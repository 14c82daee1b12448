import { expect, it } from 'vitest';
import fc from 'fast-check';
import { bucket, siteBucket } from '../../src/field/bucket.ts';

it('a bucket holds its size, wastes at most half, and buckets are few', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e7 }), (n) => {
    expect(bucket(n)).toBeGreaterThanOrEqual(n);
    expect(bucket(n)).toBeLessThanOrEqual(n * 1.5);
  }));
  expect(new Set(Array.from({ length: 4096 }, (_, i) => bucket(i + 1))).size).toBe(24);
  expect([1, 64, 65, 1000, 1025, 1537].map(siteBucket)).toEqual([64, 64, 256, 1024, 1536, 2048]);
});
