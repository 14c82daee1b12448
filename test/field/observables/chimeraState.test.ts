import { expect, it } from 'vitest';
import * as c from '../../../src/index.ts';

it('V12: the chimera of two populations at A = 0.2, β = 0.1 is two frequency clusters, ρ = 1 and 0.729147, chimera index 0.2641, metastability 0 (Abrams et al.)', async () => {
  // each site hears its own population's mean with μ = 0.6 and the other's, 2 × all − own, with ν = 0.4
  const model = c.oscillator({
    name: 'two populations', state: { theta: c.phase }, parameters: { mu: 0.6, nu: 0.4, alpha: Math.PI / 2 - 0.1 }, hears: ['S', 'C', 'A', 'B'], emits: { sine: 'sin(theta)', cosine: 'cos(theta)' },
    rate: { theta: '((mu - nu)*S + 2*nu*A)*cos(theta + alpha) - ((mu - nu)*C + 2*nu*B)*sin(theta + alpha)' },
  });
  const half = 128, n = 2 * half, group = Int32Array.from({ length: n }, (_, i) => Number(i >= half)), dt = 0.05, chunk = 20;
  const field = c.defineField({ model, carriers: { own: c.group({ reduce: 'mean', from: { S: 'sine', C: 'cosine' } }), all: c.meanField({ from: { A: 'sine', B: 'cosine' } }) }, dt });
  // start on the Ott-Antonsen manifold at the rest point (r, ψ) of the reduced equations: quantiles of a Poisson kernel
  const r = 0.729147, psi = -0.20940800704333223, h = (1 - r) / (1 + r);
  const theta = Float32Array.from({ length: n }, (_, i) => (i < half ? 0 : -psi + 2 * Math.atan(h * Math.tan(Math.PI * ((i - half + 0.5) / half - 0.5)))));
  const samples: Float64Array[] = [], rates: Float64Array[] = [], rho: number[][] = [];
  await c.settle(field, {
    sites: n, state: { theta }, wiring: { own: { group } }, tolerance: 0, timeLimit: 300, chunk,
    observe({ state, rate }) {
      samples.push(Float64Array.from(state.theta.subarray(0, n)));
      rates.push(Float64Array.from(rate.theta.subarray(0, n)));
      rho.push(c.orderParameterByGroup(samples.at(-1)!, group, 2).map((o) => o.r));
    },
  });
  const clusters = c.frequencyClusters(c.meanFrequencies(samples, dt * chunk, rates), (2 * Math.PI) / 300); // drifters turn unevenly: over T = 300 their means agree to a turn
  const synchronous = -0.6 * Math.sin(model.parameters.alpha) - 0.4 * r * Math.sin(psi + model.parameters.alpha), [inStep, incoherent] = rho.at(-1)!;
  expect([...clusters.sizes], 'sites at one frequency').toEqual([half, half]);
  expect([...new Set(clusters.of.slice(0, half))]).toEqual([0]);
  expect(clusters.frequencies[0], 'synchronous population').toBeCloseTo(synchronous, 3); // float32 phases over T = 300
  expect(clusters.frequencies[1] - clusters.frequencies[0]).toBeGreaterThan(0.2);
  expect(inStep).toBeCloseTo(1, 6);
  expect(incoherent, 'incoherent population').toBeCloseTo(0.729147, 4); // 128 quantiles, float32
  expect(c.chimeraIndex(rho)).toBeCloseTo(((1 - r) ** 2 / 2) * 7.2, 3);
  expect(c.metastability(rho)).toBeLessThan(1e-6);
});
