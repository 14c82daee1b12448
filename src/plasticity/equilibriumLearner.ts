import { defineField } from '../field/field.ts';
import { settle } from '../field/settle.ts';
import { sparse, type SparseWiring } from '../field/sparse.ts';
import { oscillator, phase } from '../oscillators/oscillator.ts';
import { equilibriumCoupling, equilibriumFrequency } from './equilibriumPropagation.ts';
import { linksOf } from './links.ts';
import { plasticity, type Shown } from './plasticity.ts';

/**
 * Phases that flow downhill; a held site does not move (free = 0), a taught site is drawn towards its target with strength β (nudge), by the force
 * −∂cost/∂θ = 2 sin(x/2), x = target − θ wrapped, written without wrapping. Unlike sin x it is strongest where the answer is wrong by half a turn.
 */
const nudged = oscillator({
  name: 'nudged Kuramoto', state: { theta: phase }, parameters: { omega: 0, free: 1, nudge: 0, target: 0 },
  rate: { theta: 'free * (omega + S*cos(theta) - C*sin(theta) + nudge*sin(target - theta)*sqrt(2 / max(1e-6, 1 + cos(target - theta))))' }, emits: { S: 'sin(theta)', C: 'cos(theta)' },
});

/** What the field is shown: the phase of each held site, and the phase that each output is taught. */
export interface PhaseLesson { held: number[]; taught: number[] }

export interface LearnerOptions {
  sites: number;
  /** Couplings, in both directions where both ends are free, with equal weights: then the flow has an energy. */
  links: SparseWiring;
  /** Natural frequencies at the start. Default 0. */
  omega?: number[];
  held: number[];
  outputs: number[];
  lessons: PhaseLesson[];
  /** Random numbers in [0, 1), for the phases in which free sites start. */
  random: () => number;
  /** Random starts of each lesson in each epoch. Default 4. */
  draws?: number;
  /** Strength of the nudge. Default 0.1. */
  beta?: number;
  /** Learning rates of couplings and of natural frequencies; 0: they stay. Default 0.3 and 0. */
  coupling?: number;
  frequency?: number;
  /** Time of the free settling, and of each nudged one, as limits. Default 30 and 8. */
  freeTime?: number;
  nudgedTime?: number;
  backend?: string;
}

export interface Learner {
  /** One epoch: every lesson from every start settles freely, then under +β and −β; every link and site changes by what it saw. Mean cost before the change. */
  epoch(): Promise<number>;
  /** Settled phases of the outputs for held phases, from new random starts: draws × outputs for each question. */
  answer(questions: number[][], draws: number): Promise<number[][]>;
  /** Weight of each link, in the order of `links`, and natural frequency of each site, as they are now. */
  readonly weight: Float64Array;
  readonly omega: Float64Array;
}

/**
 * Equilibrium propagation in a simulated field: E = −½ Σ w_ij cos(θ_i − θ_j) − Σ ω_i θ_i, cost = Σ_outputs 4 (1 − |cos((θ − target)/2)|), θ' = −∂E/∂θ − (±β) ∂cost/∂θ.
 * The centred difference of two settlings is the gradient of the cost at rest, up to β²: dw = η/(2β) [cos(θ⁺_i − θ⁺_j) − cos(θ⁻_i − θ⁻_j)], dω = η/(2β) (θ⁺ − θ⁻),
 * averaged over lessons and random starts (validation-suite.md section 5). No error travels: every change is made of what the two ends show in two settlings.
 * Held phases at ±π/2 leave a mirror symmetry (θ → π − θ) in which a field without natural frequencies stays, with no gradient: start `omega` at random.
 * XOR of phases ±π/2 through five hidden sites, β 0.1, η 0.5 and 0.1: learned within 200 epochs from 5 of 6 seeds. Tests compare it with finite differences of the cost of the settled field. Errors: RangeError, `equilibrium: …`; those of `settle`.
 */
export function equilibriumLearner(options: LearnerOptions): Learner {
  const { sites, held, outputs, lessons, random, draws = 4, beta = 0.1, coupling = 0.3, frequency = 0, freeTime = 30, nudgedTime = 8, backend } = options;
  if (!(beta > 0) || !Number.isFinite(beta)) throw new RangeError(`equilibrium: beta is ${beta}, expected a positive number. A tenth is a good start.`);
  for (const s of [...held, ...outputs]) if (!(Number.isInteger(s) && s >= 0 && s < sites)) throw new RangeError(`equilibrium: site ${s} came, expected 0 to ${sites - 1}. Correct held or outputs.`);
  const both = outputs.find((s) => held.includes(s));
  if (both !== undefined) throw new RangeError(`equilibrium: site ${both} is held and taught, expected one of them. Let outputs be free.`);
  if (lessons.length === 0) throw new RangeError('equilibrium: lessons is empty, expected at least one. Show something.');
  lessons.forEach(({ held: h, taught }, n) => {
    if (h.length !== held.length || taught.length !== outputs.length) throw new RangeError(`equilibrium: lesson ${n} has ${h.length} held and ${taught.length} taught phases, expected ${held.length} and ${outputs.length}. Complete it.`);
    for (const v of [...h, ...taught]) if (!Number.isFinite(v)) throw new RangeError(`equilibrium: lesson ${n} has the phase ${v}, expected a finite number. Correct it.`);
  });
  const links = linksOf(options.links, sites), field = defineField({ model: nudged, carriers: { links: sparse() }, dt: 0.2 });
  const w = plasticity({ rule: equilibriumCoupling, sites, links, value: Float64Array.from(links.weight), step: 1, parameters: { eta: coupling, beta } });
  const omega = plasticity({ rule: equilibriumFrequency, sites, value: Float64Array.from(options.omega ?? new Array<number>(sites).fill(0)), step: 1, parameters: { eta: frequency, beta } });
  const free = new Float32Array(sites).fill(1);
  for (const s of held) free[s] = 0;

  const rest = async (theta: Float32Array, entries: number, nudge: number, target: Float32Array, timeLimit: number): Promise<Float32Array> => {
    const pull = new Float32Array(sites);
    for (const s of outputs) pull[s] = nudge;
    const { state } = await settle(field, { sites, batch: entries, state: { theta }, parameters: { omega: Float32Array.from(omega.value), free, nudge: pull, target }, wiring: { links: links.wiring(w.value) }, tolerance: 1e-6, timeLimit, chunk: 40, frame: 'rest', backend });
    return state.theta;
  };
  const start = (asked: number[][]): Float32Array => Float32Array.from({ length: asked.length * sites }, (_, k) => {
    const at = held.indexOf(k % sites);
    return at >= 0 ? asked[Math.floor(k / sites)][at] : Math.PI * (2 * random() - 1);
  });
  return {
    weight: w.value as Float64Array, omega: omega.value as Float64Array,
    async epoch() {
      const shown = lessons.flatMap((lesson) => Array.from({ length: draws }, () => lesson)), entries = shown.length, target = new Float32Array(entries * sites);
      shown.forEach(({ taught }, e) => outputs.forEach((s, n) => { target[e * sites + s] = taught[n]; }));
      const at = await rest(start(shown.map((l) => l.held)), entries, 0, target, freeTime);
      const plus = await rest(at, entries, beta, target, nudgedTime), minus = await rest(at, entries, -beta, target, nudgedTime);
      const near = (moved: Float32Array, e: number) => Float64Array.from({ length: sites }, (_, s) => at[e * sites + s] + turn(moved[e * sites + s] - at[e * sites + s]));
      let cost = 0;
      for (let e = 0; e < entries; e++) {
        const seen: Shown = { plus: near(plus, e), minus: near(minus, e) };
        w.pass(seen, 1 / entries);
        if (frequency !== 0) omega.pass(seen, 1 / entries);
        for (const s of outputs) cost += (4 * (1 - Math.abs(Math.cos((at[e * sites + s] - target[e * sites + s]) / 2)))) / entries;
      }
      return cost;
    },
    async answer(questions, times) {
      const asked = questions.flatMap((q) => Array.from({ length: times }, () => q)), at = await rest(start(asked), asked.length, 0, new Float32Array(asked.length * sites), freeTime);
      return questions.map((_, q) => Array.from({ length: times }, (__, d) => outputs.map((s) => at[(q * times + d) * sites + s])).flat());
    },
  };
}

const turn = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
