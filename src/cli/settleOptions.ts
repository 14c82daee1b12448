import { Trouble } from '../runs/trouble.ts';
import type { MachineName } from '../solvers/constraints/machines.ts';
import type { Problem } from '../solvers/constraints/problem.ts';

export interface SettleOptions {
  limit?: 'adiabatic';
  seed: number;
  replicas: number;
  seconds?: number;
  colours?: number;
  machine?: MachineName;
  target?: number;
  steps?: number;
  backend?: string;
  only?: string;
  unique?: boolean;
  json?: string;
  record?: string;
  strict?: boolean;
  check?: string;
}

/** Trouble (one line) for options that say nothing to these problems, or contradict each other. */
export function checkOptions(problems: Problem[], options: SettleOptions): void {
  checkKinds(problems, options);
  checkSteps(problems, options);
  checkEngine(problems, options);
}

const KINDS: Partial<Record<keyof SettleOptions, [needs: Problem['kind'][], what: string]>> = {
  limit: [['sudoku', 'colouring'], 'Sudoku and no colouring came, expected one'], unique: [['sudoku'], 'Sudoku came, expected one'], colours: [['colouring'], 'colouring came, expected a .col graph'],
  machine: [['max-cut'], 'Max-Cut came, expected a rudy graph'], target: [['max-cut'], 'Max-Cut came, expected a rudy graph'], steps: [['max-cut'], 'Max-Cut came, expected a rudy graph'],
};

/** Trouble for an option that says nothing to any problem here. */
function checkKinds(problems: Problem[], options: SettleOptions): void {
  for (const [option, [needs, what]] of Object.entries(KINDS)) {
    if (options[option as keyof SettleOptions] === undefined || problems.some((p) => needs.includes(p.kind))) continue;
    throw new Trouble(`--${option}: no ${what}. Leave it out: it says nothing to a ${[...new Set(problems.map((p) => NAMES[p.kind]))].join(' or a ')}.`);
  }
}

const NAMES: Record<Problem['kind'], string> = { sudoku: 'Sudoku', 'max-cut': 'Max-Cut', colouring: 'colouring', satisfiability: 'formula', maze: 'maze' };

/** Trouble where --steps says what --seconds says otherwise. */
function checkSteps(problems: Problem[], { steps, seconds }: SettleOptions): void {
  if (steps === undefined) return;
  const cuts = problems.filter((p) => p.kind === 'max-cut').length;
  if (seconds !== undefined && cuts === problems.length) throw new Trouble(`--steps: --seconds came too, expected one of them. Leave out --seconds to make ${steps} steps.`);
}

/** Trouble where --replicas asks for what no problem here has. */
function checkEngine(problems: Problem[], { backend, replicas }: SettleOptions): void {
  const rings = problems.some((p) => p.kind === 'sudoku' || p.kind === 'colouring'), batched = problems.some((p) => p.kind === 'max-cut' || p.kind === 'satisfiability');
  if (backend === undefined && replicas > 1 && batched && !rings) throw new Trouble('--replicas: no --backend came, expected one for Max-Cut or clauses: their fast loops settle one field. Add --backend auto.');
}
