import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratch } from './support.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let place: ReturnType<typeof scratch>;
beforeEach(() => { place = scratch(); });
afterEach(() => place.remove());
const node = (args: string[], env = {}) => spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, VITEST: undefined, ...env } });

describe('npm test', () => {
  it('ends with the count, and fails where no test ran', () => {
    const good = node([`${root}scripts/test.mjs`, 'test/cli/picture.test.ts']);
    expect(good.stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 0 failed');
    expect(good.status).toBe(0);
    const none = node([`${root}scripts/test.mjs`, 'test/no/such.test.ts']);
    expect(none.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
    expect(none.status).toBe(1);
  });
});

describe.runIf(process.platform !== 'win32')('what npm start and npm test do first', () => {
  /** A checkout with a lock file naming one package, and an npm that notes how it was called. */
  function checkout(npmExit: number) {
    mkdirSync(join(place.path, 'scripts'));
    mkdirSync(join(place.path, 'bin'));
    copyFileSync(`${root}scripts/install.mjs`, join(place.path, 'scripts/install.mjs'));
    place.file('package-lock.json', { packages: { '': {}, 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } } });
    writeFileSync(join(place.path, 'bin/npm'), `#!/bin/sh\necho "$@" >> ${join(place.path, 'called')}\nexit ${npmExit}\n`);
    chmodSync(join(place.path, 'bin/npm'), 0o755);
    const called = () => (existsSync(join(place.path, 'called')) ? readFileSync(join(place.path, 'called'), 'utf8') : '');
    return { called, run: () => node(['-e', `import(${JSON.stringify(join(place.path, 'scripts/install.mjs'))}).then((m) => m.ensureInstalled())`], { PATH: `${join(place.path, 'bin')}:${process.env.PATH}` }) };
  }
  const installed = (version: string) => {
    mkdirSync(join(place.path, 'node_modules'), { recursive: true });
    place.file('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version } } });
  };

  it('installs where node_modules is missing or differs from the lock file, and not where it agrees', () => {
    const { run, called } = checkout(0);
    expect(run().stderr).toContain('node_modules is missing: installing');
    expect(called()).toMatch(/^ci --ignore-scripts/);
    installed('0.9.0');
    expect(run().stderr).toContain('node_modules/a is not 1.0.0: installing');
    const before = called();
    installed('1.0.0');
    expect(run()).toMatchObject({ status: 0, stderr: '' });
    expect(called()).toBe(before);
  });

  it('says what to do where the packages cannot be had, with exit code 2', () => {
    const { status, stderr } = checkout(1).run();
    expect(status).toBe(2);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('cymatic: the packages could not be installed, npm says why above. Connect to the internet and try again.');
  });
});
