import { machine, pipeline, type Handle, type Pipeline } from './backend.ts';
import { delayLine, type Past } from './delayLine.ts';
import { kernelWriter, prefixed, type Handles } from './kernelWriter.ts';
import type { Arrays, PlanRequest } from './planRequest.ts';
import { Shelf, type Kept } from './shelf.ts';
import { stepper } from './stepper.ts';

export type { Arrays, PlanRequest } from './planRequest.ts';

/** What a launch needs beside state, parameters and wiring, where the field has it. */
export interface Beside {
  /** Starting numbers of every site's generator, and this launch's multipliers. */
  noise?: { grains: Float32Array[]; dice: Float32Array };
  /** What delayed links sent before this launch. */
  past?: Past;
}

export interface Plan {
  /** `chunk` steps from `time` in one launch: the new state, the rate of change there, and what delayed links sent meanwhile. */
  run(state: Arrays, time: number, parameters: Float32Array, wiring: Record<string, Float32Array>, beside?: Beside): Promise<{ state: Arrays; rate: Arrays; past?: Past }>;
  ran: Pipeline['ran'];
}

interface Entry extends Kept { plan: Plan }
const plans = new Shelf<Entry>(256, 2 ** 29);

/** The compiled plan of a request, from this process's cache if it was made before. */
export function planFor(request: PlanRequest): Plan {
  const { field, layout, fitted, parameters, chunk, backend, threads } = request, { model } = field;
  const key = JSON.stringify([backend, threads, chunk, layout.padded, field.integrator, field.dt, model.state, model.rate, model.emits, model.noise, model.project, model.split,
    field.links, Object.entries(fitted).map(([name, f]) => [name, f.key, field.carriers[name].delay]), parameters.key]);
  return plans.take(key, () => compile(request)).plan;
}

/** Inputs in order: state | clock, parameters | wirings | generators, multipliers, tick | past of delayed links. */
function compile(request: PlanRequest): Entry {
  const { layout, fitted, field, chunk } = request, { variables } = field.model, carriers = Object.keys(fitted);
  const noisy = Object.keys(field.model.noise).length > 0, names = [...variables.map((v) => `x_${v}`), 'clock', 'par', ...carriers.map((c) => `wire_${c}`), ...(noisy ? ['grain0', 'grain1', 'grain2', 'dice', 'tick'] : [])];
  const line = delayLine(field, chunk);
  const traced = pipeline(machine(request.backend), names.length + line.inputs, (all) => {
    const given: Handles = Object.fromEntries(names.map((name, i) => [name, all[i]]));
    const writer = kernelWriter(request, Object.fromEntries(names.slice(variables.length).map((name) => [name, given[name]])));
    const step = stepper(request, writer), past = line.trace(all.slice(names.length), writer);
    let state: Handles = Object.fromEntries(variables.map((v) => [v, given[`x_${v}`]]));
    past.begin(state);
    for (let s = 0; s < chunk; s++) {
      const before = state, clock = writer.inputs.clock;
      state = step(state, (at) => past.at(s, at), past.slopes());
      past.moved(s, before, state, clock);
    }
    const rate = past.slopes() ?? writer.rates(prefixed('x_', state), 0, past.at(chunk, 0));
    return { ...prefixed('x_', state), ...prefixed('r_', rate), ...past.outputs() } as Record<string, Handle>;
  }, request.threads);
  const pick = (of: Arrays, prefix: string): Arrays => Object.fromEntries(variables.map((v) => [v, of[prefix + v]]));
  let running = 0;
  return {
    plan: {
      async run(state, time, parameters, wiring, beside = {}) {
        running++;
        try {
          const noise = beside.noise ? [...beside.noise.grains, beside.noise.dice, Float32Array.of(0)] : [];
          const out = await traced.run([...variables.map((v) => state[v]), Float32Array.of(time), parameters, ...carriers.map((c) => wiring[c]), ...noise, ...line.give(beside.past)]);
          return { state: pick(out, 'x_'), rate: pick(out, 'r_'), past: line.take(beside.past, out) };
        } finally {
          running--;
        }
      },
      ran: traced.ran,
    },
    bytes: 4 * (layout.padded * (4 + 6 * variables.length + 3 * line.inputs) + carriers.reduce((sum, c) => sum + fitted[c].wiring.length, 0)),
    running: () => running > 0,
    destroy: traced.destroy,
  };
}
