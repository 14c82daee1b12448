import { plasticityRule } from './rule.ts';

/**
 * Exclusion: two oscillators inhibit each other unless they are ever loud together in phase.
 *
 *   dw_ij/dt = η (1 − w_ij) − w_ij c_ij / τ,      c_ij = r_i r_j exp(κ (cos(θ_i − θ_j) − 1)),      re + i im = r e^{iθ}
 *
 *   symbol  argument  meaning                                                                    unit  shape
 *   w       w         inhibition between the two ends, starts at 1                               1     links
 *   c       –         coincidence: gated by both amplitudes, a von Mises bump of width 1/√κ      1     links
 *   η       eta       drift back to full inhibition (homeostasis)                                1/T   1
 *   τ       tau       how fast a full coincidence breaks a link                                  T     1
 *   κ       kappa     how steep the coincidence is in phase                                      1     1
 *
 * Reads: its own w and the states of its two ends. Changes: w, in (0, 1] from there. Time constant: τ where loud together, 1/η apart. Fixed point for a mean
 * coincidence c̄: w = 1/(1 + c̄/(ητ)), from w' = 0, so that links fall below ½ where c̄ > ητ. It does not see a common turning of all phases. Ours.
 */
export const exclusion = plasticityRule({
  name: 'exclusion', of: 'link', reads: ['re', 'im'], parameters: { eta: 0.001, tau: 1, kappa: 10 },
  shows: { r: 'sqrt(re^2 + im^2)', x: 're / max(1e-15, sqrt(re^2 + im^2))', y: 'im / max(1e-15, sqrt(re^2 + im^2))' },
  rate: 'eta - w / tau * r_i * r_j * exp(kappa * (x_i*x_j + y_i*y_j - 1))', decay: 'eta',
  timescale: 'tau while in phase, 1/eta apart', fixedPoint: 'w = 1 / (1 + mean coincidence / (eta * tau))',
});
