import { oscillator, real } from '../oscillator.ts';

/**
 * Entrainment with an advance-only phase response: an oscillator is sped up by a faster one, never slowed.
 *
 *   dw_i/dt = g max(0, h_i − w_i),   h_i = max_k (w_j(k) − lag_k)
 *
 *   symbol  argument  meaning                                        unit    shape
 *   w       w         frequency (or advance) of the oscillator       1       N
 *   h       heard     strongest signal carried here, minus its lag   1       carried with reduce: 'strongest'
 *   g       gain      entrainment rate                               1/T     N or 1
 *
 * Known answers: w never falls; at rest w_i ≥ h_i everywhere, so w_i = max over all paths of (start − lags along the path):
 * lags 0 spread the largest start over a connected component, lags 1 give start − hops. Euler with g·dt ≤ 1 cannot overshoot,
 * because w + g·dt·(h − w) lies between w and h. Fastest-wins entrainment; this reduced form is ours.
 */
export const entrainment = oscillator({
  name: 'entrainment',
  state: { w: real },
  parameters: { gain: 1 },
  rate: { w: 'gain * max(0, heard - w)' },
  emits: { signal: 'w' },
  hears: ['heard'],
});
