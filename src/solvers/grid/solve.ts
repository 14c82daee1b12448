import type { Solved, SolveOptions } from '../../tasks/answer.ts';
import type { Grid, Question } from '../../tasks/types.ts';
import { prepareBackend } from '../../field/backend.ts';
import { fieldSenses, type FieldSenses } from '../../encoders/fieldSenses.ts';
import type { Senses } from '../../encoders/senses.ts';
import { gateCost } from '../../plasticity/coherenceGate.ts';
import { ballot, type Entry } from './ballot.ts';
import type { Candidate } from './candidate.ts';
import { allFrames, candidatesOf } from './candidates.ts';
import { trust } from './confidence.ts';
import { explain } from './explain.ts';
import { settleOutput, type OutputReading } from './outputField.ts';
import type { Scene } from './frame.ts';
import { byFrequency } from './palettes.ts';
import { perceive } from './perceive.ts';
import { perceivedIn } from './perceived.ts';
import { content, secondSettle } from './secondSettle.ts';
import { showHearing, shownGate, shownPhases } from './shown.ts';
import { buildStage } from './stage.ts';
import { waveSettle } from './waveSettle.ts';

/** Price of naming colours by their frequency. */
const RENAMED = 0.6;
/** Steps from look to look while an answer settles: one unit of time. */
const LOOK = 4;

/** The engine compiles once a process; senses are shared by all tasks that use one backend. */
const known = new Map<string, FieldSenses>();

function sensesFor(backend: string | undefined): FieldSenses {
  const key = backend ?? 'automatic';
  if (!known.has(key)) known.set(key, fieldSenses({ backend, threads: false }));
  return known.get(key)!;
}

/** Answers a grid task with the field: perceive, explain the demonstrations, settle the answer. */
export async function solveByField(question: Question, options: SolveOptions): Promise<Solved> {
  await prepareBackend(options.backend); // the senses choose their backend as they are made
  const senses = sensesFor(options.backend);
  const unseen = options.show && showHearing(senses, question, options.show);
  const { attempts, confidence, sure, verified, parameters, explanation, backend, warnings } = await solveWith(question, senses, options).finally(unseen);
  return { attempts, confidence, sure, verified, parameters, explanation, backend, warnings: [...warnings, ...senses.warnings] };
}

/** The same with any senses; experiments and tests hand in others. */
export async function solveWith(question: Question, senses: Senses, options: SolveOptions): Promise<Solved & { candidates: Candidate[] }> {
  const start = performance.now();
  const expired = () => performance.now() - start > options.seconds * 1000 || options.signal?.aborted === true;
  const { show } = options, scene = await perceive(question, senses, show && (({ background }) => show({ kind: 'rests', colour: background[question.train.length] }))), candidates = await explainDemonstrations(question, scene, senses, options.seed, expired);
  const warnings = expired() ? [`solve: the ${options.seconds} s of this task were over before everything was tried. Raise --seconds to try the rest.`] : [];
  const ballots = ballot(question, candidates);
  const demos = question.train.length, attempts: [Grid, Grid][] = [], reads: OutputReading[] = [];
  for (let t = 0; t < question.test.length; t++) {
    const readings = [];
    for (const [k, entry] of ballots[t].slice(0, 2).entries()) {
      const seen = t === 0 && k === 0 ? show : undefined;
      seen?.(shownGate(entry, demos, candidates.length));
      readings.push(await settleEntry(entry, demos + t, question.test[t], options.backend, seen));
    }
    const grids = readings.map((r) => r.grid);
    attempts.push([grids[0] ?? question.test[t], grids[1] ?? grids[0] ?? question.test[t]]);
    if (readings[0]) reads.push(readings[0].read);
  }
  const perceived = candidates.length && !options.signal?.aborted ? await perceivedIn(scene) : undefined;
  const allLocked = reads.length === question.test.length && reads.every((r) => r.locked.every((v) => v === 1));
  return {
    attempts, ...trust(ballots, allLocked), parameters: adapted(candidates), explanation: explain(ballots, candidates, demos, reads, perceived),
    backend: senses.backend, warnings, candidates,
  };
}

/** All ways to explain the demonstrations, best first. Harder dynamics are tried only where plain settling leaves doubt. */
async function explainDemonstrations(question: Question, scene: Scene, senses: Senses, seed: number, expired: () => boolean): Promise<Candidate[]> {
  const candidates = await plainSettle(scene, seed, expired);
  if (expired() || content(candidates[0])) return candidates;
  const further = await secondSettle(scene, candidates, seed, expired);
  if (candidates[0]) further.push(...waveSettle(scene, candidates[0].stage.frame, seed, expired));
  const renamed = expired() ? null : byFrequency(question);
  if (renamed) for (const c of await plainSettle(await perceive(renamed.question, senses), seed, expired, RENAMED)) further.push({ ...c, palette: renamed.back });
  return [...candidates, ...further].sort((a, b) => a.energy - b.energy);
}

async function plainSettle(scene: Scene, seed: number, expired: () => boolean, surcharge = 0): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const frame of await allFrames(scene)) {
    if (expired() && candidates.length) break;
    candidates.push(...candidatesOf(buildStage(scene, frame), seed, expired, surcharge));
  }
  return candidates.sort((a, b) => a.energy - b.energy);
}

/** The winning sources drive the output oscillators; what they settle in is the answer. */
async function settleEntry(entry: Entry, pair: number, input: Grid, backend: string | undefined, show?: SolveOptions['show']): Promise<{ grid: Grid; read: OutputReading }> {
  const { stage, colour, margin, palette } = entry.best, meant = palette?.[pair], named = meant?.map((_, c) => meant.indexOf(c));
  const [rows, columns] = stage.frame.shapes[pair], from = stage.base[pair], to = from + rows * columns;
  const sameShape = input.length === rows && input[0].length === columns;
  const read = await settleOutput({
    start: sameShape ? input.flat().map((c) => named?.[c] ?? c) : new Int8Array(to - from).fill(-1),
    colour: colour.subarray(from, to), margin: margin.subarray(from, to),
  }, { backend, threads: false, chunk: LOOK, observe: show && shownPhases(rows, columns, meant, show) });
  return { grid: Array.from({ length: rows }, (_, r) => Array.from(read.colour.subarray(r * columns, (r + 1) * columns), (c) => meant?.[c] ?? c)), read };
}

/** Couplings that plasticity has left standing: one a recruited unit, one a source, over all candidates' gates. */
function adapted(candidates: Candidate[]): number {
  const lead = candidates[0];
  return lead ? lead.cover.sources.length + lead.gates.reduce((n, g) => n + (lead.units && gateCost(g, lead.units.cost) > 0 ? countUnits(g) : 0), 0) : 0;
}

function countUnits(gate: Candidate['gates'][0]): number {
  return 'unit' in gate ? 1 + countUnits(gate.on) + countUnits(gate.off) : 0;
}
