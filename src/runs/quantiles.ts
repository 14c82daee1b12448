/** Shares of a family of values that lie below each of its quantiles. */
export const SHARES = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1];

/** Values below which these shares of a family lie, interpolated between neighbours; NaN takes no part, an empty family is NaN. */
export function quantiles(values: ArrayLike<number>, shares: readonly number[] = SHARES): number[] {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort(), last = sorted.length - 1;
  return shares.map((q) => {
    if (last < 0) return NaN;
    const at = q * last, low = Math.floor(at);
    return sorted[low] + (at - low) * (sorted[Math.min(low + 1, last)] - sorted[low]);
  });
}
