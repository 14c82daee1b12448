/**
 * Exclusion plasticity: two sites inhibit each other unless they are ever seen in phase.
 *
 *   dw_ab/dt = η (1 − w_ab) − w_ab c_ab / τ           c_ab = 1 while a and b are in phase, else 0
 *
 *   symbol  argument      meaning                                               unit    shape
 *   w_ab    strengths     inhibition between sites a < b, starts at 1           1       N (N − 1) / 2
 *   η       recovery      drift back to full inhibition (homeostasis)           1/T     1
 *   τ       timeConstant  how fast coincidence breaks a link                    T       1
 *
 * T = the presentation of one pattern, held for time 1. Reads: the phases of its own two ends. Changes: w, in (0, 1]. Fixed point for a mean
 * coincidence c̄: w = 1 / (1 + c̄ / (ητ)), so links of c̄ = 0 stay at 1 and all with c̄ > ητ fall below ½. With η = 0.002 and
 * τ = 0.5 that is one coincidence in 1000 patterns; one alone takes w from 1 to 0.135 and is forgotten after about 270 patterns.
 * While a pattern is held the equation is linear; each step below is its exact flow over time 1. Ours.
 */
export class ExclusionLinks {
  readonly strengths: Float64Array;
  patterns = 0;

  /** Errors: RangeError for fewer than two sites or clocks that are not positive. */
  constructor(readonly sites: number, private readonly recovery = 0.002, private readonly timeConstant = 0.5) {
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
