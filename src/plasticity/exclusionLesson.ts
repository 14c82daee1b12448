import type { SimulationFile } from '../schemas/simulate.ts';
import { BREAKING, RECOVERY } from './exclusionLimit.ts';

/** How long a pattern sounds and how long it is silent afterwards, in damping times: see below. */
const SOUND = 3, SILENCE = 3;

/** A tenth of what breaks a link for good: what a true exclusion may at most coincide, by neighbouring phases or by passing phases. */
const TOLERATED = (RECOVERY * BREAKING) / 10;

export interface LessonOptions {
  /** Silence after every pattern, in damping times. Without it passing phases count as coincidence. Default 3. */
  silence?: number;
  /** Simulated time between two recorded moments. Default 0.5. */
  every?: number;
}

/**
 * A model file (docs/simulate.md) in which a field of damped oscillators is shown patterns and learns by the rule `exclusion` which sites are never in phase:
 * rows × columns sites, each pattern a label 1 … `phases` a site, played in as the phase 2π label/phases, one pattern after another.
 *
 *   dz/dt = −z − |z|² z + K Σ_j w_ij z_j + 2 f(t) e^{iφ(t)},     f = 1 for SOUND, then 0 for SILENCE,     K = −0.8/sites
 *
 * seen in the frame that turns with the rhythm (nothing here depends on a common turning); the unit of time is the damping time. Nothing is fitted; in order:
 *
 *   drive     b = 2: the amplitude rests where b = r + r³, at r = 1. Then ṙ = (1 − r)(2 + r + r²) from 0, and ṙ = −r − r³ in silence, so that a pattern is loud for
 *             ∫r² dt = (SOUND − ½ ln 2 − [arctan(3/√7) − arctan(1/√7)]/√7) + ½ ln 2, 2.816 of 6; the rest of the rise, e^{−4 SOUND}, is left out.
 *   η, τ      those of the limit (exclusionLimit.ts) for a pattern of SOUND + SILENCE that is loud for ∫r² dt: η = ρ/(SOUND + SILENCE), τ = s ∫r² dt.
 *   κ         neighbouring labels may coincide by TOLERATED: exp(κ(cos(2π/phases) − 1)) = ρs/10, so that a true exclusion whose labels were neighbours in every
 *             pattern would still rest at w = 1/1.1. (9.2 for 4 phases, 39 for 9.)
 *   silence   leaves r = ε = 1/√(2e^{2 SILENCE} − 1) = 0.035. The next pattern turns what is left within a time ε at amplitudes up to 2ε: two phases that pass each
 *             other coincide by at most (2ε)² ε = 4ε³, and 4ε³/τ = 1.2e-4 a pattern is below ρ/10. Without silence they pass at amplitudes near 1.
 *   K         the links are felt: every site is pushed away from those that it excludes. A symmetric matrix with entries from 0 to 1 has no eigenvalue below
 *             −sites/2 (x split by sign into p and q entries: xᵀWx ≥ −2 |x₊|₁ |x₋|₁ ≥ −√(pq) |x|²), so −0.8/sites takes at most 0.4 of the damping away,
 *             whatever is learned: in silence all dies.
 *   steps     the fastest rate is 4 (amplitude at r = 1): dt = 1/8, and the rule looks every ½, τ/2.8.
 *
 * Errors: RangeError for a pattern of another length or with another label. Ours.
 */
export function exclusionLesson(patterns: readonly ArrayLike<number>[], [rows, columns]: [number, number], phases: number, { silence = SILENCE, every = 0.5 }: LessonOptions = {}): SimulationFile {
  const sites = rows * columns, loud = SOUND - (Math.atan(3 / Math.sqrt(7)) - Math.atan(1 / Math.sqrt(7))) / Math.sqrt(7);
  patterns.forEach((p, k) => {
    if (p.length !== sites) throw new RangeError(`exclusion: pattern ${k + 1} has ${p.length} labels, expected ${sites}. Show whole patterns.`);
    for (let i = 0; i < sites; i++) if (!(Number.isInteger(p[i]) && p[i] >= 1 && p[i] <= phases)) throw new RangeError(`exclusion: pattern ${k + 1} has the label ${p[i]} at site ${i}, expected 1 to ${phases}. Fill it in.`);
  });
  const rate = (own: string, heard: string, played: string) => `mu*${own} - (re^2 + im^2)*${own} + K*${heard} + hearing*loud*${played}(phase)`;
  return {
    name: 'learned-exclusions', state: { re: 'real', im: 'real' }, planar: ['re', 'im'], emits: { U: 're', V: 'im' }, rate: { re: rate('re', 'U', 'cos'), im: rate('im', 'V', 'sin') },
    parameters: { mu: -1, K: -0.8 / sites, hearing: 2, loud: 1, phase: 0 }, start: { re: { normal: [0, 1e-3] }, im: { normal: [0, 1e-3] } }, sites: [rows, columns],
    carriers: { exclusion: { kind: 'dense', weight: 1, symmetric: true } },
    plasticity: { every: 0.5, rules: [{ rule: 'exclusion', carrier: 'exclusion', parameters: {
      eta: RECOVERY / (SOUND + SILENCE), tau: BREAKING * loud, kappa: Math.log(1 / TOLERATED) / (1 - Math.cos((2 * Math.PI) / phases)),
    } }] },
    drive: patterns.flatMap((p): NonNullable<SimulationFile['drive']> => [{ for: SOUND, parameters: { phase: Array.from(p, (label) => (2 * Math.PI * label) / phases) } }, ...(silence > 0 ? [{ for: silence, parameters: { loud: 0 } }] : [])]),
    dt: 0.125, time: patterns.length * (SOUND + silence), record: { every, observables: [] },
  };
}
