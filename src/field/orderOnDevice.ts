import type { Oscillator } from '../oscillators/oscillator.ts';
import { chooseBackend, machine, pipeline } from './backend.ts';
import { siteBucket } from './bucket.ts';
import type { OrderParameter } from './observables/orderParameter.ts';
import { orderKernels } from './orderKernels.ts';

/** A compiled measurement of one field shape. */
export interface OrderProbe {
  /** Order parameter of each batch entry. A variable holds batch × sites values, padding behind them is ignored. */
  read(state: Record<string, Float32Array>): Promise<OrderParameter[]>;
  /** The backend that computes it, and every degradation. */
  report(): { backend: string; executor: string; warnings: string[] };
  destroy(): void;
}

/**
 * Kuramoto order parameter r e^{iψ} = (1/N) Σ_j e^{iθ_j} of every batch entry, summed by kernels in pieces of 64, two numbers an entry read
 * back. Needs no carrier, runs on any backend. Here the state is handed in; `orderKernels` is the same inside a plan whose state stays there.
 * For observers of large fields and batches between launches; `settle` itself reports the float64 value of its last state.
 *
 *   θ_j   `state` of the model's first phase variable, or arg(re + i im) of its plane   rad, batch × sites values
 *   r, ψ  strength and direction                                                        1 and rad, one of each an entry
 *
 * Known answers: 1 in synchrony; 0 in a splay state; |sin(NΔ/2) / (N sin(Δ/2))| for phases Δ apart (a geometric sum).
 * Errors: RangeError for a model without phase or plane, sizes that are no whole numbers, or a state of the wrong length.
 *
 *     const probe = orderOnDevice(kuramoto, { sites: 256, batch: 4096 });
 *     const [{ r, psi }] = await probe.read(moment.state);
 */
export function orderOnDevice(model: Oscillator, options: { sites: number; batch?: number; backend?: string }): OrderProbe {
  const { sites, batch = 1 } = options, total = sites * batch;
  for (const [what, n] of [['sites', sites], ['batch', batch]] as const) if (!Number.isInteger(n) || n < 1) throw new RangeError(`order: ${what} is ${n}, expected a whole number of at least 1. Count the sites of one batch entry.`);
  const layout = { sites, batch, padded: siteBucket(total) }, { variables, wiring, trace } = orderKernels(model, layout), chosen = chooseBackend(options.backend), gpu = machine(chosen.name);
  const traced = pipeline(gpu, variables.length + 1, (inputs) => ({ ...trace(gpu, inputs.slice(0, -1), inputs[inputs.length - 1]) }), false);
  const padded = (v: string, x: Float32Array | undefined) => {
    if (!(x instanceof Float32Array) || x.length < total) throw new RangeError(`order: state ${v} has ${x?.length ?? 'no'} values, expected ${total} (${batch} × ${sites}). Pass what settle or a moment holds.`);
    if (x.length === layout.padded) return x;
    const all = new Float32Array(layout.padded);
    all.set(x.subarray(0, Math.min(x.length, layout.padded)));
    return all;
  };
  return {
    async read(state) {
      const { cosine, sine } = await traced.run([...variables.map((v) => padded(v, state[v])), wiring]);
      return Array.from({ length: batch }, (_, b) => ({ r: Math.hypot(cosine[b], sine[b]), psi: Math.atan2(sine[b], cosine[b]) }));
    },
    report() {
      const { reason, ...ran } = traced.ran();
      return { ...ran, warnings: [...chosen.warnings, ...(ran.backend !== chosen.name && ran.backend !== 'unknown' ? [`backend ${chosen.name} gave way to ${ran.backend}: ${reason ?? 'no reason given'}`] : [])] };
    },
    destroy: traced.destroy,
  };
}
