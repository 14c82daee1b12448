import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import { cliqueCover } from '../../../src/solvers/constraints/cliques.ts';
import { conflicts, settleAt, settleColouring } from '../../../src/solvers/constraints/colouring.ts';
import { apart, neighbours, shells } from '../../../src/solvers/constraints/shells.ts';
import { readColouring, readRudy } from '../../../src/solvers/constraints/dimacs.ts';
import { frustration } from '../../../src/solvers/constraints/frustration.ts';
import { couplings, MACHINES, Sides } from '../../../src/solvers/constraints/machines.ts';
import { bestCut, cutOf, settleMaxCut } from '../../../src/solvers/constraints/maxCut.ts';
import { readMaze, settleMaze } from '../../../src/solvers/constraints/maze.ts';
import { settleClauses, settleFormula, uniformFormula, unmet } from '../../../src/solvers/constraints/satisfiability.ts';
import { randomGraph } from '../../support/graphs.ts';

const queens = (n: number): string => {
  const lines: string[] = [];
  for (let a = 0; a < n * n; a++) for (let b = a + 1; b < n * n; b++) {
    const dr = Math.floor(b / n) - Math.floor(a / n), dc = (b % n) - (a % n);
    if (dr === 0 || dc === 0 || Math.abs(dr) === Math.abs(dc)) lines.push(`e ${a + 1} ${b + 1}`);
  }
  return `p edge ${n * n} ${lines.length}\n${lines.join('\n')}\n`;
};

describe('Max-Cut', () => {
  it.each(MACHINES)('the %s machine finds the best of all 2^15 cuts of a random graph with weights ±1', async (machine) => {
    const graph = randomGraph(16, 0.5, 3);
    let best = -Infinity;
    for (let s = 0; s < 2 ** 15; s++) best = Math.max(best, cutOf(graph, Array.from({ length: 16 }, (_, i) => (s >> i) & 1)));
    const found = await bestCut(graph, { machine, seed: 1, seconds: 4, target: best });
    expect(cutOf(graph, found.sides)).toBe(best);
    expect(found.cut).toBe(best);
  });

  it('what sites hear and the cut stay right however the sides flip', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), (seed) => {
      const graph = randomGraph(12, 0.4, seed), c = couplings(graph), sides = new Sides(c), chance = new Chance(seed + 1), x = new Float64Array(12);
      sides.reset(x);
      for (let k = 0; k < 20; k++) {
        for (let i = 0; i < 12; i++) x[i] = chance.next() - 0.5;
        sides.follow(x);
        expect(sides.cut).toBe(cutOf(graph, Array.from(sides.side, (s) => (s > 0 ? 1 : 0))));
      }
    }), { numRuns: 30, seed: 1 });
  });

  it('a bipartite graph is cut whole, and that is called solved', async () => {
    const settled = await settleMaxCut('ring', `8 8\n${Array.from({ length: 8 }, (_, i) => `${i + 1} ${((i + 1) % 8) + 1} 1`).join('\n')}\n`, { seed: 1, seconds: 0.5 });
    expect([settled.value, settled.status]).toEqual([8, 'solved']);
  });

  it('a cut says which edges are in conflict with it: a triangle leaves one edge uncut, a negative edge that is cut counts too', async () => {
    expect((await settleMaxCut('k3', '3 3\n1 2 1\n2 3 1\n1 3 1\n', { seed: 1, seconds: 0.2 })).note).toMatch(/edges that want to be cut and are not: 1; most frustrated: vertex \d \(weight 1 of 2 unmet\)/);
    expect(frustration(readRudy('g', '2 1\n1 2 -3\n'), [0, 1])).toBe('edges that want to stay whole and are cut: 1; most frustrated: vertex 1 (weight 3 of 3 unmet), vertex 2 (weight 3 of 3 unmet)');
    expect(frustration(readRudy('g', '2 1\n1 2 3\n'), [0, 1])).toBe('no edge is frustrated');
  });

  it('cutOf refuses sides that are missing or no sides', () => {
    const graph = randomGraph(4, 1, 1);
    expect(() => cutOf(graph, [0, 1])).toThrow(/2 sides came, expected 4/);
    expect(() => cutOf(graph, [0, 1, 2, 0])).toThrow(/side 2 of vertex 3/);
  });
});

describe('colouring', () => {
  it('queens on 5 × 5 settle with 5 colours, and 4 contradict a clique', async () => {
    const settled = await settleColouring('queen5_5', queens(5), { form: 'phase', seed: 1, replicas: 1, seconds: 20 });
    expect([settled.status, settled.value]).toEqual(['solved', 5]);
    expect((await settleColouring('queen5_5', queens(5), { form: 'phase', seed: 1, replicas: 1, seconds: 20, colours: 4 })).status).toBe('contradiction');
  });

  it.each(['phase', 'limit'] as const)('%s form: random graphs that were made from k classes get a proper colouring with k colours', async (form) => {
    for (let seed = 1; seed <= 4; seed++) {
      const whole = randomGraph(24, 0.45, seed), keep = Array.from(whole.from.keys()).filter((k) => whole.from[k] % 4 !== whole.to[k] % 4);
      const graph = { ...whole, from: Int32Array.from(keep, (k) => whole.from[k]), to: Int32Array.from(keep, (k) => whole.to[k]), weight: new Float64Array(keep.length).fill(1) };
      const { colour } = await settleAt(graph, 4, { form, seed, replicas: 1, seconds: 20 });
      expect(colour).toBeDefined();
      expect(conflicts(graph, colour!)).toBe(0);
    }
  });

  it('a graph settles from its core outward: no vertex of a shell has k neighbours in it and further in, and each stands in one group', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 6 }), (seed, k) => {
      const near = neighbours(randomGraph(16, 0.3, seed)), groups = shells(near, k), within = new Set<number>();
      for (const [g, group] of groups.entries()) {
        for (const v of group) within.add(v);
        const inward = (v: number) => [...near[v]].filter((o) => within.has(o)).length, core = g === 0 && group.some((v) => inward(v) >= k);
        expect(group.every((v) => (core ? inward(v) >= k : inward(v) < k))).toBe(true);
      }
      expect([within.size, groups.flat().length]).toEqual([16, 16]);
    }), { numRuns: 60, seed: 3 });
  });

  it('parts without an edge between them are fields of their own: two copies of a graph side by side settle when one alone does, each in its colouring', async () => {
    const one = readColouring('queen5_5', queens(5)), n = one.vertices, two = { ...one, vertices: 2 * n, from: Int32Array.from([...one.from, ...one.from.map((v) => v + n)]), to: Int32Array.from([...one.to, ...one.to.map((v) => v + n)]) };
    for (const form of ['phase', 'limit'] as const) {
      const [alone, both] = await Promise.all([one, two].map((graph) => settleAt(graph, 5, { form, seed: 1, replicas: 1, seconds: 20 })));
      expect([both.time, both.colour]).toEqual([alone.time, [...alone.colour!, ...alone.colour!]]);
    }
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), (seed) => {
      const near = neighbours(randomGraph(20, 0.08, seed)), group = Array.from({ length: 20 }, (_, v) => v).filter((v) => (v * 7 + seed) % 3 > 0), parts = apart(near, group), of = new Map(parts.flatMap((part, p) => part.map((v) => [v, p])));
      expect(parts.flat().sort((a, b) => a - b)).toEqual(group);
      for (const v of group) for (const o of near[v]) if (of.has(o)) expect(of.get(o)).toBe(of.get(v));
    }), { numRuns: 40, seed: 6 });
  });

  it('the clique cover holds cliques only, and every edge', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), (seed) => {
      const graph = randomGraph(14, 0.5, seed), edges = new Set(Array.from(graph.from.keys(), (k) => `${graph.from[k]}-${graph.to[k]}`)), covered = new Set<string>();
      for (const clique of cliqueCover(graph)) for (const a of clique) for (const b of clique) if (a < b) {
        expect(edges.has(`${a}-${b}`)).toBe(true);
        covered.add(`${a}-${b}`);
      }
      expect(covered.size).toBe(edges.size);
    }), { numRuns: 40, seed: 2 });
  });
});

describe('satisfiability', () => {
  it('uniform formulas with 60 variables at ratio 3.5 settle with every clause met', async () => {
    for (let seed = 1; seed <= 5; seed++) {
      const formula = uniformFormula(60, 210, seed), { literals } = await settleClauses(formula, { seed: 1, seconds: 10 });
      expect(unmet(formula, literals)).toBe(0);
      expect(literals.map(Math.abs)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    }
  });

  it('clauses of one and two literals count too, and a contradiction by pinning is proved', async () => {
    expect((await settleFormula('f', 'p cnf 3 3\n-1 0\n1 2 0\n-2 3 0\n', { seed: 1, seconds: 5 })).answer).toEqual([-1, 2, 3]);
    expect((await settleFormula('f', 'p cnf 2 3\n1 0\n-1 2 0\n-2 0\n', { seed: 1, seconds: 5 })).status).toBe('contradiction');
  });

  it('a formula that cannot be met runs into the time limit and names the clauses that fought', async () => {
    const settled = await settleFormula('f', 'p cnf 2 4\n1 2 0\n-1 2 0\n1 -2 0\n-1 -2 0\n', { seed: 1, seconds: 0.2 });
    expect(settled.status).toBe('timeLimit');
    expect(settled.value).toBe(3);
    expect(settled.note).toMatch(/1 clause unmet; fighting last: clause \d \(.* fought hardest: clause \d \((not )?1 or (not )?2\)/);
  });
});

describe('mazes', () => {
  /** A random maze in the text form: every inner wall stands with probability ½. */
  const maze = (rows: number, columns: number, seed: number): string => {
    const chance = new Chance(seed), lines: string[] = [];
    for (let r = 0; r <= rows; r++) {
      lines.push(`o${Array.from({ length: columns }, () => (r === 0 || r === rows || chance.next() < 0.35 ? '---' : '   ')).join('o')}o`);
      if (r < rows) lines.push(`|${Array.from({ length: columns }, (_, c) => ` ${r === rows - 1 && c === 0 ? 'S' : r === 0 && c === columns - 1 ? 'G' : ' '} ${c === columns - 1 || chance.next() < 0.35 ? '|' : ' '}`).join('')}`);
    }
    return `${lines.join('\n')}\n`;
  };

  it('paths are shortest, by relaxation of all distances; mazes without a way are contradictions', async () => {
    let ways = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const text = maze(7, 9, seed), { columns, open, start, goals } = readMaze('m', text), moves = [-columns, -1, 1, columns];
      const distance = new Array<number>(63).fill(Infinity);
      for (const g of goals) distance[g] = 0;
      for (let k = 0; k < 63; k++) for (let c = 0; c < 63; c++) for (let d = 0; d < 4; d++) if (open[4 * c + d]) distance[c] = Math.min(distance[c], distance[c + moves[d]] + 1);
      const settled = await settleMaze('m', text, 1);
      if (distance[start] === Infinity) expect(settled.status).toBe('contradiction');
      else {
        ways += 1;
        expect(settled.value).toBe(distance[start]);
        const path = (settled.answer as number[][]).map(([r, c]) => r * columns + c);
        path.slice(1).forEach((to, k) => expect(open[4 * path[k] + moves.indexOf(to - path[k])]).toBe(1));
      }
    }
    expect(ways).toBeGreaterThan(5);
  });
});
