import { oscillator, real } from '../oscillator.ts';

/**
 * Hopf oscillator that learns a frequency: dynamic Hebbian learning in a state variable (Righetti, Buchli and Ijspeert).
 *
 *   dx/dt = γ(μ − r²) x − ω y + ε F,   dy/dt = γ(μ − r²) y + ω x,   dω/dt = −ε F y/r,   r = |(x, y)|,   F = A cos νt + K U,   U = Σ_j W_ij x_j
 *
 *   symbol  argument  meaning                                     unit    shape
 *   x, y    x, y      the oscillation                             1       N
 *   ω       omega     its frequency, learned                      rad/T   N
 *   γ       gamma     how fast the amplitude returns to √μ        1/T     N or 1
 *   μ       mu        squared amplitude                           1       N or 1
 *   ε       epsilon   how much is heard, and learned              1/T     N or 1
 *   A, ν    A, nu     forcing: amplitude and frequency            1, rad/T  N or 1
 *   K       K         coupling to others' x                       1       N or 1
 *
 * Known answer: ω comes to ν and stays near it, from above and from below (validation-suite.md V22: γ 8, μ 1, ε 0.9, ν 30, ω from 40 → 29.9985 in the mean);
 * with ε = 0 the limit cycle r = √μ at ω. F y/r is how much the forcing would turn the phase, taken as what the frequency lacks.
 */
export const adaptiveHopf = oscillator({
  name: 'adaptive-frequency Hopf',
  state: { x: real, y: real, omega: real },
  planar: ['x', 'y'],
  parameters: { gamma: 8, mu: 1, epsilon: 0.9, A: 1, nu: 30, K: 0 },
  where: { r2: 'x^2 + y^2', F: 'A*cos(nu*t) + K*U' },
  rate: {
    x: 'gamma*(mu - r2)*x - omega*y + epsilon*F',
    y: 'gamma*(mu - r2)*y + omega*x',
    omega: '-epsilon*F*y / sqrt(max(1e-12, r2))',
  },
  emits: { U: 'x' },
});
