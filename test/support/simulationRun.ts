import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { simulate } from '../../src/runs/simulate.ts';
import { simulationOf } from '../../src/runs/simulation.ts';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { readEntries, readGroup } from '../../src/runs/zarrRead.ts';
import type { SimulationFile } from '../../src/schemas/simulate.ts';

/** A folder of its own for the runs of a test file, and how a file is run there: after `stopAfter` moments it is interrupted. */
export function simulationRuns(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `cymatic-${name}-`));
  let runs = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { async go(file: SimulationFile, given: { at?: string; resume?: boolean; stopAfter?: number } = {}) {
    const controller = new AbortController(), at = given.at ?? join(folder, `run${runs++}`);
    const result = await simulate(simulationOf(file), {
      folder: at, attributes: {}, resume: given.resume ?? false, signal: controller.signal, progress: ({ moments }) => { if (moments === given.stopAfter) controller.abort(); },
    });
    const store = folderStore(join(at, 'field.zarr')), { arrays, attributes } = await readGroup(store);
    return { at, result, arrays, attributes, read: (array: string) => readEntries(store, arrays[array]) };
  } };
}
