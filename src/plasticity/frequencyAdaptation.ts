import { plasticityRule } from './rule.ts';

/**
 * Adaptive frequency (Righetti, Buchli and Ijspeert): dω/dt = −ε F y / r, r = |(x, y)|.
 *
 *   x, y  x, y   the oscillation at the own site       1      N       ω  omega    natural frequency     rad/T   N
 *   F     F      what drives x there (a signal)        1      N       ε  epsilon  how much is learned   1/T     1
 *
 * Reads: state and drive of its own site. Changes: that site's ω, unbounded. Time constant about 1/ε², slow against 2π/ω. Fixed point: ω at
 * the frequency of F (in the mean over a period, where the drive no longer turns the phase). Source: validation-suite.md section 5, V22.
 */
export const frequencyAdaptation = plasticityRule({
  name: 'frequency adaptation', of: 'site', changes: 'omega', reads: ['x', 'y', 'F'], parameters: { epsilon: 0.9 },
  rate: '-epsilon * F * y / sqrt(max(1e-12, x^2 + y^2))',
  timescale: 'about 1/epsilon^2', fixedPoint: 'omega = frequency of F',
});
