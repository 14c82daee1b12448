import { gateCost, impureParts } from '../../plasticity/coherenceGate.ts';
import { firstGate, growCandidate, type Candidate, type Front } from './candidate.ts';
import { allSources, findCovers } from './cover.ts';
import type { Frame, Scene } from './frame.ts';
import { croppedFrames } from './frames/cropped.ts';
import { panelFrames } from './frames/panelled.ts';
import { plainFrames } from './frames/plain.ts';
import { scaledFrames } from './frames/scaled.ts';
import type { Stage } from './stage.ts';
import { gateUnits, type GateUnits } from './units.ts';

/** Covers whose first gate is grown, and covers that are then taught in full. */
const TRIED = 24, TAUGHT = 8;

/** Every geometry that explains the demonstrations' shapes, likeliest first. */
export async function allFrames(scene: Scene): Promise<Frame[]> {
  return [...plainFrames(scene), ...panelFrames(scene), ...scaledFrames(scene), ...(await croppedFrames(scene))].sort((a, b) => a.cost - b.cost);
}

/** The frame's covers, ranked by what their first gate costs, the best of them taught in full. */
export function candidatesOf(stage: Stage, seed: number, expired: () => boolean, surcharge = 0, front?: Front): Candidate[] {
  const covers = findCovers(stage, allSources(stage), TRIED);
  const units: GateUnits | null = covers.some((c) => c.sources.length > 1) ? gateUnits(stage) : null;
  const ranked = [];
  for (const cover of covers) {
    if (expired() && ranked.length) break;
    const first = firstGate(units, stage, cover), { gate } = first;
    const upkeep = units ? 0.12 * (gateCost(gate, units.cost) + 8 * impureParts(gate)) : 0;
    ranked.push({ cover, first, cost: 0.35 * cover.cost + upkeep });
  }
  ranked.sort((a, b) => a.cost - b.cost);
  const taught: Candidate[] = [];
  for (const r of ranked.slice(0, TAUGHT)) {
    if (expired() && taught.length) break;
    taught.push(growCandidate({ stage, units: r.cover.sources.length > 1 ? units : null, cover: r.cover, front }, r.first, seed, surcharge));
  }
  return taught;
}
