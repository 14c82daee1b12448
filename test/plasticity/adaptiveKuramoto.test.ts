import { expect, it, describe } from 'vitest';
import { adaptiveKuramoto, defineField, dense, learn, plasticity, sakaguchiKuramoto } from '../../src/index.ts';

const N = 8, alpha = 0.2 * Math.PI, beta = -0.5 * Math.PI;
const field = defineField({ model: sakaguchiKuramoto, carriers: { W: dense({}) }, dt: 0.05 });

describe('adaptive Kuramoto couplings', () => {
  it('come to −sin(θ_i − θ_j + β) by their exact exponential', () => {
    const rule = plasticity({ rule: adaptiveKuramoto, sites: 2, links: { to: [0], from: [1] }, value: new Float64Array([0.4]), parameters: { epsilon: 0.5, beta }, step: 10 });
    rule.pass({ theta: [1, 0.3] }, 3);
    const rest = -Math.sin(0.7 + beta);
    expect(rule.value[0]).toBeCloseTo(rest + (0.4 - rest) * Math.exp(-1.5), 13);
  });

  for (const precision of ['float64', 'float32'] as const) for (const [cluster, q, expected] of [['in-phase', 0, -0.5877852522924731], ['splay', 1, -0.29389262614623657]] as const) {
    it(`V21, ${precision}: the ${cluster} cluster turns at ${expected.toFixed(7)}`, async () => {
      const theta = Float32Array.from({ length: N }, (_, i) => (2 * Math.PI * q * i) / N);
      const from = { sites: N, parameters: { omega: 0, K: 1 / N, alpha }, state: { theta }, wiring: { W: { weight: new Float32Array(N * N) } } };
      const weight = Float32Array.from({ length: N * N }, (_, k) => -Math.sin(theta[Math.floor(k / N)] - theta[k % N] + beta)); // self links, which never learn, at their own fixed point
      const run = (time: number) => learn(field, { ...from, wiring: { W: { weight } }, rules: [{ rule: adaptiveKuramoto, carrier: 'W', step: 1, parameters: { epsilon: 0.1, beta } }], time, chunk: 4, precision });
      const [a, b] = [await run(2), await run(3)], turn = b.state.theta[0] - a.state.theta[0];
      expect(Math.abs(turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI)) - expected)).toBeLessThan(precision === 'float64' ? 1e-6 : 1e-3);
    });
  }

  it('halving chunk and dt divides the error of a learning field by 4 (Strang)', async () => {
    const theta = Float32Array.from([0, 0.7, 2, -1, 1.2, -2.2, 3, 0.4]);
    const at = async (dt: number, chunk: number) => (await learn(defineField({ model: sakaguchiKuramoto, carriers: { W: dense({}) }, dt }), {
      sites: N, state: { theta }, parameters: { omega: 0.3, K: 1 / N, alpha }, wiring: { W: { weight: new Float32Array(N * N).fill(0.5) } },
      rules: [{ rule: adaptiveKuramoto, carrier: 'W', step: 1, parameters: { epsilon: 0.4, beta } }], time: 3.2, chunk, precision: 'float64',
    })).learned[0].value;
    const exact = await at(0.025, 1), error = async (dt: number) => Math.max(...(await at(dt, 2)).map((w, k) => Math.abs(w - exact[k])));
    const ratio = (await error(0.4)) / (await error(0.2));
    expect(ratio).toBeGreaterThan(3.3);
    expect(ratio).toBeLessThan(5);
  });
});
