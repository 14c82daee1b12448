import { quantiles, SHARES } from './quantiles.ts';
import type { RecordedArray } from './zarr.ts';

const suffix = '_quantiles';

/**
 * The summary of an array of a recording that plasticity changes or holds: seven quantiles a moment, so that its course over time can be drawn
 * without reading it. The array names it in its attribute `quantiles`.
 */
export function summaryArrays(name: string, array: RecordedArray): Record<string, RecordedArray> {
  array.attributes = { ...array.attributes, quantiles: name + suffix };
  return { [name + suffix]: { dimensions: ['time', 'quantile'], shape: [SHARES.length], type: '<f4', attributes: { long_name: `quantiles of ${name}`, shares: SHARES } } };
}

/** The summaries of what a moment holds. */
export function summaryOf(arrays: Record<string, RecordedArray>, moment: Record<string, number | ArrayLike<number>>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(moment).filter(([name, value]) => typeof value !== 'number' && arrays[name]?.attributes?.quantiles !== undefined).map(([name, value]) => [name + suffix, quantiles(value as ArrayLike<number>)]));
}
