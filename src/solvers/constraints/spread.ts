/** Median, 90th and 99th percentile and maximum of a sample (nearest rank). */
export function spread(sample: readonly number[]): { p50: number; p90: number; p99: number; max: number } {
  const sorted = [...sample].sort((a, b) => a - b), rank = (f: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(f * sorted.length) - 1))] ?? NaN;
  return { p50: rank(0.5), p90: rank(0.9), p99: rank(0.99), max: rank(1) };
}

/** Every k-th of a list, so that about `count` remain (0: all). */
export function sampleOf<T>(list: readonly T[], count: number): T[] {
  return count === 0 || count >= list.length ? [...list] : Array.from({ length: count }, (_, k) => list[Math.floor((k * list.length) / count)]);
}

/** CPU seconds of this process so far, all threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
