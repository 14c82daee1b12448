import { contours, type Contours, type Ring } from '../../field/contours.ts';
import { settleRings, type RingField, type RingForm } from '../../field/ringField.ts';
import { readFormula, type Formula } from './dimacs.ts';
import type { ProblemSettled } from './result.ts';
import { starvedRing } from './starve.ts';
import { fighting } from './sudoku.ts';

export interface SatisfiabilityOptions {
  form: RingForm;
  seed: number;
  replicas: number;
  seconds: number;
  signal?: AbortSignal;
  observe?(field: RingField): void;
}

/** Units are literals: v at 2(v − 1), its negation after it. A ring of exactly one over the two; a ring of at least one a clause. */
export function formulaRings({ variables, clauses }: Formula): Contours {
  const unit = (literal: number) => 2 * (Math.abs(literal) - 1) + (literal < 0 ? 1 : 0), rings: Ring[] = [];
  for (let v = 0; v < variables; v++) rings.push({ kind: 'one', name: `variable ${v + 1}`, members: [2 * v, 2 * v + 1] });
  for (const clause of clauses) rings.push({ kind: 'least', name: `clause (${[...clause].join(' ')})`, members: [...clause].map(unit) });
  return contours(2 * variables, rings);
}

/** Clauses that a list of signed literals, one a variable, leaves unmet. Counted from the formula alone. */
export function unmet({ clauses }: Formula, literals: readonly number[]): number {
  const held = new Set(literals);
  return clauses.filter((clause) => !clause.some((literal) => held.has(literal))).length;
}

/** Settles one formula. Errors (RangeError): see `readFormula`. */
export async function settleFormula(name: string, text: string, options: SatisfiabilityOptions): Promise<ProblemSettled> {
  const began = performance.now(), formula = readFormula(name, text), { variables, clauses } = formula, { form, seed, replicas, seconds, signal, observe } = options;
  const result = (status: ProblemSettled['status'], answer: number[] | null, simulatedTime: number, note: string): ProblemSettled =>
    ({ name, kind: 'satisfiability', status, answer, value: answer && clauses.length - unmet(formula, answer), seconds: (performance.now() - began) / 1000, simulatedTime, seed, note });
  if (clauses.some((clause) => clause.length === 0)) return result('contradiction', null, 0, 'a clause is empty');
  const rings = formulaRings(formula), starved = starvedRing(rings);
  if (starved !== undefined) return result('contradiction', null, 0, `nothing can settle: ${starved} is starved`);
  const settled = await settleRings(rings, { form, seeds: Array.from({ length: replicas }, (_, k) => seed + k), seconds, timeLimit: 1e9, signal, observe });
  const awake = settled.field.awake(), literals = Array.from({ length: variables }, (_, v) => (awake[2 * v] ? v + 1 : -(v + 1))), left = unmet(formula, literals);
  if (settled.status === 'settled' && left > 0) throw new Error(`settleFormula: the rings agree, but ${left} clauses of ${name} are unmet: a fault of the program.`);
  if (left === 0) return result('solved', literals, settled.time, `settled at T = ${settled.time.toFixed(1)}`);
  return result('timeLimit', literals, settled.time, `${settled.status === 'interrupted' ? 'interrupted' : 'settled nowhere in the time (no proof)'}; ${left} clauses unmet; fighting last: ${fighting(settled.field)}`);
}
