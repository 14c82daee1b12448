import { oscillator, real } from '../oscillator.ts';

/** tanh(a)/a is even: |a| is kept above 1e-4, where it is 1 − 3e-9, so that nothing is divided by 0; E is kept below e^80, Q above 1e-30. */
const A = 'max(0.0001, abs(mu*h))', E = 'exp(min(80, -2*mu*h))', Q = `max(1e-30, ${E} + (re^2 + im^2)*h*(1 + ${E})*tanh(${A})/(${A}))`, TURN = `(omega*h - shear*(mu*h + 0.5*log(${Q})))`;

/**
 * Stuart-Landau oscillator, the normal form of a supercritical Hopf bifurcation.
 *
 *   dz/dt = (μ + iω) z − (1 + ic) |z|² z + K (u − D z),   z = re + i im,   u = Σ_j W_ij z_j
 *
 *   symbol  argument  meaning                                                      unit    shape
 *   μ       mu        growth rate at the origin                                    1/T     N or 1
 *   ω       omega     angular frequency as |z| → 0                                 rad/T   N or 1
 *   c       shear     slowing of rotation by amplitude                             1       N or 1
 *   K       K         coupling strength                                            1/T     N or 1
 *   D       degree    Σ_j W_ij: 0 for direct, the row sum for diffusive coupling   1       N or 1
 *
 * The part without coupling has an exact flow (V13), which Strang splitting steps: over a time h, with a = μh and E = e^(−2a),
 *   |z|² → |z|²/Q,  Q = E + |z|² h (1 + E) tanh(a)/a;   arg z → arg z + ωh − c (a + ½ ln Q),   since ∫|z|² dt = a + ½ ln Q.
 *
 * Known answers for K = 0 (radial equation r' = μr − r³): r(t)² = μ/(1 + (μ/r₀² − 1)e^(−2μt)), turning at ω − cμ on the cycle.
 */
export const stuartLandau = oscillator({
  name: 'Stuart-Landau',
  state: { re: real, im: real },
  planar: ['re', 'im'],
  parameters: { mu: 1, omega: 0, shear: 0, K: 0, degree: 0 },
  rate: {
    re: 'mu*re - omega*im - (re^2 + im^2)*(re - shear*im) + K*(U - degree*re)',
    im: 'mu*im + omega*re - (re^2 + im^2)*(im + shear*re) + K*(V - degree*im)',
  },
  emits: { U: 're', V: 'im' },
  split: {
    flow: { re: `(re*cos(${TURN}) - im*sin(${TURN})) / sqrt(${Q})`, im: `(im*cos(${TURN}) + re*sin(${TURN})) / sqrt(${Q})` },
    rest: { re: 'K*(U - degree*re)', im: 'K*(V - degree*im)' },
  },
});
