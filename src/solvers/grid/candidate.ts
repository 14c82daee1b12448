import { randomLcg } from 'd3';
import { gateCost, growGate, impureParts, route, type Gate, type Lesson } from '../../plasticity/coherenceGate.ts';
import { has } from '../../plasticity/bits.ts';
import { lessonOf, withoutDemo, type Cover } from './cover.ts';
import type { Stage } from './stage.ts';
import type { GateUnits } from './units.ts';

/** Constants of the energy below; findings.md section 1 has the scan they come from. */
export const UPKEEP = 0.03, NOISE = 0.02, DROPOUT = 0.3, POPULATION = 8, MAX_UNITS = 12, VOTE = 0.15;

/** One way to explain the demonstrations and what it says about the test inputs. */
export interface Candidate {
  stage: Stage;
  units: GateUnits | null;
  cover: Cover;
  gates: Gate[];
  /** Share of demonstrations answered exactly when left out of plasticity. */
  leaveOneOut: number;
  /** What each demonstration was answered when left out; the vote at test cells. −1 in the gaps. */
  unseen: Int16Array;
  gateCost: number;
  impure: number;
  /** Winning colour of every cell, −1 where no source sings. */
  colour: Int16Array;
  /** Order parameter of the vote at every cell, 0..1. */
  order: Float32Array;
  /** By how much the winner outvotes the runner-up at every cell, 0..1. */
  margin: Float32Array;
  /** Mean order parameter over the test cells. */
  meanOrder: number;
  /** The less energy, the better explained. */
  energy: number;
}

/** One gate, grown without noise: enough to rank covers by. */
export function firstGate(units: GateUnits | null, stage: Stage, cover: Cover): { gate: Gate; lesson: Lesson } {
  const lesson = lessonOf(stage, cover);
  const gate: Gate = cover.sources.length === 1 || !units ? { source: 0, pure: true } : growGate(units, lesson, quiet());
  return { gate, lesson };
}

function quiet() {
  return { upkeep: UPKEEP, noise: 0, dropout: 0, random: () => 0, maxUnits: MAX_UNITS };
}

export function growCandidate(stage: Stage, units: GateUnits | null, cover: Cover, first: Gate, lesson: Lesson, seed: number, surcharge = 0): Candidate {
  const random = randomLcg(seed);
  const single = cover.sources.length === 1 || !units;
  const gates = [first];
  if (!single) for (let k = 1; k < POPULATION; k++)
    gates.push(growGate(units, lesson, { upkeep: UPKEEP, noise: NOISE, dropout: DROPOUT, random, maxUnits: MAX_UNITS }));
  const colour = new Int16Array(stage.cells).fill(-1), order = new Float32Array(stage.cells), margin = new Float32Array(stage.cells);
  const weights = gates.map((g) => (units ? Math.exp(-VOTE * gateCost(g, units.cost)) : 1));
  let sum = 0, cells = 0;
  for (let p = stage.demos; p < stage.base.length; p++) {
    const [rows, columns] = stage.frame.shapes[p];
    for (let i = stage.base[p]; i < stage.base[p] + rows * columns; i++, cells++) {
      const votes = new Float64Array(10);
      let all = 0;
      gates.forEach((g, k) => {
        const c = spoken(cover, units, g, i);
        all += weights[k];
        if (c >= 0) votes[c] += weights[k];
      });
      let best = 0;
      for (let c = 1; c < 10; c++) if (votes[c] > votes[best]) best = c;
      let second = 0;
      for (let c = 0; c < 10; c++) if (c !== best) second = Math.max(second, votes[c]);
      margin[i] = (votes[best] - second) / all;
      colour[i] = votes[best] > 0 ? best : -1;
      order[i] = votes[best] / all;
      sum += order[i];
    }
  }
  const unseen = colour.slice(), leaveOneOut = leaveOut(stage, single ? null : units, cover, lesson, unseen);
  const cheapest = single ? 0 : Math.min(...gates.map((g) => gateCost(g, units.cost)));
  const impure = single ? 0 : impureParts(first), meanOrder = sum / Math.max(1, cells);
  const energy = 4 * (1 - leaveOneOut) + 0.35 * cover.cost + 0.12 * cheapest + 0.8 * stage.frame.cost + 6 * (1 - meanOrder) + impure + surcharge;
  return { stage, units, cover, gates, leaveOneOut, unseen, gateCost: cheapest, impure, colour, order, margin, meanOrder, energy };
}

/** The colour a gate lets through at a cell; a silent source yields to the next one of the cover. */
function spoken(cover: Cover, units: GateUnits | null, gate: Gate, i: number): number {
  const k = units ? route(gate, (u) => has(units.bits.subarray(u * units.words, (u + 1) * units.words), i)).source : 0;
  const c = cover.sources[k].values[i];
  if (c >= 0) return c;
  for (const s of cover.sources) if (s.values[i] >= 0) return s.values[i];
  return -1;
}

/** Each demonstration in turn is left out of plasticity and answered by the gate that the others taught. */
function leaveOut(stage: Stage, units: GateUnits | null, cover: Cover, lesson: Lesson, unseen: Int16Array): number {
  let exact = 0;
  for (let d = 0; d < stage.demos; d++) {
    const gate: Gate = units ? growGate(units, withoutDemo(lesson, units.span, d), quiet()) : { source: 0, pure: true };
    const [rows, columns] = stage.frame.shapes[d];
    let right = true;
    for (let i = stage.base[d]; i < stage.base[d] + rows * columns; i++) {
      unseen[i] = spoken(cover, units, gate, i);
      right &&= unseen[i] === stage.target[i];
    }
    if (right) exact++;
  }
  return exact / stage.demos;
}
