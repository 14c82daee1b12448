import { oscillator, type Oscillator } from '../../../src/index.ts';
import { modelOf, textOf } from './modelText.ts';
import { knob, plainKnob, type Knob, type Preset, type Values } from './preset.ts';

/** The white noise of every field that has none of its own: dx = rate dt + √(2D) dW. */
export const NOISE = 'noise';
const TINY = { rows: 2, columns: 2, sites: 4 };
const shown = new WeakMap<Preset, Oscillator>(), shaken = new WeakMap<Oscillator, Oscillator>();
let lately: { text: string; model: Oscillator } | undefined;

/** The values at which the knobs of a list start. */
export const valuesOf = (knobs: readonly Knob[]): Values => Object.fromEntries(knobs.map((k) => [k.name, k.value]));

/** The preset's model with the values at which the preset starts it as defaults: what the page shows as text. */
function modelOfPreset(preset: Preset): Oscillator {
  const known = shown.get(preset);
  if (known) return known;
  const { model } = preset, set = preset.parameters(valuesOf(preset.knobs), 1, TINY);
  const made = oscillator({ ...model.text, parameters: Object.fromEntries(Object.entries(model.parameters).map(([p, value]) => [p, typeof set[p] === 'number' ? (set[p] as number) : value])) });
  shown.set(preset, made);
  return made;
}

export const textOfPreset = (preset: Preset): string => textOf(modelOfPreset(preset));

/** The model of a situation: what was typed, or the preset's own. Errors: those of `modelOf`. */
export function modelIn(preset: Preset, written: string | undefined): Oscillator {
  if (written === undefined) return modelOfPreset(preset);
  if (lately?.text !== written) lately = { text: written, model: modelOf(written) };
  return lately.model;
}

/** Parameters that the preset sets by itself, and that the model's text leaves to it. */
function setByPreset(preset: Preset, model: Oscillator, p: string): boolean {
  const asShown = modelOfPreset(preset);
  return Object.hasOwn(preset.parameters(valuesOf(preset.knobs), 1, TINY), p) && model.parameters[p] === asShown.parameters[p];
}

/** The sliders of a model in a preset: the preset's own as far as the model has them, one for every further parameter, and the noise. */
export function knobsOf(preset: Preset, model: Oscillator): Knob[] {
  const has = (p: string) => Object.hasOwn(model.parameters, p), own = preset.knobs.filter((k) => has(k.name) || !Object.hasOwn(preset.model.parameters, k.name));
  const further = Object.entries(model.parameters).filter(([p]) => !preset.knobs.some((k) => k.name === p) && !setByPreset(preset, model, p));
  const noise = Object.keys(model.noise).length === 0 && !has(NOISE) && !has(STRENGTH) ? [knob(NOISE, 'D', 'noise', 0, preset.loudest ?? 0.5, 0)] : [];
  return [...own.map((k) => (has(k.name) ? widened(k, model.parameters[k.name]) : k)), ...further.map(([p, value]) => plainKnob(p, value)), ...noise];
}

/** The knob starting at another value, its range wide enough. */
function widened(k: Knob, value: number): Knob {
  if (value >= k.from && value <= k.to) return { ...k, value };
  const from = Math.min(k.from, 2 * value), to = Math.max(k.to, 2 * value);
  return { ...k, from, to, value, step: (to - from) / 200 };
}

/** Parameter that holds the strength of the noise knob. */
const STRENGTH = 'noiseD';

/** The model under the white noise of the knob: on both coordinates of a rotation, else on the first variable. */
export function withNoise(model: Oscillator): Oscillator {
  const known = shaken.get(model);
  if (known) return known;
  const on = model.planar ?? [model.variables[0]];
  const made = oscillator({ ...model.text, split: undefined, parameters: { ...model.parameters, [STRENGTH]: 0 }, noise: Object.fromEntries(on.map((v) => [v, `sqrt(2*${STRENGTH})`])) });
  shaken.set(model, made);
  return made;
}

/** Values of the model's parameters under a preset and its knobs. */
export function parametersOf(preset: Preset, model: Oscillator, knobs: Values, seed: number, ground: { rows: number; columns: number; sites: number }): Record<string, number | Float32Array> {
  const set = preset.parameters({ ...valuesOf(preset.knobs), ...knobs }, seed, ground);
  const values = Object.entries(model.parameters).map(([p, value]): [string, number | Float32Array] => {
    if (p === STRENGTH) return [p, knobs[NOISE] ?? 0];
    return [p, Object.hasOwn(set, p) && (setByPreset(preset, model, p) || preset.knobs.some((k) => k.name === p)) ? set[p] : knobs[p] ?? value];
  });
  return Object.fromEntries(values);
}
