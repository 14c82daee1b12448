import { kernel, type Handle } from './backend.ts';
import type { GPU } from 'gpu.js';

/** Arrays that a kernel may read on every WebGPU device: eight storage buffers, one of which is written. */
const MOST = 7;

/**
 * A kernel body and its arguments such that it reads at most seven arrays: one that is handed in twice is read once, and arrays whose number
 * of values `sizeOf` knows are put behind one another by a kernel of their own while there are too many.
 * Error: RangeError where that is not enough, or where the places in the joined array would leave the whole numbers of float32.
 */
export function withinStorageLimit(gpu: GPU, body: string, handles: Record<string, Handle>, sizeOf: (name: string) => number | undefined): { body: string; handles: Record<string, Handle> } {
  const kept = new Map<Handle, string>(), args: Record<string, Handle> = {};
  for (const [name, handle] of Object.entries(handles)) {
    const same = kept.get(handle);
    if (same === undefined) {
      kept.set(handle, name);
      args[name] = handle;
    } else body = body.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), same);
  }
  for (let round = 0; Object.keys(args).length > MOST; round++) {
    const parts = Object.keys(args).filter((a) => sizeOf(a) !== undefined).slice(0, Math.min(MOST, Object.keys(args).length - MOST + 1)), joined = `joined${round}`;
    if (parts.length < 2) throw new RangeError(`field: ${Object.keys(args).length} arrays are read at once, expected at most ${MOST} on webgpu. Choose backend "webasm".`);
    const from = parts.reduce((starts, name) => [...starts, starts.at(-1)! + sizeOf(name)!], [0]), total = from[parts.length];
    if (total >= 2 ** 24) throw new RangeError(`field: ${total} values in one array, expected fewer than ${2 ** 24} on webgpu without fused shaders (indices are float32). Split the batch, or choose backend "webasm".`);
    const copy = parts.map((name, k) => `if (this.thread.x < ${from[k + 1]}) { return ${name}[this.thread.x${k ? ` - ${from[k]}` : ''}]; }`).join(' ');
    const handle = kernel(gpu, parts, `${copy} return 0.0;`, total, 0, [])(...parts.map((name) => args[name]));
    parts.forEach((name, k) => {
      body = body.replaceAll(new RegExp(`\\b${name}\\[`, 'g'), `${joined}[${from[k]} + `);
      delete args[name];
    });
    args[joined] = handle;
  }
  return { body, handles: args };
}
