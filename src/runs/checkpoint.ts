import { existsSync, readFileSync } from 'node:fs';
import type { Arrays } from '../field/plan.ts';
import { writeWhole } from './files.ts';
import { Trouble } from './trouble.ts';

/** Where a simulation stands: enough to go on along the same trajectory. */
export interface Checkpoint { steps: number; moments: number; state: Arrays }

/** One JSON line, then the float32 values of every variable: one file, so that they never disagree. */
export function writeCheckpoint(path: string, { steps, moments, state }: Checkpoint): void {
  const variables = Object.keys(state), head = `${JSON.stringify({ steps, moments, variables, values: state[variables[0]].length })}\n`;
  writeWhole(path, Buffer.concat([Buffer.from(head), ...variables.map((v) => Buffer.from(state[v].buffer, state[v].byteOffset, state[v].byteLength))]));
}

/** What was written there, or undefined where nothing was. Trouble where it is broken. */
export function readCheckpoint(path: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const bytes = readFileSync(path), end = bytes.indexOf(10);
    const { steps, moments, variables, values } = JSON.parse(bytes.subarray(0, end).toString('utf8')) as { steps: number; moments: number; variables: string[]; values: number };
    if (bytes.length !== end + 1 + 4 * values * variables.length) throw new SyntaxError(`${bytes.length} bytes`);
    const all = new Float32Array(new Uint8Array(bytes.subarray(end + 1)).buffer);
    return { steps, moments, state: Object.fromEntries(variables.map((v, k) => [v, all.slice(k * values, (k + 1) * values)])) };
  } catch (error) {
    throw new Trouble(`${path}: broken (${(error as Error).message}), expected where the run stood. Start a new run.`);
  }
}
