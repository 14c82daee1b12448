import type { Oscillator } from '../oscillators/oscillator.ts';
import type { Layout } from './carrier.ts';
import type { Arrays } from './plan.ts';

/** Which co-rotating frame each of batch × sites sites belongs to, how many frames there are, and which one does not turn (−1: all turn). */
export interface Frames { of: Int32Array; count: number; resting: number }

/** One frame a batch entry, or the frames named by `labels` (−1: at rest), or one frame at rest for everybody. */
export function framesOf(layout: Layout, labels?: Int32Array | 'rest'): Frames {
  const { sites, batch } = layout, total = sites * batch, of = new Int32Array(total);
  if (labels === undefined) {
    for (let i = 0; i < total; i++) of[i] = Math.floor(i / sites);
    return { of, count: batch, resting: -1 };
  }
  if (labels === 'rest') return { of, count: 1, resting: 0 };
  if (labels.length !== sites && labels.length !== total) {
    throw new RangeError(`settle: frame has ${labels.length} entries, expected ${sites} or ${total}. Give every site the number of its frame.`);
  }
  const number = new Map<string, number>();
  for (let i = 0; i < total; i++) {
    const label = labels[labels.length === total ? i : i % sites], key = label < 0 ? 'rest' : `${Math.floor(i / sites)} ${label}`;
    if (!number.has(key)) number.set(key, number.size);
    of[i] = number.get(key)!;
  }
  return { of, count: number.size, resting: number.get('rest') ?? -1 };
}

/**
 * Rates of change in the co-rotating frame, where a locked field is at rest.
 *   phase:   θ'_i − mean θ' of the frame
 *   planar:  z'_i − iΩ z_i with Ω = Σ Im(z̄ z') / Σ |z|² of the frame
 *   real:    x'_i
 * Returns the largest magnitude; `into` (if given) receives the rate of every phase variable relative to its frame.
 */
export function corotating(model: Oscillator, frames: Frames, state: Arrays, rate: Arrays, into?: Record<string, Float64Array>): number {
  const { of, count, resting } = frames, total = of.length;
  let residual = 0;
  const seen = (r: number) => { if (!(r <= residual)) residual = r; }; // NaN passes and stays
  for (const v of model.variables) {
    if (model.planar?.includes(v)) continue;
    const r = rate[v];
    if (model.state[v] === 'real') {
      for (let i = 0; i < total; i++) seen(Math.abs(r[i]));
      continue;
    }
    const mean = new Float64Array(count), size = new Float64Array(count);
    for (let i = 0; i < total; i++) { mean[of[i]] += r[i]; size[of[i]]++; }
    for (let f = 0; f < count; f++) mean[f] = f === resting ? 0 : mean[f] / size[f];
    for (let i = 0; i < total; i++) {
      const own = r[i] - mean[of[i]];
      seen(Math.abs(own));
      if (into) into[v][i] = own;
    }
  }
  if (model.planar) {
    const [x, y] = model.planar.map((v) => state[v]), [dx, dy] = model.planar.map((v) => rate[v]);
    const turn = new Float64Array(count), size = new Float64Array(count);
    for (let i = 0; i < total; i++) {
      turn[of[i]] += x[i] * dy[i] - y[i] * dx[i];
      size[of[i]] += x[i] * x[i] + y[i] * y[i];
    }
    for (let i = 0; i < total; i++) {
      const omega = size[of[i]] > 0 && of[i] !== resting ? turn[of[i]] / size[of[i]] : 0;
      seen(Math.hypot(dx[i] + omega * y[i], dy[i] - omega * x[i]));
    }
  }
  return residual;
}
