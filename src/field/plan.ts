import { helpersOf, kernelText, literal } from '../oscillators/kernelText.ts';
import { symbolsOf, TIME, type Expression } from '../oscillators/expression.ts';
import { kernel, machine, pipeline, type BackendName, type Handle, type Pipeline } from './backend.ts';
import type { Fitted, Layout } from './carrier.ts';
import type { Field } from './field.ts';
import { INTEGRATORS } from './integrator.ts';
import { parameterText, type ParameterPlace } from './parameters.ts';

/** Everything that decides the compiled code; two runs with the same `key` share one plan. */
export interface PlanRequest {
  field: Field;
  layout: Layout;
  /** The carriers fitted to layout and wiring, by name. */
  fitted: Record<string, Fitted>;
  parameters: ParameterPlace;
  /** Steps in one launch. */
  chunk: number;
  backend: Exclude<BackendName, 'auto'>;
  threads: boolean;
}

/** A state (or rate) is one padded array a variable. */
export type Arrays = Record<string, Float32Array>;

export interface Plan {
  /** `chunk` steps from `time` in one launch: the new state, and the rate of change there. */
  run(state: Arrays, time: number, parameters: Float32Array, wiring: Record<string, Float32Array>): Promise<{ state: Arrays; rate: Arrays }>;
  ran: Pipeline['ran'];
}

/** Compiled plans, oldest use first. Kept while they are few and small; one that is running is never dropped. */
const plans = new Map<string, Entry>();
const MOST_PLANS = 256, MOST_BYTES = 2 ** 29;
interface Entry { plan: Plan; bytes: number; running(): boolean; destroy(): void }

/** The compiled plan of a request, from this process's cache if it was made before. */
export function planFor(request: PlanRequest): Plan {
  const { field, layout, fitted, parameters, chunk, backend, threads } = request;
  const key = JSON.stringify([backend, threads, chunk, layout.padded, field.integrator, field.dt, field.model.state, field.model.rate, field.model.emits,
    field.links, Object.entries(fitted).map(([name, f]) => [name, f.key]), parameters.key]);
  const entry = plans.get(key) ?? compile(request);
  plans.delete(key);
  plans.set(key, entry);
  let bytes = 0;
  for (const e of plans.values()) bytes += e.bytes;
  for (const [old, e] of plans) {
    if (plans.size <= MOST_PLANS && bytes <= MOST_BYTES) break;
    if (e === entry || e.running()) continue;
    plans.delete(old);
    bytes -= e.bytes;
    e.destroy();
  }
  return entry.plan;
}

function compile(request: PlanRequest): Entry {
  const { layout, fitted } = request, { variables } = request.field.model, carriers = Object.keys(fitted);
  const traced = pipeline(machine(request.backend), variables.length + 2 + carriers.length, (inputs) => {
    const [clock, par, ...wires] = inputs.slice(variables.length);
    const step = stepper(request, clock, par, Object.fromEntries(carriers.map((c, i) => [c, wires[i]])));
    let state: Handles = Object.fromEntries(variables.map((v, i) => [v, inputs[i]]));
    for (let s = 0; s < request.chunk; s++) state = step.advance(state);
    const rate = step.rate(state);
    return Object.fromEntries(variables.flatMap((v) => [[`x_${v}`, state[v]], [`r_${v}`, rate[v]]]));
  }, request.threads);
  const pick = (of: Arrays, prefix: string): Arrays => Object.fromEntries(variables.map((v) => [v, of[prefix + v]]));
  let running = 0;
  return {
    plan: {
      async run(state, time, parameters, wiring) {
        running++;
        try {
          const out = await traced.run([...variables.map((v) => state[v]), Float32Array.of(time), parameters, ...carriers.map((c) => wiring[c])]);
          return { state: pick(out, 'x_'), rate: pick(out, 'r_') };
        } finally {
          running--;
        }
      },
      ran: traced.ran,
    },
    bytes: 4 * (layout.padded * (4 + 6 * variables.length) + carriers.reduce((sum, c) => sum + fitted[c].wiring.length, 0)),
    running: () => running > 0,
    destroy: traced.destroy,
  };
}

type Handles = Record<string, Handle>;

/**
 * Writes the kernels of one integrator stage: emit → carry → feel.
 * Names inside kernels: x_ state, k_ slope of the stage before, e_ emitted signal, c_ carried source, h_ heard, wire_ wiring, par parameters, clock time.
 */
function stepper(request: PlanRequest, clock: Handle, par: Handle, wires: Handles) {
  const { field, layout, fitted, parameters } = request, { model, dt } = field, { variables } = model;
  const gpu = machine(request.backend), stages = INTEGRATORS[field.integrator].stages;
  const inputs: Handles = { clock, par, ...Object.fromEntries(Object.entries(wires).map(([c, h]) => [`wire_${c}`, h])) };

  /** Runs a kernel whose arguments are those handles its body names. */
  const launch = (body: string, handles: Handles, size = layout.padded, loops = 0): Handle => {
    const all = { ...inputs, ...handles }, args = Object.keys(all).filter((a) => new RegExp(`\\b${a}\\b`).test(body));
    return kernel(gpu, args, body, size, loops, helpersOf(body))(...args.map((a) => all[a]));
  };
  /** Source lines that declare what symbols an expression needs: own state at this stage, and parameters. */
  const declare = (symbols: Set<string>, shift: number) => [
    ...(symbols.has(TIME) ? [`const now = clock[0] + ${literal(shift * dt)};`] : []),
    ...variables.filter((v) => symbols.has(v)).map((v) => `const v_${v} = x_${v}[this.thread.x]${shift ? ` + ${literal(shift * dt)} * k_${v}[this.thread.x]` : ''};`),
    ...Object.keys(model.parameters).filter((p) => symbols.has(p)).map((p) => `const p_${p} = ${parameterText(parameters, p)};`),
  ].join(' ');
  const symbolName = (s: string) => (s === TIME ? 'now' : variables.includes(s) ? `v_${s}` : Object.hasOwn(model.parameters, s) ? `p_${s}` : `h_${s}`);

  /** Lines that declare several heard symbols; each carrier finds its neighbours once. */
  const gathered = (heard: Listening['hears'][string][]) => {
    const carriers = [...new Set(heard.flatMap((h) => h.carriers))];
    return {
      lines: [...carriers.map((c) => fitted[c].find(`at_${c}_`, `wire_${c}`)), ...heard.map((h) => h.text)].join(' '),
      loops: Math.max(0, ...carriers.map((c) => fitted[c].loopMaxIterations)),
    };
  };

  /** Emits every carried signal and runs the carriers' passes. */
  const listen = (at: Handles, shift: number): Listening => {
    const emitted: Handles = {}, sources: Handles = {};
    for (const { signal } of field.links) {
      const e = model.emits[signal];
      if (emitted[signal]) continue;
      emitted[signal] = e.kind === 'symbol' && !shift && variables.includes(e.name) ? at[`x_${e.name}`]
        : launch(`${declare(symbolsOf(e), shift)} return ${kernelText(e, symbolName)};`, at);
    }
    for (const { carrier, signal } of field.links) {
      let source = emitted[signal];
      for (const pass of fitted[carrier].passes) source = kernel(gpu, ['source', 'wiring'], pass.body, pass.size, pass.loopMaxIterations, [])(source, wires[carrier]);
      sources[`c_${carrier}_${signal}`] = source;
    }
    const hears: Listening['hears'] = {};
    for (const heard of model.hears) {
      const links = field.links.filter((l) => l.heard === heard), strongest = links.length > 0 && field.carriers[links[0].carrier].reduce === 'strongest';
      const lines = links.map((l, i) => fitted[l.carrier].read(`part${i}_${heard}`, `c_${l.carrier}_${l.signal}`, `at_${l.carrier}_`, `wire_${l.carrier}`));
      const parts = links.map((_, i) => `part${i}_${heard}`);
      const total = parts.length === 0 ? '0.0' : parts.reduce((a, b) => (strongest ? `Math.max(${a}, ${b})` : `(${a} + ${b})`));
      hears[heard] = { carriers: links.map((l) => l.carrier), text: `${lines.join(' ')} const h_${heard} = ${total};` };
      if (variables.length > 1 && links.length > 0) { // several equations feel it: carry once, keep
        const { lines: all, loops } = gathered([hears[heard]]);
        sources[`f_${heard}`] = launch(`${all} return h_${heard};`, sources, layout.padded, loops);
        hears[heard] = { carriers: [], text: `const h_${heard} = f_${heard}[this.thread.x];` };
      }
    }
    return { emitted, sources, hears };
  };

  /** The rate of one variable: lines and the expression's text. A site's own emission is read, not computed again. */
  const feel = (v: string, { emitted, hears }: Listening, shift: number) => {
    const own = new Map(Object.keys(emitted).filter((s) => model.emits[s].kind !== 'symbol').map((s) => [JSON.stringify(model.emits[s]), `e_${s}[this.thread.x]`]));
    const text = kernelText(model.rate[v], symbolName, (e: Expression) => (e.kind === 'symbol' || e.kind === 'number' ? undefined : own.get(JSON.stringify(e))));
    const symbols = symbolsOf(model.rate[v]), felt = gathered(model.hears.filter((h) => symbols.has(h)).map((h) => hears[h]));
    return { lines: `${declare(symbols, shift)} ${felt.lines}`, text, loops: felt.loops };
  };
  const handlesOf = (at: Handles, { emitted, sources }: Listening): Handles => ({
    ...at, ...sources, ...Object.fromEntries(Object.entries(emitted).map(([s, h]) => [`e_${s}`, h])),
  });
  const prefixed = (prefix: string, of: Handles) => Object.fromEntries(Object.entries(of).map(([v, h]) => [prefix + v, h]));
  const rates = (at: Handles, shift: number): Handles => {
    const heard = listen(at, shift), handles = handlesOf(at, heard);
    return Object.fromEntries(variables.map((v) => {
      const { lines, text, loops } = feel(v, heard, shift);
      return [v, launch(`${lines} return ${text};`, handles, layout.padded, loops)];
    }));
  };

  return {
    rate: (state: Handles) => rates(prefixed('x_', state), 0),
    advance(state: Handles): Handles {
      const slopes: Handles[] = [];
      let at = prefixed('x_', state);
      for (const { at: shift } of stages.slice(0, -1)) {
        const slope = rates(at, shift);
        slopes.push(slope);
        at = { ...prefixed('x_', state), ...prefixed('k_', slope) };
      }
      const last = stages[stages.length - 1], heard = listen(at, last.at);
      const next = Object.fromEntries(variables.map((v) => {
        const { lines, text, loops } = feel(v, heard, last.at);
        const handles = { ...handlesOf(at, heard), ...Object.fromEntries(slopes.map((s, j) => [`s${j}_${v}`, s[v]])) };
        const sum = [...slopes.map((_, j) => `${literal(stages[j].weight * dt)} * s${j}_${v}[this.thread.x]`), `${literal(last.weight * dt)} * ${text}`].join(' + ');
        const moved = `x_${v}[this.thread.x] + ${sum}`;
        return [v, launch(`${lines} return ${model.state[v] === 'phase' ? `wrap(${moved})` : moved};`, handles, layout.padded, loops)];
      }));
      if (model.timed) inputs.clock = launch(`return clock[0] + ${literal(dt)};`, {}, 1);
      return next;
    },
  };
}

interface Listening { emitted: Handles; sources: Handles; hears: Record<string, { carriers: string[]; text: string }> }
