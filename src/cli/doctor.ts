import { resolve } from 'node:path';
import type { Command } from 'commander';
import { BACKENDS } from '../field/backend.ts';
import { tryPlace, writeWhole } from '../runs/files.ts';
import { commit, machine, packageVersion } from '../runs/versions.ts';
import type { DoctorOutput, Examined } from '../schemas/doctor.ts';
import { examineBackend } from './checks.ts';
import type { Shell } from './shell.ts';

const oldestNode = 20;

export function addDoctor(program: Command, shell: Shell): void {
  program.command('doctor')
    .summary('what answers here, how exactly and how fast')
    .description('Checks Node, the cores and every backend: the error of its sine, one analytic answer, its speed. Exits with 1 where something is wrong.')
    .option('--browser', 'also the backends of a headless Chromium')
    .option('--json <file>', 'write the figures')
    .action((options: { browser?: boolean; json?: string }) => doctor(shell, options));
}

async function doctor(shell: Shell, options: { browser?: boolean; json?: string }): Promise<void> {
  const json = options.json === undefined ? undefined : resolve(shell.cwd, options.json);
  if (json !== undefined) tryPlace(json);
  const { cores, processor, platform } = machine(), node = process.versions.node, recent = Number(node.split('.')[0]) >= oldestNode;
  shell.out(`cymatic ${packageVersion()} (${commit().slice(0, 12)})`);
  shell.out(`Node    ${node}${recent ? '' : `, expected ${oldestNode} or newer`}`);
  shell.out(`machine ${cores} cores, ${processor}, ${platform}`);
  const found: DoctorOutput = { cymatic: packageVersion(), commit: commit(), node, platform, processor, cores, backends: [] };
  shell.out(`\n${heading}`);
  for (const name of BACKENDS) if (name !== 'auto') found.backends.push(...told(shell, await examineBackend(name)));
  if (options.browser) {
    const { browserBackends } = await import('../../viz/server/doctor.ts');
    found.browser = await browserBackends(shell.err);
    const { program, version, isolated, absent, backends } = found.browser;
    shell.out(`\n${program === undefined || absent !== undefined ? `Chromium not here: ${absent}` : `Chromium ${version}, ${program}, ${isolated ? 'isolated: threads exist' : 'not isolated: no threads'}\n${heading}`}`);
    told(shell, backends);
  }
  shell.out(`\nErrors against float64: of the polynomial sine that fields use, and of the sine that the backend brings itself (drivers may be off by 5e-4).
Pair: two oscillators, detuning 0.6, coupling 1; in theory they lock at asin 0.6 = ${Math.asin(0.6).toFixed(7)} rad. Speed: 256² Kuramoto lattice, Euler.`);
  if (json !== undefined) writeWhole(json, `${JSON.stringify(found, null, 2)}\n`);
  const ill = [...found.backends, ...(found.browser?.backends ?? [])].some(({ verdict }) => verdict === 'wrong' || verdict === 'broken');
  shell.exitCode = recent && !ill && found.backends.some(({ verdict }) => verdict === 'sound') ? 0 : 1;
}

const columns = (cells: string[]) => cells.map((text, k) => text.padEnd([7, 23, 7, 10, 12, 13, 10, 0][k])).join(' ').trimEnd();
const heading = columns(['backend', 'executor', 'verdict', 'sine, ±π', 'sine, ±10⁴', 'its own, ±π', 'pair', 'million oscillator steps/s']);

function told(shell: Shell, rows: Examined[]): Examined[] {
  for (const { backend, verdict, reason, executor, sine, adler, perSecond } of rows) {
    if (verdict === 'absent') shell.out(`${backend.padEnd(7)} not here: ${reason}`);
    else if (!sine) shell.out(`${backend.padEnd(7)} BROKEN: ${reason}`);
    else shell.out(columns([backend, executor!, verdict === 'sound' ? 'sound' : 'WRONG', ...[sine.near, sine.far, sine.native].map((e) => e.toExponential(1)), adler!.toFixed(7), (perSecond! / 1e6).toFixed(1)]));
  }
  return rows;
}
