import { Chance } from '../../src/field/chance.ts';
import { couplings } from '../../src/solvers/constraints/machines.ts';
import type { Graph } from '../../src/solvers/constraints/dimacs.ts';

/** Temperature at the start, in units of the root mean square of what a vertex can hear. Not tuned. */
const HOT = 0.7;

/**
 * Simulated annealing of a cut, the plainest form: vertices in turn, a flip that loses ΔC is taken with e^(−ΔC / T), T falls linearly to 0 with the
 * time that has passed. The best cut seen counts. A reference for the benchmark, no part of the product.
 */
export function annealedCut(graph: Graph, seed: number, seconds: number, clock: () => number): number {
  const { sites, start, to, weight, scale } = couplings(graph), chance = new Chance(seed), side = Int8Array.from({ length: sites }, () => (chance.next() < 0.5 ? -1 : 1)), heard = new Float64Array(sites), began = clock();
  let cut = 0;
  for (let i = 0; i < sites; i++) for (let k = start[i]; k < start[i + 1]; k++) {
    heard[i] += weight[k] * side[to[k]];
    if (to[k] > i && side[to[k]] !== side[i]) cut += weight[k];
  }
  let best = cut;
  for (let passed = 0; passed < 1; passed = (clock() - began) / seconds) {
    const T = HOT * scale * (1 - passed);
    for (let i = 0; i < sites; i++) {
      const gain = side[i] * heard[i];
      if (gain < 0 && chance.next() >= Math.exp(gain / T)) continue;
      for (let k = start[i]; k < start[i + 1]; k++) heard[to[k]] -= 2 * weight[k] * side[i];
      side[i] = -side[i] as 1 | -1;
      cut += gain;
    }
    best = Math.max(best, cut);
  }
  return best;
}
