import type { Expression } from '../oscillators/expression.ts';
import type { Field } from './field.ts';
import { energy } from './observables/energy.ts';
import { orderParameter } from './observables/orderParameter.ts';
import type { Arrays } from './plan.ts';
import type { Run } from './run.ts';

export interface Measured { orderParameter?: number[]; energy?: number[] }

/**
 * Order parameter of each batch entry (models with a phase or a plane) and coupling energy (symmetric couplings of sine and cosine), of any
 * state of a run; whether the couplings are symmetric is found out once. `energies: false` leaves the energy out.
 */
export function meter(field: Field, run: Pick<Run, 'layout' | 'fitted'>): (state: Arrays, energies?: boolean) => Measured {
  const { model } = field, { sites, batch } = run.layout, total = sites * batch;
  const v = model.variables.find((name) => model.state[name] === 'phase');
  if (v === undefined && !model.planar) return () => ({});
  const entries = Array.from({ length: batch }, (_, b) => b * sites);
  const sine = v === undefined ? [] : carriersOf(field, 'sin', v), cosine = v === undefined ? [] : carriersOf(field, 'cos', v);
  const carried = (signal: Float64Array) => sine.map((c) => run.fitted[c].carry(signal)).reduce((a, b) => a.map((x, i) => x + b[i]));
  const conservative = sine.length > 0 && sine.join() === cosine.join() && !sine.some((c) => field.carriers[c].reduce !== 'sum' || field.carriers[c].delay !== undefined) && symmetric(carried, total);
  return (state, energies = true) => {
    const angles = v !== undefined ? state[v] : Float64Array.from({ length: total }, (_, i) => Math.atan2(state[model.planar![1]][i], state[model.planar![0]][i]));
    const result: Measured = { orderParameter: entries.map((from) => orderParameter(angles, from, from + sites).r) };
    if (!conservative || !energies) return result;
    const phases = Float64Array.from(angles.subarray(0, total)), S = carried(phases.map(Math.sin)), C = carried(phases.map(Math.cos));
    return { ...result, energy: entries.map((from) => energy(phases, S, C, from, from + sites)) };
  };
}

/** Carriers that carry sin or cos of the phase variable. */
function carriersOf(field: Field, fn: 'sin' | 'cos', v: string): string[] {
  const is = (e: Expression) => e.kind === 'call' && e.fn === fn && e.args[0].kind === 'symbol' && e.args[0].name === v;
  return field.links.filter((l) => is(field.model.emits[l.signal])).map((l) => l.carrier);
}

/** Whether ⟨x, W y⟩ = ⟨y, W x⟩ for a pair of fixed irregular vectors: true of every symmetric W, of no other but by accident. */
function symmetric(carry: (signal: Float64Array) => Float64Array, total: number): boolean {
  const x = Float64Array.from({ length: total }, (_, i) => Math.sin(12.9898 * (i + 1) + 0.3 * i * i)), y = x.map((_, i) => Math.cos(78.233 * (i + 1) + 0.7 * i * i));
  const Wx = carry(x), Wy = carry(y);
  let a = 0, b = 0, size = 0;
  for (let i = 0; i < total; i++) { a += x[i] * Wy[i]; b += y[i] * Wx[i]; size += Math.abs(x[i] * Wy[i]) + Math.abs(y[i] * Wx[i]); }
  return Math.abs(a - b) <= 1e-6 * size;
}
