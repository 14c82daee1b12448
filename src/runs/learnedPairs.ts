import { join } from 'node:path';
import { folderStore } from './zarrFolder.ts';
import { readEntries, readGroup } from './zarrRead.ts';

/**
 * Pairs of sites whose learned coupling is above ½ both ways at these simulated times, from the recording of a run; undefined for a time that the run did not come to.
 * Error: RangeError where no coupling was learned.
 */
export async function learnedPairs(folder: string, times: readonly number[]): Promise<([number, number][] | undefined)[]> {
  const store = folderStore(join(folder, 'field.zarr')), { arrays } = await readGroup(store), name = Object.keys(arrays).find((a) => arrays[a].attributes.kind === 'coupling');
  if (name === undefined) throw new RangeError(`learnedPairs: ${folder} holds no coupling that was learned, expected a run with plasticity of links. Choose another run.`);
  const { to, from, sites } = arrays[name].attributes as { to: string; from: string; sites: number }, time = await readEntries(store, arrays.time), i = await readEntries(store, arrays[to]), j = await readEntries(store, arrays[from]);
  return Promise.all(times.map(async (t) => {
    const moment = [...time].findIndex((at) => Math.abs(at - t) < 1e-6 * Math.max(1, t));
    if (moment < 0) return undefined;
    const w = await readEntries(store, arrays[name], moment), above = new Uint8Array(sites * sites), pairs: [number, number][] = [];
    for (let k = 0; k < w.length; k++) above[i[k] * sites + j[k]] = w[k] > 0.5 ? 1 : 0;
    for (let a = 0; a < sites; a++) for (let b = a + 1; b < sites; b++) if (above[a * sites + b] && above[b * sites + a]) pairs.push([a, b]);
    return pairs;
  }));
}
