/** Homeostatic recovery and time constant of breaking, a pattern each: one coincidence breaks a link, and one in 1000 patterns keeps it broken. */
export const RECOVERY = 0.002, BREAKING = 0.5;

/**
 * The adiabatic limit of the rule `exclusion` (exclusion.ts): patterns of equal amplitude 1, held for time 1 each, that follow one another at once,
 * and a coincidence infinitely steep in phase.
 *
 *   dw_ab/dt = ρ (1 − w_ab) − w_ab c_ab / s           c_ab = 1 while a and b show the same label, else 0
 *
 *   symbol  argument      meaning                                               unit        shape
 *   w_ab    strengths     inhibition between sites a < b, starts at 1           1           N (N − 1) / 2
 *   ρ       recovery      drift back to full inhibition                         1/pattern   1
 *   s       timeConstant  how fast coincidence breaks a link                    pattern     1
 *
 * While a pattern is held the equation is linear; each step below is its exact flow over time 1. Fixed point for a mean coincidence c̄:
 * w = 1/(1 + c̄/(ρs)). With the defaults the threshold w = ½ is one coincidence in 1000 patterns; one alone takes w from 1 to e^−2 = 0.135 and is
 * forgotten after about 270 patterns. The simulated field (exclusionLesson.ts) is tested against it. Ours.
 */
export class ExclusionLinks {
  readonly strengths: Float64Array;
  patterns = 0;

  /** Errors: RangeError for fewer than two sites or clocks that are not positive. */
  constructor(readonly sites: number, private readonly recovery = RECOVERY, private readonly timeConstant = BREAKING) {
    if (!Number.isInteger(sites) || sites < 2) throw new RangeError(`exclusion: sites is ${sites}, expected a whole number of at least 2. Correct it.`);
    if (!(recovery > 0) || !(timeConstant > 0)) throw new RangeError(`exclusion: recovery ${recovery} and timeConstant ${timeConstant} came, expected numbers above 0. Correct them.`);
    this.strengths = new Float64Array((sites * (sites - 1)) / 2).fill(1);
  }

  /** Position of the link between a < b. */
  at(a: number, b: number): number {
    return (a * (2 * this.sites - a - 1)) / 2 + b - a - 1;
  }

  /** Shows one pattern: the phase (any label) of every site. Error: RangeError for a wrong length. */
  see(phase: ArrayLike<number>): void {
    const { sites, strengths, recovery, timeConstant } = this;
    if (phase.length !== sites) throw new RangeError(`exclusion: a pattern of ${phase.length} phases came, expected ${sites}. Show whole patterns.`);
    const apart = Math.exp(-recovery), rate = recovery + 1 / timeConstant, rest = recovery / rate, together = Math.exp(-rate);
    for (let a = 0, k = 0; a < sites; a++) for (let b = a + 1; b < sites; b++, k++) {
      strengths[k] = phase[a] === phase[b] ? rest + (strengths[k] - rest) * together : 1 + (strengths[k] - 1) * apart;
    }
    this.patterns += 1;
  }

  /** Pairs that still exclude each other: w above ½. */
  pairs(): [number, number][] {
    const found: [number, number][] = [];
    for (let a = 0, k = 0; a < this.sites; a++) for (let b = a + 1; b < this.sites; b++, k++) if (this.strengths[k] > 0.5) found.push([a, b]);
    return found;
  }
}
