import { describe } from './describe.ts';
import type { Carrier, Fitted, Layout } from './carrier.ts';
import { checkIndices, divided } from './indices.ts';

export interface DenseWiring {
  /** W, row-major sites × sites: row i is what site i hears, `weight[i × sites + j]` from site j. The same in every batch entry. */
  weight: Float32Array;
}

/**
 * All-to-all with a weight a pair: heard_i = Σ_j W_ij s_j, O(N²) a signal and stage.
 *
 *   s_j    signal of site j                     unit of the signal, batch × sites values
 *   W_ij   `weight[i × sites + j]`              sites × sites values, any sign, self links included
 *
 * One kernel a signal; every cell runs along its own row, four columns at a time into four sums, which is the layout that gpu.js's webasm
 * reads fastest (2048 sites: rows in four sums 10.3 ms, rows in one sum 13.6, columns 22.0, on one busy core) and keeps float32 sums
 * exact longer. Up to 4096 sites on gpu.js. Known answer: W = 1/N is the mean field. Where all weights are alike, `meanField` costs O(N).
 */
export function dense(options: { from?: string | Record<string, string> } = {}): Carrier<DenseWiring> {
  return { kind: 'dense', reduce: 'sum', from: options.from, fit };
}

function fit(name: string, wiring: DenseWiring, { sites, batch, padded }: Layout): Fitted {
  const weight = wiring?.weight, total = batch * sites;
  if (!(weight instanceof Float32Array)) throw new TypeError(`${name}: wiring.${name}.weight is ${describe(weight)}, expected a Float32Array of ${sites} × ${sites}. Pass { weight }.`);
  if (weight.length !== sites * sites) throw new RangeError(`${name}: weight has ${weight.length} entries, expected ${sites * sites} (${sites} × ${sites}, row i = what site i hears). Give every pair its weight, 0 for none.`);
  for (let k = 0; k < weight.length; k++) {
    if (!Number.isFinite(weight[k])) throw new RangeError(`${name}: weight in row ${Math.floor(k / sites)}, column ${k % sites} is ${weight[k]}, expected a finite number. Use 0 where there is no link.`);
  }
  const fours = Math.floor(sites / 4), term = (sum: string, k: string) => `${sum} = ${sum} + wiring[row + ${k}] * source[base + ${k}];`;
  const rest = Array.from({ length: sites - 4 * fours }, (_, k) => term('a', String(4 * fours + k))).join(' ');
  const four = fours === 0 ? '' : `for (let k = 0; k < ${fours}; k++) { const j = k * 4; ${term('a', 'j')} ${term('b', 'j + 1')} ${term('c', 'j + 2')} ${term('d', 'j + 3')} }`;
  return {
    key: `dense ${sites} ${batch}`,
    get wiring() {
      checkIndices(name, weight.length, `a matrix of ${sites} × ${sites}`, 'Use 4096 sites or fewer, or sparse(…).');
      return weight;
    },
    route: { kind: 'dense', weight },
    passes: [{
      body: `${divided('entry', 'this.thread.x', sites)} const base = entry * ${sites}.0; const row = (this.thread.x - base) * ${sites}.0; let a = 0.0; let b = 0.0; let c = 0.0; let d = 0.0; ${four} ${rest} return (a + b) + (c + d);`,
      size: total, loopMaxIterations: Math.max(1, fours),
    }],
    loopMaxIterations: 0,
    find: (prefix) => (padded > total ? `const ${prefix}end = ${total - 1}.0;` : ''),
    read: (into, source, prefix) => `const ${into} = ${source}[${padded > total ? `Math.min(this.thread.x, ${prefix}end)` : 'this.thread.x'}];`,
    carry(signal) {
      const heard = new Float64Array(total);
      for (let i = 0; i < total; i++) {
        const base = i - (i % sites), row = (i % sites) * sites;
        for (let j = 0; j < sites; j++) heard[i] += weight[row + j] * signal[base + j];
      }
      return heard;
    },
  };
}
