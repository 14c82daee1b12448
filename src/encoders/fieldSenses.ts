import { diffuse } from './diffuse.ts';
import { drift } from './drift.ts';
import { gather } from './gather.ts';
import { integral } from './integral.ts';
import { interference } from './interference.ts';
import { listen } from './listen.ts';
import { Medium, type Activity, type MediumOptions, type Witness } from './medium.ts';
import { rays } from './rays.ts';
import { segment } from './segment.ts';
import type { Senses } from './senses.ts';
import { strongest } from './strongest.ts';
import { wave } from './wave.ts';

export interface FieldSenses extends Senses {
  /** Degradations so far, one line each. */
  readonly warnings: Set<string>;
  /** What each process has cost so far, by its name. */
  readonly activity: Record<string, Activity>;
  /** Who may look at processes while they run. */
  witness: Witness | undefined;
}

/**
 * The senses, simulated on the engine: two equations, entrainment and driven resonance (see `Medium`), and one file per process.
 * Errors: RangeError `sense: …` for fields of the wrong size or range, and where a process has not settled in the time limit.
 */
export function fieldSenses(options: MediumOptions = {}): FieldSenses {
  const medium = new Medium(options);
  return {
    backend: medium.backend,
    warnings: medium.warnings,
    activity: medium.activity,
    get witness() { return medium.witness; },
    set witness(witness) { medium.witness = witness; },
    segment: (sea, requests) => segment(medium, sea, requests),
    wave: (sea, requests) => wave(medium, sea, requests),
    rays: (sea, requests) => rays(medium, sea, requests),
    listen: (sea, phase, tables) => listen(medium, sea, phase, tables),
    gather: (sea, requests) => gather(medium, sea, requests),
    strongest: (sea, requests) => strongest(medium, sea, requests),
    drift: (sea, requests) => drift(medium, sea, requests),
    interference: (sea, phase, tables) => interference(medium, sea, phase, tables),
    diffuse: (sea, phase, time) => diffuse(medium, sea, phase, time),
    integral: (sea, phase) => integral(medium, sea, phase),
  };
}
