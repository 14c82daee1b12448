import { plasticityRule } from './rule.ts';

/**
 * Coherence-gated competition: dg_c/dt = g_c (f_c − Σ_j g_j f_j), the couplings of one gate share a homeostatic budget (replicator dynamics).
 *
 *   g_c  w  coupling of channel c (sending end) to the gate (receiving end), starts at 1/channels   1    links
 *   f_c  f  what the channel shows: coherence with the taught phase minus its upkeep                1/T  N
 *   Σ    m  what the gate hears, Σ_j g_j f_j                                                        1/T  N
 *
 * Reads: its own g, f at its sending end, the sum heard at its receiving end. Changes: g ≥ 0; Σ g = 1 is kept by the equation. Time constant
 * 1/(f₁ − f₂), the gap between the two best. Fixed point: all coupling on the best channel. While f is held g_c(t) ∝ g_c(0) e^{f_c t}, since
 * d/dt ln(g_a/g_b) = f_a − f_b: `compete` (replicator.ts) takes this flow in closed form, and grows the gates of grid tasks. Ours.
 */
export const coherenceCompetition = plasticityRule({
  name: 'coherence-gated competition', of: 'link', reads: ['f'], hears: { m: 'f' }, parameters: { rate: 1 },
  rate: 'rate * w * (f_j - m_i)', bounds: [0, Infinity],
  timescale: '1/(gap of the two best f)', fixedPoint: 'w = 1 on the best channel, 0 elsewhere',
});
