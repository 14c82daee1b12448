import { breathe, breathIsDue } from '../../field/breath.ts';
import { Chance } from '../../field/chance.ts';
import { contours, type Contours, type Ring } from '../../field/contours.ts';
import { ClauseField } from './clauseField.ts';
import { readFormula, type Formula } from './dimacs.ts';
import type { ProblemSettled } from './result.ts';
import { starvedRing } from './starve.ts';
import { watchClauses, type Watch } from './watch.ts';

export interface SatisfiabilityOptions {
  seed: number;
  seconds: number;
  signal?: AbortSignal;
  /** Called after every 64 steps. */
  observe?(field: ClauseField): void;
}

/** A clause in words: "clause 17 (3 or not 5 or 8)". */
function clauseName({ clauses }: Formula, m: number): string {
  return `clause ${m + 1} (${[...clauses[m]].map((l) => (l < 0 ? `not ${-l}` : l)).join(' or ')})`;
}

/** Uniform 3-SAT: each clause has three different variables, each negated with probability ½. The same seed, the same formula. */
export function uniformFormula(variables: number, clauses: number, seed: number): Formula {
  const chance = new Chance(seed);
  const clause = () => {
    const chosen = new Set<number>();
    while (chosen.size < 3) chosen.add(1 + Math.floor(chance.next() * variables));
    return Int32Array.from(chosen, (v) => (chance.next() < 0.5 ? v : -v));
  };
  return { variables, clauses: Array.from({ length: clauses }, clause) };
}

/** Clauses that a list of signed literals, one a variable, leaves unmet. Counted from the formula alone. */
export function unmet({ clauses }: Formula, literals: readonly number[]): number {
  const held = new Set(literals);
  return clauses.filter((clause) => !clause.some((literal) => held.has(literal))).length;
}

/** Contours for the proof of a contradiction: exactly one of v and its negation, at least one literal of a clause. */
function formulaRings(formula: Formula): Contours {
  const { variables, clauses } = formula, unit = (literal: number) => 2 * (Math.abs(literal) - 1) + (literal < 0 ? 1 : 0), rings: Ring[] = [];
  for (let v = 0; v < variables; v++) rings.push({ kind: 'one', name: `variable ${v + 1}`, members: [2 * v, 2 * v + 1] });
  clauses.forEach((clause, m) => rings.push({ kind: 'least', name: clauseName(formula, m), members: [...clause].map(unit) }));
  return contours(2 * variables, rings);
}

/** Lets the clauses settle; `left` counts unmet clauses of the answer with the fewest seen at a look. */
export async function settleClauses(formula: Formula, { seed, seconds, signal, observe }: SatisfiabilityOptions): Promise<{ literals: number[]; left: number; field: ClauseField }> {
  const field = new ClauseField(formula, seed), began = performance.now();
  let literals = field.literals(), left = unmet(formula, literals), breath = began;
  if (breathIsDue()) await breathe(); // many short settlings, one after the other
  for (;;) {
    for (let s = 0; s < 64; s++) if (field.step()) {
      observe?.(field);
      return { literals: field.literals(), left: unmet(formula, field.literals()), field };
    }
    observe?.(field);
    const now = performance.now(), over = now - began > seconds * 1000;
    if (now - breath < 50 && !over) continue;
    breath = now;
    const found = field.literals(), count = unmet(formula, found);
    if (count < left) [literals, left] = [found, count];
    await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
    if (over || signal?.aborted) return { literals, left, field };
  }
}

/** Settles one formula. Errors (RangeError): see `readFormula`. */
export async function settleFormula(name: string, text: string, { watch, ...options }: Omit<SatisfiabilityOptions, 'observe'> & { watch?: Watch }): Promise<ProblemSettled> {
  const began = performance.now(), formula = readFormula(name, text), { clauses } = formula;
  const result = (status: ProblemSettled['status'], answer: number[] | null, simulatedTime: number, note: string): ProblemSettled =>
    ({ name, kind: 'satisfiability', status, answer, value: answer && clauses.length - unmet(formula, answer), seconds: (performance.now() - began) / 1000, simulatedTime, seed: options.seed, note });
  if (clauses.length === 0) return result('solved', Array.from({ length: formula.variables }, (_, v) => v + 1), 0, 'there is no clause: every assignment will do');
  const empty = clauses.findIndex((clause) => clause.length === 0);
  if (empty >= 0) return result('contradiction', null, 0, `clause ${empty + 1} is empty: nothing can meet it`);
  const starved = starvedRing(formulaRings(formula));
  if (starved !== undefined) return result('contradiction', null, 0, `nothing can settle: ${starved} is starved`);
  const { literals, left, field } = await settleClauses(formula, { ...options, observe: watch && watchClauses(watch, (m) => clauseName(formula, m)) });
  const by = (values: Float64Array) => Array.from(values.keys()).sort((a, b) => values[b] - values[a]).slice(0, 3).map((m) => clauseName(formula, m)).join(', ');
  if (left === 0) return result('solved', literals, field.time, `settled at T = ${field.time.toFixed(1)}; fought hardest: ${by(field.strengths)}`);
  const why = options.signal?.aborted ? 'interrupted' : 'settled nowhere in the time (no proof)';
  return result('timeLimit', literals, field.time, `${why}; ${left} clause${left === 1 ? '' : 's'} unmet; fighting last: ${by(field.violation)}; fought hardest: ${by(field.strengths)}`);
}
