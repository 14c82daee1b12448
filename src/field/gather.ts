import { bucket } from './bucket.ts';
import { SILENCE, type Carrier, type Fitted, type Layout } from './carrier.ts';
import { describe } from './describe.ts';
import { checkIndices } from './indices.ts';

export interface GatherWiring {
  /**
   * For each site the sites it listens to, row-major sites × degree, −1 where a link is closed. Length sites × degree (the same in
   * every batch entry) or batch × sites × degree; entries are site indices inside the batch entry.
   */
  table: Int32Array;
  /** Weight of each link (`reduce: 'sum'`), one number or as long as `table`. Default 1. */
  weight?: number | Float32Array;
  /** What a signal loses on each link (`reduce: 'strongest'`), one number or as long as `table`. Default 0. */
  lag?: number | Float32Array;
}

export interface GatherOptions {
  /** Links a site, closed ones included. */
  degree: number;
  /** `'sum'`: Σ_k weight_k signal_j(k). `'strongest'`: max_k (signal_j(k) − lag_k), −1e30 where every link is closed. */
  reduce?: 'sum' | 'strongest';
  from?: string | Record<string, string>;
}

/** Above this many links the kernel loops instead of being written out link by link. */
const UNROLLED = 12;

/**
 * Carries signals along a table of neighbours: any graph whose degree is bounded.
 * The table is packed link by link (all first links, then all second ones …), so that sites side by side read side by side; a closed
 * link becomes a link to oneself with weight 0 or an unbeatable lag, which needs no branch.
 */
export function gather(options: GatherOptions): Carrier<GatherWiring> {
  const { degree, reduce = 'sum', from } = options;
  if (!Number.isInteger(degree) || degree < 1) throw new RangeError(`gather: degree is ${degree}, expected a whole number of at least 1. Count the longest row of the table.`);
  return { kind: 'gather', reduce, from, fit: (name, wiring, layout) => fit(name, wiring, layout, degree, reduce) };
}

function fit(name: string, wiring: GatherWiring, layout: Layout, degree: number, reduce: 'sum' | 'strongest'): Fitted {
  const { sites, batch, padded } = layout, total = sites * batch, shared = sites * degree;
  const table = wiring?.table, second = reduce === 'sum' ? wiring?.weight ?? 1 : wiring?.lag ?? 0, word = reduce === 'sum' ? 'weight' : 'lag';
  if (!(table instanceof Int32Array)) throw new TypeError(`${name}: wiring.${name}.table is ${describe(table)}, expected an Int32Array of ${sites} × ${degree}. Pass { table }.`);
  if (table.length !== shared && table.length !== batch * shared) {
    throw new RangeError(`${name}: table has ${table.length} entries, expected ${shared} (${sites} sites × degree ${degree})${batch > 1 ? ` or ${batch * shared} (for each batch entry)` : ''}. Close missing links with −1.`);
  }
  if (typeof second !== 'number' && second.length !== table.length) {
    throw new RangeError(`${name}: ${word} has ${second.length} entries, expected ${table.length} as the table, or one number. Give every link its ${word}.`);
  }
  const width = bucket(degree), links = padded * width;
  if (width > UNROLLED) checkIndices(name, 2 * links, `a table of ${padded} × ${width} links and their ${word}s`, 'Use sparse(…) where rows differ in length, lattice(…) where they are regular, or fewer sites.');
  const packed = new Float32Array(2 * links), closed = reduce === 'sum' ? 0 : -SILENCE;
  for (let k = 0; k < width; k++) {
    const row = k * padded;
    for (let i = 0; i < padded; i++) {
      let j = i, value = closed;
      if (k < degree && i < total) {
        const at = (table.length === shared ? i % sites : i) * degree + k, to = table[at];
        if (to < -1 || to >= sites) throw new RangeError(`${name}: table says site ${i % sites} listens to ${to}, expected −1 (closed) to ${sites - 1}. Correct link ${k}.`);
        if (to >= 0) {
          j = i - (i % sites) + to;
          value = typeof second === 'number' ? second : second[at];
        }
      }
      packed[row + i] = j;
      packed[links + row + i] = value;
    }
  }
  return {
    key: `gather ${reduce} ${width}`,
    wiring: packed,
    passes: [],
    loopMaxIterations: width > UNROLLED ? width : 0,
    find: (prefix, wires) => (width > UNROLLED ? '' : Array.from({ length: width }, (_, k) =>
      `const ${prefix}j${k} = ${wires}[this.thread.x + ${k * padded}]; const ${prefix}v${k} = ${wires}[this.thread.x + ${links + k * padded}];`).join(' ')),
    read(into, source, prefix, wires) {
      const fold = (signal: string, value: string) => (reduce === 'sum' ? `${into} = ${into} + ${signal} * ${value};` : `${into} = Math.max(${into}, ${signal} - ${value});`);
      const start = `let ${into} = ${reduce === 'sum' ? '0.0' : '-1.0e30'};`, at = `this.thread.x + k * ${padded}`;
      if (width > UNROLLED) return `${start} for (let k = 0; k < ${width}; k++) { ${fold(`${source}[${wires}[${at}]]`, `${wires}[${at} + ${links}]`)} }`;
      return start + Array.from({ length: width }, (_, k) => fold(`${source}[${prefix}j${k}]`, `${prefix}v${k}`)).join(' ');
    },
    carry(signal) {
      const heard = new Float64Array(total).fill(reduce === 'sum' ? 0 : SILENCE);
      for (let i = 0; i < total; i++) for (let k = 0; k < degree; k++) {
        const at = (table.length === shared ? i % sites : i) * degree + k;
        if (table[at] < 0) continue;
        const from = signal[i - (i % sites) + table[at]], s = typeof second === 'number' ? second : second[at];
        heard[i] = reduce === 'sum' ? heard[i] + s * from : Math.max(heard[i], from - s);
      }
      return heard;
    },
  };
}
