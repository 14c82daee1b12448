import { bucket } from './bucket.ts';
import type { Carrier, Fitted, Layout } from './carrier.ts';
import { describe } from './describe.ts';
import { checkIndices, INDEXED } from './indices.ts';

/** A graph in compressed rows (CSR): site i hears the sites `site[start[i]] … site[start[i + 1] − 1]`. The same in every batch entry. */
export interface SparseWiring {
  /** Where each row begins, and the number of links at the end: sites + 1 rising numbers from 0. Equal neighbours: an empty row, which hears 0. */
  start: Int32Array;
  /** Whom each link listens to, row by row. A site may hear itself; a link that occurs twice counts twice. */
  site: Int32Array;
  /** Weight of each link, or one number for all. Default 1. */
  weight?: number | Float32Array;
}

/**
 * Longest row. gpu.js cuts a loop whose bound is read from an array at `loopMaxIterations`, silently; here that is set to the longest row,
 * rounded up. Beyond this limit one running float32 sum, and one GPU thread that adds alone while all others wait, are the wrong means.
 */
export const LONGEST_ROW = 2 ** 16;

/**
 * Any graph, rows of any length: heard_i = Σ_{k = start_i}^{start_{i+1} − 1} weight_k s_{site_k}, O(links) a signal and stage.
 *
 *   s_j        signal of site j                      unit of the signal, batch × sites values
 *   start_i    first link of row i                   sites + 1 whole numbers
 *   site_k     whom link k hears                     `links` whole numbers
 *   weight_k   its weight                            `links` numbers, or one for all
 *
 * Kernel indices are float32, so that gpu.js takes up to 2^24 numbers of wiring: ten million links of one weight on a million sites, or
 * eight million with weights of their own. Known answer: the CSR of a lattice hears what the lattice hears. `csrOf` builds the rows.
 */
export function sparse(options: { from?: string | Record<string, string> } = {}): Carrier<SparseWiring> {
  return { kind: 'sparse', reduce: 'sum', from: options.from, fit };
}

function fit(name: string, wiring: SparseWiring, layout: Layout): Fitted {
  const { sites, batch, padded } = layout, { start, site, weight } = checked(name, wiring, sites), links = site.length, longest = longestRow(start);
  if (longest.length > LONGEST_ROW) {
    throw new RangeError(`${name}: row ${longest.row} has ${longest.length} links, expected at most ${LONGEST_ROW} (the loop limit of a CSR row). Carry what everybody hears with group(…) or meanField(…), the rest with sparse(…).`);
  }
  const many = typeof weight !== 'number', base = batch > 1 ? 1 : 0, columns = (2 + base) * padded;
  const length = (capacity: number) => columns + (many ? 2 : 1) * capacity + (many ? 0 : 1);
  const room = bucket(Math.max(1, links)), capacity = length(room) > INDEXED ? links : room; // a bucket, so that graphs of like size share a kernel
  const atSite = columns, atWeight = columns + capacity, loops = bucket(Math.max(1, longest.length));
  const sum = `a = a + source[${base ? 'base + ' : ''}wiring[k + ${atSite}]]${many ? ` * wiring[k + ${atWeight}]` : ''};`;
  let packed: Float32Array | undefined;
  return {
    key: `sparse ${capacity} ${many} ${loops} ${base}`,
    // Packed when gpu.js asks for it: first link of each site | one behind its last | its batch entry's first site (if any) | sites | weights, or the one weight.
    get wiring() {
      if (packed) return packed;
      checkIndices(name, length(capacity), `a graph of ${links} ${many ? 'weighted ' : ''}links on ${padded} sites`, many ? 'Use one weight for all links, or fewer links.' : 'Use fewer links, sites or batch entries.');
      packed = new Float32Array(length(capacity));
      for (let i = 0; i < batch * sites; i++) {
        packed[i] = start[i % sites];
        packed[padded + i] = start[(i % sites) + 1];
        if (base) packed[2 * padded + i] = i - (i % sites);
      }
      packed.set(site, atSite);
      if (typeof weight === 'number') packed[atWeight] = weight;
      else packed.set(weight, atWeight);
      return packed;
    },
    route: { kind: 'sparse', start, site, weight },
    passes: [{ // padded as the field is: idle sites have empty rows
      body: `const last = wiring[this.thread.x + ${padded}];${base ? ` const base = wiring[this.thread.x + ${2 * padded}];` : ''} let a = 0.0; for (let k = wiring[this.thread.x]; k < last; k += 1) { ${sum} } return ${many ? 'a' : `a * wiring[${atWeight}]`};`,
      size: padded, loopMaxIterations: loops,
    }],
    loopMaxIterations: 0,
    find: () => '',
    read: (into, source) => `const ${into} = ${source}[this.thread.x];`,
    carry(signal) {
      const heard = new Float64Array(batch * sites);
      for (let i = 0; i < heard.length; i++) {
        const row = i % sites;
        for (let k = start[row]; k < start[row + 1]; k++) heard[i] += (typeof weight === 'number' ? weight : weight[k]) * signal[i - row + site[k]];
      }
      return heard;
    },
  };
}

function checked(name: string, wiring: SparseWiring, sites: number): Required<SparseWiring> {
  const { start, site, weight = 1 } = wiring ?? {};
  if (!(start instanceof Int32Array)) throw new TypeError(`${name}: wiring.${name}.start is ${describe(start)}, expected an Int32Array of ${sites + 1} (sites + 1). Pass { start, site }, or what csrOf(…) returns.`);
  if (!(site instanceof Int32Array)) throw new TypeError(`${name}: wiring.${name}.site is ${describe(site)}, expected an Int32Array with one entry a link. Pass { start, site }, or what csrOf(…) returns.`);
  if (start.length !== sites + 1) throw new RangeError(`${name}: start has ${start.length} entries, expected ${sites + 1} (${sites} sites + 1). Let an empty row begin where the next one does.`);
  for (let i = 0; i < sites; i++) if (start[i + 1] < start[i]) throw new RangeError(`${name}: start falls from ${start[i]} to ${start[i + 1]} behind row ${i}, expected rising numbers. Sort the links by row.`);
  if (start[0] !== 0 || start[sites] !== site.length) throw new RangeError(`${name}: start runs from ${start[0]} to ${start[sites]}, expected 0 to ${site.length} (the links in site). Give every link a row.`);
  if (typeof weight !== 'number' && !(weight instanceof Float32Array)) throw new TypeError(`${name}: weight is ${describe(weight)}, expected a number or a Float32Array of ${site.length}. Pass one.`);
  if (typeof weight !== 'number' && weight.length !== site.length) throw new RangeError(`${name}: weight has ${weight.length} entries, expected ${site.length} as site, or one number. Give every link its weight.`);
  const one = typeof weight === 'number';
  if (one && !Number.isFinite(weight)) throw new RangeError(`${name}: weight is ${weight}, expected a finite number. Check where it comes from.`);
  for (let i = 0; i < sites; i++) for (let k = start[i]; k < start[i + 1]; k++) {
    if (site[k] < 0 || site[k] >= sites) throw new RangeError(`${name}: row ${i} listens to site ${site[k]}, expected 0 to ${sites - 1}. Correct link ${k}.`);
    if (!one && !Number.isFinite((weight as Float32Array)[k])) throw new RangeError(`${name}: weight of link ${k} (site ${i} hears ${site[k]}) is ${(weight as Float32Array)[k]}, expected a finite number. Correct it.`);
  }
  return { start, site, weight };
}

function longestRow(start: Int32Array): { row: number; length: number } {
  let row = 0, length = 0;
  for (let i = 0; i + 1 < start.length; i++) if (start[i + 1] - start[i] > length) { row = i; length = start[i + 1] - start[i]; }
  return { row, length };
}
