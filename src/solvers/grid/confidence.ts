import type { Entry } from './ballot.ts';

/**
 * Probability that the first attempts are right, from the energy of the best candidate and its share of the ballot:
 * a logistic curve fitted to the 400 ARC-AGI-1 training tasks by `npx cymatic run calibration` (never to evaluation tasks).
 */
const MIDDLE = 4.2, WIDTH = 1.05;
/** An answer is called sure below this energy, if leaving each demonstration out was answered exactly and all cells locked. */
const SURE_ENERGY = 2.8, SURE_SHARE = 0.5;

export interface Trust {
  confidence: number;
  sure: boolean;
  verified: boolean;
}

export function trust(ballots: Entry[][], allLocked: boolean): Trust {
  if (ballots.some((b) => !b.length)) return { confidence: 0, sure: false, verified: false };
  const worst = Math.max(...ballots.map((b) => b[0].best.energy));
  const share = Math.min(...ballots.map((b) => b[0].weight / b.reduce((sum, e) => sum + e.weight, 0)));
  const verified = ballots.every((b) => b[0].best.leaveOneOut === 1);
  const confidence = share / (1 + Math.exp((worst - MIDDLE) / WIDTH));
  return { confidence, verified, sure: verified && allLocked && worst < SURE_ENERGY && share >= SURE_SHARE };
}
