import type { Carrier } from './carrier.ts';

/**
 * A carrier that takes its time: heard_i(t) = Σ_j W_ij s_j(t − τ), with the W of the carrier inside.
 *
 *   τ      delay                       unit of time, one for all links, a whole number of dt
 *   s_j    signal, as it was emitted   with the parameters of then
 *
 * Before t = 0 the state stood as it starts, or moved as the run's `history` says. RK4 keeps order four (cubic Hermite between the steps).
 * Known answer: two oscillators with Ω = ω − K sin(Ωτ) rotate together, stable iff K cos(Ωτ) > 0 (validation-suite.md V26).
 * Errors: RangeError here for a delay that is no positive number; in defineField where it is no whole number of dt.
 *
 *     defineField({ model: kuramoto, carriers: { all: delayed(meanField(), { delay: 2 }) }, dt: 0.05 })
 */
export function delayed<Wiring>(carrier: Carrier<Wiring>, { delay }: { delay: number }): Carrier<Wiring> {
  if (typeof carrier?.fit !== 'function') throw new TypeError('delayed: no carrier came, expected one as first argument. Call delayed(meanField(), { delay: 1 }).');
  if (carrier.delay !== undefined) throw new RangeError(`delayed: the carrier is already delayed by ${carrier.delay}, expected one delay. Add the two.`);
  if (!(delay > 0 && Number.isFinite(delay))) throw new RangeError(`delayed: delay is ${delay}, expected a positive number. Leave delayed(…) out for none.`);
  return { ...carrier, kind: `delayed ${carrier.kind}`, delay, fit: (name, wiring, layout) => Object.create(carrier.fit(name, wiring, layout), { route: { value: undefined } }) };
}
