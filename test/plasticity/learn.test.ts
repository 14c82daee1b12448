import { describe, expect, it } from 'vitest';
import { adaptiveKuramoto, csrOf, defineField, dense, gather, kuramoto, learn, oja, plasticityRule, sparse, stuartLandau, type LearnOptions } from '../../src/index.ts';

const theta = Float32Array.of(0.1, 1.3, -2, 2.5), omega = Float32Array.of(0.3, -0.2, 0.1, -0.1), pairs = [[0, 1, 0.3], [0, 2, 0.3], [1, 0, 0.3], [2, 3, 0.3], [2, 1, 0.3], [3, 0, 0.3], [3, 2, 0.3]] as const;
const words = { timescale: '', fixedPoint: '' };
const grow = plasticityRule({ name: 'grow', of: 'link', reads: ['theta'], parameters: {}, rate: '0.6 * w * cos(theta_i - theta_j)', ...words });
const shrink = plasticityRule({ name: 'shrink', of: 'link', parameters: {}, rate: '-0.4 * w^3', ...words });
const options = (more: Partial<LearnOptions>): LearnOptions => ({ sites: 4, precision: 'float64', time: 2, state: { theta }, parameters: { omega, K: 0.5 }, wiring: { links: csrOf(pairs, 4) }, rules: [], ...more });

describe('a field that learns', () => {
  it('two rules on one carrier add: at rest growth and loss agree, w² = 1.5 cos(θ_i − θ_j)', async () => {
    const field = defineField({ model: kuramoto, carriers: { links: sparse() }, dt: 0.05 });
    const { learned } = await learn(field, options({ time: 25, state: { theta: Float64Array.of(0.2, 0.9) }, parameters: { omega: 0, K: 0 }, sites: 2, wiring: { links: csrOf([[0, 1, 0.3]], 2) }, rules: [grow, shrink].map((rule) => ({ rule, carrier: 'links', step: 0.05 })) }));
    for (const { value } of learned) expect(value[0] ** 2).toBeCloseTo(1.5 * Math.cos(0.7), 3);
  });
  it('in either order, and halving chunk and step divides the error by 4 (there and back)', async () => {
    const at = async (n: number, rules: typeof grow[]) => (await learn(defineField({ model: kuramoto, carriers: { links: sparse() }, dt: 2 / n }), options({ rules: rules.map((rule) => ({ rule, carrier: 'links', step: 2 / n })) }))).learned[0].value;
    const apart = (a: ArrayLike<number>, b: ArrayLike<number>) => Math.max(...Array.from(a, (v, k) => Math.abs(v - b[k])));
    const [coarse, middle, fine] = [await at(8, [grow, shrink]), await at(16, [grow, shrink]), await at(32, [grow, shrink])], ratio = apart(coarse, middle) / apart(middle, fine);
    expect(ratio).toBeGreaterThan(3.5);
    expect(ratio).toBeLessThan(4.6);
    expect(apart(await at(32, [shrink, grow]), fine)).toBeLessThan(apart(middle, fine));
  });
  it('dense, CSR and gather links of one graph learn the same couplings', async () => {
    const rules = [{ rule: adaptiveKuramoto, carrier: 'links', step: 1, parameters: { epsilon: 0.3 } }];
    const run = async (carrier: ReturnType<typeof gather> | ReturnType<typeof sparse> | ReturnType<typeof dense>, wiring: unknown, precision: 'float32' | 'float64') => {
      const field = defineField({ model: kuramoto, carriers: { links: carrier }, dt: 0.05 });
      return [...(await learn(field, options({ precision, wiring: { links: wiring }, chunk: 4, rules }))).learned[0].value];
    };
    const rows = await run(sparse(), csrOf(pairs, 4), 'float64'), table = Int32Array.of(1, 2, 0, -1, 3, 1, 0, 2);
    for (const found of [await run(gather({ degree: 2 }), { table, weight: 0.3 }, 'float64'), await run(gather({ degree: 2 }), { table, weight: 0.3 }, 'float32')]) {
      found.forEach((w, k) => expect(w).toBeCloseTo(rows[k], 4));
    }
    const all = Array.from({ length: 16 }, (_, k) => [k >> 2, k % 4, 0.25] as const).filter(([i, j]) => i !== j); // a matrix: every pair but oneself
    const full = await run(sparse(), csrOf(all, 4), 'float64'), matrix = await run(dense(), { weight: Float32Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 0 : 0.25)) }, 'float64');
    matrix.forEach((w, k) => expect(w).toBeCloseTo(full[k], 10));
  });
  it('a rule finds what it reads under the model’s own names, or is told the nearest one in one line', async () => {
    const field = defineField({ model: stuartLandau, carriers: { links: sparse() }, dt: 0.1 });
    const one = (reads: Record<string, string>) => learn(field, { sites: 2, time: 20, state: { re: 1, im: 0 }, wiring: { links: csrOf([[1, 0, 0.2]], 2) }, rules: [{ rule: oja, carrier: 'links', step: 0.1, reads, parameters: { eta: 0.5 } }] });
    expect((await one({ x: 're' })).learned[0].value[0]).toBeCloseTo(1, 3);
    await expect(one({ x: 'ree' })).rejects.toThrow(/^learn: Oja reads x as "ree", which Stuart-Landau does not show\. Did you mean "re"\?$/);
    await expect(one({ z: 're' })).rejects.toThrow(/^learn: Oja reads no "z"\. /);
  });
  it('observe sees state and couplings after every chunk', async () => {
    const seen: number[] = [], field = defineField({ model: kuramoto, carriers: { links: sparse() }, dt: 0.1 });
    await learn(field, options({ time: 1, chunk: 2, rules: [{ rule: adaptiveKuramoto, carrier: 'links', step: 1 }], observe: ({ time, state, learned }) => { seen.push(time, state.theta.length, learned[0].value.length); } }));
    expect(seen.map((v) => Number(v.toFixed(9)))).toEqual([0.2, 4, 7, 0.4, 4, 7, 0.6, 4, 7, 0.8, 4, 7, 1, 4, 7]);
  });
});
