import type { Command } from 'commander';
import { absent, BACKENDS, prepareBackend, type BackendName } from '../field/backend.ts';
import { commit, machine, packageVersion } from '../runs/versions.ts';
import { checkAdler, checkSine, measureSpeed } from './checks.ts';
import type { Shell } from './shell.ts';

const oldestNode = 20;

export function addDoctor(program: Command, shell: Shell): void {
  program.command('doctor')
    .summary('what answers here, how exactly and how fast')
    .description('Checks Node, the cores and every backend: the error of its sine, one analytic answer, its speed. Exits with 1 where something is wrong.')
    .action(async () => {
      const { cores, processor, platform } = machine(), node = process.versions.node;
      let sound = Number(node.split('.')[0]) >= oldestNode;
      shell.out(`cymatic ${packageVersion()} (${commit().slice(0, 12)})`);
      shell.out(`Node    ${node}${sound ? '' : `, expected ${oldestNode} or newer`}`);
      shell.out(`machine ${cores} cores, ${processor}, ${platform}`);
      let answering = 0;
      for (const name of BACKENDS) {
        if (name === 'auto') continue;
        await prepareBackend(name);
        const missing = absent(name);
        if (missing !== undefined) shell.out(`${name.padEnd(7)} not here: ${missing}`);
        else if (await examine(shell, name)) answering += 1;
        else sound = false;
      }
      shell.exitCode = sound && answering > 0 ? 0 : 1;
    });
}

/** Examines one backend; false where it breaks or answers wrongly. */
async function examine(shell: Shell, name: Exclude<BackendName, 'auto'>): Promise<boolean> {
  try {
    const sine = await checkSine(name), adler = await checkAdler(name), speed = await measureSpeed(name);
    const right = sine.error < sine.allowed && adler.error < adler.allowed;
    shell.out(`${name.padEnd(7)} ${right ? 'sound' : 'WRONG'}: sine error ${sine.error.toExponential(1)} on [-100, 100]; two oscillators lock at ${adler.found.toFixed(6)} rad, asin(0.6) = ${adler.expected.toFixed(6)}; ${(speed.perSecond / 1e6).toFixed(1)} million oscillator steps/s (${speed.what}); ${adler.executor}`);
    return right;
  } catch (error) {
    shell.out(`${name.padEnd(7)} BROKEN: ${(error as Error).message.split('\n')[0]}`);
    return false;
  }
}
