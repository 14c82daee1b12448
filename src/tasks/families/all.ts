import { countingFamilies } from './counting.ts';
import { enclosureFamilies } from './enclosure.ts';
import type { Family } from './kit.ts';
import { motionFamilies } from './motion.ts';
import { objectFamilies } from './objects.ts';
import { panelFamilies } from './panels.ts';
import { rayFamilies } from './rays.ts';
import { symmetryFamilies } from './symmetry.ts';
import { tilingFamilies } from './tiling.ts';

/** Every family of the generator, in the order in which it deals them. */
export const families: readonly Family[] = [
  ...objectFamilies, ...enclosureFamilies, ...rayFamilies, ...symmetryFamilies, ...tilingFamilies, ...motionFamilies, ...panelFamilies, ...countingFamilies,
];
