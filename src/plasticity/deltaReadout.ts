/**
 * Delta rule on resonator phases: one output site hears a bank of resonators through links that turn and scale what they carry, and
 * every link corrects itself by what its two ends show.
 *
 *   y = Σ_j w_j z_j        e = f − y        P = Σ_j |z_j|²
 *   dw_j/dt = κ e z̄_j / P        κ = κ₀ / (1 + E/E₀)        dE/dt = |e|²
 *
 *   symbol  argument   meaning                                                      unit  shape
 *   w_j     re, im     coupling: amplitude |w_j|, phase lag arg w_j                 1/|z| N
 *   z_j     zRe, zIm   resonator j, at the sending end                              |z|   N
 *   y, f    –          what the output hears; the phase it is taught, e^{2πis/L}    1     1
 *   κ₀      rate       fastest rate at which the error is unlearned                 1/T   1
 *   E       surprise   squared error this output has ever felt                      T     1
 *   E₀      patience   how much of it halves the plasticity                         T     1
 *
 * Reads: z_j at the sending end; e, P and E at the receiving end (what the output hears, its power, its own history).
 * Changes: its own w_j, unbounded; it is kept finite by the error itself. The output's E only grows.
 * Time constant: 1/κ, from 1/κ₀ on; slower the more the material surprises, so that what cannot be predicted is averaged instead of
 * followed, while a rhythm that is fully predicted leaves the plasticity as it is.
 * Fixed point: e = 0 wherever the bank can tell the moments apart; otherwise E → ∞, κ → 0 and w rests at the mean of its corrections.
 * Known answer: while z and f are held, y' = κe, so e(t) = e(0) e^{−κt} and Δw_j = (1 − e^{−κt}) e(0) z̄_j / P. `teach` is this exact
 * flow with κ taken at its beginning, so no step size enters but the slow change of κ: splitting a hold changes w by O(κ²t²|e|²/E₀).
 *
 * In its discrete limit this is normalised least mean squares with a step 1 − e^{−κt} that cools with the error energy; we say so.
 * Ours; the derivation is the line above.
 */
export interface Readout {
  re: Float64Array;
  im: Float64Array;
  surprise: number;
}

/** Constants of the rule. */
export interface Plasticity {
  rate: number;
  patience: number;
}

/** What the output site holds after listening. */
export interface Heard {
  re: number;
  im: number;
  power: number;
}

/** A readout whose links are all silent. */
export function silentReadout(links: number): Readout {
  if (!Number.isInteger(links) || links < 1) throw new RangeError(`silentReadout: links is ${links}, expected a whole number of at least 1. Count the resonators.`);
  return { re: new Float64Array(links), im: new Float64Array(links), surprise: 0 };
}

/** y and P: the output site adds what its links bring. Links listen to zRe[at + j], zIm[at + j]. */
export function listen(readout: Readout, zRe: ArrayLike<number>, zIm: ArrayLike<number>, at = 0): Heard {
  const { re, im } = readout;
  let yRe = 0, yIm = 0, power = 0;
  for (let j = 0; j < re.length; j++) {
    const x = zRe[at + j], y = zIm[at + j];
    yRe += re[j] * x - im[j] * y;
    yIm += re[j] * y + im[j] * x;
    power += x * x + y * y;
  }
  return { re: yRe, im: yIm, power };
}

/** One link's own change: it sees itself, its sending end, and the push (1 − e^{−κt}) e / P that its receiving end holds. */
export function teachLink(readout: Readout, j: number, zRe: number, zIm: number, pushRe: number, pushIm: number): void {
  readout.re[j] += pushRe * zRe + pushIm * zIm;
  readout.im[j] += pushIm * zRe - pushRe * zIm;
}

/**
 * Holds the taught phase f for `time` while the bank rests at z. Returns how far the couplings moved, √Σ|Δw_j|².
 * Errors: RangeError for a time, rate or patience that is not positive.
 */
export function teach(readout: Readout, zRe: ArrayLike<number>, zIm: ArrayLike<number>, at: number, heard: Heard, taught: { re: number; im: number }, time: number, { rate, patience }: Plasticity): number {
  for (const [what, value] of [['time', time], ['rate', rate], ['patience', patience]] as const) {
    if (!(value > 0)) throw new RangeError(`teach: ${what} is ${value}, expected a positive number. Correct it.`);
  }
  if (heard.power === 0) return 0; // a silent bank teaches nothing
  const errorRe = taught.re - heard.re, errorIm = taught.im - heard.im, energy = errorRe ** 2 + errorIm ** 2;
  const kappa = rate / (1 + readout.surprise / patience), step = (1 - Math.exp(-kappa * time)) / heard.power;
  for (let j = 0; j < readout.re.length; j++) teachLink(readout, j, zRe[at + j], zIm[at + j], step * errorRe, step * errorIm);
  readout.surprise += (energy * (1 - Math.exp(-2 * kappa * time))) / (2 * kappa); // ∫|e|² dt of the decaying error
  return step * Math.sqrt(energy * heard.power);
}
