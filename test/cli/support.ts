import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { main } from '../../src/cli/main.ts';
import { processShell, type Shell } from '../../src/cli/shell.ts';
import type { Task } from '../../src/tasks/types.ts';
import type { behaviour } from './fakeSolver.ts';

const quietShell = processShell();

/** Runs the command line inside this process, by the fake solver unless told otherwise, and hands back what it said. */
export async function cymatic(args: string[], given: Partial<Shell> & { cwd: string }): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [], err: string[] = [];
  const shell = { ...quietShell, colours: false, redraws: false, stays: false, solver: new URL('./fakeSolver.ts', import.meta.url).href, exitCode: 0, ...given, out: (t: string) => out.push(t), err: (t: string) => err.push(t) };
  return { code: await main(args, shell as Shell), out: out.join('\n'), err: err.join('\n') };
}

/** Starts it as a process of its own, to be interrupted or killed. */
export function startCymatic(args: string[], cwd: string, env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<{ code: number | null; out: string; err: string }> } {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href, script = fileURLToPath(new URL('./cymaticWithFake.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', loader, script, ...args], { cwd, env: { ...process.env, ...env } });
  let out = '', err = '';
  child.stdout.on('data', (d) => (out += d));
  child.stderr.on('data', (d) => (err += d));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) };
}

/** A folder that is gone after `use`. */
export function scratch(): { path: string; file(name: string, content: unknown): string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'cymatic-cli-'));
  return {
    path, remove: () => rmSync(path, { recursive: true, force: true }),
    file(name, content) {
      writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
      return join(path, name);
    },
  };
}

/** A task whose truth is its own test input; `what` tells the fake solver how to behave, `mark` (0..999) makes it recognisable. */
export function fakeTask(what: (typeof behaviour)[keyof typeof behaviour], mark = 0): Task {
  const input = [[Math.floor(mark / 100), Math.floor(mark / 10) % 10, mark % 10]];
  return { train: [{ input: [[what]], output: [[1]] }], test: [{ input, output: input }] };
}

export const runFolders = (cwd: string): string[] => readdirSync(join(cwd, 'runs')).map((name) => join(cwd, 'runs', name));

/** Waits until a condition holds, asking every 20 ms. */
export async function until(condition: () => boolean, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1e3;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`until: ${condition} did not come true within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
