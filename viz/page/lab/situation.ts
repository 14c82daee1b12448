import { KINDS, type Coupling, type CouplingKind } from './coupling.ts';
import { knobsOf, modelIn, valuesOf } from './knobs.ts';
import type { Values } from './preset.ts';
import { presetOf } from './presets.ts';

/** The whole state of the laboratory but for the field's own. */
export interface Situation {
  preset: string;
  /** The model as it was typed; absent: the preset's own. */
  written?: string;
  coupling: Coupling;
  size: [rows: number, columns: number];
  knobs: Values;
  seed: number;
  backend: string;
  /** Steps a frame, in units of the preset's. */
  speed: number;
}

export const SPEEDS: readonly number[] = [0.25, 0.5, 1, 2, 4];
export const HIGHEST_SEED = 2 ** 31 - 1;

export function startOf(id: string): Situation {
  const preset = presetOf(id)!;
  return { preset: id, coupling: preset.coupling, size: preset.size, knobs: valuesOf(knobsOf(preset, modelIn(preset, undefined))), seed: 1, backend: 'auto', speed: 1 };
}

export const sizeText = ([rows, columns]: readonly [number, number]): string => (rows === 1 ? String(columns) : `${rows}x${columns}`);

/** `64 x 64`, `64×64` or `256`; a lone number is a square for a coupling that needs a plate. Errors: RangeError, one line. */
export function sizeOf(text: string, kind: CouplingKind): [number, number] {
  const [, first, second] = /^\s*(\d{1,7})\s*(?:[x×*]\s*(\d{1,7})\s*)?$/.exec(text) ?? [];
  if (first === undefined) throw new RangeError(`size: "${text}" came, expected rows x columns or one number. Write for example 64 x 64, or 256 for one row.`);
  return second === undefined ? [KINDS[kind].plate ? Number(first) : 1, Number(first)] : [Number(first), Number(second)];
}

/** Errors: RangeError, one line. */
export function seedOf(text: string): number {
  const seed = text.trim() === '' ? NaN : Number(text);
  if (!Number.isInteger(seed) || seed < 1 || seed > HIGHEST_SEED) throw new RangeError(`seed: "${text}" came, expected a whole number from 1 to ${HIGHEST_SEED}. Write for example 1.`);
  return seed;
}
