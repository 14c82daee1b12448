import { prepareBackend } from '../../field/backend.ts';
import { Chance } from '../../field/chance.ts';
import { defineField, type Field } from '../../field/field.ts';
import { gather } from '../../field/gather.ts';
import { group } from '../../field/group.ts';
import { launched } from '../../field/launches.ts';
import { meanField } from '../../field/meanField.ts';
import { begin } from '../../field/run.ts';
import { oscillator, real } from '../../oscillators/oscillator.ts';
import { CLAUSE_PACE, type ClauseView } from './clauseField.ts';
import type { Formula } from './dimacs.ts';

/**
 * The adaptive clauses (clauseField.ts) as the engine's own text: one site a literal. v of a variable is repeated at each of its literals, g and l of a clause at
 * each of its own; they obey the same equation there and stay equal. A literal hears how far those before and behind it in its clause are from holding
 * (`strongest` of −(1 − q v)), the sum of the pushes on its variable, and the largest violation of the whole field: where that is below ½ every clause is met and
 * v stands still, so that a settled field keeps its answer however late it is looked at.
 * The explicit Euler step of the loop. The engine's symplectic order C, f, g, l, v only lays out its parts: violations and pushes first, from v, g, l before they move, then g, l by those
 * violations and v by those pushes.
 * Known answer: ClauseField, step for step (engineClauses.test.ts).
 */
const literal = () => oscillator({
  name: 'literal of an adaptive clause',
  state: { C: real, f: real, g: real, l: real, v: real },
  parameters: { q: 1, dt: CLAUSE_PACE.dt, growth: CLAUSE_PACE.growth, calm: CLAUSE_PACE.calm, gateRate: CLAUSE_PACE.gateRate, gateCalm: CLAUSE_PACE.gateCalm, hold: CLAUSE_PACE.hold, ceiling: 1e4 },
  where: { a: '1 - q*v', other: 'min(2, -before, -behind)', least: 'max(0, sign(-before - a))*(1 - max(0, sign(a + behind)))', quarrels: 'max(0, sign(worst - 0.4999999))' },
  rate: {
    C: '(0.5*min(a, other) - C)/dt',
    f: '(q*(0.5*l*g*other + least*(1 + hold*l)*(1 - g)*C) - f)/dt',
    g: '(max(0, min(1, g + dt*gateRate*(g + 0.001)*(C - gateCalm))) - g)/dt',
    l: '(max(1, min(ceiling, l + dt*growth*(C - calm))) - l)/dt',
    v: 'quarrels*(max(-1, min(1, v + dt*pushed)) - v)/dt',
  },
  emits: { fails: 'q*v - 1', push: 'f', violation: 'C' },
  hears: ['before', 'behind', 'pushed', 'worst'],
});

const fields = new Map<number, Field>();

/** The field for clauses of up to degree + 1 literals. */
function fieldOf(degree: number): Field {
  let field = fields.get(degree);
  if (!field) fields.set(degree, (field = defineField({
    model: literal(), integrator: 'symplectic', dt: CLAUSE_PACE.dt,
    carriers: {
      before: gather({ degree, reduce: 'strongest', from: 'fails' }), behind: gather({ degree, reduce: 'strongest', from: 'fails' }),
      pushed: group({ reduce: 'sum', from: 'push' }), worst: meanField({ reduce: 'strongest', from: 'violation' }),
    },
  })));
  return field;
}

/** Replicas of a formula, one a seed, as the entries of one batch on the engine. */
export interface EngineClauses {
  readonly time: number;
  /** Replica k as it stands, a copy. */
  view(k: number): ClauseView;
  advance(steps: number): Promise<void>;
  report(): { backend: string; executor: string; warnings: string[] };
}

/** Starts as ClauseField does from each seed. Clauses of one literal or more. */
export async function engineClauses({ variables, clauses }: Formula, { seeds, backend, signal }: { seeds: readonly number[]; backend?: string; signal?: AbortSignal }): Promise<EngineClauses> {
  await prepareBackend(backend);
  const all = clauses.flatMap((c) => [...c]), sites = all.length, batch = seeds.length, degree = clauses.reduce((most, c) => Math.max(most, c.length - 1), 1), variable = Int32Array.from(all, (l) => Math.abs(l) - 1);
  const before = new Int32Array(sites * degree).fill(-1), behind = before.slice(), first = new Int32Array(clauses.length);
  let next = 0;
  clauses.forEach((clause, m) => {
    first[m] = next;
    for (let k = 0; k < clause.length; k++) for (let o = 0; o < clause.length; o++) if (o !== k) (o < k ? before : behind)[(next + k) * degree + (o < k ? o : o - 1)] = next + o;
    next += clause.length;
  });
  const starts = seeds.map((seed) => { const chance = new Chance(seed); return Float64Array.from({ length: variables }, () => 2 * chance.next() - 1); });
  const run = begin(fieldOf(degree), {
    sites, batch, backend, state: { C: 0, f: 0, g: 0.5, l: 1, v: Float32Array.from({ length: batch * sites }, (_, i) => starts[Math.floor(i / sites)][variable[i % sites]]) },
    parameters: { q: Float32Array.from(all, Math.sign), ceiling: 1e4 * clauses.length }, wiring: { before: { table: before }, behind: { table: behind }, pushed: { group: variable } },
  });
  let state = run.start, steps = 0;
  const time = () => steps * CLAUSE_PACE.dt;
  return {
    get time() { return time(); },
    view(k) {
      const of = (v: string) => state[v].subarray(k * sites, (k + 1) * sites), value = starts[k].slice(), v = of('v');
      variable.forEach((i, e) => (value[i] = v[e]));
      const [strengths, violation] = ['l', 'C'].map((name) => Float64Array.from(first, (e) => of(name)[e]));
      return { value, strengths, violation, time: time(), literals: () => Array.from(value, (x, i) => (x > 0 ? i + 1 : -(i + 1))) };
    },
    async advance(count) {
      const went = await launched(run, state, count, signal);
      state = went.state;
      steps += went.steps;
    },
    report: () => run.report(),
  };
}
