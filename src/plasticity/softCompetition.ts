import { oscillator, real } from '../oscillators/oscillator.ts';

/**
 * Sites that compete softly for one shared activity; what `softHebb` reads as y is settled here, by the field.
 *
 *   dy_k/dt = y_k (u_k − T ln y_k − M),   M = Σ_l y_l (u_l − T ln y_l),   du_k/dt = (Σ_j W_kj x_j − u_k)/τ,   x = A where sin νt > 0, B where it is not
 *
 *   symbol  argument  meaning                                                      unit    shape
 *   y       y         share of the site in its competition; 0: takes no part       1       N
 *   u       u         follows what the site hears through its links                1/T     N
 *   M       M         what all its rivals bring together                           1/T     N
 *   τ       lag       how late u follows                                           T       N or 1
 *   T       warmth    how soft the competition is                                  1/T     N or 1
 *   A, B    A, B      two patterns that a site plays in turn                       1/T     N or 1
 *   ν       nu        how often they take turns                                    rad/T   N or 1
 *
 * M comes through `group({ from: { M: 'share' } })`, one group a competition, and U through links that carry `x`. Known answers: Σ y = 1 is kept, because the
 * rates sum to M (1 − Σ y); for u held, y → e^{u/T}/Σ e^{u/T}, where u_k − T ln y_k is the same for all; d ln(y_k/y_l)/dt = u_k − u_l − T ln(y_k/y_l), so it
 * comes there as e^{−Tt}, exactly. Ours; it is replicator dynamics with an entropy.
 */
export const softCompetition = oscillator({
  name: 'soft competition', state: { y: real, u: real }, parameters: { warmth: 0.2, lag: 0.5, A: 0, B: 0, nu: 0.1 },
  where: { surprise: 'warmth * log(max(1e-12, y))' },
  rate: { y: 'y * (u - surprise - M)', u: '(U - u) / lag' },
  emits: { x: 'A * max(0, sign(sin(nu*t))) + B * max(0, -sign(sin(nu*t)))', share: 'y * (u - surprise)' },
  hears: ['U', 'M'],
});
