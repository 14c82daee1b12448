import type { Entry } from './ballot.ts';

/**
 * Probability that the first attempts are right, from the energy E of the weakest best answer and its share s of the ballot,
 *
 *   p = s^power / (1 + e^{(E − middle)/width})
 *
 * fitted to ARC-AGI-1 training tasks by `npx cymatic run calibration` (never to evaluation tasks).
 */
export const FITTED = { power: 0.5, middle: 7, width: 1.5 };
/** An answer is called sure below this energy, if leaving each demonstration out was answered exactly and all cells locked. */
const SURE_ENERGY = 3.5, SURE_SHARE = 0.5;

export function probability(share: number, energy: number, { power, middle, width }: typeof FITTED): number {
  return share ** power / (1 + Math.exp((energy - middle) / width));
}

/** Share of the ballot that the winning answer holds: of the test input where it holds least. */
export function shareOf(ballots: Entry[][]): number {
  return Math.min(...ballots.map((b) => b[0].weight / b.reduce((sum, e) => sum + e.weight, 0)));
}

export interface Trust {
  confidence: number;
  sure: boolean;
  verified: boolean;
}

export function trust(ballots: Entry[][], allLocked: boolean): Trust {
  if (ballots.some((b) => !b.length)) return { confidence: 0, sure: false, verified: false };
  const worst = Math.max(...ballots.map((b) => b[0].best.energy));
  const share = shareOf(ballots);
  const verified = ballots.every((b) => b[0].best.leaveOneOut === 1);
  const confidence = probability(share, worst, FITTED);
  return { confidence, verified, sure: verified && allLocked && worst < SURE_ENERGY && share >= SURE_SHARE };
}
