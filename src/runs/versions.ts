import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { availableParallelism, cpus } from 'node:os';

/** The checkout's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The version of this package. */
export function packageVersion(): string {
  return versionIn(`${root}package.json`);
}

/** Versions of everything that can change a result. */
export function versions(): Record<string, string> {
  const named = ['gpu.js', 'mathjs', '@jax-js/jax'].map((name) => [name, versionIn(`${root}node_modules/${name}/package.json`)]);
  return { cymatic: packageVersion(), node: process.versions.node, ...Object.fromEntries(named) };
}

/** The commit of the checkout, with `-dirty` where files differ from it; `unknown` outside a checkout. */
export function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
}

/** The machine, in words. */
export function machine(): { cores: number; processor: string; platform: string } {
  return { cores: availableParallelism(), processor: cpus()[0]?.model ?? 'unknown', platform: `${process.platform} ${process.arch}` };
}

function versionIn(path: string): string {
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
  } catch {
    return 'not installed';
  }
}
