import { oscillator, phase } from '../oscillator.ts';
import type { Oscillator } from '../oscillator.ts';

/**
 * Phase oscillators coupled through `harmonics` harmonics (Daido): every site radiates one pair of signals a harmonic.
 *
 *   dθ_i/dt = ω_i + Σ_k K_k Σ_j W_ij sin k(θ_j − θ_i),   k = 1 … harmonics
 *
 *   symbol  argument    meaning                                unit    shape
 *   θ       theta       phase                                  rad     N
 *   ω       omega       natural frequency                      rad/T   N or 1
 *   K_k     K1, K2, …   strength of harmonic k                 1/T     N or 1
 *
 * Known answers (mean field, alike): two clusters half a turn apart, a share p in the first, have the rates −K₁(2p − 1) − 2K₂ and
 * −K₁(1 − 2p) − 2K₂ (one site leaves) and K₁ − 2K₂ (the clusters leave each other), written for harmonics = 2. So at p = ½ they hold iff K₂ > 0 and
 * 2K₂ > K₁. Derivation: Σ_k k K_k ⟨cos k(θ_j − θ_i)⟩ with cos k·π = (−1)^k. harmonics = 1 is Kuramoto.
 */
export function daido(harmonics: number): Oscillator {
  if (!Number.isInteger(harmonics) || harmonics < 1 || harmonics > 16) throw new RangeError(`daido: harmonics is ${harmonics}, expected a whole number from 1 to 16. Two give clusters.`);
  const each = Array.from({ length: harmonics }, (_, k) => k + 1), angle = (k: number) => (k === 1 ? 'theta' : `${k}*theta`);
  return oscillator({
    name: `Daido with ${harmonics} ${harmonics === 1 ? 'harmonic' : 'harmonics'}`,
    state: { theta: phase },
    parameters: { omega: 0, ...Object.fromEntries(each.map((k) => [`K${k}`, 1])) },
    rate: { theta: `omega + ${each.map((k) => `K${k}*(S${k}*cos(${angle(k)}) - C${k}*sin(${angle(k)}))`).join(' + ')}` },
    emits: Object.fromEntries(each.flatMap((k) => [[`S${k}`, `sin(${angle(k)})`], [`C${k}`, `cos(${angle(k)})`]])),
  });
}
