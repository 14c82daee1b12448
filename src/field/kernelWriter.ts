import { symbolsOf, TIME, type Expression } from '../oscillators/expression.ts';
import { helpersOf, kernelText, literal } from '../oscillators/kernelText.ts';
import { kernel, machine, type Handle } from './backend.ts';
import { parameterText } from './parameters.ts';
import type { PlanRequest } from './planRequest.ts';
import { withinStorageLimit } from './storageLimit.ts';

export type Handles = Record<string, Handle>;

/** The emission that a delayed link brings instead of the present one; undefined for links without delay. */
export type FromPast = (carrier: string, signal: string) => Handle | undefined;

export interface Listening { emitted: Handles; sources: Handles; hears: Record<string, { carriers: string[]; text: string }> }

export type KernelWriter = ReturnType<typeof kernelWriter>;

/**
 * Writes the kernels of one evaluation of the rate: emit → carry → feel. `inputs` are handles that every kernel may name; they may be replaced.
 * Names inside kernels: x_ state, k_ slope of the stage before, e_ emitted signal, c_ carried source, h_ heard, n_ normal number, wire_ wiring,
 * par parameters, clock time. `shift` is the place of a stage in units of dt.
 */
export function kernelWriter(request: PlanRequest, inputs: Handles) {
  const { field, layout, fitted, parameters } = request, { model, dt } = field, { variables } = model, gpu = machine(request.backend);

  /** Values of an array that is no wiring, by its name in a kernel. */
  const sizeOf = (name: string) => {
    const carrier = Object.keys(fitted).find((c) => name.startsWith(`c_${c}_`));
    return carrier ? (fitted[carrier].passes.at(-1)?.size ?? layout.padded) : /^(x|k|e|f|n|s\d+)_/.test(name) ? layout.padded : undefined;
  };
  /** Runs a kernel whose arguments are those handles its body names. */
  const launch = (body: string, handles: Handles, size = layout.padded, loops = 0): Handle => {
    const all = { ...inputs, ...handles }, named = Object.fromEntries(Object.entries(all).filter(([a]) => new RegExp(`\\b${a}\\b`).test(body)));
    const read = request.backend === 'webgpu' ? withinStorageLimit(gpu, body, named, sizeOf) : { body, handles: named };
    return kernel(gpu, Object.keys(read.handles), read.body, size, loops, helpersOf(body))(...Object.values(read.handles));
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

  /** One signal as it is radiated at a stage; a state variable is its own signal. */
  const emission = (signal: string, at: Handles, shift: number): Handle => {
    const e = model.emits[signal];
    return e.kind === 'symbol' && !shift && variables.includes(e.name) ? at[`x_${e.name}`] : launch(`${declare(symbolsOf(e), shift)} return ${kernelText(e, symbolName)};`, at);
  };

  /** Emits every carried signal that `wanted` symbols bring and runs the carriers' passes. */
  const listen = (at: Handles, shift: number, past?: FromPast, wanted: string[] = model.hears): Listening => {
    const emitted: Handles = {}, sources: Handles = {}, open = field.links.filter((l) => wanted.includes(l.heard));
    for (const { signal } of open) emitted[signal] ??= emission(signal, at, shift);
    for (const { carrier, signal } of open) {
      let source = past?.(carrier, signal) ?? emitted[signal];
      for (const pass of fitted[carrier].passes) source = kernel(gpu, ['source', 'wiring'], pass.body, pass.size, pass.loopMaxIterations, [])(source, inputs[`wire_${carrier}`]);
      sources[`c_${carrier}_${signal}`] = source;
    }
    const hears: Listening['hears'] = {};
    for (const heard of wanted) {
      const links = open.filter((l) => l.heard === heard), strongest = links.length > 0 && field.carriers[links[0].carrier].reduce === 'strongest';
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

  /** The rate of one variable, from `equations`: lines and the expression's text. A site's own emission is read, not computed again. Where `shaken`, noise g n/√dt is part of it. */
  const feel = (v: string, { emitted, hears }: Listening, shift: number, equations: Record<string, Expression> = model.rate, shaken = false) => {
    const own = new Map(Object.keys(emitted).filter((s) => model.emits[s].kind !== 'symbol').map((s) => [JSON.stringify(model.emits[s]), `e_${s}[this.thread.x]`]));
    const written = (of: Expression) => kernelText(of, symbolName, (e: Expression) => (e.kind === 'symbol' || e.kind === 'number' ? undefined : own.get(JSON.stringify(e))));
    const noise = shaken ? model.noise[v] : undefined, symbols = symbolsOf(equations[v], noise ? symbolsOf(noise) : undefined);
    const felt = gathered(model.hears.filter((h) => symbols.has(h)).map((h) => hears[h]));
    const text = noise ? `(${written(equations[v])} + ${literal(1 / Math.sqrt(dt))} * ${written(noise)} * n_${v}[this.thread.x])` : written(equations[v]);
    return { lines: `${declare(symbols, shift)} ${felt.lines}`, text, loops: felt.loops };
  };
  const handlesOf = (at: Handles, { emitted, sources }: Listening): Handles => ({ ...at, ...sources, ...prefixed('e_', emitted) });

  return {
    inputs, launch, declare, symbolName, emission, listen, feel, handlesOf,
    /** The slopes of all variables at a stage. */
    rates(at: Handles, shift: number, past?: FromPast, equations?: Record<string, Expression>, shaken = false): Handles {
      const heard = listen(at, shift, past), handles = handlesOf(at, heard);
      return Object.fromEntries(variables.map((v) => {
        const { lines, text, loops } = feel(v, heard, shift, equations, shaken);
        return [v, launch(`${lines} return ${text};`, handles, layout.padded, loops)];
      }));
    },
  };
}

export const prefixed = (prefix: string, of: Handles): Handles => Object.fromEntries(Object.entries(of).map(([v, h]) => [prefix + v, h]));
