import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { readEntries, readGroup } from '../../src/runs/zarrRead.ts';
import { cymatic, runFolders, scratch } from './support.ts';

let place: ReturnType<typeof scratch>;
beforeAll(() => void (place = scratch()));
afterAll(() => place.remove());

describe('npx cymatic run learned-exclusions', () => {
  it('the simulated field learns what the limit of its rule does, unseen boards settle right with it, and the run holds the couplings', async () => {
    const run = async (...more: string[]) => {
      const { code, err } = await cymatic(['run', 'learned-exclusions', '--seen', '0,3,12', '--asked', '4', '--seconds', '10', '--json', 'o.json', ...more], { cwd: place.path });
      expect(code, err).toBe(0);
      return JSON.parse(readFileSync(join(place.path, 'o.json'), 'utf8')) as { backend: string; results: { rows: { seen: number; found: number; falsely: number; right: number }[] } };
    };
    const field = await run(), [folder] = runFolders(place.path), limit = await run('--limit', 'adiabatic');
    expect(field.results.rows).toEqual(limit.results.rows);
    expect(field.results.rows[0]).toMatchObject({ seen: 0, found: 56, falsely: 64, right: 0 });
    expect(field.results.rows[2]).toMatchObject({ seen: 12, found: 56, falsely: 0, right: 4 });
    expect([field.backend, limit.backend]).toEqual([expect.stringMatching(/simulated field, float32/), expect.stringMatching(/exact flow/)]);
    const store = folderStore(join(folder, 'field.zarr')), { arrays, attributes } = await readGroup(store), w = [...await readEntries(store, arrays.exclusion_weight, 144)];
    expect(arrays.exclusion_weight.shape).toEqual([145, 240]);
    expect(w.filter((x) => x > 0.9).length).toBe(2 * 56);
    expect(attributes).toMatchObject({ simulation: { drive: { length: 24 } } });
  });

  it('wrong use is one line', async () => {
    const { code, err } = await cymatic(['run', 'learned-exclusions', '--limit', 'fast'], { cwd: place.path });
    expect(code).toBe(2);
    expect(err).toMatch(/--limit: "fast" came, expected one of none, adiabatic\./);
  });
});
