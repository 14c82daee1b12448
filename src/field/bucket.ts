/**
 * Sizes are rounded up to 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, … so that one compiled kernel serves every geometry that falls into
 * the same bucket, at the price of at most half as many idle sites again.
 */
export function bucket(size: number, least = 1): number {
  let b = 1;
  while (b < least || b < size) {
    const between = b * 1.5;
    if (Number.isInteger(between) && between >= least && between >= size) return between;
    b *= 2;
  }
  return b;
}
