import { Chance } from '../../src/field/chance.ts';
import { defineField, dense, kuramoto, lattice, meanField, sparse, stuartLandau, type Field } from '../../src/index.ts';
import type { RunOptions } from '../../src/field/run.ts';
import * as loops from './loops.ts';

/** What the peer is asked to run: the same field, in its own words. */
export interface PeerRequest { kind: 'lattice' | 'stuartLandau' | 'dense' | 'sparse' | 'mean'; batch: number; rows: number; columns: number; links: number }

export interface BenchCase {
  name: string;
  about: string;
  sites: number;
  batch: number;
  /** Steps in one launch. */
  chunk: number;
  /** Only when it is named. */
  large?: boolean;
  make(): { field: Field; options: RunOptions };
  /** One RK4 step of a plain float64 loop each, over `loopSites` oscillators (default: all of them). */
  loops(): Record<string, ReturnType<typeof loops.rk4>>;
  /** Large fields: the loops step a smaller one of the same kind, which fits the memory and the cache better, and are compared site by site. */
  loopSites?: number;
  peer?: PeerRequest;
}

const DT = 0.05, K = 0.3, SEED = 1;

/** n numbers spread evenly over ±half. */
function spread(n: number, half: number, seed: number): Float32Array {
  const chance = new Chance(seed);
  return Float32Array.from({ length: n }, () => half * (2 * chance.next() - 1));
}

const phases = (n: number): Pick<RunOptions, 'state' | 'parameters'> => ({ state: { theta: spread(n, Math.PI, SEED) }, parameters: { omega: spread(n, 1, SEED + 1), K } });
const wide = (x: ArrayLike<number>) => Float64Array.from(x);
const start = (n: number) => wide(spread(n, Math.PI, SEED)), omegas = (n: number) => wide(spread(n, 1, SEED + 1));
const kuramotoStep = (n: number, carry: Parameters<typeof loops.kuramotoLoop>[0]) => loops.rk4(start(n), loops.kuramotoLoop(carry, omegas(n), K), DT);

function kuramotoLattice(rows: number, columns: number, batch: number, chunk: number, name: string, large = false): BenchCase {
  const n = rows * columns * batch, few = large ? (batch > 1 ? { rows, columns, batch: 4096 } : { rows: 1024, columns: 1024, batch: 1 }) : { rows, columns, batch }, loopSites = few.rows * few.columns * few.batch;
  return {
    name, sites: rows * columns, batch, chunk, large, loopSites, about: `${batch > 1 ? `${batch} tori of ` : ''}${rows} × ${columns}${batch > 1 ? '' : ' torus'}, Kuramoto, 4 neighbours, RK4`,
    make: () => ({ field: defineField({ model: kuramoto, carriers: { near: lattice({ rows, columns, boundary: 'periodic' }) }, dt: DT }), options: { sites: rows * columns, batch, ...phases(n) } }),
    loops: () => ({
      textbook: loops.rk4(start(loopSites), loops.textbookLattice(few.batch, few.rows, few.columns, omegas(loopSites), K), DT),
      'emit-carry-feel': kuramotoStep(loopSites, loops.latticeCarry(few.batch, few.rows, few.columns)),
    }),
    peer: { kind: 'lattice', batch, rows, columns, links: 4 },
  };
}

function denseCase(n: number): BenchCase {
  const weight = () => spread(n * n, 1 / n, SEED + 2);
  return {
    name: `dense-${n}`, sites: n, batch: 1, chunk: n > 3000 ? 4 : 12, about: `${n} × ${n} links, Kuramoto, RK4`,
    make: () => ({ field: defineField({ model: kuramoto, carriers: { all: dense() }, dt: DT }), options: { sites: n, ...phases(n), wiring: { all: { weight: weight() } } } }),
    loops: () => ({ 'emit-carry-feel': kuramotoStep(n, loops.denseCarry(n, wide(weight()))) }),
    peer: { kind: 'dense', batch: 1, rows: 1, columns: n, links: n },
  };
}

/** A random graph with `degree` links into every site, in CSR. */
function randomGraph(n: number, degree: number): { start: Int32Array; site: Int32Array; weight: Float32Array } {
  const chance = new Chance(SEED + 3);
  return { start: Int32Array.from({ length: n + 1 }, (_, i) => i * degree), site: Int32Array.from({ length: n * degree }, () => Math.floor(chance.next() * n)), weight: spread(n * degree, 1, SEED + 4) };
}

function sparseCase(n: number, degree: number, name: string): BenchCase {
  return {
    name, sites: n, batch: 1, chunk: 8, about: `${n.toLocaleString('en')} sites, ${degree} random links each, Kuramoto, RK4`,
    make: () => ({ field: defineField({ model: kuramoto, carriers: { links: sparse() }, dt: DT }), options: { sites: n, ...phases(n), wiring: { links: randomGraph(n, degree) } } }),
    loops: () => {
      const graph = randomGraph(n, degree);
      return { 'emit-carry-feel': kuramotoStep(n, loops.sparseCarry(graph.start, graph.site, wide(graph.weight))) };
    },
    peer: { kind: 'sparse', batch: 1, rows: 1, columns: n, links: degree },
  };
}

const stuartLandauLattice = (side: number): BenchCase => {
  const n = side * side, parameters = { mu: 1, omega: 1, shear: 0, K, degree: 4 };
  return {
    name: `stuart-landau-${side}`, sites: n, batch: 1, chunk: 16, about: `${side} × ${side} torus, Stuart-Landau, 4 neighbours, RK4`,
    make: () => ({ field: defineField({ model: stuartLandau, carriers: { near: lattice({ rows: side, columns: side, boundary: 'periodic' }) }, dt: DT }), options: { sites: n, state: { re: spread(n, 1, SEED), im: spread(n, 1, SEED + 1) }, parameters } }),
    loops: () => ({ 'emit-carry-feel': loops.rk4(wide([...spread(n, 1, SEED), ...spread(n, 1, SEED + 1)]), loops.stuartLandauLoop(loops.latticeCarry(1, side, side), n, 1, 1, K, 4), DT) }),
    peer: { kind: 'stuartLandau', batch: 1, rows: side, columns: side, links: 4 },
  };
};

const allToAll = (n: number, name: string): BenchCase => ({
  name, sites: n, batch: 1, chunk: 8, about: `${n.toLocaleString('en')} sites, all to all by the mean field, Kuramoto, RK4`,
  make: () => ({ field: defineField({ model: kuramoto, carriers: { all: meanField() }, dt: DT }), options: { sites: n, ...phases(n) } }),
  loops: () => ({ 'emit-carry-feel': kuramotoStep(n, loops.meanCarry()) }),
  peer: { kind: 'mean', batch: 1, rows: 1, columns: n, links: n },
});

export const CASES: BenchCase[] = [
  kuramotoLattice(512, 512, 1, 32, 'lattice-512'), kuramotoLattice(1024, 1024, 1, 8, 'lattice-1024'), stuartLandauLattice(512), denseCase(2048), denseCase(4096),
  sparseCase(100_000, 10, 'sparse-100k'), allToAll(1_000_000, 'all-to-all-1m'), kuramotoLattice(16, 16, 4096, 8, 'batch-4096'),
  kuramotoLattice(4096, 4096, 1, 4, 'lattice-4096', true), kuramotoLattice(8192, 8192, 1, 2, 'lattice-8192', true), kuramotoLattice(16, 16, 60_000, 2, 'batch-60000', true),
];
