/**
 * Sizes are rounded up to 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, … so that one compiled kernel serves every geometry that falls into
 * the same bucket, at the price of at most half as many idle sites again.
 */
export function bucket(size: number): number {
  let b = 1;
  while (b < size) {
    const between = b * 1.5;
    if (Number.isInteger(between) && between >= size) return between;
    b *= 2;
  }
  return b;
}

/** Bucket of a whole field: coarser where it is small (64, 256, 1024, then as above), because there a compilation costs more than idle sites. */
export function siteBucket(sites: number): number {
  return [64, 256, 1024].find((b) => sites <= b) ?? bucket(sites);
}
