import { Chance } from '../field/chance.ts';
import { dense } from '../field/dense.ts';
import { defineField } from '../field/field.ts';
import { injectedKuramoto } from '../oscillators/models/injectedKuramoto.ts';
import type { Check, Precision } from './check.ts';
import { course, type State } from './steps.ts';

type Edges = [number, number][];
const complete = (n: number): Edges => Array.from({ length: n }, (_, i) => Array.from({ length: i }, (__, j): [number, number] => [i, j])).flat();
const cycle = (n: number): Edges => Array.from({ length: n }, (_, i) => [i, (i + 1) % n]);
const petersen: Edges = Array.from({ length: 5 }, (_, i): Edges => [[i, (i + 1) % 5], [5 + i, 5 + ((i + 2) % 5)], [i, i + 5]]).flat();

const machine = defineField({ model: injectedKuramoto(2), carriers: { links: dense() }, dt: 0.05 }), STARTS = 32;

/** The best cut that 32 starts of the Kuramoto Ising machine settle in: links repel, the injection grows, sides are the signs of cos θ. */
async function bestCut(precision: Precision, n: number, edges: Edges): Promise<number> {
  const weight = new Float32Array(n * n), chance = new Chance(n + edges.length);
  for (const [i, j] of edges) weight[i * n + j] = weight[j * n + i] = -1;
  let state: State = { theta: Float64Array.from({ length: n * STARTS }, () => 2 * Math.PI * chance.next()) };
  for (let Ks = 0; Ks <= 2; Ks += 0.25) [state] = await course(precision, machine, { sites: n, batch: STARTS, state, parameters: { omega: 0, K: 1, Ks }, wiring: { links: { weight } } }, [100]);
  const side = (b: number, i: number) => Math.cos(state.theta[b * n + i]) > 0;
  return Math.max(...Array.from({ length: STARTS }, (_, b) => edges.filter(([i, j]) => side(b, i) !== side(b, j)).length));
}

export const cuts: Check[] = [{
  id: 'V29', title: 'an Ising machine of phases finds the known largest cuts', formula: 'K_n: \\lfloor n^2/4 \\rfloor,\\quad C_{2k}: 2k,\\quad \\text{Petersen}: 12', source: 'validation-suite.md V29',
  figures: (precision) => Promise.all(([['complete graph on 7', 7, complete(7), Math.floor(49 / 4)], ['complete graph on 10', 10, complete(10), 25], ['cycle of 12', 12, cycle(12), 12], ['Petersen graph', 10, petersen, 12]] as const)
    .map(async ([what, n, edges, expected]) => ({ what, expected, measured: await bestCut(precision, n, edges), within: 0 }))),
}];
