import { adler } from './adler.ts';
import type { Check } from './check.ts';
import { chimera } from './chimera.ts';
import { cuts } from './cuts.ts';
import { delay } from './delay.ts';
import { excitable } from './excitable.ts';
import { graphs } from './graphs.ts';
import { invariants } from './invariants.ts';
import { learning } from './learning.ts';
import { memory } from './memory.ts';
import { noise } from './noise.ts';
import { V3, V4, V5, V6 } from './onset.ts';
import { order } from './order.ts';
import { ottAntonsen } from './ottAntonsen.ts';
import { readings } from './readings.ts';
import { stuartLandau } from './stuartLandau.ts';

const number = ({ id }: Check) => Number(id.slice(1));

/** The checks of the suite, V1 to V30. */
export const CHECKS: readonly Check[] = [
  ...adler, V3, V4, V5, V6, ...ottAntonsen, ...graphs, ...chimera, ...stuartLandau, ...excitable, ...noise, ...memory, ...learning, ...invariants, ...delay, ...order, ...cuts, ...readings,
].sort((a, b) => number(a) - number(b));
