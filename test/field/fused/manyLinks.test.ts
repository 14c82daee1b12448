import { expect, it } from 'vitest';
import { Chance } from '../../../src/field/chance.ts';
import { begin } from '../../../src/field/run.ts';
import * as c from '../../../src/index.ts';

it('ten million weighted links on a million sites: the field hears what the rows say, fused', async () => {
  const sites = 1_000_000, degree = 10, chance = new Chance(1), start = Int32Array.from({ length: sites + 1 }, (_, i) => i * degree), site = Int32Array.from({ length: sites * degree }, () => Math.floor(chance.next() * sites));
  const weight = Float32Array.from({ length: sites * degree }, () => chance.next() - 0.5), theta = Float32Array.from({ length: sites }, () => 6 * chance.next() - 3), dt = 0.125;
  const field = c.defineField({ model: c.kuramoto, carriers: { links: c.sparse() }, integrator: 'euler', dt }), run = begin(field, { sites, state: { theta }, parameters: { omega: 0.5, K: 0.25 }, wiring: { links: { start, site, weight } } });
  const { state } = await run.advance(run.start, 1);
  expect(run.report().executor).toMatch(/^fused-whole/);
  for (let i = 0; i < sites; i += 9973) {
    let heard = 0;
    for (let k = start[i]; k < start[i + 1]; k++) heard += weight[k] * Math.sin(theta[site[k]] - theta[i]);
    expect(Math.abs(Math.sin((state.theta[i] - theta[i] - dt * (0.5 + 0.25 * heard)) / 2))).toBeLessThan(1e-6);
  }
}, 60_000);
