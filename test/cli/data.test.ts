import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generate } from '../../src/tasks/generate.ts';
import { publicSets, type PublicSet } from '../../src/tasks/public/sets.ts';
import { taskPin } from '../../src/tasks/public/unpack.ts';
import { tarball } from '../tasks/tarball.ts';
import { cymatic, scratch } from './support.ts';

const made = generate(4, 3, 'easy').map((m) => m.task);
const long = `data/training/${'x'.repeat(110)}.json`, longId = 'x'.repeat(110);
const files = { 'README.md': '# no task', 'data/training/a1.json': JSON.stringify(made[0]), [long]: JSON.stringify(made[1]), 'data/evaluation/b1.json': JSON.stringify(made[2]) };
const set: PublicSet = {
  name: 'tiny', title: 'Tiny', licence: 'MIT', repository: 'some/one', commit: 'c0ffee',
  parts: [
    { part: 'training', files: /^data\/training\/([^/]+)\.json$/, count: 2, pins: [taskPin('a1', made[0]), taskPin(longId, made[1])] },
    { part: 'evaluation', files: /^data\/evaluation\/([^/]+)\.json$/, count: 1, pins: [] },
  ],
};

let place: ReturnType<typeof scratch>, server: Server, reply: { status: number; body: Buffer; cut?: true }, asked: string[];
beforeEach(async () => {
  place = scratch();
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.writeHead(reply.status, { 'content-length': reply.body.length });
    if (!reply.cut) return void response.end(reply.body);
    response.write(reply.body.subarray(0, reply.body.length / 2), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
  place.remove();
});

const get = (...args: string[]) => cymatic(['data', 'get', 'tiny', '--out', 'got', ...args], { cwd: place.path, sets: [set], dataUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
const written = () => existsSync(join(place.path, 'got'));

describe('cymatic data get', () => {
  it('fetches the pinned commit, verifies the tasks, writes one file a part and says what was verified', async () => {
    reply = { status: 200, body: tarball('one-c0ffee', files) };
    const { code, out, err } = await get();
    expect(code, err).toBe(0);
    expect(asked).toEqual(['/some/one/tar.gz/c0ffee']);
    const training = JSON.parse(readFileSync(join(place.path, 'got/training.json'), 'utf8'));
    expect(training.a1).toMatchObject(made[0]);
    expect(Object.keys(training)).toEqual(['a1', longId]);
    expect(out).toMatch(/training\.json: 2 tasks, all of them verified by digest\n/);
    expect(out).toMatch(/evaluation\.json: 1 tasks, 0 of them verified by digest, the other 1 by form and the pinned commit/);
  });

  const changed = { ...files, 'data/training/a1.json': JSON.stringify({ ...made[0], test: [{ input: [[1]], output: [[1]] }] }) };
  const fewer = Object.fromEntries(Object.entries(files).filter(([path]) => !path.includes('evaluation')));
  it.each<[string, Record<string, string>, RegExp]>([
    ['a task with another content', changed, /tiny: 1 of 2 training tasks with a known digest differ or are missing\. The archive is not the pinned one\. Nothing was written\.$/],
    ['a task too few', fewer, /tiny: 0 evaluation tasks came, expected 1\./],
    ['a task that is none', { ...files, 'data/training/a1.json': '{"train": []}' }, /data\/training\/a1\.json train: no demonstrations came/],
    ['a task that is no JSON', { ...files, 'data/training/a1.json': '{"tr' }, /data\/training\/a1\.json: not JSON/],
  ])('refuses an archive with %s', async (_, content, message) => {
    reply = { status: 200, body: tarball('one-c0ffee', content) };
    const { code, err } = await get();
    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect(err).not.toContain('\n');
    expect(written()).toBe(false);
  });

  it('refuses a download that breaks off, whether the server or the file is cut', async () => {
    reply = { status: 200, body: tarball('one-c0ffee', files), cut: true };
    const broken = await get();
    expect(broken).toMatchObject({ code: 2, err: expect.stringMatching(/^cymatic: data get tiny: http:.* could not be fetched \(.*\)\. Connect to the internet, or fetch it elsewhere and give it with --from FILE\.$/) });
    reply = { status: 200, body: reply.body.subarray(0, 200) };
    const short = await get();
    expect(short).toMatchObject({ code: 2, err: expect.stringMatching(/the archive is not whole gzip \(.*\), 200 bytes came\. Fetch it again\. Nothing was written\.$/) });
    expect(written()).toBe(false);
  });

  it('explains itself offline and on an error of the server', async () => {
    reply = { status: 404, body: Buffer.from('gone') };
    expect(await get()).toMatchObject({ code: 2, err: expect.stringMatching(/answered 404 Not Found, expected the archive\. Try again later\.$/) });
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const offline = await cymatic(['data', 'get', 'tiny'], { cwd: place.path, sets: [set], dataUrl: `http://127.0.0.1:${port}` });
    expect(offline).toMatchObject({ code: 2, err: expect.stringMatching(/could not be fetched \(ECONNREFUSED\)\. Connect to the internet/) });
  });

  it('takes an archive from a file', async () => {
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(place.path, 'a.tar.gz'), tarball('one-c0ffee', files));
    expect((await get('--from', 'a.tar.gz')).code).toBe(0);
    expect(asked).toEqual([]);
    expect(await get('--from', 'nope.tar.gz')).toMatchObject({ code: 2, err: expect.stringMatching(/^cymatic: reading .*nope\.tar\.gz: no such folder or file/) });
  });

  it('names the nearest set for one that is not known', async () => {
    expect(await cymatic(['data', 'get', 'arc-agi1'], { cwd: place.path })).toMatchObject({ code: 2, err: 'cymatic: data get: no set is called "arc-agi1". Did you mean "arc-agi-1"?' });
  });
});

describe('the public sets', () => {
  it('are pinned, and every ARC-AGI-1 training task by its digest', () => {
    expect(publicSets.map((s) => s.name)).toEqual(['arc-agi-1', 'arc-agi-2', 'conceptarc', 'mini-arc', '1d-arc']);
    for (const s of publicSets) {
      expect(s.commit).toMatch(/^[0-9a-f]{7,40}$/);
      for (const { pins, count } of s.parts) expect(new Set(pins).size).toBeLessThanOrEqual(count);
    }
    expect(publicSets[0].parts[0].pins).toHaveLength(400);
    expect(publicSets[1].parts[0].pins).toHaveLength(721);
  });
});
