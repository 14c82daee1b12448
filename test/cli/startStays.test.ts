import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtPage } from '../../viz/server/build.ts';
import { scratch, startCymatic, until } from './support.ts';

const pty = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
if (!pty) console.warn('skipped: no script(1) came, expected it for a pseudo-terminal. Install it (Debian: apt-get install bsdutils).');

let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());

describe('cymatic start', () => {
  it.skipIf(!pty)('in a terminal: the page lives on after the table, until Ctrl-C', async () => {
    await builtPage(() => undefined);
    const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, script = fileURLToPath(new URL('./cymaticWithFake.ts', import.meta.url));
    const child = spawn('script', ['-qec', `exec "${process.execPath}" --import "${loader}" "${script}" start --tasks 3 --workers 1`, '/dev/null'], { cwd: place.path });
    let out = '', code: number | null | undefined;
    child.stdout.setEncoding('utf8').on('data', (part: string) => { out += part; });
    child.on('close', (ended) => { code = ended; });
    try {
      await until(() => out.includes('stays open until Ctrl-C'), 90);
      const [, url] = /open (http:\S+)/.exec(out)!;
      expect(out).toMatch(/puzzles answered +3 +3/);
      expect(((await (await fetch(`${url}api/run`)).json()) as { run: { state: string } }).run.state).toBe('done');
      expect(code).toBeUndefined();
      child.stdin.write('\x03');
      await until(() => code !== undefined, 30);
      expect(code).toBe(0);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('in a pipe: it ends with the table', async () => {
    await builtPage(() => undefined);
    const { code, out } = await startCymatic(['start', '--tasks', '3', '--workers', '1'], place.path).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/puzzles answered +3 +3/);
    expect(out).toContain('npx cymatic view, then open the address that it prints.');
  });
});
