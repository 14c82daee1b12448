import { oscillator, real } from '../oscillator.ts';

/**
 * Damped linear resonator, seen in the frame that turns with its drive.
 *
 *   dz/dt = γ (g u + f − z) + iδz,   z = re + i im,   u = Σ_j W_ij z_j
 *
 *   symbol  argument      meaning                                   unit    shape
 *   γ       damping       how fast it forgets                       1/T     N or 1
 *   δ       detuning      own frequency minus the drive's           rad/T   N or 1
 *   g       gain          how strongly it hears others              1       N or 1
 *   f       fRe, fIm      drive from outside                        1       N or 1
 *
 * Known answer: without others, z → γf/(γ − iδ); with δ = 0, z = f + (z₀ − f) e^(−γt), so the sum of what drives it is read at rest.
 */
export const resonator = oscillator({
  name: 'resonator',
  state: { re: real, im: real },
  parameters: { damping: 1, detuning: 0, gain: 1, fRe: 0, fIm: 0 },
  rate: {
    re: 'damping*(gain*U + fRe - re) - detuning*im',
    im: 'damping*(gain*V + fIm - im) + detuning*re',
  },
  emits: { U: 're', V: 'im' },
});
