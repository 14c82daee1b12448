/**
 * What an encoder plays into a field at one moment: z = a·e^{iθ} per site as re = a cos θ, im = a sin θ, where the amplitude a
 * is certainty in 0..1. A rhythm over time is one Drive per moment.
 */
export interface Drive {
  re: Float32Array;
  im: Float32Array;
  /** Length of both. */
  sites: number;
}

/** Number of colour phases on the circle: colour c rests at 2πc/10. */
export const PHASES = 10;

/** cos and sin of the ten resting phases. */
const COS = Float64Array.from({ length: PHASES }, (_, c) => Math.cos((2 * Math.PI * c) / PHASES));
const SIN = Float64Array.from({ length: PHASES }, (_, c) => Math.sin((2 * Math.PI * c) / PHASES));

/** e^{2πi c/10} for every phase c in 0..9, silence for −1. */
export function fieldDrive(phase: ArrayLike<number>): Drive {
  const re = new Float32Array(phase.length), im = new Float32Array(phase.length);
  for (let i = 0; i < phase.length; i++) {
    if (phase[i] < 0) continue;
    re[i] = COS[phase[i]];
    im[i] = SIN[phase[i]];
  }
  return { re, im, sites: phase.length };
}

/** The colour phase nearest to arg z, −1 where |z| < 1/2. */
export function nearestPhase(re: number, im: number): number {
  if (re * re + im * im < 0.25) return -1;
  return (Math.round((Math.atan2(im, re) * 5) / Math.PI) + 10) % 10;
}
