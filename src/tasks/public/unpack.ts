import { gunzipSync } from 'node:zlib';
import { checkTask } from '../check.ts';
import { digestOf } from '../digest.ts';
import type { TaskSet } from '../types.ts';
import type { PublicSet } from './sets.ts';
import { untar } from './tar.ts';

/** What an archive held, part by part. `pinned` of its tasks are the ones whose digests ship, and all of those were found. */
export interface Unpacked {
  part: string;
  tasks: TaskSet;
  pinned: number;
}

/**
 * Unpacks the tasks of a public set from the bytes of its .tar.gz and verifies them: the number of tasks of every part, the form of every
 * task, and that every task whose digest ships (SHA-256 over the canonical JSON of id, demonstrations and tests, 64 bits of it kept)
 * is there unchanged. We could take digests only of the tasks we hold, so for some parts this covers a share; the rest stands on the pinned commit.
 * Throws RangeError where the archive breaks off or its content differs.
 */
export function unpack(set: PublicSet, archive: Uint8Array): Unpacked[] {
  const files = untar(inflate(archive)).map(({ path, bytes }) => ({ path: path.slice(path.indexOf('/') + 1), bytes }));
  return set.parts.map(({ part, files: pattern, count, pins }) => {
    const tasks: TaskSet = {};
    for (const { path, bytes } of files) {
      const id = pattern.exec(path)?.[1];
      if (id !== undefined) tasks[id] = readTask(path, id, bytes);
    }
    const found = Object.keys(tasks).length;
    if (found !== count) throw new RangeError(`${set.name}: ${found} ${part} tasks came, expected ${count}. The archive is not the pinned one.`);
    const got = new Set(Object.entries(tasks).map(([id, task]) => taskPin(id, task)));
    const missing = pins.filter((pin) => !got.has(pin)).length;
    if (missing > 0) throw new RangeError(`${set.name}: ${missing} of ${pins.length} ${part} tasks with a known digest differ or are missing. The archive is not the pinned one.`);
    return { part, tasks, pinned: pins.length };
  });
}

/** The digest that pins one task: the first 64 bits of the SHA-256 of its canonical JSON, in hex. */
export function taskPin(id: string, { train, test }: { train: unknown; test: unknown }): string {
  return digestOf([id, train, test]).slice(0, 16);
}

function inflate(archive: Uint8Array): Uint8Array {
  try {
    return gunzipSync(archive);
  } catch (error) {
    throw new RangeError(`the archive is not whole gzip (${(error as Error).message}), ${archive.length} bytes came. Fetch it again.`);
  }
}

function readTask(path: string, id: string, bytes: Uint8Array): TaskSet[string] {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new RangeError(`${path}: not JSON (${(error as Error).message}). The archive is not the pinned one.`);
  }
  const checked = checkTask(value, id);
  if ('fault' in checked) throw new RangeError(`${path}${checked.fault} The archive is not the pinned one.`);
  return checked.task;
}
