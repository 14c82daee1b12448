import { memory } from '../../src/validation/memory.ts';
import { invariants } from '../../src/validation/invariants.ts';
import { cuts } from '../../src/validation/cuts.ts';
import { noise } from '../../src/validation/noise.ts';
import { prove } from './holds.ts';

prove([...memory, ...invariants, ...cuts, ...noise]);
