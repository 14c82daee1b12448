import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunFile } from '../../src/runs/folder.ts';
import type { RunSummary } from '../shapes.ts';
import { text } from '../sound.ts';

const STATES: readonly unknown[] = ['running', 'done', 'interrupted', 'failed'] satisfies RunFile['state'][];

/**
 * Gives run folders that have no name yet the name of their folder (a second one of the same name gets a number), beside those that have one.
 * Names stay: a run that came later changes no address.
 */
export function nameRuns(folders: readonly string[], named = new Map<string, string>()): Map<string, string> {
  const known = new Set(named.values());
  for (const folder of folders) {
    if (known.has(folder)) continue;
    known.add(folder);
    let name = basename(folder);
    for (let n = 2; named.has(name); n++) name = `${basename(folder)}-${n}`;
    named.set(name, folder);
  }
  return named;
}

/** Whole minutes, in seconds, since one of a run's small files was written. */
function quietOf(folder: string): number {
  const last = Math.max(...['run.json', 'answers.jsonl', 'run.log', 'field.zarr/.zmetadata'].map((file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0));
  return Math.max(0, 60 * Math.floor((Date.now() - last) / 60_000));
}

/** What the list says about a run, from small files alone. */
export function summaryOfRun(name: string, folder: string): RunSummary {
  const has = (file: string) => existsSync(join(folder, file));
  const summary: RunSummary = { name, state: 'unknown', started: '', about: '', answers: has('answers.jsonl'), recorded: has('field.zarr/.zmetadata'), quiet: quietOf(folder), fault: null };
  try {
    const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Partial<RunFile> | null, { state, started, name: about } = run ?? {};
    const odd = Object.entries({ state: state === undefined || STATES.includes(state), started: started === undefined || text(started), name: about === undefined || text(about) }).filter(([, sound]) => !sound).map(([part]) => part);
    return {
      ...summary, quiet: state === 'running' ? summary.quiet : 0, state: STATES.includes(state) ? state! : 'unknown', started: text(started) ? started! : '', about: text(about) ? about! : '',
      fault: run === null ? `run.json of ${name} holds nothing, expected the configuration of a run.` : odd.length > 0 ? `run.json of ${name}: ${odd.join(', ')} cannot be read, expected text as a run writes it.` : null,
    };
  } catch (error) {
    return { ...summary, fault: `run.json of ${name} cannot be read (${(error as Error).message.replace(/,? open .*/, '')}).` };
  }
}
