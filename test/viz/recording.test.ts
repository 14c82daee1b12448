import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { Recording } from '../../viz/page/replay/recording.ts';
import { fits } from '../../viz/page/replay/runList.ts';
import { gigabyteRun, recordedRun, settledRun } from './make/recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'cymatic-recording-'));
afterAll(() => rmSync(folder, { recursive: true }));
const open = (run: string) => Recording.open(folderStore(join(run, 'field.zarr')));

describe('a recording is read as it is looked at', () => {
  it('a run of 1.15 GB shows its first picture after 6 files and 2 MB, and a jump to its middle costs one chunk', async () => {
    const recording = await open(gigabyteRun(folder));
    expect(recording.size).toBeGreaterThan(1e9);
    await recording.series('orderParameter');
    await recording.frame(0, recording.seen[0]);
    expect(recording.cost.requests).toBe(6); // metadata, two chunks of times, two of the order parameter, one of the field
    expect(recording.cost.bytes).toBeLessThan(2e6);
    const before = recording.cost.requests, moment = recording.momentAt(275);
    expect(moment).toBe(550);
    await recording.frame(moment, recording.seen[0]);
    await recording.frame(moment, recording.seen[0]);
    expect(recording.cost.requests).toBe(before + 1);
  });

  it('a moment is the one that was recorded, of a ring and of a lattice', async () => {
    const ring = await open(recordedRun(folder, 30, { name: 'a-ring', moments: 1500 })), plane = await open(recordedRun(folder, [4, 5], { name: 'a-plane', moments: 7 }));
    const { theta, rows, columns } = await ring.frame(1402, ring.seen[0]);
    expect([rows, columns]).toEqual([1, 30]);
    expect(theta[7]).toBeCloseTo(14.02 + 0.7, 4);
    const frame = await plane.frame(6, plane.seen[0]);
    expect([frame.rows, frame.columns, frame.theta.length]).toEqual([4, 5, 20]);
    expect(frame.theta[13]).toBeCloseTo(0.06 + 1.3, 5);
  });

  it('times lead to moments: the last one that is not later', async () => {
    const ring = await open(recordedRun(folder, 3, { name: 'a-clock', moments: 900 }));
    expect(ring.span).toEqual([0, 449.5]);
    for (const [t, k] of [[0, 0], [0.49, 0], [0.5, 1], [100.2, 200], [449.5, 899], [1e6, 899], [-3, 0]]) expect(ring.momentAt(t), `t ${t}`).toBe(k);
  });

  it('a missing chunk and a torn one are named with their moments; the rest stays', async () => {
    const run = recordedRun(folder, 3, { name: 'a-torn', moments: 2500 }), at = join(run, 'field.zarr/theta');
    rmSync(join(at, '0.0'));
    writeFileSync(join(at, '1.0'), 'torn');
    const recording = await open(run), [theta] = recording.seen;
    expect((await recording.frame(5, theta)).theta.every(Number.isNaN)).toBe(true);
    expect((await recording.frame(1030, theta)).theta.every(Number.isNaN)).toBe(true);
    expect((await recording.frame(2400, theta)).theta[1]).toBeCloseTo(24.1, 3);
    expect([...recording.faults].join('\n')).toMatch(/^theta\/0\.0 is missing: moments 0 to 1023 of theta are blank\.\ntheta, chunk 1 cannot be read \(.*\): moments 1024 to 2047 of theta are blank\.$/);
  });

  it('a recording of a settling shows its phases, its ring strengths and every scalar, by the names it holds', async () => {
    const recording = await open(settledRun(folder, 'a-settling'));
    expect(recording.seen).toEqual([{ id: 'phase', label: 'phase', by: 'phase', arrays: ['phase'], of: 'site' }, { id: 'strengths', label: 'strengths', by: 'value', arrays: ['strengths'], of: 'ring' }]);
    expect(recording.measures.map(({ id, name }) => [id, name])).toEqual([['energy', 'energy'], ['violations', 'violations'], ['ringTension', 'ring tension']]);
    const { theta, rows, columns } = await recording.frame(12, recording.seen[1]);
    expect([rows, columns, theta[5]]).toEqual([1, 33, 61]);
    expect((await recording.series('violations')).values.slice(0, 3)).toEqual([30, 29, 28]);
  });

  it('a search finds runs by name, model and state', () => {
    const run = { name: '2026-03-01T10-00-00-ring', about: 'ring', state: 'interrupted' as const, started: '', answers: false, recorded: true, quiet: 0, fault: null };
    expect([fits(run, 'RING'), fits(run, 'interrupted 2026-03'), fits(run, 'recorded'), fits(run, ''), fits(run, 'spiral')]).toEqual([true, true, true, true, false]);
  });
});
