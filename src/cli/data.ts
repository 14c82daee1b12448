import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { suggest } from '../oscillators/nearest.ts';
import { makeFolder, writeWhole } from '../runs/files.ts';
import { systemTrouble, Trouble } from '../runs/trouble.ts';
import type { PublicSet } from '../tasks/public/sets.ts';
import { unpack, type Unpacked } from '../tasks/public/unpack.ts';
import type { Shell } from './shell.ts';

const patience = 300_000;

export function addData(program: Command, shell: Shell): void {
  const data = program.command('data').description('Public task sets: fetched from their pinned commits, verified, kept outside the checkout.');
  data.command('list').description('Lists the sets.').action(() => {
    shell.out(shell.sets.map((s) => `${s.name.padEnd(11)} ${s.parts.map((p) => `${p.count} ${p.part}`).join(', ').padEnd(30)} ${s.licence.padEnd(11)} github.com/${s.repository} @ ${s.commit.slice(0, 7)}`).join('\n'));
  });
  data.command('get')
    .description('Fetches a set, verifies it and writes one {id: task} file a part.')
    .argument('<set>', `one of ${shell.sets.map((s) => s.name).join(', ')}`)
    .option('--out <folder>', 'where to (default: ~/.cymatic/data/SET)')
    .option('--from <file>', 'take the archive from this .tar.gz instead of the internet')
    .action((name: string, options: { out?: string; from?: string }) => get(shell, name, options));
}

async function get(shell: Shell, name: string, { out, from }: { out?: string; from?: string }): Promise<void> {
  const set = shell.sets.find((s) => s.name === name);
  if (!set) throw new Trouble(`data get: no set is called "${name}". ${suggest(name, shell.sets.map((s) => s.name))}`);
  const url = `${shell.dataUrl.replace(/\/$/, '')}/${set.repository}/tar.gz/${set.commit}`;
  const archive = from === undefined ? await download(set, url) : readArchive(resolve(shell.cwd, from));
  const folder = out === undefined ? join(homedir(), '.cymatic', 'data', name) : resolve(shell.cwd, out);
  const parts = verified(set, archive, from ?? url);
  makeFolder(folder);
  for (const { part, tasks, pinned } of parts) {
    const path = join(folder, `${part}.json`), count = Object.keys(tasks).length;
    writeWhole(path, `${JSON.stringify(tasks)}\n`);
    shell.out(`${path}: ${count} tasks, ${pinned === count ? 'all' : pinned} of them verified by digest${pinned < count ? `, the other ${count - pinned} by form and the pinned commit` : ''}`);
  }
  shell.out(`${set.title}, ${set.licence}, github.com/${set.repository}. Solve it: npx cymatic solve ${join(folder, `${parts[0].part}.json`)}`);
}

async function download(set: PublicSet, url: string): Promise<Uint8Array> {
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(patience) });
    if (!reply.ok) throw new Trouble(`data get ${set.name}: ${url} answered ${reply.status} ${reply.statusText}, expected the archive. Try again later.`);
    return new Uint8Array(await reply.arrayBuffer());
  } catch (error) {
    if (error instanceof Trouble) throw error;
    const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
    throw new Trouble(`data get ${set.name}: ${url} could not be fetched (${cause?.code ?? cause?.message ?? message}). Connect to the internet, or fetch it elsewhere and give it with --from FILE.`);
  }
}

function readArchive(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw systemTrouble(`reading ${path}`, error);
  }
}

function verified(set: PublicSet, archive: Uint8Array, source: string): Unpacked[] {
  try {
    return unpack(set, archive);
  } catch (error) {
    if (error instanceof RangeError) throw new Trouble(`data get ${set.name}: ${source}: ${error.message} Nothing was written.`);
    throw error;
  }
}
