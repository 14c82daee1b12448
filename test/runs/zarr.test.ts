import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ZarrWriter, type RecordedArray } from '../../src/runs/zarr.ts';
import { folderStore } from '../../src/runs/zarrFolder.ts';
import { httpStore, readChunk, readEntries, readGroup, type ZarrStore } from '../../src/runs/zarrRead.ts';

const folder = mkdtempSync(join(tmpdir(), 'cymatic-zarr-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = 100, COLUMNS = 131, CHUNK = 20; // 2^20 bytes hold 20 frames of 100 × 131 float32
const arrays: Record<string, RecordedArray> = {
  time: { dimensions: ['time'], shape: [], type: '<f8', attributes: { long_name: 'simulated time' } },
  theta: { dimensions: ['time', 'row', 'column'], shape: [ROWS, COLUMNS], type: '<f4', attributes: { units: 'rad' } },
  omega: { dimensions: ['row', 'column'], shape: [ROWS, COLUMNS], type: '<f4' },
};
const frame = (t: number) => Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => Math.sin(0.01 * i + t));
const moment = (t: number) => ({ time: 0.25 * t, theta: frame(t) });

/** A recording of n frames, flushed at its end. */
function record(name: string, n: number, flush = true): { path: string; writer: ZarrWriter } {
  const path = join(folder, name), writer = ZarrWriter.create(path, { model: 'Kuramoto' }, arrays);
  writer.put('omega', frame(7));
  for (let t = 0; t < n; t++) writer.append(moment(t));
  if (flush) writer.flush();
  return { path, writer };
}

/** A store that keeps the keys it was asked for. */
function spied(store: ZarrStore): ZarrStore & { asked: string[] } {
  const asked: string[] = [];
  return { asked, get: (key) => (asked.push(key), store.get(key)) };
}

describe('a recorded trajectory (Zarr v2)', () => {
  it('is read back bit for bit, across chunks, with its dimensions and attributes', async () => {
    const { path } = record('whole', 2 * CHUNK + 5), store = folderStore(path), { attributes, arrays: found } = await readGroup(store);
    expect(attributes).toEqual({ model: 'Kuramoto' });
    expect(found.theta).toEqual({ name: 'theta', shape: [2 * CHUNK + 5, ROWS, COLUMNS], dimensions: ['time', 'row', 'column'], chunk: CHUNK, type: '<f4', attributes: { units: 'rad' } });
    const theta = await readEntries(store, found.theta, CHUNK - 2, 2 * CHUNK + 3);
    for (let t = CHUNK - 2; t < 2 * CHUNK + 3; t += 11) expect(theta.subarray((t - CHUNK + 2) * ROWS * COLUMNS, (t - CHUNK + 3) * ROWS * COLUMNS)).toEqual(frame(t));
    expect(await readEntries(store, found.time)).toEqual(Float64Array.from({ length: 2 * CHUNK + 5 }, (_, t) => 0.25 * t));
    expect(await readEntries(store, found.omega)).toEqual(frame(7));
  });

  it('loads only the chunks asked for', async () => {
    const { path } = record('lazy', 3 * CHUNK), store = spied(folderStore(path)), { arrays: found } = await readGroup(store);
    await readEntries(store, found.theta, CHUNK, 2 * CHUNK);
    expect(store.asked).toEqual(['.zmetadata', 'theta/1.0.0']);
  });

  it('goes over HTTP with fetch, and grows between two looks', async () => {
    const { path, writer } = record('live', 3);
    const server = createServer((ask, reply) => {
      const file = join(path, decodeURI(ask.url!));
      if (existsSync(file)) reply.end(readFileSync(file));
      else reply.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => server.once('listening', resolve));
      const store = httpStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), before = await readGroup(store);
      expect(await readEntries(store, before.arrays.theta, 2)).toEqual(frame(2));
      writer.append(moment(3));
      expect((await readGroup(store)).arrays.theta.shape[0]).toBe(3);
      writer.flush();
      const after = await readGroup(store);
      expect(after.arrays.theta.shape[0]).toBe(4);
      expect(await readEntries(store, after.arrays.theta, 3)).toEqual(frame(3));
      expect(await store.get('theta/9.0.0')).toBeUndefined();
    } finally {
      server.close();
    }
  });

  it('a writer that is killed leaves what it promised: full chunks are there, lengths follow', async () => {
    const { path } = record('killed', CHUNK + 4, false), store = folderStore(path), { arrays: found } = await readGroup(store);
    expect(found.theta.shape[0]).toBe(0); // nothing promised yet
    expect((await readChunk(store, found.theta, 0)).subarray(0, ROWS * COLUMNS)).toEqual(frame(0)); // and yet the full chunk is safe
  });

  it('a chunk that the disk refuses is not promised, and its moment is not appended', async () => {
    const { path, writer } = record('refused', CHUNK - 1, false);
    mkdirSync(join(path, 'theta/0.0.0/full'), { recursive: true }); // a folder where the file would come
    expect(() => writer.append(moment(CHUNK - 1))).toThrow(/^writing .*theta.0\.0\.0: /);
    expect(() => writer.append(moment(CHUNK - 1))).toThrow(/^writing /);
    rmSync(join(path, 'theta/0.0.0'), { recursive: true });
    writer.append(moment(CHUNK - 1));
    writer.append(moment(CHUNK));
    writer.flush();
    const store = folderStore(path), { arrays: found } = await readGroup(store);
    expect(same(await readEntries(store, found.theta), concatenated(CHUNK + 1))).toBe(true);
    expect(await readEntries(store, found.time)).toEqual(Float64Array.from({ length: CHUNK + 1 }, (_, t) => 0.25 * t));
  });

  it('goes on after any number of its moments as if it had never stopped', async () => {
    const n = 2 * CHUNK + 5;
    for (const kept of [0, 7, CHUNK, CHUNK + 4]) {
      const { path, writer: before } = record(`again${kept}`, CHUNK + 9), store = folderStore(path), { arrays: found } = await readGroup(store);
      before.conclude({ outcome: 'locked' }); // what its end said is not true of a longer one
      const writer = await ZarrWriter.reopen(path, { model: 'Kuramoto' }, arrays, kept, (name, chunk) => readChunk(store, found[name], chunk));
      for (let t = kept; t < n; t++) writer.append(moment(t));
      writer.flush();
      const { attributes, arrays: now } = await readGroup(store);
      expect(attributes).toEqual({ model: 'Kuramoto' });
      expect(JSON.parse(readFileSync(join(path, '.zattrs'), 'utf8'))).toEqual(attributes);
      expect(same(await readEntries(store, now.theta), concatenated(n)), `${kept} kept`).toBe(true);
    }
  });

  it('refuses entries that are not there, folders that hold none, and arrays of another kind, in one line', async () => {
    const { path } = record('small', 3), store = folderStore(path), { arrays: found } = await readGroup(store);
    await expect(readEntries(store, found.theta, 2, 9)).rejects.toThrow('zarr: entries 2 to 9 of theta, expected a part of 0 to 3.');
    await expect(readGroup(folderStore(folder))).rejects.toThrow(/^zarr: no .zmetadata came, expected a recorded group\./);
    const strange = { get: async (key: string) => (key === '.zmetadata' ? new TextEncoder().encode(JSON.stringify({ metadata: { 'x/.zarray': { shape: [3], chunks: [2], dtype: '>f2', order: 'C', compressor: null, filters: null } } })) : undefined) };
    await expect(readGroup(strange)).rejects.toThrow('zarr: x is >f2, not compressed, chunks 2 of 3, expected f4, f8 or i4');
  });
  it.each([
    [{ shape: [-5, 4] }, 'x has the shape -5 × 4 in chunks of 2 × 4'], [{ shape: undefined }, 'x has the shape undefined'], [{ shape: 'ab' }, 'x has the shape ab'], [{ chunks: [0, 4] }, 'in chunks of 0 × 4'], [{ chunks: [2] }, 'in chunks of 2, expected'], [{ shape: [3.5, 4] }, 'shape 3.5 × 4'],
    [{ shape: [9, 1e12], chunks: [2, 1e12] }, 'a chunk of x is 2 × 1000000000000, expected at most 1024 MB'], [{ dtype: 'constructor' }, 'x is constructor'], [{ compressor: 7 }, 'not compressed'], [{ filters: [null] }, 'x is <f4'],
  ])('metadata with %j is refused in one line before any chunk is asked for', async (part, said) => {
    const whole = { shape: [3, 4], chunks: [2, 4], dtype: '<f4', order: 'C', compressor: { id: 'zlib' }, filters: [{ id: 'shuffle' }] }, of = (metadata: unknown): ZarrStore => ({ get: (key) => Promise.resolve(key === '.zmetadata' ? new TextEncoder().encode(JSON.stringify({ metadata })) : undefined) });
    expect((await readGroup(of({ 'x/.zarray': whole }))).arrays.x).toMatchObject({ shape: [3, 4], chunk: 2, dimensions: [] });
    const message = await readGroup(of({ 'x/.zarray': { ...whole, ...part } })).then(() => '', (error: Error) => error.message);
    expect(message).toContain(said);
    expect(message).toMatch(/^zarr: [^\n]+\.$/);
    for (const none of [undefined, null, 5, [], { 'x/.zarray': 5 }]) await expect(readGroup(of(none))).rejects.toThrow('zarr: .zmetadata names no arrays');
    await expect(readGroup(of({ 'x/.zarray': whole, 'x/.zattrs': { _ARRAY_DIMENSIONS: [1, 2] } }))).rejects.toThrow('zarr: x has the dimensions 1 × 2');
  });

  // xarray and zarr-python are not dependencies; numpy reads the same bytes by the letter of the format.
  it('is what the Zarr v2 text says, read by numpy', ({ skip }) => {
    const { path } = record('numpy', CHUNK + 3), program = `
import json, zlib, sys, numpy as np
p = sys.argv[1]; m = json.load(open(p + '/.zmetadata'))['metadata']; a = m['theta/.zarray']; out = np.empty(a['shape'], a['dtype'])
for c in range(-(-a['shape'][0] // a['chunks'][0])):
    raw = np.frombuffer(zlib.decompress(open(f'{p}/theta/{c}.0.0', 'rb').read()), 'u1').reshape(a['filters'][0]['elementsize'], -1).T.tobytes()
    block = np.frombuffer(raw, a['dtype']).reshape(a['chunks']); n = min(a['chunks'][0], a['shape'][0] - c * a['chunks'][0]); out[c * a['chunks'][0]:][:n] = block[:n]
assert json.load(open(p + '/theta/.zarray')) == a and m['theta/.zattrs']['_ARRAY_DIMENSIONS'] == ['time', 'row', 'column']
print(json.dumps([float(out[${CHUNK + 2}, 3, 5]), float(out.astype('f8').sum())]))`;
    const { status, stdout } = spawnSync('python3', ['-c', program, path], { encoding: 'utf8' });
    if (status !== 0 && spawnSync('python3', ['-c', 'import numpy']).status !== 0) skip('python3 with numpy is absent here');
    const [one, sum] = JSON.parse(stdout) as number[];
    expect(one).toBe(frame(CHUNK + 2)[3 * COLUMNS + 5]);
    expect(sum).toBeCloseTo(concatenated(CHUNK + 3).reduce((a, b) => a + b, 0), 3);
  });
});

const same = (a: ArrayBufferView, b: ArrayBufferView) => Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));

function concatenated(n: number): Float32Array {
  const all = new Float32Array(n * ROWS * COLUMNS);
  for (let t = 0; t < n; t++) all.set(frame(t), t * ROWS * COLUMNS);
  return all;
}
