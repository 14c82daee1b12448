import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import * as api from '../../src/index.ts';
import { adaptiveKuramoto, csrOf, defineField, dense, forgetting, frequencyAdaptation, gather, kuramoto, learn, linksOf, sparse } from '../../src/index.ts';

const SITES = 4, edges = [[0, 1], [0, 3], [1, 2], [2, 0], [3, 2], [3, 1]] as const;
const start = edges.map((_, k) => 0.1 * (k + 1));
const wirings = {
  sparse: csrOf(edges.map(([to, from], k) => [to, from, start[k]] as const), SITES),
  gather: { table: Int32Array.from([1, 3, 2, -1, 0, -1, 2, 1]), weight: Float32Array.from([0.1, 0.2, 0.3, 0, 0.4, 0, 0.5, 0.6]) },
};
const carriers = { sparse: sparse(), gather: gather({ degree: 2, from: { S: 'S', C: 'C' } }), dense: dense() };
const options = { sites: SITES, state: { theta: Float32Array.from([0, 1, 2.5, -1]) }, parameters: { omega: 0.2, K: 0.5 }, time: 2, chunk: 2 };
const rules = [{ rule: adaptiveKuramoto, carrier: 'W', step: 0.1, parameters: { epsilon: 0.3 } }];
const fieldOf = (carrier: keyof typeof carriers) => defineField({ model: kuramoto, carriers: { W: carriers[carrier] }, dt: 0.05 });

describe('links that learn', () => {
  for (const precision of ['float64', 'float32'] as const) it(`${precision}: one graph learns the same as rows and as a table`, async () => {
    const [rows, table] = await Promise.all((['sparse', 'gather'] as const).map((c) => learn(fieldOf(c), { ...options, wiring: { W: wirings[c] }, rules, precision })));
    rows.learned[0].value.forEach((w, k) => expect(table.learned[0].value[k]).toBeCloseTo(w, precision === 'float64' ? 12 : 5));
    expect(Math.max(...rows.learned[0].value.map((w, k) => Math.abs(w - start[k])))).toBeGreaterThan(0.05); // they moved
    const after = (table.wiring.W as { weight: Float32Array }).weight;
    expect(after[3]).toBe(0); // a closed link stays closed
  });

  it('a matrix and its full graph learn the same; self links never learn', async () => {
    const full = csrOf(Array.from({ length: 12 }, (_, k) => { const to = Math.floor(k / 3), r = k % 3; return [to, r < to ? r : r + 1, 0.2] as const; }), SITES);
    const weight = Float32Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 0 : 0.2));
    const [a, b] = [await learn(fieldOf('sparse'), { ...options, wiring: { W: full }, rules, precision: 'float64' }), await learn(fieldOf('dense'), { ...options, wiring: { W: { weight } }, rules, precision: 'float64' })];
    a.learned[0].value.forEach((w, k) => expect(b.learned[0].value[k]).toBeCloseTo(w, 12));
    expect([0, 5, 10, 15].map((k) => (b.wiring.W as { weight: Float32Array }).weight[k])).toEqual([0, 0, 0, 0]);
  });

  it('says what is wrong in one line', async () => {
    const wiring = { W: wirings.sparse };
    await expect(learn(fieldOf('sparse'), { ...options, wiring, rules: [{ ...rules[0], carrier: 'V' }] })).rejects.toThrow(/adaptive Kuramoto has carrier "V", expected one of the field\. [^\n]*$/);
    await expect(learn(fieldOf('sparse'), { ...options, wiring, rules: [{ rule: { ...frequencyAdaptation, changes: 'omga' }, step: 1 }] })).rejects.toThrow(/Did you mean "omega"\?/);
    await expect(learn(fieldOf('sparse'), { ...options, wiring, rules: [{ rule: frequencyAdaptation, step: 1 }] })).rejects.toThrow(/reads "x", which no site shows/);
    await expect(learn(fieldOf('sparse'), { ...options, wiring, rules: [{ rule: forgetting, carrier: 'W', step: 1, parameters: { tau: 0 } }] })).rejects.toThrow(/decay is Infinity, expected a number of at least 0/);
    await expect(learn(fieldOf('sparse'), { ...options, wiring, rules, batch: 2 })).rejects.toThrow(/batch is 2, expected 1/);
    expect(() => linksOf({} as never, 3)).toThrow(/no links that can learn/);
    expect(() => linksOf({ weight: new Float32Array(5) }, 3)).toThrow(/5 entries, expected 9/);
    expect(() => linksOf({ weight: Float32Array.from([0, 1, NaN, 1]) }, 2)).toThrow(/weight 2 is NaN/);
  });

  it('the example of src/plasticity/README.md runs as it stands, and rests at cos(θ_j − θ_i)', async () => {
    const page = readFileSync(new URL('../../src/plasticity/README.md', import.meta.url), 'utf8'), [, code] = page.match(/```ts\n([\s\S]*?)```/)!, names = code.match(/import \{ ([^}]*) \}/)![1].split(', ');
    const body = `${code.replace(/import .*\n/, '')}; return { state, learned };`, Async = Object.getPrototypeOf(async () => {}).constructor as new (...a: string[]) => (...a: unknown[]) => ReturnType<typeof learn>;
    const { state, learned } = await new Async(...names, body)(...names.map((n) => (api as unknown as Record<string, unknown>)[n]));
    expect(learned[0].value[0]).toBeCloseTo(Math.cos(state.theta[1] - state.theta[0]), 2);
  });

  it('every rule of the public page stands in its table', () => {
    const page = readFileSync(new URL('../../src/plasticity/README.md', import.meta.url), 'utf8');
    const missing = Object.entries(api).filter(([name, x]) => typeof x === 'object' && 'text' in x && 'decay' in x && 'averages' in x && !page.includes(`\n| \`${name}\` |`)).map(([name]) => name);
    expect(missing).toEqual([]);
  });
});
