import { describe, expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import { settleColouring } from '../../../src/solvers/constraints/colouring.ts';
import { frustratedShare } from '../../../src/solvers/constraints/cycles.ts';
import type { Graph } from '../../../src/solvers/constraints/dimacs.ts';
import { machineOf } from '../../../src/solvers/constraints/machineOf.ts';
import { couplings } from '../../../src/solvers/constraints/machines.ts';
import { bestCut, cutOf, settleMaxCut } from '../../../src/solvers/constraints/maxCut.ts';
import { settleProblem } from '../../../src/solvers/constraints/settleProblem.ts';
import { settleSudoku } from '../../../src/solvers/constraints/sudoku.ts';
import { randomGraph } from '../../support/graphs.ts';

const graphOf = (vertices: number, edges: [number, number, number][]): Graph =>
  ({ vertices, from: Int32Array.from(edges, (e) => e[0]), to: Int32Array.from(edges, (e) => e[1]), weight: Float64Array.from(edges, (e) => e[2]), remarks: [] });

/** A torus with signs as they are drawn. */
function torus(rows: number, columns: number, sign: () => number): Graph {
  const edges: [number, number, number][] = [];
  for (let r = 0; r < rows; r++) for (let k = 0; k < columns; k++) for (const [dr, dk] of [[0, 1], [1, 0]]) edges.push([r * columns + k, ((r + dr) % rows) * columns + ((k + dk) % columns), sign()]);
  return graphOf(rows * columns, edges);
}

/** How often `weight` is read for a product: the ways over two edges that are walked. */
function walked(graph: Graph): { share: number | undefined; reads: number } {
  const c = couplings(graph);
  let reads = 0;
  const weight = new Proxy(c.weight, { get: (of, key) => { reads += Number(typeof key === 'string' && /^\d+$/.test(key)); return Reflect.get(of, key) as unknown; } });
  return { share: frustratedShare({ ...c, weight }), reads };
}

describe('short cycles of large graphs', () => {
  it('a hub with 1,500 leaves has no cycle, and of the 2.3 million ways over two edges no more than a million are walked, each of two weights', () => {
    const star = graphOf(1501, Array.from({ length: 1500 }, (_, k) => [0, k + 1, 1])), { share, reads } = walked(star);
    expect(share).toBeUndefined();
    expect(reads).toBeLessThan(2.5e6);
    expect(machineOf('thermal', couplings(star), 1).ramp).toBeUndefined();
  });

  it('sites drawn tell what all would: a torus of 70,000 sites of one sign has none frustrated, one of random signs half', () => {
    const chance = new Chance(5);
    expect(frustratedShare(couplings(torus(200, 350, () => 1)))).toBe(0);
    expect(frustratedShare(couplings(torus(200, 350, () => (chance.next() < 0.5 ? 1 : -1))))).toBeCloseTo(0.5, 1);
  });
});

describe('Max-Cut of weights many decades apart', () => {
  it.each([
    ['three sites, one pair held together by −10⁹', '3 3\n1 2 -1e9\n2 3 1.3\n1 3 0.4\n', 1.7],
    ['pairs of their own beside a weight of −10⁹', '6 4\n1 2 -1000000000\n3 4 1.3\n5 6 0.7\n2 3 0\n', 2],
    ['two frozen pairs that have to turn as wholes', '4 3\n1 2 -1e9\n3 4 -1e9\n2 3 1.3\n', 1.3],
    ['nine decades in a chain', `10 9\n${Array.from({ length: 9 }, (_, k) => `${k + 1} ${k + 2} 1e${k}`).join('\n')}\n`, 111111111],
  ])('%s: the best cut, counted with the weights themselves, and the note says how', async (_, text, best) => {
    const settled = await settleMaxCut('decades', text, { seed: 1, steps: 20_000 });
    expect(settled.value).toBeCloseTo(best, 9);
    expect(settled.note).toContain('in float64, every site pushed in units of its own weights');
  });

  it('a random graph of Gaussian weights stays with the fast field, one whose small weights stand alone does not', () => {
    const chance = new Chance(3), edges: [number, number, number][] = [], normal = () => chance.next() + chance.next() + chance.next() + chance.next() - 2;
    for (let u = 0; u < 60; u++) for (let v = u + 1; v < 60; v++) edges.push([u, v, normal()]);
    expect(machineOf('thermal', couplings(graphOf(60, edges)), 1).remark).toBeUndefined();
    expect(machineOf('thermal', couplings(graphOf(62, [...edges, [60, 61, 1e-9]])), 1).remark).toMatch(/float64/);
  });
});

describe('time that is over before a field has moved', () => {
  it('a cut is never a random partition: a short descent all the same, and it is said', async () => {
    const chance = new Chance(2), edges: [number, number, number][] = [];
    for (let u = 0; u < 200; u++) for (let v = u + 1; v < 200; v++) if (chance.next() < 0.1) edges.push([u, v, chance.next() < 0.5 ? 1 : -1]);
    const graph = graphOf(200, edges), found = await bestCut(graph, { seed: 1, seconds: 1e-12 });
    expect(found.steps).toBeGreaterThan(0);
    expect(found.remarks).toEqual([expect.stringMatching(/the time was over before the first step: a short descent of \d+ steps/)]);
    expect(cutOf(graph, found.sides)).toBeGreaterThan(200); // chance alone: 0 ± 30
  });
});

describe('--seconds', () => {
  const how = { form: 'limit', seed: 1, replicas: 1, places: false } as const, { vertices, from, to } = randomGraph(300, 0.6, 1);
  const dense = `p edge ${vertices} ${from.length}\n${Array.from(from, (u, k) => `e ${u + 1} ${to[k] + 1}`).join('\n')}\n`;

  it('over while the contours of a dense graph are laid: the first-fit start is told as what it is', async () => {
    const settled = await settleColouring('dense', dense, { ...how, seconds: 0.001 });
    expect(settled).toMatchObject({ status: 'best', simulatedTime: 0, note: 'the time was spent while the contours were laid; these colours are the first-fit start: the field has not improved them' });
    expect((await settleColouring('dense', dense, { ...how, seconds: 0.001, colours: 60 })).status).toBe('timeLimit');
  });

  it('a wave on its way through a maze is ended by it too', async () => {
    const n = 60, wall = (r: number) => (r === 0 || r === n ? 'o---'.repeat(n) : `${r % 2 ? 'o---'.repeat(n - 1) : 'o   '}${r % 2 ? 'o   ' : 'o---'.repeat(n - 1)}`);
    const rows = Array.from({ length: n }, (_, r) => `${wall(r)}o\n|${' '.repeat(4 * n - 1)}|`).map((row, r) => (r === 0 ? row.replace('|  ', '| S') : r === n - 1 ? row.replace('|  ', '| G') : row));
    expect((await settleProblem({ name: 'maze', kind: 'maze', text: `${rows.join('\n')}\n${wall(n)}o\n` }, { ...how, seconds: 0.001 })).note).toBe('the time was spent while the wave was on its way');
  });

  it('of a Sudoku holds for the search of a second answer too: out of time or interrupted is not called a sign of one answer', async () => {
    const line = '..............3.85..1.2.......5.7.....4...1...9.......5......73..2.1........4...9', interrupt = new AbortController();
    let looks = 0;
    const { note } = await settleSudoku('b', line, { form: 'limit', seed: 1, places: true, seconds: 600, signal: interrupt.signal, observe: (field) => { looks += 1; if (field.atRest) interrupt.abort(); } });
    expect(looks).toBeGreaterThan(1);
    expect(note).toMatch(/; not decided whether it settles elsewhere: interrupted at T = \d+ of \d+$/);
    const four = '1.....2..3.....4', late = await settleSudoku('b', four, { form: 'limit', seed: 1, places: true, seconds: 1e-9 }); // at rest within the first call: no time is left
    expect([late.status, late.note]).toEqual(['solved', expect.stringMatching(/; not decided whether it settles elsewhere: out of time at T = \d+ of 2000$/)]);
    expect((await settleSudoku('b', four, { form: 'limit', seed: 1, places: true, seconds: 60 })).note).toContain('settles nowhere else in T = 2000');
  });
});

describe('colours that the field never touched', () => {
  it('a triangle is coloured by the first-fit start, and that is said; a graph whose start the field improved does not say so', async () => {
    const how = { form: 'limit', seed: 1, replicas: 1, seconds: 20 } as const;
    expect((await settleColouring('k3', 'p edge 3 3\ne 1 2\ne 2 3\ne 1 3\n', how)).note).toBe('3 vertices are all joined, so no colouring has fewer than 3 colours; these colours are the first-fit start: the field had nothing to improve');
    const crown = 'p edge 6 6\ne 1 4\ne 1 6\ne 3 2\ne 3 6\ne 5 2\ne 5 4\n', settled = await settleColouring('crown', crown, how); // K3,3 without a matching: first fit takes three
    expect([settled.status, settled.value]).toEqual(['solved', 2]);
    expect(settled.note).not.toContain('first-fit');
    expect(settled.simulatedTime).toBeGreaterThan(0);
  });
});

describe('colouring long lists', () => {
  it('a path of 200,000 vertices needs two colours, the call stack no room for each of them', async () => {
    const n = 200_000, settled = await settleColouring('path', `p edge ${n} ${n - 1}\n${Array.from({ length: n - 1 }, (_, k) => `e ${k + 1} ${k + 2}`).join('\n')}\n`, { form: 'limit', seed: 1, replicas: 1, seconds: 60 });
    expect([settled.status, settled.value]).toEqual(['solved', 2]);
  }, 120_000);
});
