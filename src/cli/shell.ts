import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { systemTrouble } from '../runs/trouble.ts';
import { root } from '../runs/versions.ts';
import { publicSets, type PublicSet } from '../tasks/public/sets.ts';

/** Where a command runs and what it reaches for. Tests hand in another one. */
export interface Shell {
  /** Runs are written into `runs/` here, relative paths start here. */
  cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** True where `out` goes to people who see colours. */
  colours: boolean;
  /** True where `err` can redraw a line. */
  redraws: boolean;
  /** True where a person sits at a terminal: what they look at stays open until they end it. */
  stays: boolean;
  /** URL of the module whose `work` solves one task; see `solveJob.ts`. */
  solver: string;
  /** Folder of experiments. */
  experiments: string;
  /** Folder of the shipped tasks. */
  tasks: string;
  /** The public sets that `data get` knows. */
  sets: readonly PublicSet[];
  /** Where `data get` fetches from, GitHub unless set: the environment variable CYMATIC_DATA_URL. */
  dataUrl: string;
  exitCode: number;
}

export function processShell(): Shell {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0); // The reader of a pipe has left.
    console.error(`cymatic: ${systemTrouble('writing the output', error).message}`);
    process.exit(2);
  });
  process.stderr.on('error', () => process.exit(2)); // Nobody can be told.
  const writes = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);
  return {
    cwd: process.cwd(), out: writes(process.stdout), err: writes(process.stderr),
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR, redraws: process.stderr.isTTY === true, stays: process.stdin.isTTY === true && process.stdout.isTTY === true,
    solver: new URL('./solveJob.ts', import.meta.url).href,
    experiments: fileURLToPath(new URL('../../experiments/', import.meta.url)), tasks: `${root}tasks`, sets: publicSets,
    dataUrl: process.env.CYMATIC_DATA_URL || 'https://codeload.github.com', exitCode: 0,
  };
}

/** Reads an option's whole number within limits; anything else is wrong use. */
export const whole = (low: number, high = Number.MAX_SAFE_INTEGER) => (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < low || value > high) {
    throw new InvalidArgumentError(`Expected a whole number${high < Number.MAX_SAFE_INTEGER ? ` from ${low} to ${high}` : ` of at least ${low}`}.`);
  }
  return value;
};

/** Reads an option's number above zero. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number above 0.');
  return value;
};

/** Aborts on the first Ctrl-C (or a request to end); a second one leaves at once. */
export function interruptible(): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return { signal: controller.signal, release: () => void process.off('SIGINT', stop).off('SIGTERM', stop) };
}
