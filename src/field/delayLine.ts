import { symbolsOf, TIME } from '../oscillators/expression.ts';
import { kernelText, literal } from '../oscillators/kernelText.ts';
import type { Handle } from './backend.ts';
import type { Field } from './field.ts';
import { INTEGRATORS } from './integrator.ts';
import { prefixed, type FromPast, type Handles, type KernelWriter } from './kernelWriter.ts';

/** What the delayed links of a field sent, link by link, oldest first: at the last `steps` times before now, and half a step after each of them. */
export type Past = { values: Float32Array[]; mids: Float32Array[] }[];

/** The links of a field that are heard late, and by how many steps. */
export const lateLinks = (field: Field) => field.links.flatMap(({ carrier, signal }) => {
  const { delay } = field.carriers[carrier];
  return delay === undefined ? [] : [{ carrier, signal, steps: Math.round(delay / field.dt) }];
});

/** Whether the scheme looks half a step into the past (RK4). */
export const looksHalfway = (field: Field): boolean => INTEGRATORS[field.integrator].stages.some(({ at }) => at === 0.5);

/**
 * Delays inside a plan. What is needed of the past is handed in array by array, what was sent is handed out; inside a launch it is only a name.
 * Half a step into the past stands the emission of the cubic Hermite midpoint ½(x_n + x_(n+1)) + dt/8 (x'_n − x'_(n+1)), so that RK4 keeps order
 * four; the rate at the end of a step, which this takes, is the first slope of the next one. The cubic never reaches over a kink: these lie a
 * whole number of steps after the start.
 */
export function delayLine(field: Field, chunk: number) {
  const { model, dt } = field, half = looksHalfway(field);
  const links = lateLinks(field).map((l) => ({ ...l, old: Math.min(l.steps, chunk + 1), oldMids: half ? Math.min(l.steps, chunk) : 0, fresh: Math.max(l.steps, chunk) }));

  /** Emission half a step after `before`. x_, k_ state and slope there; y_, l_ one step later. */
  const halfway = (writer: KernelWriter, signal: string, handles: Handles): Handle => {
    const e = model.emits[signal], symbols = symbolsOf(e), moved = (v: string) => (model.state[v] === 'phase' ? `wrap(y_${v}[this.thread.x] - x_${v}[this.thread.x])` : `(y_${v}[this.thread.x] - x_${v}[this.thread.x])`);
    const lines = [
      ...(symbols.has(TIME) ? [`const now = clock[0] + ${literal(dt / 2)};`] : []),
      ...model.variables.filter((v) => symbols.has(v)).map((v) => `const v_${v} = x_${v}[this.thread.x] + 0.5 * ${moved(v)} + ${literal(dt / 8)} * (k_${v}[this.thread.x] - l_${v}[this.thread.x]);`),
      writer.declare(new Set([...symbols].filter((s) => Object.hasOwn(model.parameters, s))), 0),
    ];
    return writer.launch(`${lines.join(' ')} return ${kernelText(e, writer.symbolName)};`, handles);
  };

  return {
    /** Arrays that `give` hands to the plan. */
    inputs: links.reduce((sum, l) => sum + l.old + l.oldMids, 0),
    give: (past: Past = []): Float32Array[] => links.flatMap((l, i) => [...past[i].values.slice(0, l.old), ...past[i].mids.slice(0, l.oldMids)]),
    /** The past after a launch. */
    take(past: Past | undefined, out: Record<string, Float32Array>): Past | undefined {
      return past && links.map((l, i) => {
        const renewed = (old: Float32Array[], prefix: string) => [...old.slice(chunk), ...Array.from({ length: l.steps + chunk - l.fresh }, (_, k) => out[`${prefix}${i}_${l.fresh + k}`])];
        return { values: renewed(past[i].values, 'p_'), mids: half ? renewed(past[i].mids, 'q_') : [] };
      });
    },
    /** The same while a plan is traced. Places: j stands for the time (j − steps) dt after the launch began. */
    trace(inputs: Handle[], writer: KernelWriter) {
      let taken = 0, slopes: Handles | undefined;
      const sent = links.map((l) => ({ ...l, values: inputs.slice(taken, (taken += l.old)), mids: inputs.slice(taken, (taken += l.oldMids)) }));
      const at = (s: number, shift: number): FromPast | undefined => (sent.length === 0 ? undefined : (carrier, signal) => {
        const l = sent.find((link) => link.carrier === carrier && link.signal === signal);
        return l && (shift === 0.5 ? l.mids[s] : l.values[s + shift]);
      });
      const send = (s: number, state: Handles) => {
        for (const l of sent) l.values[l.steps + s] = writer.emission(l.signal, prefixed('x_', state), 0);
        if (half && sent.length > 0) slopes = writer.rates(prefixed('x_', state), 0, at(s, 0));
      };
      return {
        at,
        /** Slopes at the present state, where they are known. */
        slopes: () => slopes,
        begin: (state: Handles) => send(0, state),
        /** Step s led from `before`, at `clock`, to `state`. */
        moved(s: number, before: Handles, state: Handles, clock: Handle): void {
          const k = slopes;
          if (sent.length > 0) send(s + 1, state);
          if (k) for (const l of sent) l.mids[l.steps + s] = halfway(writer, l.signal, { ...prefixed('x_', before), ...prefixed('k_', k), ...prefixed('y_', state), ...prefixed('l_', slopes!), clock });
        },
        outputs: (): Handles => Object.fromEntries(sent.flatMap((l, i) => Array.from({ length: l.steps + chunk - l.fresh }, (_, n) => l.fresh + n).flatMap((j) => [
          [`p_${i}_${j}`, l.values[j]], ...(half ? [[`q_${i}_${j}`, l.mids[j]] as const] : []),
        ]))),
      };
    },
  };
}
