import { defineField, type Field, type Oscillator } from '../../../src/index.ts';
import { checkGround, wired } from './coupling.ts';
import type { Ground, Wired } from './ground.ts';
import { knobsOf, modelIn, NOISE, parametersOf, withNoise } from './knobs.ts';
import type { Arrays, Knob, Preset, Shown } from './preset.ts';
import { presetOf } from './presets.ts';
import { plainStart, shownOf } from './presets/named.ts';
import type { Situation } from './situation.ts';

/** A situation made ready: the field of the engine, its start, its knobs, and what is shown of it. */
export interface Scene {
  situation: Situation;
  preset: Preset;
  ground: Ground;
  /** As it stands in the text, and as it runs: with the noise of the knob where that is above 0. */
  model: Oscillator;
  field: Field;
  wiring: Record<string, unknown>;
  parameters: Record<string, number | Float32Array>;
  knobs: Knob[];
  show: Shown;
  /** What a new run is needed for; where it stays the same, only parameters changed. */
  structure: string;
  start(): Arrays;
  poke(state: Arrays, site: number): void;
  /** Whether the preset's own model and links run without noise, so that its theory speaks of them. */
  pure: boolean;
  /** Brightness of each site, and the number that is watched, where they belong to what runs. */
  mask: Float32Array | undefined;
  watch: Preset['watch'];
}

/** The links that were wired last: a knob that turns does not draw a graph again. */
let lately: { key: string; wires: Wired; mask: Float32Array | undefined } | undefined;

/** Errors (RangeError, SyntaxError, TypeError), one line: a model that cannot be read, a ground that does not suit, signals that nobody emits. */
export function sceneOf(situation: Situation): Scene {
  const { size: [rows, columns], coupling, seed, knobs } = situation, ground: Ground = { rows, columns, sites: rows * columns }, preset = presetOf(situation.preset)!;
  const model = modelIn(preset, situation.written), sliders = knobsOf(preset, model);
  if (coupling.kind === 'own' && !preset.own) throw new RangeError(`carrier: ${preset.title} has no links of its own, expected another coupling. Choose one from the list.`);
  checkGround(coupling, ground);
  const signals = Object.keys(model.emits).filter((s) => model.hears.includes(s)); // what is emitted for links of a preset's own alone stays unheard on others
  const key = JSON.stringify([coupling, ground, seed, coupling.kind === 'own' ? preset.id : signals]);
  if (lately?.key !== key) lately = coupling.kind === 'own' ? { key, wires: preset.own!(ground), mask: preset.mask?.(ground) } : { key, wires: wired(coupling, ground, seed, signals), mask: undefined };
  const { wires: { carriers, wiring }, mask } = lately, shaken = (knobs[NOISE] ?? 0) > 0 && sliders.some((k) => k.name === NOISE), runs = shaken ? withNoise(model) : model;
  const noisy = Object.keys(runs.noise).length > 0, integrator = noisy && preset.integrator === 'rk4' ? 'heun' : preset.integrator;
  const field = defineField({ model: runs, carriers: signals.length > 0 ? carriers : {}, integrator, dt: preset.dt });
  const own = model.variables.join() === preset.model.variables.join(), { show } = preset;
  const shows = typeof show === 'object' ? model.variables.includes(show.value) : show === 'plane' ? model.planar !== undefined : model.state[model.variables[0]] === 'phase';
  return {
    situation, preset, ground, model: runs, field, wiring: field.links.length > 0 ? wiring : {}, knobs: sliders, show: shows ? show : shownOf(model),
    parameters: parametersOf(preset, runs, knobs, seed, ground), structure: JSON.stringify([key, runs.text, integrator, preset.dt, situation.backend]),
    start: () => ({ ...plainStart(model, seed, ground), ...Object.fromEntries(Object.entries(preset.start(seed, ground)).filter(([v]) => model.variables.includes(v))) }),
    poke: (state, site) => (own && preset.poke ? preset.poke(state, site) : plainPoke(model, state, site)),
    pure: situation.written === undefined && coupling.kind === preset.coupling.kind && !noisy, mask, watch: own ? preset.watch : undefined,
  };
}

/** A phase is turned over, a rotation reversed, anything else thrown to the other side. */
function plainPoke({ planar, variables: [first], state: kinds }: Oscillator, state: Arrays, site: number): void {
  if (kinds[first] === 'phase') state[first][site] += state[first][site] > 0 ? -2.6 : 2.6;
  else if (planar) for (const v of planar) state[v][site] *= -1;
  else state[first][site] = state[first][site] > 0 ? -1 : 1;
}
