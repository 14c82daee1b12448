/** One option of an experiment, shown by `npx cymatic run NAME --help` and given as `--name value` (a boolean: `--name`). */
export interface ExperimentOption {
  type: 'number' | 'string' | 'boolean';
  default: number | string | boolean;
  about: string;
  /** A number: the least and the largest that makes sense. Default 0 and none. */
  least?: number;
  most?: number;
  /** A number that need not be whole. Without it `--seeds 2.5` is refused. */
  fraction?: boolean;
  /** A text: the only ones that make sense. */
  choices?: readonly string[];
}

/** What is wrong with the value of an option, in one line; undefined where nothing is. */
export function faultOf(key: string, value: unknown, { type, least = 0, most = Infinity, fraction = false, choices }: ExperimentOption): string | undefined {
  if (choices && !choices.includes(String(value))) return `--${key}: "${String(value)}" came, expected one of ${choices.join(', ')}.`;
  if (type !== 'number' || (typeof value === 'number' && value >= least && value <= most && (fraction || Number.isSafeInteger(value)))) return undefined;
  return `--${key}: ${String(value)} came, expected a ${fraction ? '' : 'whole '}number ${most < Infinity ? `from ${least} to ${most}` : `of at least ${least}`}.`;
}

/** What an experiment may use beside its options. */
export interface ExperimentContext {
  /** Writes a line of progress, not of results. */
  say(line: string): void;
  /** Aborted by Ctrl-C: hand back what there is. */
  signal: AbortSignal;
  /** The folder of this run; further files may be written into it. */
  folder: string;
}

export interface ExperimentResult {
  /** Every seed that was used. */
  seeds: number[];
  /** The figures, JSON. */
  results: unknown;
  /** As the engine names it, or `none`. */
  backend: string;
  /** The same for people: a table in text or Markdown. */
  report: string;
  /** False where the answer to the question is no and a script should hear of it: exit code 1. */
  reached?: boolean;
}

/** The default export of `experiments/NAME.ts`: one question a file. */
export interface Experiment {
  /** The question, in one sentence. */
  summary: string;
  options: Record<string, ExperimentOption>;
  /** Throws RangeError `where: what came, what was expected. What to do.` for options that make no sense: shown as one line, exit code 2. */
  run(options: Record<string, number | string | boolean>, context: ExperimentContext): Promise<ExperimentResult>;
}
