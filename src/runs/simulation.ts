import type { SettleOptions } from '../field/settle.ts';
import { defineField, type Field } from '../field/field.ts';
import type { IntegratorName } from '../field/integrator.ts';
import { begin } from '../field/run.ts';
import { MODELS } from '../oscillators/models/all.ts';
import { oneOf } from '../oscillators/nearest.ts';
import { oscillator, type Oscillator } from '../oscillators/oscillator.ts';
import { learnersOf, type LearningRule } from '../plasticity/learners.ts';
import { plasticityRule, type Rule } from '../plasticity/rule.ts';
import { RULES } from '../plasticity/rules.ts';
import type { RuleFile, SimulationFile, Values } from '../schemas/simulate.ts';
import { driveOf, type PlayedDrive } from './simulationDrive.ts';
import { carrierOf } from './simulationCarriers.ts';
import { spreadOut, type Ground } from './simulationValues.ts';

/** A model file made ready: the field, its start, and what is kept of its motion. */
export interface Simulation {
  file: SimulationFile;
  field: Field;
  ground: Ground;
  /** For `settle`. */
  options: Pick<SettleOptions, 'sites' | 'batch' | 'state' | 'parameters' | 'wiring' | 'backend' | 'tolerance' | 'seed'>;
  seed: number;
  /** Steps of the whole run, between two recorded moments, and in one launch. */
  steps: number;
  every: number;
  chunk: number;
  /** What learns, and how many steps pass between two looks of its rules (the chunk then). */
  rules: LearningRule[];
  /** What is played in, beside `options.parameters`, which hold what sounds at the start. */
  drive?: PlayedDrive;
  variables: string[];
  observables: ('orderParameter' | 'energy' | 'meanFrequency' | 'residual')[];
}

/** Recorded moments of a run where the file says nothing, and the most steps in one launch. */
const MOMENTS = 200, LONGEST_LAUNCH = 256;
/** The energy is summed link by link in float64 at every moment; in larger fields only where it is asked for. */
const ENERGY_UP_TO = 65_536;
const MOST_SITES = 2 ** 28;
const OBSERVABLES: Simulation['observables'] = ['orderParameter', 'energy', 'meanFrequency', 'residual'];
const EQUATIONS = ['state', 'where', 'rate', 'emits', 'hears', 'planar', 'noise', 'project', 'split'] as const;

/** Puts a checked model file together. Errors: RangeError, TypeError, SyntaxError, one line each. */
export function simulationOf(file: SimulationFile): Simulation {
  const model = modelOf(file), { batch = 1, dt = 0.05, time = 50, seed = 1, record = {} } = file, ground = groundOf(file, batch);
  const carriers = Object.entries(file.carriers ?? {}).map(([name, c]) => [name, carrierOf(name, c, ground, seed)] as const);
  const field = defineField({ model, dt, integrator: (file.integrator ?? (Object.keys(model.noise).length > 0 ? 'heun' : 'rk4')) as IntegratorName, carriers: Object.fromEntries(carriers.map(([name, { carrier }]) => [name, carrier])) });
  const spread = (part: string, values: Record<string, Values>) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, spreadOut(`${part}.${name}`, value, ground, seed)]));
  known('start', file.start ?? {}, model.variables);
  const start = Object.fromEntries(model.variables.map((v) => [v, file.start?.[v] ?? (model.state[v] === 'phase' ? { uniform: [-Math.PI, Math.PI] as [number, number] } : { normal: [0, 0.1] as [number, number] })]));
  const { variables = model.variables, observables } = record;
  for (const v of variables) known('record.variables', { [v]: 0 }, model.variables);
  const look = file.plasticity && Math.max(1, Math.round((file.plasticity.every ?? dt) / dt));
  const kept = observables ?? OBSERVABLES.filter((o) => o !== 'energy' || ground.sites * batch <= ENERGY_UP_TO), recorded = ['time', ...kept, ...(file.plasticity ? ['volatility'] : [])], twice = [...variables, ...Object.keys(file.parameters ?? {})].find((name) => recorded.includes(name));
  if (twice !== undefined) throw new RangeError(`record: "${twice}" is a symbol of the model and ${twice === 'time' ? 'the time' : 'an observable'} of the recording, expected one. Rename the symbol, or leave the observable out.`);
  const steps = Math.round(time / dt);
  if (steps < 1) throw new RangeError(`time is ${time}, expected at least one step of ${dt}. Make it longer, or dt smaller.`);
  if (record.every !== undefined && record.every < dt / 2) throw new RangeError(`record.every is ${record.every}, expected at least one step of ${dt}. Record less often, or make dt smaller.`);
  const wanted = Math.min(steps, Math.max(1, Math.round((record.every ?? time / MOMENTS) / dt))), drive = file.drive && driveOf(file.drive, { model, ground, seed, dt, parameters: file.parameters, look, longest: Math.min(wanted, LONGEST_LAUNCH) });
  const beat = look ?? drive?.beat, launches = beat ? Math.max(1, Math.round(wanted / beat)) : Math.ceil(wanted / LONGEST_LAUNCH), chunk = beat ?? Math.round(wanted / launches);
  if (drive && steps % chunk !== 0) throw new RangeError(`time is ${time}, expected a whole number of ${chunk * dt}, the grain of drive. Correct it.`);
  const options = {
    sites: ground.sites, batch, seed, state: spread('start', start), parameters: { ...spread('parameters', file.parameters ?? {}), ...drive?.at(0) },
    wiring: Object.fromEntries(carriers.filter(([, c]) => c.wiring !== undefined).map(([name, c]) => [name, c.wiring])), backend: file.backend, tolerance: file.tolerance ?? 0,
  };
  const { layout } = begin(field, options), rules = rulesOf(file, chunk * dt); // all sizes are checked before a folder is made
  if (rules.length > 0) learnersOf({ field, layout, rules, wiring: options.wiring, parameters: options.parameters });
  return {
    file, field, rules, ground, seed, steps, chunk, every: chunk * launches, variables, options, observables: kept, ...(drive && { drive }),
  };
}

/** The model named, or the one written in the file. */
function modelOf(file: SimulationFile): Oscillator {
  const written = EQUATIONS.filter((key) => file[key] !== undefined), names = Object.keys(MODELS);
  if (file.model !== undefined) {
    if (!Object.hasOwn(MODELS, file.model)) throw new RangeError(`model "${file.model}" is unknown, ${oneOf(file.model, names)}`);
    if (written.length > 0) throw new RangeError(`model "${file.model}" came together with ${written.join(', ')}, expected a name or equations. Remove one of them.`);
    known('parameters', file.parameters ?? {}, Object.keys(MODELS[file.model].parameters));
    return MODELS[file.model];
  }
  if (!file.state || !file.rate) throw new RangeError(`${file.state ? 'rate' : 'state'} is missing, expected equations, or a model by name. Write "state" and "rate", or "model": "kuramoto".`);
  const parameters = Object.fromEntries(Object.entries(file.parameters ?? {}).map(([p, value]) => [p, typeof value === 'number' ? value : 0]));
  return oscillator({ name: file.name ?? 'model', state: file.state, parameters, ...Object.fromEntries(EQUATIONS.filter((k) => k !== 'state').map((k) => [k, file[k]])) } as Parameters<typeof oscillator>[0]);
}

/** The rules of a file, each by name or as text. */
function rulesOf({ plasticity }: SimulationFile, span: number): LearningRule[] {
  return (plasticity?.rules ?? []).map(({ rule, step = span, carrier, ...more }, k) => {
    if (typeof rule === 'string' && !Object.hasOwn(RULES, rule)) throw new RangeError(`plasticity.rules.${k}: rule "${rule}" is unknown, ${oneOf(rule, Object.keys(RULES), ', or a rule of your own')}`);
    const found = typeof rule === 'string' ? RULES[rule] : written(rule);
    if (found.text.of === 'site' && carrier !== undefined) throw new RangeError(`plasticity.rules.${k}: ${found.name} changes ${found.changes} of sites and came with carrier "${carrier}", expected none. Remove it.`);
    return { ...more, rule: found, step, ...(carrier !== undefined && { carrier }) };
  });
}

const written = ({ bounds, ...text }: RuleFile): Rule => plasticityRule({ parameters: {}, timescale: '', fixedPoint: '', ...text, ...(bounds && { bounds: [bounds[0] ?? -Infinity, bounds[1] ?? Infinity] }) });

function groundOf({ sites = 64, carriers = {} }: SimulationFile, batch: number): Ground {
  const total = batch * (typeof sites === 'number' ? sites : sites[0] * sites[1]);
  if (total > MOST_SITES) throw new RangeError(`sites: ${total} altogether, expected at most ${MOST_SITES}. Use fewer, or fewer copies.`);
  if (typeof sites !== 'number') return { sites: sites[0] * sites[1], batch, rows: sites[0], columns: sites[1] };
  const side = Math.round(Math.sqrt(sites)), plate = side * side === sites && Object.values(carriers).some((c) => c.kind === 'lattice' || (c.kind === 'permutation' && c.table === undefined));
  return plate ? { sites, batch, rows: side, columns: side } : { sites, batch, rows: 1, columns: sites };
}

function known(part: string, values: object, names: string[]): void {
  for (const name of Object.keys(values)) if (!names.includes(name)) throw new RangeError(`${part}: "${name}" is unknown, ${oneOf(name, names)}`);
}
