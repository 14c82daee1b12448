import { randomLcg } from 'd3';
import { gateCost, growGate, impureParts, route, type Gate, type Growth, type Lesson, type Memory } from '../../plasticity/coherenceGate.ts';
import { has } from '../../plasticity/bits.ts';
import { lessonOf, type Cover } from './cover.ts';
import type { Stage } from './stage.ts';
import { isOn, type GateUnits } from './units.ts';

/** Constants of the energy below; findings.md section 1 has the scan they come from. */
const UPKEEP = 0.03, NOISE = 0.02, DROPOUT = 0.3, POPULATION = 8, MAX_UNITS = 12, VOTE = 0.15;

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
  /** Where colours were renamed: palette[pair][name] is the colour meant. */
  palette?: number[][];
  /** Along which the answer was given, where it was not given at once. */
  front?: Front;
}

/** Brings a front's channels back to what they were when this candidate answered the pair: others have answered along the same front since. */
export function hearAgain({ front, colour }: Candidate, pair: number): void {
  for (const layer of front?.layers(pair) ?? []) front!.renew(pair, layer, colour);
}

/** The part of a gate that a cell is sent to. Along a front the channels change while the answer settles, so they are asked as they stand. */
export function sentTo({ units, front }: Pick<Candidate, 'units' | 'front'>, gate: Gate, i: number): Gate & { source: number } {
  return route(gate, front ? (u) => isOn(units!.reading[u], i) : (u) => has(units!.bits.subarray(u * units!.words, (u + 1) * units!.words), i)) as Gate & { source: number };
}

/** One gate, grown without noise: enough to rank covers by. */
export function firstGate(units: GateUnits | null, stage: Stage, cover: Cover): { gate: Gate; lesson: Lesson; memory: Memory } {
  const lesson = lessonOf(stage, cover), memory: Memory = new Map();
  const gate: Gate = cover.sources.length === 1 || !units ? { source: 0, pure: true } : growGate(units, lesson, quiet(), memory);
  return { gate, lesson, memory };
}

function quiet(leftOut = -1): Growth {
  return { upkeep: UPKEEP, noise: 0, dropout: 0, random: () => 0, maxUnits: MAX_UNITS, leftOut };
}

/** Says in which order the cells of a pair are answered, and lets channels hear what has been answered so far. */
export interface Front {
  /** Cells of a pair in layers; the cells of one layer are answered together. */
  layers: (pair: number) => number[][];
  /** Called before a layer is answered: the front's channels at these cells are renewed from the answers so far. */
  renew: (pair: number, cells: number[], answered: Int16Array) => void;
}

/** What one pair is answered by a population of gates. */
interface Said {
  colour: Int16Array;
  order: Float32Array;
  margin: Float32Array;
}

/** Everything a gate needs to be heard. */
export interface Voice {
  stage: Stage;
  units: GateUnits | null;
  cover: Cover;
  front?: Front;
}

export function growCandidate(voice: Voice, { gate: first, lesson, memory }: ReturnType<typeof firstGate>, seed: number, surcharge = 0): Candidate {
  const { stage, units, cover } = voice;
  const random = randomLcg(seed);
  const single = cover.sources.length === 1 || !units;
  const gates = [first];
  if (!single) for (let k = 1; k < POPULATION; k++)
    gates.push(growGate(units, lesson, { upkeep: UPKEEP, noise: NOISE, dropout: DROPOUT, random, maxUnits: MAX_UNITS }, memory));
  const said: Said = { colour: new Int16Array(stage.cells).fill(-1), order: new Float32Array(stage.cells), margin: new Float32Array(stage.cells) };
  const weights = gates.map((g) => (units ? Math.exp(-VOTE * gateCost(g, units.cost)) : 1));
  let sum = 0, cells = 0;
  for (let p = stage.demos; p < stage.base.length; p++) {
    answerPair(voice, gates, weights, p, said);
    const n = stage.frame.shapes[p][0] * stage.frame.shapes[p][1];
    for (let i = stage.base[p]; i < stage.base[p] + n; i++, cells++) sum += said.order[i];
  }
  const unseen = said.colour.slice(), leaveOneOut = leaveOut(voice, lesson, memory, unseen);
  const cheapest = single ? 0 : Math.min(...gates.map((g) => gateCost(g, units.cost)));
  const impure = single ? 0 : impureParts(first), meanOrder = sum / Math.max(1, cells);
  const energy = 4 * (1 - leaveOneOut) + 0.35 * cover.cost + 0.12 * cheapest + 0.8 * stage.frame.cost + 6 * (1 - meanOrder) + impure + surcharge;
  return { stage, units, cover, gates, leaveOneOut, unseen, gateCost: cheapest, impure, ...said, meanOrder, energy, front: voice.front };
}

function answerPair(voice: Voice, gates: Gate[], weights: number[], pair: number, said: Said): void {
  const { stage, front } = voice, [rows, columns] = stage.frame.shapes[pair];
  const layers = front ? front.layers(pair) : [Array.from({ length: rows * columns }, (_, k) => stage.base[pair] + k)];
  const all = weights.reduce((a, b) => a + b, 0), votes = new Float64Array(10);
  for (const layer of layers) {
    front?.renew(pair, layer, said.colour);
    for (const i of layer) {
      votes.fill(0);
      gates.forEach((g, k) => { const c = spoken(voice, g, i); if (c >= 0) votes[c] += weights[k]; });
      let best = 0, second = 0;
      for (let c = 1; c < 10; c++) if (votes[c] > votes[best]) best = c;
      for (let c = 0; c < 10; c++) if (c !== best) second = Math.max(second, votes[c]);
      said.colour[i] = votes[best] > 0 ? best : -1;
      said.order[i] = votes[best] / all;
      said.margin[i] = (votes[best] - second) / all;
    }
  }
}

/** The colour a gate lets through at a cell; a silent source yields to the next one of the cover. */
function spoken({ units, cover, front }: Voice, gate: Gate, i: number): number {
  const c = cover.sources[units ? sentTo({ units, front }, gate, i).source : 0].values[i];
  if (c >= 0) return c;
  for (const s of cover.sources) if (s.values[i] >= 0) return s.values[i];
  return -1;
}

/** Each demonstration in turn is left out of plasticity and answered by the gate that the others taught. */
function leaveOut(voice: Voice, lesson: Lesson, memory: Memory, unseen: Int16Array): number {
  const { stage, cover } = voice, units = cover.sources.length > 1 ? voice.units : null;
  const said: Said = { colour: unseen, order: new Float32Array(stage.cells), margin: new Float32Array(stage.cells) };
  let exact = 0;
  for (let d = 0; d < stage.demos; d++) {
    const gate: Gate = units ? growGate(units, lesson, quiet(d), memory) : { source: 0, pure: true };
    answerPair(voice, [gate], [1], d, said);
    const n = stage.frame.shapes[d][0] * stage.frame.shapes[d][1];
    let right = true;
    for (let i = stage.base[d]; right && i < stage.base[d] + n; i++) right = unseen[i] === stage.target[i];
    if (right) exact++;
  }
  return exact / stage.demos;
}
