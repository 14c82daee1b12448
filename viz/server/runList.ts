import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RunFile } from '../../src/runs/folder.ts';
import type { RunSummary } from '../shapes.ts';

/** Run folders by the name of their folder; a second one of the same name gets a number, the same folder is listed once. */
export function nameRuns(folders: readonly string[]): Map<string, string> {
  const named = new Map<string, string>();
  for (const folder of new Set(folders)) {
    let name = basename(folder);
    for (let n = 2; named.has(name); n++) name = `${basename(folder)}-${n}`;
    named.set(name, folder);
  }
  return named;
}

/** What the list says about a run, from small files alone. */
export function summaryOfRun(name: string, folder: string): RunSummary {
  const has = (file: string) => existsSync(join(folder, file));
  const summary: RunSummary = { name, state: 'unknown', started: '', about: '', answers: has('answers.jsonl'), recorded: has('field.zarr/.zmetadata'), fault: null };
  try {
    const run = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Partial<RunFile>;
    return { ...summary, state: run.state ?? 'unknown', started: run.started ?? '', about: run.name ?? '' };
  } catch (error) {
    return { ...summary, fault: `run.json of ${name} cannot be read (${(error as Error).message.replace(/,? open .*/, '')}).` };
  }
}
