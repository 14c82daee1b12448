import { plasticityRule } from './rule.ts';

/**
 * Amplitude homeostasis: dμ/dt = (ρ* − |z|²)/τ, z = re + i im.
 *
 *   z   re, im  the oscillation at the own site  1    N       ρ*  setPoint  target of |z|²       1  1
 *   μ   mu      growth rate at the origin        1/T  N       τ   tau       how slow it is       T² 1
 *
 * Reads: z of its own site. Changes: μ, unbounded. Time constant τ (with P = |z|² near rest: Jacobian of (P, μ) [[−2ρ*, 2ρ*], [−1/τ, 0]], so no ringing for
 * τ > 2/ρ*). Fixed point: |z|² = ρ*, and μ = ρ* where nothing couples. Source: design.md section 4; the Jacobian is derived from stuartLandau's radial equation.
 */
export const amplitudeHomeostasis = plasticityRule({
  name: 'amplitude homeostasis', of: 'site', changes: 'mu', reads: ['re', 'im'], parameters: { setPoint: 1, tau: 10 },
  rate: '(setPoint - re^2 - im^2) / tau', holds: { name: 'power', of: 're^2 + im^2', at: 'setPoint' }, timescale: 'tau', fixedPoint: 'abs(z)^2 = setPoint; uncoupled: mu = setPoint',
});

/**
 * The same target held by the coupling (chaotic amplitude control): dK/dt = β K (ρ* − |z|²), K > 0, so that what is quieter than ρ* listens more.
 *
 *   K  K  how strongly a site hears its links   1/T  N        β  beta  rate   1/(|z|² T)  1
 *
 * Reads: z of its own site. Changes: that site's K, in (0, bounds[1]]; multiplicative, so that it never changes sign. Time constant 1/(βρ*). Fixed point:
 * |z|² = ρ*. Known answer: two identical oscillators in phase, hearing each other with weight 1 (degree 0), rest at |z|² = μ + K, so K = ρ* − μ.
 * Source: design.md section 4 names it; the known answer is derived from stuartLandau's radial equation.
 */
export const chaoticAmplitudeControl = plasticityRule({
  name: 'chaotic amplitude control', of: 'site', changes: 'K', reads: ['re', 'im'], parameters: { setPoint: 1, beta: 0.1 },
  rate: 'beta * K * (setPoint - re^2 - im^2)', bounds: [0, 1e3], holds: { name: 'power', of: 're^2 + im^2', at: 'setPoint' }, timescale: '1/(beta * setPoint)', fixedPoint: 'abs(z)^2 = setPoint',
});
