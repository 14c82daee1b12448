import { PHASES } from '../../src/encoders/drive.ts';
import type { CellStory } from '../../src/solvers/grid/explain.ts';
import { ONSET, outputEnergy, settleOutput } from '../../src/solvers/grid/outputField.ts';
import type { Grid } from '../../src/tasks/types.ts';

export interface Recording {
  rows: number;
  columns: number;
  time: number[];
  /** Phases of all cells at each time. */
  theta: Float32Array[];
  /** |mean e^{i10θ}|: 1 where every cell rests at one of the ten colours. */
  order: number[];
  /** Mean of −a cos(θ − ψ) − (K_s/10) cos 10θ over the cells. */
  energy: number[];
  /** Colours that the phases rest at when it ends. */
  answer: Grid;
  /** Since when no cell moves any more; where some still do, when it was given up. */
  settledAt: number;
  /** Where the recording ends: a little after the later of rest and the onset of the injection. */
  endsAt: number;
  status: string;
  backend: string;
}

/** Time units shown beyond rest. Rest is certain only much later, and nothing moves until then. */
const BEYOND = 5;

/**
 * Settles one answer again from what the record says: phases start at the input's colours where the shapes agree and midway otherwise; the
 * winning phase drives each cell with the recorded margin of the vote as amplitude.
 */
export async function resettle(story: CellStory, input: Grid, signal?: AbortSignal): Promise<Recording> {
  const rows = story.answer.length, columns = story.answer[0].length, sites = rows * columns;
  const same = input.length === rows && input[0].length === columns;
  const drive = { start: same ? input.flat() : new Array<number>(sites).fill(-1), colour: story.answer.flat(), margin: story.margin.flat() };
  const recording: Recording = { rows, columns, time: [], theta: [], order: [], energy: [], answer: [], settledAt: 0, endsAt: 0, status: '', backend: '' };
  const read = await settleOutput(drive, {
    chunk: 2, threads: false, signal,
    observe(time, phases) {
      const theta = Float32Array.from({ length: sites }, (_, i) => phases[i]);
      const re = theta.reduce((sum, t) => sum + Math.cos(PHASES * t), 0), im = theta.reduce((sum, t) => sum + Math.sin(PHASES * t), 0);
      recording.time.push(time);
      recording.theta.push(theta);
      recording.order.push(Math.hypot(re, im) / sites);
      recording.energy.push(outputEnergy(drive, theta, time));
    },
  });
  const answer = Array.from({ length: rows }, (_, r) => Array.from(read.colour.subarray(r * columns, (r + 1) * columns)));
  const settledAt = read.restSince ?? read.time, late = recording.time.findIndex((t) => t >= Math.max(settledAt, ONSET) + BEYOND), kept = late < 0 ? recording.time.length : late + 1;
  for (const course of [recording.time, recording.theta, recording.order, recording.energy]) course.length = kept;
  return { ...recording, answer, settledAt, endsAt: recording.time[kept - 1], status: read.status, backend: read.backend };
}

/** Phases between two recorded moments, each going the short way round. */
export function phasesAt({ time, theta }: Recording, t: number): Float32Array {
  let k = 0;
  while (k < time.length - 2 && time[k + 1] <= t) k++;
  const a = theta[k], b = theta[Math.min(k + 1, theta.length - 1)], share = Math.max(0, Math.min(1, (t - time[k]) / ((time[k + 1] ?? time[k] + 1) - time[k])));
  return Float32Array.from(a, (x, i) => x + share * Math.atan2(Math.sin(b[i] - x), Math.cos(b[i] - x)));
}
