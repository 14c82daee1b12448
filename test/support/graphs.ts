import { Chance } from '../../src/field/chance.ts';
import type { Graph } from '../../src/solvers/constraints/dimacs.ts';
import { couplings } from '../../src/solvers/constraints/machines.ts';
import { turnsOf } from '../../src/solvers/constraints/turns.ts';

/** A random graph with weights ±1. */
export function randomGraph(vertices: number, share: number, seed: number): Graph {
  const chance = new Chance(seed), from: number[] = [], to: number[] = [], weight: number[] = [];
  for (let u = 0; u < vertices; u++) for (let v = u + 1; v < vertices; v++) if (chance.next() < share) {
    from.push(u);
    to.push(v);
    weight.push(chance.next() < 0.5 ? 1 : -1);
  }
  return { vertices, from: Int32Array.from(from), to: Int32Array.from(to), weight: Float64Array.from(weight), remarks: [] };
}

/** The same graph numbered turn by turn; every turn begins at a multiple of `block`, behind vertices without edges. */
export function renumbered(graph: Graph, block: number): Graph {
  const { own, turns } = turnsOf(couplings(graph)), number = new Int32Array(graph.vertices);
  let next = 0;
  for (let turn = 0; turn < turns; turn++) {
    for (let v = 0; v < graph.vertices; v++) if (own[v] === turn) number[v] = next++;
    next = block * Math.ceil(next / block);
  }
  return { ...graph, vertices: next, from: graph.from.map((v) => number[v]), to: graph.to.map((v) => number[v]) };
}
