import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { processShell } from '../../src/cli/shell.ts';
import { builtPage } from '../../viz/server/build.ts';
import { chromiumPath } from '../../viz/server/shot.ts';
import type { RunSummary } from '../../viz/shapes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url)), folder = mkdtempSync(join(tmpdir(), 'cymatic-view-'));

/** The command in a process of its own, ended once it has printed an address. */
const alone = (args: string[]) => new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
  const child = spawn(process.execPath, [join(root, 'bin/cymatic.mjs'), 'view', ...args], { cwd: folder });
  let out = '', err = '';
  child.stdout.on('data', (part: Buffer) => { out += part.toString(); if (out.includes('Ctrl-C')) child.kill('SIGINT'); });
  child.stderr.on('data', (part: Buffer) => { err += part.toString(); });
  child.on('close', (code) => resolve({ code, out, err }));
});

/** The command in this process. */
async function view(args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '', err = '';
  const code = await main(['view', ...args], { ...processShell(), cwd: folder, out: (text) => { out += `${text}\n`; }, err: (text) => { err += `${text}\n`; } });
  return { code, out, err };
}

beforeAll(async () => {
  await builtPage(() => undefined); // its one-time line is not part of what is tested
  for (const name of ['2026-01-01T00-00-00-old', '2026-02-01T00-00-00-new']) cpSync(join(root, 'test/viz/fixture'), join(folder, 'runs', name), { recursive: true });
  mkdirSync(join(folder, 'empty'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('cymatic view', () => {
  it('without a run it shows the newest, prints a loopback address, and ends with 0 on Ctrl-C', async () => {
    const { code, out } = await alone([]);
    expect(out).toContain('runs/2026-02-01T00-00-00-new');
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+\//);
    expect(code).toBe(0);
  });
  it.each([
    [['nothing'], 'view nothing: no such folder, expected a run.'],
    [['file'], 'view file: it is a file, expected the folder of a run.'],
    [['empty'], 'view empty: no run is in this folder'],
    [['--shot', 'picture.jpg'], '--shot picture.jpg: expected a name that ends in .png, .svg, .apng.'],
    [['--size', '3'], 'Expected a size like 1360x900.'],
    [['--port', '0'], 'Expected a whole number from 1 to 65535.'],
  ])('%j: one line says what is wrong, exit code 2', async (args, said) => {
    const { code, err } = await view(args);
    expect(err).toContain(said);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
  it('a port in use is named', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)));
    const { code, err } = await view(['--port', String(port)]);
    taken.close();
    expect(err).toContain(`--port ${port}: another program listens there`);
    expect(code).toBe(2);
  });
  it('--shot without a browser explains where to get one', async () => {
    vi.stubEnv('CHROMIUM', '/nowhere');
    const { code, err } = await view(['--shot', 'a.png']);
    vi.unstubAllEnvs();
    expect(err).toContain('--shot: no Chromium or Chrome came');
    expect(code).toBe(2);
  });
  it.skipIf(!chromiumPath())('--shot writes a PNG of the size asked for, with something on it', async () => {
    const { code, err, out } = await view(['--shot', 'one.png', '--at', 'laboratory?preset=twisted&seed=5&frames=40', '--size', '900x700', '--scale', '1']), picture = readFileSync(join(folder, 'one.png'));
    expect([code, err, out.includes('one.png written')]).toEqual([0, '', true]);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([900, 700]);
    expect(picture.length).toBeGreaterThan(20_000);
  });
  it.skipIf(!chromiumPath())('--shot of a page that is not there says what the page says, exit code 2, and writes nothing', async () => {
    for (const [place, said] of [['task/does-not-exist', 'This run holds no task "does-not-exist"'], ['nowhere', 'No page is called "nowhere"']]) {
      const { code, err } = await view(['--shot', 'none.png', '--at', place]);
      expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
      expect(err).toContain(`--shot: ${said}`);
      expect(existsSync(join(folder, 'none.png'))).toBe(false);
    }
  }, 120_000);
  it('a folder of runs is looked into again: a run that is written after the viewer started is listed and served, its neighbours outside are not', async () => {
    const child = spawn(process.execPath, [join(root, 'bin/cymatic.mjs'), 'view', 'runs'], { cwd: folder }), late = '2026-03-01T00-00-00-late';
    try {
      const url = await new Promise<string>((resolve) => child.stdout.on('data', (part: Buffer) => { const found = /http:\S+/.exec(part.toString()); if (found) resolve(found[0]); }));
      const listed = async () => ((await (await fetch(`${url}api/runs`)).json()) as RunSummary[]).map(({ name }) => name), before = await listed();
      expect(before).not.toContain(late);
      mkdirSync(join(folder, 'runs', late));
      writeFileSync(join(folder, 'runs', late, 'run.json'), JSON.stringify({ name: 'late', state: 'running', options: {} }));
      expect(await listed()).toEqual([late, ...before]);
      expect((await fetch(`${url}runs/${late}/run.json`)).status).toBe(200);
      expect((await fetch(`${url}runs/empty/run.json`)).status).toBe(404);
    } finally {
      child.kill('SIGINT');
      rmSync(join(folder, 'runs', late), { recursive: true, force: true });
    }
  });
});
