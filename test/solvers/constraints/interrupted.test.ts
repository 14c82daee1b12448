import { describe, expect, it } from 'vitest';
import { contours } from '../../../src/field/contours.ts';
import { engineRings } from '../../../src/field/ringEngine.ts';
import { launched } from '../../../src/field/launches.ts';
import { settleRings } from '../../../src/field/ringSettle.ts';
import { settleColouring } from '../../../src/solvers/constraints/colouring.ts';
import { settleProblem } from '../../../src/solvers/constraints/settleProblem.ts';
import { randomGraph } from '../../support/graphs.ts';

/** A signal that a timer gives as soon as timers are let through. */
function soon(milliseconds = 1): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}

const how = { form: 'limit', seed: 1, replicas: 1, places: false } as const;

describe('a request to end', () => {
  it('is heard while the contours of a dense graph are still being laid: nothing has moved yet', async () => {
    const { vertices, from, to } = randomGraph(300, 0.6, 1), text = `p edge ${vertices} ${from.length}\n${Array.from(from, (u, k) => `e ${u + 1} ${to[k] + 1}`).join('\n')}\n`;
    const settled = await settleColouring('dense', text, { ...how, seconds: 600, colours: 60, signal: soon() });
    expect(settled).toMatchObject({ status: 'timeLimit', note: 'interrupted', simulatedTime: 0 });
  });

  it('is heard while thousands of replicas are being laid', async () => {
    const ring = contours(400, [{ kind: 'one', members: Array.from({ length: 400 }, (_, i) => i) }, { kind: 'one', members: Array.from({ length: 200 }, (_, i) => 2 * i) }]);
    const settled = await settleRings(ring, { form: 'phase', timeLimit: 1e9, seeds: Array.from({ length: 4096 }, (_, k) => k), signal: soon() });
    expect([settled.status, settled.time]).toEqual(['interrupted', 0]);
  });

  it('is heard between boards that are contradictions at once, one after the other', async () => {
    const signal = soon(), line = `12345678.........9${'.'.repeat(63)}`;
    let told = 0;
    for (; told < 4000 && !signal.aborted; told++) expect((await settleProblem({ name: 'board', kind: 'sudoku', text: line }, { ...how, signal })).status).toBe('contradiction');
    expect(told).toBeLessThan(4000);
  });

  it('ends a wave that is on its way through a maze', async () => {
    const n = 60, wall = (r: number) => (r === 0 || r === n ? 'o---'.repeat(n) : `${r % 2 ? 'o---'.repeat(n - 1) : 'o   '}${r % 2 ? 'o   ' : 'o---'.repeat(n - 1)}`);
    const rows = Array.from({ length: n }, (_, r) => `${wall(r)}o\n|${' '.repeat(4 * n - 1)}|`).map((row, r) => (r === 0 ? row.replace('|  ', '| S') : r === n - 1 ? row.replace('|  ', '| G') : row));
    const maze = `${rows.join('\n')}\n${wall(n)}o\n`;
    expect((await settleProblem({ name: 'maze', kind: 'maze', text: maze }, { ...how, signal: soon() })).note).toBe('interrupted while the wave was on its way');
  });
});

describe('launches', () => {
  it('cut into pieces, 32 steps of a noisy ring field on the engine end where one launch ends, in every bit', async () => {
    const rings = contours(6, [{ kind: 'one', members: [0, 1, 2] }, { kind: 'one', members: [3, 4, 5] }, { kind: 'most', members: [0, 3] }, { kind: 'least', members: [2, 5, 0] }]);
    const ends = await Promise.all([[32], [8, 8, 16], [1, 31]].map(async (pieces) => {
      const engine = await engineRings('phase', [{ contours: rings, seed: 3 }], { backend: 'webasm' });
      for (const n of pieces) await engine.advance(n);
      return engine.read(0);
    }));
    for (const end of ends) expect([end.steps, end.x, end.strengths]).toEqual([ends[0].steps, ends[0].x, ends[0].strengths]);
  });

  it('are short where many sites hold the thread, and whole on a GPU', async () => {
    const taken: number[] = [], run = (backend: string, padded: number) => ({
      layout: { sites: padded, batch: 1, padded }, report: () => ({ backend, executor: '', warnings: [] }),
      advance: (state: object, steps: number) => (taken.push(steps), Promise.resolve({ state, rate: {} })),
    }) as never;
    for (const [backend, padded] of [['cpu', 1024], ['webasm', 2 ** 16], ['webasm', 2 ** 20], ['webgpu', 2 ** 20]] as const) expect((await launched(run(backend, padded), {}, 40)).steps).toBe(40);
    expect(taken).toEqual([32, 8, ...new Array<number>(20).fill(2), ...new Array<number>(40).fill(1), 32, 8]);
  });
});
