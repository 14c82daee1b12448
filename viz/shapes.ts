import type { Method } from '../src/runs/record.ts';
import type { RunFile } from '../src/runs/folder.ts';
import type { Grid, Pair } from '../src/tasks/types.ts';

/** What `/api/run` answers: everything the page needs before it looks at a task. */
export interface RunView {
  /** Name of the run folder. */
  folder: string;
  /** `run.json`; null where it is missing or broken, then `faults` says why. */
  run: RunFile | null;
  rows: AnswerSummary[];
  /** Whether `results.parquet` is there: the scores are in it. */
  table: boolean;
  /** Whether `field.zarr` is there: a recorded motion. */
  recorded: boolean;
  /** One line for everything that could not be used. */
  faults: string[];
  /** Whether the run goes on in the server's own process: `/api/now` tells of it. */
  live?: boolean;
}

/** What `/api/runs` says about each run that the viewer was given. */
export interface RunSummary {
  name: string;
  state: RunFile['state'] | 'unknown';
  started: string;
  /** What was run: the name in `run.json`. */
  about: string;
  /** Whether it answered tasks, and whether it recorded a motion. */
  answers: boolean;
  recorded: boolean;
  /** Whole minutes since it last wrote something, in seconds: of a run that was cut off they grow. */
  quiet: number;
  fault: string | null;
}

/** One line of `answers.jsonl` without its attempts and its explanation. `null`: the line is too long to be read before it is looked at. */
export interface AnswerSummary {
  id: string;
  method: Method;
  confidence: number | null;
  sure: boolean;
  verified: boolean;
  parameters: number | null;
  /** CPU seconds of all threads; null where they are not known, as where the worker was stopped. */
  cpuSeconds: number | null;
  wallSeconds: number | null;
  failed?: string;
}

/** What one method answered, as `answers.jsonl` holds it. */
export interface AnswerView extends AnswerSummary {
  attempts: [Grid, Grid][];
  explanation: unknown;
  backend: string;
  warnings: string[];
}

/** What `/api/task` answers. It holds no truth: `/api/truth` does, on demand. */
export interface TaskView {
  id: string;
  /** Null where the tasks of the run cannot be read. */
  question: { train: Pair[]; test: Grid[] } | null;
  hasTruth: boolean;
  answers: AnswerView[];
  faults: string[];
}
