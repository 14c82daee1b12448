import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ZarrWriter } from '../../src/runs/zarr.ts';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { courseLayout } from '../../viz/charts/course.ts';
import { looksIn, looksText } from '../../viz/page/replay/looked.ts';
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

  it('the span of colours is that of the whole run, whatever was looked at before: from recorded quantiles, or from the first, middle and last chunk', async () => {
    const [one, other] = await Promise.all([open(settledRun(folder, 'a-span')), open(settledRun(folder, 'a-span-again'))]);
    await one.frame(39, one.seen[1]);
    await other.frame(0, other.seen[1]);
    expect(await one.spanOf('strengths')).toEqual({ domain: [1, 1 + 39 * 32], whole: true });
    expect(await other.spanOf('strengths')).toEqual(await one.spanOf('strengths'));
    const path = join(folder, 'a-long-rise.zarr'), writer = ZarrWriter.create(path, {}, { time: { dimensions: ['time'], shape: [], type: '<f8' }, x: { dimensions: ['time', 'site'], shape: [2], type: '<f4' }, y: { dimensions: ['time', 'site'], shape: [2], type: '<f4', attributes: { quantiles: 'y_quantiles' } }, y_quantiles: { dimensions: ['time', 'quantile'], shape: [7], type: '<f4' } });
    for (let k = 0; k < 5000; k++) { const high = k === 1500 ? 9 : 1; writer.append({ time: k, x: [k, -k], y: [0, high], y_quantiles: [0, 0, 0, 0, 0, 0, high] }); }
    writer.flush();
    const rise = await Recording.open(folderStore(path));
    expect(await rise.spanOf('x')).toEqual({ domain: [-4999, 4999], whole: false });
    const { bytes } = rise.cost;
    expect(await rise.spanOf('y')).toEqual({ domain: [0, 9], whole: true }); // once, in a chunk that is neither first, middle nor last
    expect(rise.cost.bytes - bytes).toBeLessThan(10_000);
  });

  it('a course of more than twelve chunks has a gap where nothing was read; its times and moments hold', async () => {
    const long = await open(recordedRun(folder, 2, { name: 'a-long-one', moments: 20 * 1024 })), { index, values } = await long.series('orderParameter'), time = long.timesOf(index);
    expect(long.piecesOf('orderParameter')).toEqual({ read: 12, of: 20 });
    expect(values.filter(Number.isNaN).length).toBe(8); // 12 pieces in 9 runs
    for (let k = 1; k < index.length; k++) {
      expect(time[k]).toBeGreaterThan(time[k - 1]);
      if (index[k] - index[k - 1] > 100) expect(Number.isNaN(values[k]) || Number.isNaN(values[k - 1]), `moment ${index[k]}`).toBe(true);
    }
    const [path] = courseLayout({ time, lines: [{ name: '', symbol: '', values, colour: '' }] }, 400, 100).paths;
    expect(path.match(/M/g)).toHaveLength(9);
    expect([long.span, long.momentAt(5000.1), long.interval]).toEqual([[0, 0.5 * (20 * 1024 - 1)], 10_000, 0.5]);
  });

  it('a chunk that did not come is asked for again, and its fault is taken back; one that is broken is not', async () => {
    const run = recordedRun(folder, 3, { name: 'a-lost-one', moments: 2500 }), store = folderStore(join(run, 'field.zarr'));
    let away = false;
    writeFileSync(join(run, 'field.zarr/theta/0.0'), 'torn');
    const recording = await Recording.open({ get: async (key) => { if (away && key === 'theta/1.0') throw new TypeError('fetch failed'); return store.get(key); } }), [theta] = recording.seen;
    away = true;
    expect((await recording.frame(1500, theta)).theta[1]).toBeNaN();
    expect((await recording.frame(5, theta)).theta[1]).toBeNaN();
    expect([...recording.faults]).toEqual([expect.stringContaining('theta, chunk 1 did not come (fetch failed): moments 1024 to 2047 of theta are blank until it does.'), expect.stringContaining('theta, chunk 0 cannot be read')]);
    expect(await recording.retry()).toBe(true);
    expect((await recording.frame(1500, theta)).theta[1]).toBeNaN();
    away = false;
    expect(await recording.retry()).toBe(true);
    expect((await recording.frame(1500, theta)).theta[1]).toBeCloseTo(15.1, 3);
    expect([...recording.faults]).toEqual([expect.stringContaining('theta, chunk 0 cannot be read')]);
    expect(await recording.retry()).toBe(false);
  });

  it('what is looked at comes back from its address, run by run', () => {
    const looks = [{ show: 'z', copy: 2, sites: [3, 17], couplings: 'ring.phase' }, { show: '', copy: 0, sites: [], couplings: '' }];
    expect(looksIn(new URLSearchParams(looksText(looks)), 2)).toEqual(looks);
    expect(looksText([looks[1], looks[1]])).toEqual({});
    expect(looksText([looks[0], looks[0]])).toEqual({ show: 'z', copy: '2', sites: '3.17', couplings: 'ring.phase' });
    expect(looksIn(new URLSearchParams('show=x&copy=-1&sites=a.4'), 2)[1]).toEqual({ show: 'x', copy: 0, sites: [4], couplings: '' });
  });

  it('a search finds runs by name, model and state', () => {
    const run = { name: '2026-03-01T10-00-00-ring', about: 'ring', state: 'interrupted' as const, started: '', answers: false, recorded: true, quiet: 0, fault: null };
    expect([fits(run, 'RING'), fits(run, 'interrupted 2026-03'), fits(run, 'recorded'), fits(run, ''), fits(run, 'spiral')]).toEqual([true, true, true, true, false]);
  });
});
