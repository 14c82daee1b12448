import type { Oscillator } from '../oscillators/oscillator.ts';
import type { Frames } from './frames.ts';
import { wrapAngle } from './observables/angle.ts';
import type { Arrays } from './plan.ts';

/**
 * Watches a run that has not come to rest and says what it does instead, from one sample a launch:
 *   drifting: somewhere in a frame two phases part by more than a whole turn (their unwrapped distance grows past 2π), and in the second
 *             half of the watch hardly slower than in the first (else it is a transient that unwinds);
 *   periodic: the state comes back at least twice to where the watch began, as near as one sample can tell, after having been clearly
 *             away, and it does not turn over and the motion is not dying out.
 * Unwrapping between samples trusts the trapezoid rule on the measured rates to within half a turn.
 */
export function orbit(model: Oscillator, frames: Frames) {
  const total = frames.of.length, phases = model.variables.filter((v) => model.state[v] === 'phase'), others = model.variables.filter((v) => model.state[v] === 'real');
  let anchor: Arrays | undefined, before: Arrays, ratesBefore: Record<string, Float64Array>;
  const travelled: Record<string, Float64Array> = Object.fromEntries(phases.map((v) => [v, new Float64Array(total)]));
  const distances: number[] = [], residuals: number[] = [], spreads: number[] = [];
  let longestStep = 0, scale = 1;

  return {
    /** A sample: state and co-rotating rates of the phases, `elapsed` after the sample before. */
    see(state: Arrays, rates: Record<string, Float64Array>, residual: number, elapsed: number): void {
      const copy = Object.fromEntries(model.variables.map((v) => [v, state[v].slice(0, total)]));
      const own = Object.fromEntries(phases.map((v) => [v, rates[v].slice()]));
      if (anchor) {
        let step = 0, distance = 0;
        for (const v of phases) {
          const moved = new Float64Array(total);
          for (let i = 0; i < total; i++) moved[i] = state[v][i] - before[v][i];
          const turned = frameAngle(moved, frames);
          for (let i = 0; i < total; i++) {
            const guess = 0.5 * (ratesBefore[v][i] + own[v][i]) * elapsed;
            const d = guess + wrapAngle(moved[i] - turned[frames.of[i]] - guess);
            travelled[v][i] += d;
            step = Math.max(step, Math.abs(d));
            distance = Math.max(distance, Math.abs(wrapAngle(travelled[v][i])));
          }
        }
        for (const v of others) for (let i = 0; i < total; i++) {
          step = Math.max(step, Math.abs(state[v][i] - before[v][i]));
          distance = Math.max(distance, Math.abs(state[v][i] - anchor[v][i]));
        }
        distances.push(distance);
        residuals.push(residual);
        spreads.push(phases.reduce((widest, v) => Math.max(widest, widestSpread(travelled[v], frames)), 0));
        longestStep = Math.max(longestStep, step);
      } else {
        anchor = copy;
        for (const v of others) for (let i = 0; i < total; i++) scale = Math.max(scale, Math.abs(copy[v][i]));
      }
      before = copy;
      ratesBefore = own;
    },
    /** What the run did since the watch began. */
    verdict(): 'drifting' | 'periodic' | undefined {
      const middle = spreads.length >> 1, end = spreads.at(-1) ?? 0, first = spreads[middle] ?? 0;
      if (end > 2 * Math.PI) return end - first > 0.9 * (first - spreads[0]) ? 'drifting' : undefined;
      const away = Math.max(...distances), near = Math.max(longestStep, 1e-6 * scale);
      if (distances.length < 8 || away < 3 * near) return undefined;
      let returns = 0, left = false;
      for (const d of distances) {
        if (d > away / 2) left = true;
        else if (left && d <= near) { returns++; left = false; }
      }
      const half = residuals.length >> 1, early = Math.max(...residuals.slice(0, half)), late = Math.max(...residuals.slice(half));
      return returns >= 2 && late > 0.95 * early ? 'periodic' : undefined;
    },
  };
}

/** How far each frame turned: the circular mean of its sites' movements. */
function frameAngle(moved: Float64Array, { of, count, resting }: Frames): Float64Array {
  const re = new Float64Array(count), im = new Float64Array(count);
  for (let i = 0; i < moved.length; i++) { re[of[i]] += Math.cos(moved[i]); im[of[i]] += Math.sin(moved[i]); }
  return re.map((x, f) => (f === resting ? 0 : Math.atan2(im[f], x)));
}

function widestSpread(values: Float64Array, { of, count }: Frames): number {
  const low = new Float64Array(count).fill(Infinity), high = new Float64Array(count).fill(-Infinity);
  for (let i = 0; i < values.length; i++) {
    low[of[i]] = Math.min(low[of[i]], values[i]);
    high[of[i]] = Math.max(high[of[i]], values[i]);
  }
  return high.reduce((widest, h, f) => Math.max(widest, h - low[f]), 0);
}
