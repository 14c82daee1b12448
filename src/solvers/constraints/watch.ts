import type { Contours } from '../../field/contours.ts';
import type { RingField } from '../../field/ringField.ts';
import type { ClauseView } from './clauseField.ts';
import type { Machine } from './machines.ts';

/** An array of a scene: one value a site, or one a ring. */
export interface WatchedArray {
  dimensions: string[];
  shape: number[];
  kind: 'phase' | 'real';
  about: string;
  /** What each entry is to a person: "row 3, digit 7". */
  names?: string[];
}

/** What is seen of one settling; the same object for all its looks. A descent through numbers of colours is several scenes. */
export interface Scene {
  /** "11 colours"; empty where a problem settles once. */
  part: string;
  model: string;
  arrays: Record<string, WatchedArray>;
  /** Meaning of the scalars. */
  scalars: Record<string, string>;
}

/** One look at a settling field: simulated time, and on demand a value for every array and scalar of its scene, valid until the field moves on. */
export interface Look {
  scene: Scene;
  time: number;
  values(): Record<string, number | ArrayLike<number>>;
}

export type Watch = (look: Look) => void;

/** Names are kept up to this many rings: a list of a hundred thousand helps nobody. */
const NAMED = 4096;

/** Looks at a ring field: phases of its synapses, strengths of its rings, their quarrel and how many are violated by consensus. */
export function watchRings(watch: Watch): (field: RingField, part?: string) => void {
  let of: Contours | undefined, scene: Scene;
  return (field, part = '') => {
    const { contours } = field, { rings, unit } = contours;
    if (of !== contours) {
      of = contours;
      scene = {
        part, model: `ring field, ${field.form} form`,
        arrays: {
          phases: { dimensions: ['synapse'], shape: [unit.length], kind: 'phase', about: 'phase of each synapse, 0 awake, pi asleep' },
          strengths: { dimensions: ['ring'], shape: [rings.length], kind: 'real', about: 'strength of each ring', ...(rings.length <= NAMED && { names: rings.map((r, m) => r.name ?? `ring ${m}`) }) },
        },
        scalars: { energy: 'sum over rings of (mean of the copies - copy)^2', violated: 'rings whose demand the consensus of the copies does not meet' },
      };
    }
    watch({ scene, time: field.time, values: () => ({ phases: field.phases(), strengths: field.strengths, energy: sum(field.quarrel), violated: violatedRings(field) }) });
  };
}

function violatedRings({ contours: { start, unit, kind }, ...field }: RingField): number {
  const awake = field.awake();
  let count = 0;
  for (let m = 0; m < kind.length; m++) {
    let on = 0;
    for (let e = start[m]; e < start[m + 1]; e++) on += awake[unit[e]];
    if (kind[m] === 0 ? on !== 1 : kind[m] === 1 ? on > 1 : on < 1) count += 1;
  }
  return count;
}

/** Looks at a clause field: phases of its variables (v = cos φ), strengths and violations of its clauses. */
export function watchClauses(watch: Watch, names: (m: number) => string): (field: ClauseView) => void {
  let scene: Scene | undefined;
  return (field) => {
    const clauses = field.strengths.length;
    scene ??= {
      part: '', model: 'clause field',
      arrays: {
        phases: { dimensions: ['site'], shape: [field.value.length], kind: 'phase', about: 'phase of each variable, 0 true, pi false' },
        strengths: { dimensions: ['ring'], shape: [clauses], kind: 'real', about: 'strength of each clause', ...(clauses <= NAMED && { names: Array.from({ length: clauses }, (_, m) => names(m)) }) },
      },
      scalars: { energy: 'sum over clauses of their violation', violated: 'clauses of which no literal holds' },
    };
    watch({ scene, time: field.time, values: () => ({ phases: field.value.map((v) => Math.acos(v)), strengths: field.strengths, energy: sum(field.violation), violated: field.violation.reduce((n, c) => n + (c >= 0.5 ? 1 : 0), 0) }) });
  };
}

/** Looks at a Max-Cut machine: phases of its vertices, and their amplitude homeostats or gain controls where it has some. */
export function watchMachine(watch: Watch): (machine: Machine) => void {
  let scene: Scene | undefined;
  return (machine) => {
    const { gain } = machine, phases = machine.phases();
    scene ??= {
      part: '', model: 'Max-Cut machine',
      arrays: {
        phases: { dimensions: ['site'], shape: [phases.length], kind: 'phase', about: 'phase of each vertex' },
        ...(gain && { strengths: { dimensions: ['site'], shape: [phases.length], kind: 'real' as const, about: 'amplitude homeostat or gain control of each vertex' } }),
      },
      scalars: { energy: 'minus the cut' },
    };
    watch({ scene, time: machine.time, values: () => ({ phases, ...(gain && { strengths: gain }), energy: -machine.cut }) });
  };
}

/** The scene of a maze: what each cell has heard of the wave. */
export function mazeScene(rows: number, columns: number): Scene {
  return {
    part: '', model: 'entrainment wave',
    arrays: { arrival: { dimensions: ['row', 'column'], shape: [rows, columns], kind: 'real', about: 'hops from the nearest goal as far as the cell has heard; blank before the wave has come' } },
    scalars: { residual: 'largest rate', violated: 'cells that the wave has not reached' },
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k];
  return total;
}
