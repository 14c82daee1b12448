/** How many sites there are: `batch` fields of `sites` sites, flat index `entry × sites + site`, padded to `padded`. */
export interface Layout {
  sites: number;
  batch: number;
  padded: number;
}

/** One kernel that runs before the sites can read: its inputs are the signal, the packed wiring, or the pass before it. */
interface Pass {
  /** Kernel body of `function (source, wiring)`. */
  body: string;
  size: number;
  loopMaxIterations: number;
}

/** One link of a stencil: a site hears the site (row step, column step) away, times the weight. */
export type StencilLink = [rowStep: number, columnStep: number, weight: number];

/**
 * What a fitted carrier is, for an executor that has a way of its own to carry it. Sparse rows are in CSR: site i hears the sites
 * `site[start[i]] … site[start[i + 1] − 1]`; dense: row i holds what site i hears. Both are the same in every batch entry.
 */
export type Route =
  | { kind: 'lattice'; rows: number; columns: number; stencil: StencilLink[]; torus: boolean }
  | { kind: 'meanField'; reduce: 'sum' | 'mean' }
  | { kind: 'dense'; weight: Float32Array }
  | { kind: 'sparse'; start: Int32Array; site: Int32Array; weight: number | Float32Array };

/**
 * A carrier fitted to a layout and a wiring: how one signal travels. `key` holds everything that is compiled in; the numbers that
 * may change (tables, weights) are in `wiring`, an argument of the compiled plan.
 */
export interface Fitted {
  key: string;
  wiring: Float32Array;
  /** Where another executor may carry it (reduce 'sum' only). */
  route?: Route;
  /** First pass reads the signal, each later one the pass before. The site reads the last one (or the signal itself). */
  passes: Pass[];
  /** Kernel source lines that find the neighbours of site `this.thread.x`, once for all signals; variables start with `prefix`. */
  find(prefix: string, wiring: string): string;
  /** Kernel source lines that declare `into` as what the site hears from array `source`. */
  read(into: string, source: string, prefix: string, wiring: string): string;
  /** Number of kernel loop iterations in `read`, 0 if unrolled. */
  loopMaxIterations: number;
  /** The same in float64, naive: one signal of batch × sites values in, what each site hears out. */
  carry(signal: Float64Array): Float64Array;
}

/**
 * A way for signals to travel from site to site. `carries` maps what a site hears to the signal that is carried;
 * `'sum'` adds what arrives, `'strongest'` keeps the largest.
 */
export interface Carrier<Wiring = unknown> {
  readonly kind: string;
  readonly reduce: 'sum' | 'strongest';
  /** Signal to carry, or a map heard → signal. Absent: every signal of the model under its own name. */
  readonly from?: string | Record<string, string>;
  /** How much later the signal is heard; set by `delayed`. */
  readonly delay?: number;
  /** Checks a wiring and packs it. `name` is for errors. */
  fit(name: string, wiring: Wiring, layout: Layout): Fitted;
}

/** What a site hears through `'strongest'` when no link is open: lower than any signal, finite in float32. */
export const SILENCE = -1e30;
