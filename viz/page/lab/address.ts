import { BACKENDS } from '../../../src/index.ts';
import { oneOf } from '../../../src/oscillators/nearest.ts';
import { coupling, KINDS, type Coupling, type CouplingKind } from './coupling.ts';
import { knobsOf, modelIn, textOfPreset, valuesOf } from './knobs.ts';
import { PRESET_IDS, PRESETS, presetOf } from './presets.ts';
import { sceneOf } from './scene.ts';
import { seedOf, sizeOf, sizeText, SPEEDS, startOf, type Situation } from './situation.ts';

/** Options of an address that are no knobs; a parameter of the same name is written with `k.` before it. */
const WORDS = ['preset', 'model', 'carrier', 'size', 'seed', 'backend', 'speed', 'still', 'frames', 'hue'];
const optionOf = (knob: string): string => (WORDS.includes(knob) ? `k.${knob}` : knob);

const couplingText = ({ kind, links, p, open }: Coupling): string => [kind, ...(links > 0 ? [links] : []), ...(KINDS[kind].p === undefined ? [] : [p]), ...(open ? ['open'] : [])].join('_');

function couplingOf(text: string): Coupling {
  const [kind, ...rest] = text.split('_'), kinds = Object.keys(KINDS);
  if (!kinds.includes(kind)) throw new RangeError(`carrier: "${kind}" came, ${oneOf(kind, kinds)}`);
  const about = KINDS[kind as CouplingKind], open = about.plate === true && rest.at(-1) === 'open', numbers = rest.slice(0, open ? -1 : undefined).map((part) => (part === '' ? NaN : Number(part)));
  if (numbers.some((n) => !Number.isFinite(n)) || numbers.length > (about.links === undefined ? 0 : 1) + (about.p === undefined ? 0 : 1)) throw new RangeError(`carrier: "${text}" came, expected ${couplingText(coupling(kind as CouplingKind))}${about.plate ? ' or the same with _open' : ''}. Correct it.`);
  return coupling(kind as CouplingKind, { links: numbers[0], p: numbers[1], open });
}

/** The options of an address that bring this situation back. */
export function optionsOf(s: Situation): Record<string, string> {
  return {
    preset: s.preset, ...(s.written === undefined ? {} : { model: s.written }), carrier: couplingText(s.coupling), size: sizeText(s.size),
    ...Object.fromEntries(Object.entries(s.knobs).map(([name, value]) => [optionOf(name), String(value)])), seed: String(s.seed), backend: s.backend, ...(s.speed === 1 ? {} : { speed: String(s.speed) }),
  };
}

/**
 * The situation that an address describes. What cannot be used is named in `faults`, one line each, and the preset's own stands for it; the
 * situation that comes back always runs.
 */
export function situationOf(options: URLSearchParams): { situation: Situation; faults: string[] } {
  const faults: string[] = [], id = options.get('preset') ?? PRESETS[0].id, preset = presetOf(id);
  if (!preset) return { situation: startOf(PRESETS[0].id), faults: [`preset: "${id.slice(0, 60)}" came, ${oneOf(id, [...PRESET_IDS, 'sudoku', 'grid-task'])} ${PRESETS[0].title} are shown instead.`] };
  const s = startOf(id), attempt = (option: string, use: (text: string) => void) => {
    const text = options.get(option);
    if (text === null) return;
    try {
      use(text);
    } catch (error) {
      faults.push((error as Error).message);
    }
  };
  attempt('model', (text) => { if (text !== textOfPreset(preset)) { modelIn(preset, text); s.written = text; } });
  const knobs = knobsOf(preset, modelIn(preset, s.written));
  s.knobs = valuesOf(knobs);
  attempt('carrier', (text) => { s.coupling = couplingOf(text); });
  attempt('size', (text) => { s.size = sizeOf(text, s.coupling.kind); });
  attempt('seed', (text) => { s.seed = seedOf(text); });
  attempt('backend', (text) => {
    if (!(BACKENDS as readonly string[]).includes(text)) throw new RangeError(`backend: "${text}" came, ${oneOf(text, BACKENDS)}`);
    s.backend = text;
  });
  attempt('speed', (text) => {
    if (!SPEEDS.includes(Number(text))) throw new RangeError(`speed: "${text}" came, expected one of ${SPEEDS.join(', ')}. Leave it out for 1.`);
    s.speed = Number(text);
  });
  for (const k of knobs) attempt(optionOf(k.name), (text) => {
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value >= k.from && value <= k.to)) throw new RangeError(`${k.name}: "${text}" came, expected ${k.from} to ${k.to}. Move its slider.`);
    s.knobs[k.name] = value;
  });
  const known = [...WORDS, ...knobs.map((k) => optionOf(k.name))];
  for (const name of options.keys()) if (!known.includes(name)) faults.push(`${name}: ${preset.title} has no such knob, ${oneOf(name, knobs.map((k) => k.name))}`);
  try {
    sceneOf(s);
  } catch (error) {
    faults.push((error as Error).message);
    Object.assign(s, { coupling: preset.coupling, size: preset.size });
    try {
      sceneOf(s);
    } catch {
      return { situation: startOf(id), faults }; // a model that reads well and cannot be coupled
    }
  }
  return { situation: s, faults };
}
