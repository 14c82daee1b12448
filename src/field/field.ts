import type { Oscillator } from '../oscillators/oscillator.ts';
import { SYMBOL } from '../oscillators/expression.ts';
import { oneOf, suggest } from '../oscillators/nearest.ts';
import type { Carrier } from './carrier.ts';
import { INTEGRATORS, NOISY, type IntegratorName } from './integrator.ts';

export interface FieldText {
  model: Oscillator;
  /** Carriers by name; the wiring of each is given under the same name when the field runs. */
  carriers?: Record<string, Carrier<never>>;
  /** Default rk4. */
  integrator?: IntegratorName;
  /** Time step, in the field's own dimensionless time unit. */
  dt: number;
}

/** One signal on its way: through which carrier, which emission, heard as what. */
interface Link { carrier: string; signal: string; heard: string }

/** A model, how its signals travel, and how time is stepped. Holds no memory and no kernel; `settle` runs it. */
export interface Field {
  readonly model: Oscillator;
  readonly carriers: Record<string, Carrier<never>>;
  readonly links: Link[];
  readonly integrator: IntegratorName;
  readonly dt: number;
}

/**
 * Puts a field together: dx/dt = rate(x, Σ_carriers W · emits(x)).
 * A carrier with `from: 'signal'` is heard under the carrier's own name; `from: { heard: 'signal' }` says both names; without `from`
 * it carries every signal of the model, heard under the signal's name. What several carriers bring under one name is added.
 * Errors: RangeError with the nearest known name, `field: …`.
 */
export function defineField(text: FieldText): Field {
  const { model, carriers = {}, integrator = 'rk4', dt } = text;
  if (!model?.rate) throw new TypeError('field: model is missing, expected what oscillator({…}) returns. Pass { model }.');
  if (!(dt > 0) || !Number.isFinite(dt)) throw new RangeError(`field: dt is ${dt}, expected a positive number. A twentieth of the fastest period is a good start.`);
  if (!Object.hasOwn(INTEGRATORS, integrator)) throw new RangeError(`field: integrator "${integrator}" is unknown, ${oneOf(integrator, Object.keys(INTEGRATORS))}`);
  const noisy = Object.keys(model.noise);
  if (noisy.length > 0 && !NOISY.includes(integrator)) throw new RangeError(`field: ${integrator} cannot step the white noise on ${noisy.join(', ')} of ${model.name}, expected ${NOISY.join(', ')}. Use 'euler' (Itô) or 'heun' (Stratonovich).`);
  if (integrator === 'strang' && !model.split) throw new RangeError(`field: strang needs an exact flow, expected a model with split, which ${model.name} has not. Give it split: { flow, rest }, or use 'rk4'.`);
  const signals = Object.keys(model.emits), links: Link[] = [];
  for (const [name, carrier] of Object.entries(carriers)) {
    if (typeof carrier?.fit !== 'function') throw new TypeError(`field: carrier ${name} is no carrier, expected lattice(…), circle(…), meanField(…), group(…), dense(…), sparse(…), gather(…) or permutation(…). Call one.`);
    if (!SYMBOL.test(name)) throw new RangeError(`field: "${name}" cannot name a carrier, expected letters and digits, a letter first. Rename it.`);
    const { from, delay } = carrier, late = (delay ?? dt) / dt;
    if (Math.round(late) < 1 || Math.abs(late - Math.round(late)) > 1e-9 * late) throw new RangeError(`field: carrier ${name} is delayed by ${delay}, expected a whole number of dt = ${dt}. Use dt = ${delay! / Math.max(1, Math.ceil(late))}, or another delay.`);
    const pairs = from === undefined ? signals.map((s) => [s, s]) : typeof from === 'string' ? [[name, from]] : Object.entries(from);
    for (const [heard, signal] of pairs) {
      if (!signals.includes(signal)) throw new RangeError(`field: carrier ${name} carries "${signal}", which ${model.name} does not emit. ${suggest(signal, signals)}`);
      if (!model.hears.includes(heard)) throw new RangeError(`field: carrier ${name} brings "${heard}", which ${model.name} does not hear. ${suggest(heard, model.hears)}`);
      const other = links.find((l) => l.heard === heard);
      if (other && carriers[other.carrier].reduce !== carrier.reduce) throw new RangeError(`field: "${heard}" is brought by ${other.carrier} (${carriers[other.carrier].reduce}) and ${name} (${carrier.reduce}), expected one kind. Rename one.`);
      links.push({ carrier: name, signal, heard });
    }
  }
  return { model, carriers, links, integrator, dt };
}
