import { breathe, breathIsDue, unhurried } from '../../field/breath.ts';
import { Chance } from '../../field/chance.ts';
import { contours, type Contours, type Ring } from '../../field/contours.ts';
import { ClauseField, type ClauseView } from './clauseField.ts';
import { within } from './deadline.ts';
import { readFormula, type Formula } from './dimacs.ts';
import { engineClauses } from './engineClauses.ts';
import { ranOn, type ProblemSettled } from './result.ts';
import { starvedInParts } from './starve.ts';
import { watchClauses, type Watch } from './watch.ts';

export interface SatisfiabilityOptions {
  seed: number;
  seconds: number;
  /** Seconds so far; default wall clock. Where cores are shared, CPU seconds are the fair clock. */
  clock?(): number;
  /** Runs as a field of the engine on this backend instead of the fast loop. */
  backend?: string;
  /** Replicas side by side, on the engine only: seeds seed, seed + 1, … The first that settles answers. Default 1. */
  replicas?: number;
  signal?: AbortSignal;
  /** Called after every 64 steps. */
  observe?(field: ClauseView): void;
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

/** A field of clauses that steps; true once every clause of a replica is met. */
interface Settling { step(): boolean | Promise<boolean>; view(): ClauseView; ran?: string }

/** Steps between two looks, fewer where that would be more literal steps than about 50 ms hold. */
const TURN = 64, HELD = 2 ** 22;

function onLoop(formula: Formula, seed: number): Settling {
  const field = new ClauseField(formula, seed), literals = formula.clauses.reduce((s, clause) => s + clause.length, 0), turn = Math.max(1, Math.min(TURN, Math.floor(HELD / literals)));
  return { view: () => field, step() {
    for (let s = 0; s < turn; s++) if (field.step()) return true;
    return false;
  } };
}

/** Replicas on the engine: the one with the fewest unmet clauses is seen. */
async function onEngine(formula: Formula, seeds: number[], backend: string, signal?: AbortSignal): Promise<Settling> {
  const field = await engineClauses(formula, { seeds, backend, signal }), left = (k: number) => unmet(formula, field.view(k).literals());
  let best = 0;
  return {
    view: () => field.view(best), get ran() { return ranOn(field.report()); },
    async step() {
      await field.advance(TURN);
      const counts = seeds.map((_, k) => left(k));
      best = counts.indexOf(Math.min(...counts));
      return counts[best] === 0;
    },
  };
}

/** Lets the clauses settle; `left` counts unmet clauses of the answer with the fewest seen at a look. */
export async function settleClauses(formula: Formula, { seed, seconds, clock = () => performance.now() / 1000, backend, replicas = 1, signal, observe }: SatisfiabilityOptions): Promise<{ literals: number[]; left: number; field: ClauseView; ran?: string }> {
  if (breathIsDue()) await breathe(); // a large formula has just been read, or many short settlings come one after the other
  const settling = backend === undefined ? onLoop(formula, seed) : await onEngine(formula, Array.from({ length: replicas }, (_, k) => seed + k), backend, signal), began = clock();
  let literals = settling.view().literals(), left = unmet(formula, literals), breath = performance.now();
  for (;;) {
    const stepping = settling.step(), met = typeof stepping === 'boolean' ? stepping : await stepping, field = settling.view();
    observe?.(field);
    if (met) return { literals: field.literals(), left: unmet(formula, field.literals()), field, ran: settling.ran };
    const now = performance.now(), over = clock() - began > seconds;
    if (now - breath < 50 && !over) continue;
    breath = now;
    const found = field.literals(), count = unmet(formula, found);
    if (count < left) [literals, left] = [found, count];
    await new Promise((resolve) => setImmediate(resolve)); // let timers, signals and input through
    if (over || signal?.aborted) return { literals, left, field, ran: settling.ran };
  }
}

/** Where the largest values stand, the largest first; of equal ones the first. */
function largest(values: Float64Array, count: number): number[] {
  const found: number[] = [];
  for (let m = 0; m < values.length; m++) {
    if (found.length === count && !(values[m] > values[found[count - 1]])) continue;
    const at = found.findIndex((o) => values[m] > values[o]);
    found.splice(at < 0 ? found.length : at, 0, m);
    if (found.length > count) found.pop();
  }
  return found;
}

/** Settles one formula. Errors (Unreadable): see `readFormula`. */
export async function settleFormula(name: string, text: string, { watch, ...options }: Omit<SatisfiabilityOptions, 'observe'> & { watch?: Watch }): Promise<ProblemSettled> {
  const began = performance.now(), formula = (await unhurried(readFormula(name, text)))!, { clauses } = formula;
  const result = (status: ProblemSettled['status'], answer: number[] | null, simulatedTime: number, note: string): ProblemSettled =>
    ({ name, kind: 'satisfiability', status, answer, value: answer && clauses.length - unmet(formula, answer), seconds: (performance.now() - began) / 1000, simulatedTime, seed: options.seed, note });
  if (clauses.length === 0) return result('solved', Array.from({ length: formula.variables }, (_, v) => v + 1), 0, 'there is no clause: every assignment will do');
  const empty = clauses.findIndex((clause) => clause.length === 0);
  if (empty >= 0) return result('contradiction', null, 0, `clause ${empty + 1} is empty: nothing can meet it`);
  const ends = within(options.seconds - (performance.now() - began) / 1000, options.signal), starved = await unhurried(starvedInParts(formulaRings(formula)), ends);
  if (starved !== undefined) return result('contradiction', null, 0, `nothing can settle: ${starved} is starved`);
  const { literals, left, field, ran } = await settleClauses(formula, { ...options, seconds: options.seconds - (performance.now() - began) / 1000, observe: watch && watchClauses(watch, (m) => clauseName(formula, m)) });
  const by = (values: Float64Array) => largest(values, 3).map((m) => clauseName(formula, m)).join(', ');
  const told = ran === undefined ? '' : `; ${ran}`;
  if (left === 0) return result('solved', literals, field.time, `settled at T = ${field.time.toFixed(1)}; fought hardest: ${by(field.strengths)}${told}`);
  const why = options.signal?.aborted ? 'interrupted' : 'settled nowhere in the time (no proof)';
  return result('timeLimit', literals, field.time, `${why}; ${left} clause${left === 1 ? '' : 's'} unmet; fighting last: ${by(field.violation)}; fought hardest: ${by(field.strengths)}${told}`);
}
