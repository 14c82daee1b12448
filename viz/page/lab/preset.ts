import type { Oscillator } from '../../../src/index.ts';
import type { Coupling } from './coupling.ts';
import type { Ground, Wired } from './ground.ts';

/** A slider: a parameter of the model, or a number from which the preset makes several (the width of a distribution). */
export interface Knob { name: string; symbol: string; about: string; from: number; to: number; step: number; value: number }
export type Values = Record<string, number>;
export type Arrays = Record<string, Float32Array>;
/** What the picture shows: phases (of a plane with its amplitude), or one variable's value. */
export type Shown = 'phase' | 'plane' | { value: string; domain: [number, number] };

/** A field as it stands. Amplitudes where the model is a rotation. */
export interface Seen { ground: Ground; state: Arrays; phases: Float32Array; amplitudes: Float32Array | undefined }

/** A situation that teaches one thing. Everything is made from ground, knobs and seed. */
export interface Preset {
  id: string;
  title: string;
  /** What to look for, in one paragraph. */
  teaches: string;
  /** What to try. */
  tries: string;
  model: Oscillator;
  size: [rows: number, columns: number];
  coupling: Coupling;
  /** The links where `coupling.kind` is 'own'. */
  own?: (ground: Ground) => Wired;
  dt: number;
  /** Steps in one frame. */
  steps: number;
  integrator: 'rk4' | 'euler' | 'symplectic';
  knobs: Knob[];
  /** Highest noise that the slider offers. Default 0.5. */
  loudest?: number;
  parameters: (knobs: Values, seed: number, ground: Ground) => Record<string, number | Float32Array>;
  start: (seed: number, ground: Ground) => Arrays;
  show: Shown;
  /** Brightness of each site, where a part of the field is only ground. */
  mask?: (ground: Ground) => Float32Array;
  /** All sites come to rest at one frequency: a plot of their frequencies would show nothing. */
  unison?: true;
  /** Changes the sites that a person pokes. Default: the phase is turned over. */
  poke?: (state: Arrays, site: number) => void;
  /** What tells most about this situation beside r: one number from 0 to 1 of the field as it stands. */
  watch?: { text: string; of: (field: Seen) => number };
  /** The order parameter that theory expects, and the knob over which its curve is drawn. */
  theory?: { knob: string; of: (knobs: Values) => number; text: string };
}

export const knob = (name: string, symbol: string, about: string, from: number, to: number, value: number, step = (to - from) / 200): Knob => ({ name, symbol, about, from, to, step, value });

const GREEK: Record<string, string> = { alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', Delta: 'Δ', epsilon: 'ε', theta: 'θ', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', omega: 'ω', phi: 'φ', sigma: 'σ', tau: 'τ' };
const ABOUT: Record<string, string> = { K: 'coupling', omega: 'natural frequency', alpha: 'phase lag', mu: 'growth rate', gamma: 'damping', epsilon: 'ratio of the clocks', I: 'drive', degree: 'what is felt as full', m: 'inertia', shear: 'shear' };

/** A slider for any parameter, from the value it starts at. */
export function plainKnob(name: string, value: number): Knob {
  const reach = value === 0 ? 2 : 2 * Math.abs(value), low = value < 0 ? -reach : value === 0 ? -reach : 0;
  return knob(name, GREEK[name] ?? (name.length <= 2 ? name : ''), ABOUT[name] ?? `parameter ${name}`, low, value < 0 ? 0 : reach, value);
}
