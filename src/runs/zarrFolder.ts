import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ZarrStore } from './zarrRead.ts';

/** A group in a folder. */
export function folderStore(path: string): ZarrStore {
  return {
    async get(key) {
      try {
        return new Uint8Array(await readFile(join(path, key)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
