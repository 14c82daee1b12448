import { oscillator, real } from '../oscillator.ts';

/**
 * Stuart-Landau oscillator that listens: to others through its couplings, and to a drive from outside.
 *
 *   dz/dt = (μ + iω) z − |z|² z + K u + b f,   z = re + i im,   u = Σ_j W_ij z_j
 *
 *   symbol  argument   meaning                                      unit    shape
 *   μ       mu         growth rate at the origin; < 0: damped       1/T     N or 1
 *   ω       omega      angular frequency as |z| → 0                 rad/T   N or 1
 *   K       K          coupling strength (direct, not diffusive)    1/T     N or 1
 *   b       hearing    how strongly the drive is heard              1/T     N or 1
 *   f       fRe, fIm   drive, |f| = certainty in 0..1               1       N or 1
 *
 * Known answers: for b = K = 0 the radial equation of `stuartLandau`; for K = 0, small b and a constant f the linear response
 * z → b f / (−μ − iω); memory of what was heard fades as e^{μt}. Ours; the derivation is the fixed point of the linear part.
 */
export const drivenStuartLandau = oscillator({
  name: 'driven Stuart-Landau',
  state: { re: real, im: real },
  planar: ['re', 'im'],
  parameters: { mu: -0.01, omega: 0, K: 0, hearing: 0, fRe: 0, fIm: 0 },
  rate: {
    re: 'mu*re - omega*im - (re^2 + im^2)*re + K*U + hearing*fRe',
    im: 'mu*im + omega*re - (re^2 + im^2)*im + K*V + hearing*fIm',
  },
  emits: { U: 're', V: 'im' },
});
