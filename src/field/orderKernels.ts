import type { GPU } from 'gpu.js';
import { helpersOf } from '../oscillators/kernelText.ts';
import type { Oscillator } from '../oscillators/oscillator.ts';
import { kernel, type Handle } from './backend.ts';
import type { Layout } from './carrier.ts';
import { meanField } from './meanField.ts';

/**
 * The order parameter as kernels, for use inside a traced plan, after the last step: mean cos θ and mean sin θ of each batch entry, two
 * arrays of `batch` numbers; the state itself need not be read back. The means are the mean-field carrier's own passes.
 *
 *   phase models    cos θ, sin θ of the first phase variable
 *   planar models   re/|z|, im/|z|; a silent site (z = 0) counts with phase 0, as atan2 does in `measure`
 *
 * `wiring` is the packed array that the passes read (an argument of the plan). Error: RangeError for a model that has no phase.
 */
export function orderKernels(model: Oscillator, layout: Layout) {
  const { passes, wiring } = meanField().fit('order', undefined, layout), phase = model.variables.find((v) => model.state[v] === 'phase');
  if (phase === undefined && !model.planar) throw new RangeError(`order: ${model.name} has neither a phase nor a plane, expected one. Say planar: [x, y] in the model if two variables are a rotation.`);
  const variables = phase !== undefined ? [phase] : [...model.planar!];
  const direction = (axis: 'cos' | 'sin') => (phase !== undefined ? `return p${axis}(x[this.thread.x]);`
    : `const a = x[this.thread.x]; const b = y[this.thread.x]; const m = Math.max(Math.abs(a), Math.abs(b)); let r = ${axis === 'cos' ? '1.0' : '0.0'};
       if (m > 0.0) { const u = a / m; const v = b / m; r = ${axis === 'cos' ? 'u' : 'v'} / Math.sqrt(u * u + v * v); } return r;`);
  return {
    /** The state variables that are read, in this order. */
    variables, wiring,
    trace(gpu: GPU, state: Handle[], wires: Handle): { cosine: Handle; sine: Handle } {
      const mean = (axis: 'cos' | 'sin') => {
        const body = direction(axis);
        let source = kernel(gpu, ['x', 'y'].slice(0, variables.length), body, layout.padded, 0, helpersOf(body))(...state);
        for (const pass of passes) source = kernel(gpu, ['source', 'wiring'], pass.body, pass.size, pass.loopMaxIterations, [])(source, wires);
        return kernel(gpu, ['source'], 'return source[this.thread.x];', layout.batch, 0, [])(source);
      };
      return { cosine: mean('cos'), sine: mean('sin') };
    },
  };
}
