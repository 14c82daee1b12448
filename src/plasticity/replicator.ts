/**
 * Coherence-gated competition: couplings g_c grow with how coherently their channel predicts the taught phase and share one
 * homeostatic budget.
 *
 *   g_c' = g_c (f_c − Σ_j g_j f_j)        Σ_c g_c = 1 is kept by the equation itself (replicator dynamics)
 *
 *   symbol  argument  meaning                                         unit  shape
 *   g_c     –         coupling of channel c, starts equal             1     N
 *   f_c     drive     coherence of channel c minus its upkeep         1/T   N
 *
 * While the demonstrations are held, f is constant and the flow is known in closed form, g_c(t) ∝ g_c(0) e^{f_c t}; each step
 * below is that exact flow over a doubling span, so no step size enters. Reads: the drive of its own channel and the shared
 * mean. Changes: g. Time constant: 1/(f₁ − f₂), the gap between the two best. Fixed point: all coupling on the best channel.
 * Ours; the derivation is the line above: d/dt ln(g_a/g_b) = f_a − f_b.
 */
export interface Contest {
  winner: number;
  /** Coupling of the winner when the contest was stopped. */
  share: number;
  /** Field time the contest took. */
  time: number;
}

/** The contest is over when the winner holds this much of the shared coupling. */
const WON = 0.9;
/** … or after this long: channels that differ by less than about 1/time share the victory, and the first of them speaks. */
const PATIENCE = 4096;

export function compete(drive: ArrayLike<number>): Contest {
  if (drive.length === 0) return { winner: -1, share: 0, time: 0 };
  let winner = 0, runnerUp = -Infinity;
  for (let c = 1; c < drive.length; c++) if (drive[c] > drive[winner]) winner = c;
  for (let c = 0; c < drive.length; c++) if (c !== winner && drive[c] > runnerUp) runnerUp = drive[c];
  // The runner-up alone keeps the winner below WON until e^(−gap · t) = 1/WON − 1: the contest cannot end sooner.
  const earliest = Math.log(WON / (1 - WON)) / (drive[winner] - runnerUp);
  let time = Math.min(PATIENCE, Math.max(1, 2 ** Math.ceil(Math.log2(earliest))));
  for (; ; time *= 2) {
    let total = 0;
    for (let c = 0; c < drive.length; c++) {
      const lag = (drive[c] - drive[winner]) * time;
      if (lag > -40) total += Math.exp(lag);
    }
    if (1 / total >= WON || time >= PATIENCE) return { winner, share: 1 / total, time };
  }
}
