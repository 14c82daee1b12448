import { describe, expect, it } from 'vitest';
import { EIGHT, FOUR } from '../../../src/field/stencils.ts';
import { localOrder } from '../../../src/field/observables/localOrder.ts';
import { orderParameter } from '../../../src/field/observables/orderParameter.ts';
import { farthest, irregular } from '../../support/engine.ts';

describe('local order parameter', () => {
  it.each([[24, 3], [24, 7], [11, 5]])('of the twisted state on a ring of %d with winding %d is |1 + 2 cos(2πq/n)|/3 at every site, where the global one is 0', (n, q) => {
    const theta = Float64Array.from({ length: n }, (_, i) => (2 * Math.PI * q * i) / n);
    const { r } = localOrder(theta, { rows: 1, columns: n, boundary: 'periodic', stencil: [[0, -1, 1], [0, 1, 1]] });
    for (const x of r) expect(x).toBeCloseTo(Math.abs(1 + 2 * Math.cos((2 * Math.PI * q) / n)) / 3, 12);
    expect(orderParameter(theta).r).toBeCloseTo(0, 12);
  });

  it('at a wall between two synchronous halves in antiphase is 3/5 on FOUR, and 1 two columns away', () => {
    const theta = Float64Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : Math.PI)), { r, psi } = localOrder(theta, { rows: 8, columns: 8 });
    expect(r[3 * 8 + 3]).toBeCloseTo(3 / 5, 12); // itself and three of its side against one
    expect(r[3 * 8 + 1]).toBeCloseTo(1, 12);
    expect(Math.abs(psi[3 * 8 + 6])).toBeCloseTo(Math.PI, 12);
  });

  it.each(['open', 'periodic'] as const)('is the same from a lattice, a table and CSR rows (EIGHT, %s, 5 × 7)', (boundary) => {
    const rows = 5, columns = 7, n = rows * columns, theta = irregular(n, -3, 3, 9), table = new Int32Array(n * 8), start = [0], site: number[] = [];
    for (let i = 0; i < n; i++) {
      EIGHT.forEach(([dr, dc], k) => {
        let y = Math.floor(i / columns) + dr, x = (i % columns) + dc;
        if (boundary === 'periodic') { y = (y + rows) % rows; x = (x + columns) % columns; }
        table[i * 8 + k] = y < 0 || x < 0 || y >= rows || x >= columns ? -1 : y * columns + x;
        if (table[i * 8 + k] >= 0) site.push(table[i * 8 + k]);
      });
      start.push(site.length);
    }
    const a = localOrder(theta, { rows, columns, stencil: EIGHT, boundary }), b = localOrder(theta, { table }), c = localOrder(theta, { start: Int32Array.from(start), site: Int32Array.from(site) });
    expect(farthest(a.r, b.r)).toBe(0);
    expect(farthest(a.psi, c.psi, 'phase')).toBeLessThan(1e-12); // −π and π are one angle
    expect(farthest(a.r, c.r)).toBe(0);
    expect(Math.max(...a.r) - Math.min(...a.r)).toBeGreaterThan(0.3);
  });

  it('without itself, a site with nobody near has r = 0', () => {
    expect([...localOrder([1, 2], { table: Int32Array.from([-1, 0]) }, { self: false }).r]).toEqual([0, 1]);
    expect(localOrder([1, 2], { table: Int32Array.from([-1, -1]) }).r[0]).toBeCloseTo(1, 12);
  });

  it('refuses neighbours of another field', () => {
    expect(() => localOrder([1, 2, 3], { rows: 2, columns: 2, stencil: FOUR })).toThrow(/localOrder: 3 phases, expected 4 \(2 × 2\)/);
    expect(() => localOrder([1, 2], { table: new Int32Array(3) })).toThrow(/localOrder: the table has 3 entries, expected a multiple of the 2 sites/);
    expect(() => localOrder([1, 2], { table: Int32Array.from([1, 2]) })).toThrow(/localOrder: neighbour 2, expected 0 to 1/);
    expect(() => localOrder([1, 2], { start: Int32Array.from([0, 1]), site: Int32Array.from([0]) })).toThrow(/localOrder: start has 2 entries up to 1, expected 3/);
  });
});
