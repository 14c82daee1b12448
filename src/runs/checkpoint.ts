import { existsSync, readFileSync } from 'node:fs';
import type { Arrays } from '../field/plan.ts';
import { writeWhole } from './files.ts';
import { Trouble } from './trouble.ts';

/** Where a simulation stands: enough to go on along the same trajectory. */
export interface Checkpoint { steps: number; moments: number; state: Arrays; /** What plasticity has changed: values and running averages, by names of its own. */ learned: Arrays }

/** One JSON line, then the float32 values of every array: one file, so that they never disagree. */
export function writeCheckpoint(path: string, { steps, moments, state, learned }: Checkpoint): void {
  const all = [...Object.values(state), ...Object.values(learned)], lengths = (arrays: Arrays) => Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, values.length]));
  const head = `${JSON.stringify({ steps, moments, state: lengths(state), learned: lengths(learned) })}\n`;
  writeWhole(path, Buffer.concat([Buffer.from(head), ...all.map((values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength))]));
}

/** What was written there, or undefined where nothing was. Trouble where it is broken. */
export function readCheckpoint(path: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const bytes = readFileSync(path), end = bytes.indexOf(10);
    const head = JSON.parse(bytes.subarray(0, end).toString('utf8')) as { steps: number; moments: number; state: Record<string, number>; learned: Record<string, number> };
    const all = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
    let at = 0;
    const cut = (lengths: Record<string, number>): Arrays => Object.fromEntries(Object.entries(lengths).map(([name, n]) => [name, all.slice(at, (at += n))]));
    const found = { steps: head.steps, moments: head.moments, state: cut(head.state), learned: cut(head.learned) };
    if (at !== all.length) throw new SyntaxError(`${bytes.length} bytes`);
    return found;
  } catch (error) {
    throw new Trouble(`${path}: broken (${(error as Error).message}), expected where the run stood. Start a new run.`);
  }
}
