import type { Preset } from './preset.ts';
import { graphs } from './presets/graphs.ts';
import { named } from './presets/named.ts';
import { synchrony } from './presets/synchrony.ts';
import { waves } from './presets/waves.ts';

const made = [...waves, ...synchrony, ...graphs];
/** The order of the bar. */
const order = ['spirals', 'onset', 'chimera', 'twisted', 'death', 'cores', 'segmentation', 'small-world', 'memory', 'excitable'];

/** Situations that teach one phenomenon each. */
export const PRESETS: readonly Preset[] = order.map((id) => made.find((p) => p.id === id)!);

/** Every situation there is: those, and every model by name. */
export const presetOf = (id: string): Preset | undefined => [...PRESETS, ...named].find((p) => p.id === id);
export const PRESET_IDS: readonly string[] = [...PRESETS, ...named].map((p) => p.id);
/** Models by name, each with the preset that shows it. */
export const NAMED_MODELS: readonly { id: string; title: string }[] = named.map(({ id, title }) => ({ id, title }));
