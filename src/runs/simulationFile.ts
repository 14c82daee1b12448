import type { z } from 'zod';
import { oneOf, suggest } from '../oscillators/nearest.ts';
import { CARRIERS, simulationShape, type SimulationFile } from '../schemas/simulate.ts';
import { Trouble } from './trouble.ts';

type Issue = z.core.$ZodIssue;

/** Reads a model file's text. Trouble: `file: what came where, what was expected. What to do.`, one line. */
export function readSimulation(file: string, text: string): SimulationFile {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Trouble(`${file}: not JSON (${(error as Error).message.replace(/\s+/g, ' ').slice(0, 120)}), expected a model file. ${/\b(NaN|Infinity)\b/.test(text) ? 'NaN and Infinity are no JSON numbers.' : 'Is it cut off?'}`);
  }
  return checkedSimulation(file, data);
}

/** Checks what JSON gave. */
export function checkedSimulation(file: string, data: unknown): SimulationFile {
  const checked = simulationShape.safeParse(data);
  if (checked.success) return checked.data;
  throw new Trouble(`${file}: ${line(checked.error.issues[0], data)}`);
}

function line(issue: Issue, data: unknown): string {
  const path = issue.path.map(String), place = path.join('.') || 'the file', came = at(data, path);
  if (issue.code === 'unrecognized_keys') return `unknown key "${issue.keys[0].slice(0, 60)}"${path.length > 0 ? ` in ${place}` : ''}. ${suggest(issue.keys[0], knownKeys(path, data))}`;
  const what = came === undefined ? 'is missing' : `is ${shown(came)}`;
  if (issue.code === 'invalid_union' && path.at(-1) === 'kind') return `${place} ${what}, ${oneOf(String(came), Object.keys(CARRIERS))}`;
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String);
    return `${place} ${what}, expected ${known.length === 1 ? known[0] : `one of ${known.join(', ')}`}. ${suggest(String(came), known)}`;
  }
  if (issue.code === 'invalid_type') return `${place} ${what}, expected ${({ int: 'a whole number', number: 'a finite number', string: 'a text', array: 'a list', tuple: 'a list', record: 'names with values', object: 'names with values', boolean: 'true or false' } as Record<string, string>)[issue.expected] ?? issue.expected}. ${came === undefined ? 'Add it.' : 'Correct it.'}`;
  if (issue.code === 'too_small') return `${place} ${what}, expected ${issue.origin === 'array' ? `at least ${issue.minimum} entries` : issue.origin === 'string' ? 'a text' : `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`}. Correct it.`;
  if (issue.code === 'too_big') return `${place} ${what}, expected ${issue.origin === 'array' ? `at most ${issue.maximum} entries` : `at most ${issue.maximum}`}. Correct it.`;
  return `${place} ${what}, expected ${issue.message}. Correct it.`;
}

/** Keys that could stand where an unknown one does. */
function knownKeys(path: string[], data: unknown): string[] {
  if (path.length === 0) return Object.keys(simulationShape.shape).filter((k) => k !== '$schema');
  if (path[0] === 'record') return ['variables', 'every', 'observables'];
  const kind = (at(data, path) as { kind?: string } | undefined)?.kind;
  return kind !== undefined && Object.hasOwn(CARRIERS, kind) ? Object.keys(CARRIERS[kind as keyof typeof CARRIERS].shape) : [];
}

const at = (data: unknown, path: string[]): unknown => path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), data);

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
