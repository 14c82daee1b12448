import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/cymatic.mjs', import.meta.url));

describe('an output that takes no more', () => {
  it.skipIf(!existsSync('/dev/full')).each([[['settle', `1${'.'.repeat(15)}`]], [['tasks', 'list']]])('%j > a full disk: one clear line, exit code 2', (args) => {
    const full = openSync('/dev/full', 'w'), { status, stderr } = spawnSync(process.execPath, [bin, ...args], { stdio: ['ignore', full, 'pipe'], encoding: 'utf8' });
    closeSync(full);
    expect([status, stderr]).toEqual([2, 'cymatic: writing the output: no space left on the device. Free some space or name another place.\n']);
  });
});
