import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkTask, isObject, kind } from './check.ts';
import type { TaskSet } from './types.ts';

/** What a path held: the sound tasks by id, and one line for each thing that could not be used. */
export interface Reading {
  tasks: TaskSet;
  faults: string[];
}

/** Beside the tasks of a folder there may lie its papers; these are passed over without a word. */
const papers = /^(\..*|readme.*|licen[cs]e.*|index\..*|.*\.md)$/i;
const endings = /\.json(\.gz)?$/i;

/**
 * Reads ARC JSON `{train, test}`, a file of `{id: task}`, either of them gzipped, or a folder of such files (its folders too).
 * A task alone in a file takes the file's name as id. Broken tasks are left out and named, the others stay usable.
 * Faults call the place `shown`, as the user typed it.
 */
export function readTasks(path: string, shown = path): Reading {
  const reading: Reading = { tasks: {}, faults: [] };
  try {
    if (statSync(path).isDirectory()) readFolder(path, reading);
    else readTaskFile(path, reading);
  } catch (error) {
    reading.faults.push(`${path}: ${systemFault(error)}`);
  }
  if (Object.keys(reading.tasks).length === 0 && reading.faults.length === 0) {
    reading.faults.push(`${path}: no task files came, expected ARC JSON files (.json or .json.gz).`);
  }
  if (shown !== path) reading.faults = reading.faults.map((fault) => (fault.startsWith(path) ? shown.replace(/(.)\/+$/, '$1') + fault.slice(path.length) : fault));
  return reading;
}

function readFolder(folder: string, reading: Reading): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (papers.test(entry.name) || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) readFolder(path, reading);
    else if (!endings.test(entry.name)) reading.faults.push(`${path}: not a task file, expected .json or .json.gz. Left out.`);
    else readTaskFile(path, reading);
  }
}

function readTaskFile(path: string, reading: Reading): void {
  const parsed = parse(path);
  if ('fault' in parsed) return void reading.faults.push(`${path}${parsed.fault}`);
  const { value } = parsed;
  if (!isObject(value)) return void reading.faults.push(`${path}: ${kind(value)} came, expected a task {"train", "test"} or {"id": task}.`);
  if ('train' in value || 'test' in value) return keep(path, basename(path).replace(endings, ''), value, '', reading);
  const ids = Object.keys(value);
  if (ids.length === 0) reading.faults.push(`${path}: an empty object came, expected a task {"train", "test"} or {"id": task}.`);
  for (const id of ids) keep(path, id, value[id], ` ${id}`, reading);
}

function keep(path: string, id: string, value: unknown, place: string, { tasks, faults }: Reading): void {
  if (id === '__proto__' || Object.hasOwn(tasks, id)) {
    return void faults.push(`${path}${place}: the task name ${JSON.stringify(id)} came twice or cannot be a name, expected each once. Left out.`);
  }
  const checked = checkTask(value, id);
  if ('task' in checked) tasks[id] = checked.task;
  else faults.push(`${path}${place}${checked.fault}`);
}

function parse(path: string): { value: unknown } | { fault: string } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
    if (/\.gz$/i.test(path)) bytes = gunzipSync(bytes);
  } catch (error) {
    return { fault: `: ${systemFault(error)}` };
  }
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') return { fault: ': an empty file came, expected JSON.' };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: `: not JSON (${(error as Error).message.replace(/\s+/g, ' ').slice(0, 120)}), expected a task. Is the file cut off?` };
  }
}

function systemFault(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file or folder. Check the path.';
  if (code === 'EACCES') return 'may not be read. Check its permissions.';
  if (code?.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return `not whole gzip (${message}), expected a gzipped JSON file. Fetch it again.`;
  return `cannot be read (${message}).`;
}
