import type { RingDynamics, RingPace } from './ringField.ts';

/** The pace at which the limit form was measured best (docs/constraints.md). Units: T = field time. */
const LIMIT_PACE: RingPace = { dt: 0.5, rate: 1, deviation: 0.07, growth: 0.01, leak: 0.003 };

/** What the largest of a ring must reach where its demand asks for more than half: the next float32 above ½. */
export const ABOVE_HALF = 0.5 + 2 ** -24;

/**
 * The ring field in its adiabatic limit: the phases of a ring are infinitely fast, so its competition is over at once.
 *
 *   u_e = 1 for the winner of ring m, else 0      'one': largest x; 'most': largest x if above ½; 'least': all above ½, else the largest
 *   ū_i = Σ_m a_m u_mi / Σ_m a_m                  x̄_i likewise
 *   dx_e = η (2 ū_i − x̄_i − u_e) dt + σ dW          integral homeostasis: fatigue where I win alone, sensitisation where others want me
 *   da_m = [ε Σ_i (ū_i − u_mi)² − λ (a_m − 1)] dt  a contour grows while it is violated and leaks otherwise
 *
 *   symbol  argument   meaning                                      unit   shape
 *   x_e     state      homeostatic state of synapse e               1      synapses
 *   a_m     strengths  strength of ring m, starts at 1              1      rings
 *   η       rate       how fast synapses habituate: 1 here      1/T    1
 *   σ       deviation  noise, uniform, variance σ² dt a step        T^-½   1
 *   ε, λ    growth, leak                                            1/T    1
 *
 * Explicit Euler; read by consensus (fused/ringModule.ts). A fixed point of the noiseless flow exists only where every ring agrees, that is at a solution: u_e = ū_i for
 * all copies gives dx_e = ū_i − x̄_i, at rest when the copies share one x. Ours; the relaxed-reflect-reflect map read as homeostasis.
 * A ring tells its synapses the level that a winner reaches: its largest x, brought above ½ ('most') or down to ½ ('least'). Two that are
 * equally large in float32 win both for that step.
 */
export const LIMIT: RingDynamics = {
  pace: LIMIT_PACE,
  constants: () => [],
  gathers: 'largest',
  late: false,
  feel(l, x, level, _, u) {
    const on = l.vector('v128.and', l.f('ge', x, level), l.constant(1));
    u.set(on);
    return on;
  },
  show: (_, x) => x,
  level(l, heard, { theta, low, high }) {
    const level = l.f('pmin', l.f('pmax', heard, low), high);
    theta.set(level);
    return level;
  },
};
