import { expect, it, describe } from 'vitest';
import { bcm, oja, plasticity } from '../../src/index.ts';

describe('BCM', () => {
  for (const kind of [Float64Array, Float32Array]) for (const product of [0.8, 1.2]) {
    it(`V23, ${kind.name}: near y = ϑ = 1 with τηx² = ${product} it ${product < 1 ? 'returns' : 'leaves'}`, () => {
      const link = plasticity({ rule: bcm, sites: 2, links: { to: [0], from: [1] }, value: new kind([1.01]), averages: { threshold: 1 }, parameters: { eta: product, tau: 1 }, step: 0.02 });
      const away: number[] = [];
      for (let k = 0; k < 80; k++) { link.pass({ x: [0, 1] }, 0.5); away.push(Math.abs(link.value[0] - 1)); }
      const late = Math.max(...away.slice(60));
      if (product < 1) expect(late).toBeLessThan(1e-3);
      else expect(late).toBeGreaterThan(0.05);
    });
  }
});

describe('Oja', () => {
  for (const kind of [Float64Array, Float32Array]) it(`V24, ${kind.name}: norm 1 along the top eigenvector of diag(2, 1, 0.5)`, () => {
    const links = plasticity({ rule: oja, sites: 4, links: { to: [0, 0, 0], from: [1, 2, 3] }, value: new kind([0.3, 0.5, -0.4]), parameters: { eta: 0.02 }, step: 0.5 });
    const amplitude = [2, 1, 0.5].map((c) => Math.sqrt(3 * c)); // one axis at a time: <x x> = diag(2, 1, 0.5)
    for (let n = 0; n < 1500; n++) links.pass({ x: [0, 1, 2, 3].map((i) => (i === (n % 3) + 1 ? amplitude[i - 1] : 0)) }, 0.5);
    expect(Math.hypot(...links.value)).toBeCloseTo(1, 3);
    expect(Math.abs(links.value[0]) / Math.hypot(...links.value)).toBeGreaterThan(0.9999);
  });
});
