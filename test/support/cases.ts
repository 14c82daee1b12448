import * as c from '../../src/index.ts';
import type { RunOptions } from '../../src/field/run.ts';
import { irregular, seeded } from './engine.ts';

/** Small fields that every backend and every executor must move as the float64 reference does: name, model, carriers, start and wiring. Also run inside browsers. */
export type FieldCase = [name: string, model: c.FieldText['model'], carriers: c.FieldText['carriers'], given: Pick<RunOptions, 'state' | 'parameters' | 'wiring'>];

export const N = 30, BATCH = 3;
const ALL = N * BATCH;

export function randomTable(degree: number, seed: number, copies = 1): Int32Array {
  const random = seeded(seed);
  return Int32Array.from({ length: N * degree * copies }, () => (random() < 0.2 ? -1 : Math.floor(random() * N)));
}
/** Random links with empty rows, self links and duplicates, in no order. */
function randomLinks(links: number, seed: number): [number, number, number][] {
  const random = seeded(seed), at = () => Math.floor(random() * N);
  return Array.from({ length: links }, () => [3 * Math.floor(at() / 3), at(), random() - 0.4]);
}
const groups = Int32Array.from({ length: N }, (_, i) => (i % 7 === 6 ? -1 : (i * i) % 5));
const phases = irregular(ALL, -3, 3, 2), omega = irregular(ALL, -1, 1, 3);
const kuramotoStart = { state: { theta: phases }, parameters: { omega, K: 0.7 } };
const planeStart = { state: { re: irregular(ALL, -1, 1, 4), im: irregular(ALL, -1, 1, 5) }, parameters: { mu: irregular(N, 0.2, 1, 6), omega: 1.5, shear: 0.3, K: 0.1, degree: 2 } };

/** Every carrier, every reduction: a new one that is not listed here is not tested against the oracle. */
export const CASES: FieldCase[] = [
  ['gather, sum, weights', c.kuramoto, { l: c.gather({ degree: 5 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(5, 7), weight: irregular(N * 5, -0.5, 1, 8) } } }],
  ['gather, sum, a table for each batch entry', c.kuramoto, { l: c.gather({ degree: 3 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(3, 9, BATCH), weight: 0.4 } } }],
  ['gather, sum, more links than are unrolled', c.kuramoto, { l: c.gather({ degree: 29 }) }, { ...kuramotoStart, wiring: { l: { table: randomTable(29, 10), weight: 0.05 } } }],
  ['gather, strongest', c.entrainment, { heard: c.gather({ from: 'signal', degree: 4, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 50, 11) }, parameters: { gain: 0.8 }, wiring: { heard: { table: randomTable(4, 12), lag: irregular(N * 4, 0, 3, 13) } } }],
  ['gather, strongest, long rows', c.entrainment, { heard: c.gather({ from: 'signal', degree: 20, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 50, 11) }, wiring: { heard: { table: randomTable(20, 14), lag: 1 } } }],
  ['lattice, open', c.stuartLandau, { l: c.lattice({ rows: 5, columns: 6 }) }, planeStart],
  ['lattice, periodic, own stencil', c.sakaguchiKuramoto, { l: c.lattice({ rows: 5, columns: 6, boundary: 'periodic', stencil: [...c.EIGHT, [2, 0, -0.25], [0, -3, 0.5]] }) }, { state: { theta: phases }, parameters: { omega, K: 0.2, alpha: 0.4 } }],
  ['group, sum', c.kuramoto, { g: c.group() }, { ...kuramotoStart, wiring: { g: { group: groups } } }],
  ['group, mean, groups for each batch entry', c.winfree, { P: c.group({ reduce: 'mean', from: 'P' }) }, { state: { theta: phases }, parameters: { omega: 1, K: 0.3 }, wiring: { P: { group: Int32Array.from({ length: ALL }, (_, i) => (i * 7) % 11) } } }],
  ['group, strongest', c.entrainment, { heard: c.group({ from: 'signal', reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 9, 15) }, wiring: { heard: { group: groups } } }],
  ['mean field, mean', c.kuramoto, { m: c.meanField() }, kuramotoStart],
  ['mean field, sum', c.resonator, { m: c.meanField({ reduce: 'sum' }) }, { state: { re: 0.5, im: irregular(ALL, -1, 1, 16) }, parameters: { gain: 0.02, fRe: 1, detuning: irregular(N, -1, 1, 17) } }],
  ['permutation', c.subharmonicOutput(10), { p: c.permutation() }, { state: { theta: phases }, parameters: { K: 0.3, Ks: 0.1, A: 0.2, fS: 0.5, fC: -0.5 }, wiring: { p: { table: Int32Array.from({ length: N }, (_, i) => (i === 4 ? -1 : N - 1 - i)) } } }],
  ['dense', c.kuramoto, { l: c.dense() }, { ...kuramotoStart, wiring: { l: { weight: irregular(N * N, -0.1, 0.2, 26) } } }],
  ['sparse, weights', c.stuartLandau, { l: c.sparse() }, { ...planeStart, wiring: { l: c.csrOf(randomLinks(150, 27), N) } }],
  ['sparse, one weight for all', c.kuramoto, { l: c.sparse() }, { ...kuramotoStart, wiring: { l: { ...c.csrOf(randomLinks(90, 28), N), weight: 0.3 } } }],
  ['lattice, open, more links than are unrolled', c.kuramoto, { l: c.lattice({ rows: 5, columns: 6, stencil: c.disc(4) }) }, { ...kuramotoStart, parameters: { omega, K: 0.05 } }],
  ['lattice, periodic, more links than are unrolled', c.kuramoto, { l: c.lattice({ rows: 5, columns: 6, boundary: 'periodic', stencil: c.disc(3.7) }) }, { ...kuramotoStart, parameters: { omega, K: 0.05 } }],
  ['circle, radius', c.kuramoto, { l: c.circle({ sites: N, radius: 4, normalise: true }) }, kuramotoStart],
  ['circle, open, uneven kernel', c.kuramoto, { l: c.circle({ sites: N, kernel: [0.5, -0.2, 0, 1, 0.3], boundary: 'open' }) }, kuramotoStart],
  ['circle, kernel of everybody', c.sakaguchiKuramoto, { l: c.circle({ sites: N, kernel: (step) => (1 + Math.cos((2 * Math.PI * step) / N)) / N }) }, { state: { theta: phases }, parameters: { omega, K: 1, alpha: 1.4 } }],
  ['mirror image', c.kuramoto, { p: c.permutation() }, { ...kuramotoStart, wiring: { p: { table: c.mirror(5, 6, 'leftToRight') } } }],
  ['dense, sparse and a shift at once', c.kuramoto, { d: c.dense(), s: c.sparse(), p: c.permutation() }, { ...kuramotoStart, wiring: { d: { weight: irregular(N * N, -0.1, 0.1, 29) }, s: c.csrOf(randomLinks(60, 30), N), p: { table: c.shift(5, 6, 1, -1, 'periodic') } } }],
  ['circle, long stencil and group at once', c.kuramoto, { r: c.circle({ sites: N, radius: 2 }), l: c.lattice({ rows: 5, columns: 6, stencil: c.disc(4) }), g: c.group() }, { ...kuramotoStart, parameters: { omega, K: 0.03 }, wiring: { g: { group: groups } } }],
  ['one matrix to several equations', c.vanDerPol, { l: c.dense() }, { state: { x: irregular(ALL, -1, 1, 22), y: 0 }, parameters: { K: 0.2, degree: 1 }, wiring: { l: { weight: irregular(N * N, -0.1, 0.1, 31) } } }],
  ['two carriers at once', c.kuramoto, { near: c.lattice({ rows: 5, columns: 6 }), far: c.meanField() }, kuramotoStart],
  ['two strongest at once', c.entrainment, { heard: c.gather({ from: 'signal', degree: 2, reduce: 'strongest' }), g: c.group({ from: { heard: 'signal' }, reduce: 'strongest' }) }, { state: { w: irregular(ALL, 0, 9, 18) }, wiring: { heard: { table: randomTable(2, 19), lag: 1 }, g: { group: groups } } }],
  ['time in rate and emission', c.oscillator({ name: 'driven', state: { x: 'real' }, parameters: { f: 1 }, rate: { x: 'sin(3*t)*f - x + U' }, emits: { U: 'x*cos(t)' } }), { l: c.meanField() }, { state: { x: irregular(ALL, -1, 1, 24) }, parameters: { f: irregular(N, 0, 2, 25) } }],
  ['no carrier at all', c.fitzHughNagumo, {}, { state: { v: irregular(ALL, -1, 1, 20), w: 0 }, parameters: { I: irregular(N, 0, 1, 21) } }],
  ['one signal to several equations', c.vanDerPol, { l: c.gather({ degree: 3 }) }, { state: { x: irregular(ALL, -1, 1, 22), y: 0 }, parameters: { K: 0.2, degree: 1 }, wiring: { l: { table: randomTable(3, 23), weight: 0.5 } } }],
];

const fusedStart = { state: { theta: phases }, parameters: { omega, K: 0.375 } };
const fusedPlane = { state: planeStart.state, parameters: { mu: irregular(N, 0.2, 1, 6), omega: 1.5, shear: 0.25, K: 0.125, degree: 2 } };
const randomRows = (most: number, seed: number) => {
  const random = seeded(seed), start = new Int32Array(N + 1), site: number[] = [], weight: number[] = [];
  for (let i = 0; i < N; i++) {
    for (let k = Math.floor(random() * (most + 1)); k > 0; k--) { site.push(Math.floor(random() * N)); weight.push(random() - 0.3); }
    start[i + 1] = site.length;
  }
  return { start, site: Int32Array.from(site), weight: Float32Array.from(weight) };
};
const everyFunction = c.oscillator({ name: 'driven', state: { x: 'real' }, parameters: { f: 1 }, rate: { x: 'sin(3*t)*f - abs(x)*x + sqrt(1 + x^2) + max(U, -U, 0.5) - min(x, 1) + floor(x) + sign(x) + x^-2/9' }, emits: { U: 'x*cos(t)' } });

/** What runs fused: every route, alone and together; rows that are no whole number of vectors; margins wider than the grid is high. */
export const FUSED_CASES: FieldCase[] = [
  ['lattice with walls', c.stuartLandau, { l: c.lattice({ rows: 5, columns: 6 }) }, fusedPlane],
  ['torus, own stencil', c.sakaguchiKuramoto, { l: c.lattice({ rows: 5, columns: 6, boundary: 'periodic', stencil: [...c.EIGHT, [2, 0, -0.25], [0, -3, 0.5], [7, 11, 0.125]] }) }, { ...fusedStart, parameters: { omega, K: 0.25, alpha: 0.375 } }],
  ['one row as a ring', c.kuramoto, { l: c.lattice({ rows: 1, columns: N, boundary: 'periodic', stencil: Array.from({ length: 17 }, (_, k) => [0, k - 8, 0.125]) }) }, fusedStart],
  ['one column', c.kuramoto, { l: c.lattice({ rows: N, columns: 1, boundary: 'periodic' }) }, fusedStart],
  ['mean field, mean', c.kuramoto, { m: c.meanField() }, fusedStart],
  ['mean field, sum', c.winfree, { P: c.meanField({ reduce: 'sum', from: 'P' }) }, { state: { theta: phases }, parameters: { omega: 1, K: 0.0625 } }],
  ['lattice and mean field', c.kuramoto, { near: c.lattice({ rows: 5, columns: 6 }), far: c.meanField() }, fusedStart],
  ['two lattices', c.kuramoto, { near: c.lattice({ rows: 5, columns: 6 }), wide: c.lattice({ rows: 5, columns: 6, stencil: [[3, 3, -0.5], [0, -4, 0.5]] }) }, fusedStart],
  ['dense', c.kuramoto, { l: c.dense() }, { ...fusedStart, wiring: { l: { weight: irregular(N * N, -0.25, 0.25, 8) } } }],
  ['dense and mean field', c.stuartLandau, { l: c.dense(), m: c.meanField() }, { ...fusedPlane, wiring: { l: { weight: irregular(N * N, -0.25, 0.25, 9) } } }],
  ['sparse', c.kuramoto, { l: c.sparse() }, { ...fusedStart, wiring: { l: randomRows(7, 10) } }],
  ['sparse, one weight, one signal', c.vanDerPol, { l: c.sparse() }, { state: { x: irregular(ALL, -1, 1, 22), y: 0 }, parameters: { K: 0.25, degree: 1 }, wiring: { l: { ...randomRows(7, 11), weight: 0.5 } } }],
  ['time and every function in rate and emission', everyFunction, { m: c.meanField() }, { state: { x: irregular(ALL, 0.5, 1, 24) }, parameters: { f: irregular(N, 0, 2, 25) } }],
];
