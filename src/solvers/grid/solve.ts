import type { Solved, SolveOptions } from '../../tasks/answer.ts';
import type { Grid, Question } from '../../tasks/types.ts';
import type { Senses } from '../../encoders/senses.ts';
import { firstGate, growCandidate, type Candidate } from './candidate.ts';
import { allSources, findCovers } from './cover.ts';
import type { Frame, Scene } from './frame.ts';
import { croppedFrames } from './frames/cropped.ts';
import { panelFrames } from './frames/panelled.ts';
import { plainFrames } from './frames/plain.ts';
import { scaledFrames } from './frames/scaled.ts';
import { perceive } from './perceive.ts';
import { buildStage, toGrid } from './stage.ts';
import { gateUnits, type GateUnits } from './units.ts';

/** Covers whose first gate is grown, and covers that are then taught in full. */
const TRIED = 24, TAUGHT = 8;

export async function allFrames(scene: Scene): Promise<Frame[]> {
  return [...plainFrames(scene), ...panelFrames(scene), ...scaledFrames(scene), ...(await croppedFrames(scene))].sort((a, b) => a.cost - b.cost);
}

export function candidatesOf(scene: Scene, frame: Frame, seed: number, expired: () => boolean): Candidate[] {
  const stage = buildStage(scene, frame);
  const covers = findCovers(stage, allSources(stage), TRIED);
  if (!covers.length) return [];
  const units: GateUnits | null = covers.some((c) => c.sources.length > 1) ? gateUnits(stage) : null;
  const ranked = [];
  for (const cover of covers) {
    if (expired() && ranked.length) break;
    const { gate, lesson } = firstGate(units, stage, cover);
    ranked.push({ cover, gate, lesson, cost: 0.35 * cover.cost + 0.12 * costOf(gate, units) });
  }
  ranked.sort((a, b) => a.cost - b.cost);
  const out: Candidate[] = [];
  for (const r of ranked.slice(0, TAUGHT)) {
    if (expired() && out.length) break;
    out.push(growCandidate(stage, units, r.cover, r.gate, r.lesson, (seed % 1e6) / 1e6));
  }
  return out;
}

import { gateCost, impureParts, type Gate } from '../../plasticity/coherenceGate.ts';
function costOf(gate: Gate, units: GateUnits | null): number {
  return units ? gateCost(gate, units.cost) + 8 * impureParts(gate) : 0;
}

export async function solveWith(question: Question, senses: Senses, options: SolveOptions): Promise<Solved & { candidates: Candidate[] }> {
  const start = performance.now();
  const expired = () => performance.now() - start > options.seconds * 1000 || options.signal?.aborted === true;
  const scene = await perceive(question, senses);
  const candidates: Candidate[] = [];
  for (const frame of await allFrames(scene)) {
    if (expired() && candidates.length) break;
    candidates.push(...candidatesOf(scene, frame, options.seed, expired));
  }
  candidates.sort((a, b) => a.energy - b.energy);
  const attempts = question.test.map((input, t): [Grid, Grid] => {
    const pool = new Map<string, { grid: Grid; z: number }>();
    for (const c of candidates) {
      const grid = toGrid(c.stage, question.train.length + t, Int16Array.from(c.colour, (v) => Math.max(0, v)));
      const key = JSON.stringify(grid);
      const entry = pool.get(key) ?? { grid, z: 0 };
      entry.z += Math.exp(-c.energy);
      pool.set(key, entry);
    }
    const best = [...pool.values()].sort((a, b) => b.z - a.z);
    return [best[0]?.grid ?? input, best[1]?.grid ?? best[0]?.grid ?? input];
  });
  const best = candidates[0];
  return {
    attempts, confidence: best ? Math.exp(-best.energy / 4) : 0, sure: !!best && best.energy < 3 && best.leaveOneOut === 1, verified: best?.leaveOneOut === 1,
    parameters: 0, explanation: null, backend: senses.backend, warnings: [], candidates,
  };
}
