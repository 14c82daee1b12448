import { defineField, settle } from '../../src/index.ts';
import { drivenOutput } from '../../src/oscillators/models/drivenOutput.ts';
import type { CellStory } from '../../src/solvers/grid/explain.ts';
import type { Grid } from '../../src/tasks/types.ts';

/** The output field of `src/solvers/grid/outputField.ts`, run again here: same equation, same drive, same onset of the injection. */
const TEN = 10, DRIVE = 1, INJECTION = 0.3, TIME_LIMIT = 120;
/** When the ten-fold injection sets in. */
const ONSET = 20;
const outputs = defineField({ model: drivenOutput(TEN), integrator: 'rk4', dt: 0.25 });
const UNIT = (2 * Math.PI) / TEN;

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
  settledAt: number;
  status: string;
  backend: string;
}

/**
 * Settles one answer again from what the record says: phases start at the input's colours where the shapes agree and midway otherwise; the
 * winning phase drives each cell with the recorded margin of the vote as amplitude.
 */
export async function resettle(story: CellStory, input: Grid, signal?: AbortSignal): Promise<Recording> {
  const rows = story.answer.length, columns = story.answer[0].length, sites = rows * columns;
  const same = input.length === rows && input[0].length === columns, driven = story.answer.flat(), amplitude = story.margin.flat();
  const theta = new Float32Array(sites), fS = new Float32Array(sites), fC = new Float32Array(sites);
  for (let i = 0; i < sites; i++) {
    const from = same ? input[Math.floor(i / columns)][i % columns] : -1;
    theta[i] = UNIT * (from < 0 ? 0.5 : from) + (from >= 0 && (from - driven[i] + 15) % 10 === 0 ? 0.1 : 0);
    fS[i] = amplitude[i] * Math.sin(UNIT * driven[i]);
    fC[i] = amplitude[i] * Math.cos(UNIT * driven[i]);
  }
  const recording: Recording = { rows, columns, time: [], theta: [], order: [], energy: [], answer: [], settledAt: 0, status: '', backend: '' };
  const keep = (time: number, phases: ArrayLike<number>) => {
    let re = 0, im = 0, energy = 0;
    for (let i = 0; i < sites; i++) {
      const t = phases[i];
      re += Math.cos(TEN * t);
      im += Math.sin(TEN * t);
      energy -= (DRIVE * amplitude[i] * Math.cos(t - UNIT * driven[i]) + ((time >= ONSET ? INJECTION : 0) / TEN) * Math.cos(TEN * t)) / sites;
    }
    recording.time.push(time);
    recording.theta.push(Float32Array.from({ length: sites }, (_, i) => phases[i]));
    recording.order.push(Math.hypot(re, im) / sites);
    recording.energy.push(energy);
  };
  keep(0, theta);
  const run = await settle(outputs, {
    sites, state: { theta }, parameters: { A: DRIVE, fS, fC, Ks: 0 }, frame: 'rest', tolerance: 1e-3, window: ONSET + 10, timeLimit: TIME_LIMIT, chunk: 2, threads: false, signal,
    observe: ({ time, state }) => keep(time, state.theta),
    adapt: ({ time }) => ({ parameters: { Ks: time >= ONSET ? INJECTION : 0 } }),
  });
  const colour = Array.from(run.state.theta, (t) => ((Math.round(t / UNIT) % TEN) + TEN) % TEN);
  return { ...recording, answer: Array.from({ length: rows }, (_, r) => colour.slice(r * columns, (r + 1) * columns)), settledAt: run.time, status: run.status, backend: run.backend };
}

/** Phases between two recorded moments, each going the short way round. */
export function phasesAt({ time, theta }: Recording, t: number): Float32Array {
  let k = 0;
  while (k < time.length - 2 && time[k + 1] <= t) k++;
  const a = theta[k], b = theta[Math.min(k + 1, theta.length - 1)], share = Math.max(0, Math.min(1, (t - time[k]) / ((time[k + 1] ?? time[k] + 1) - time[k])));
  return Float32Array.from(a, (x, i) => x + share * Math.atan2(Math.sin(b[i] - x), Math.cos(b[i] - x)));
}
