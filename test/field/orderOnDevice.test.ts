import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { machine, pipeline } from '../../src/field/backend.ts';
import { wrapAngle } from '../../src/field/observables/angle.ts';
import { orderKernels } from '../../src/field/orderKernels.ts';
import { HERE, irregular } from '../support/engine.ts';

/** float32 sines are good to 3e-7 (backends.test.ts), sums in pieces of 64 keep that; psi loses 1/r of it. */
const CLOSE = 2e-6;

describe.each(HERE)('order parameter on %s', (backend) => {
  it.each([[1, 1], [30, 1], [64, 4], [7, 50], [1000, 3], [40_000, 1]])('%d phases in each of %d entries: r and ψ are those of the float64 sum within 2e-6', async (sites, batch) => {
    const theta = irregular(sites * batch, -3, 3.1, 5), probe = c.orderOnDevice(c.kuramoto, { sites, batch, backend });
    const seen = await probe.read({ theta });
    expect(seen.length).toBe(batch);
    seen.forEach(({ r, psi }, b) => {
      const exact = c.orderParameter(theta, b * sites, (b + 1) * sites);
      expect(Math.abs(r - exact.r), `r of entry ${b}: ${r}, expected ${exact.r}`).toBeLessThan(CLOSE);
      expect(Math.abs(wrapAngle(psi - exact.psi)) * exact.r, `psi of entry ${b}: ${psi}, expected ${exact.psi}`).toBeLessThan(CLOSE);
    });
    expect(probe.report()).toMatchObject({ backend, warnings: [] });
    probe.destroy();
  });

  it('evenly spaced phases have r = |sin(NΔ/2) / (N sin(Δ/2))| (geometric sum), synchrony 1, splay 0', async () => {
    const n = 60, spacing = [0, 0.05, 2 * Math.PI / n], probe = c.orderOnDevice(c.kuramoto, { sites: n, batch: 3, backend });
    const seen = await probe.read({ theta: Float32Array.from({ length: 3 * n }, (_, i) => spacing[Math.floor(i / n)] * (i % n)) });
    [1, Math.abs(Math.sin(n * 0.025) / (n * Math.sin(0.025))), 0].forEach((r, b) => expect(Math.abs(seen[b].r - r), `r = ${seen[b].r}, expected ${r}`).toBeLessThan(CLOSE));
  });

  it('planar sites count by their direction, whatever their amplitude: from 1e-30 to 1e30, and silence with phase 0', async () => {
    const n = 90, angle = irregular(n, -3, 3, 6), size = irregular(n, -30, 30, 7).map((e, i) => (i % 10 === 3 ? 0 : 10 ** e));
    const re = angle.map((a, i) => size[i] * Math.cos(a)), im = angle.map((a, i) => size[i] * Math.sin(a)), probe = c.orderOnDevice(c.stuartLandau, { sites: n, backend });
    const [{ r, psi }] = await probe.read({ re, im }), exact = c.orderParameter(angle.map((a, i) => (size[i] === 0 ? 0 : a)));
    expect(Math.abs(r - exact.r), `r = ${r}, expected ${exact.r}`).toBeLessThan(CLOSE);
    expect(Math.abs(wrapAngle(psi - exact.psi)) * exact.r).toBeLessThan(CLOSE);
  });

  it('a moment of a running field reads as its settled report does, padding included', async () => {
    const sites = 50, field = c.defineField({ model: c.kuramoto, carriers: { m: c.meanField() }, dt: 0.05 }), probe = c.orderOnDevice(c.kuramoto, { sites, batch: 2, backend });
    const reads: Promise<c.OrderParameter[]>[] = [];
    const run = await c.settle(field, { sites, batch: 2, state: { theta: irregular(100, -3, 3, 8) }, parameters: { K: 1 }, tolerance: 0, timeLimit: 1.6, chunk: 16, backend, observe: (m) => void reads.push(probe.read(m.state)) });
    const all = await Promise.all(reads), last = all[all.length - 1];
    expect(all.length).toBe(2);
    last.forEach(({ r }, b) => expect(Math.abs(r - run.orderParameter![b]), `r = ${r}, settle says ${run.orderParameter![b]}`).toBeLessThan(CLOSE));
    expect(last[0].r).toBeGreaterThan(all[0][0].r);
  });

  it('inside a plan only two numbers an entry come back', async () => {
    const layout = { sites: 100, batch: 5, padded: 1024 }, { trace, wiring } = orderKernels(c.kuramoto, layout), gpu = machine(backend), theta = new Float32Array(1024);
    theta.set(irregular(500, -3, 3, 9));
    const out = await pipeline(gpu, 2, ([x, w]) => ({ ...trace(gpu, [x], w) }), false).run([theta, wiring]);
    expect(Object.fromEntries(Object.entries(out).map(([k, v]) => [k, v.length]))).toEqual({ cosine: 5, sine: 5 });
    expect(Math.hypot(out.cosine[4], out.sine[4])).toBeCloseTo(c.orderParameter(theta, 400, 500).r, 6);
  });
});

it('order on the device refuses what it cannot measure, in one line', async () => {
  expect(() => c.orderOnDevice(c.fitzHughNagumo, { sites: 3 })).toThrow(/^order: FitzHugh-Nagumo has neither a phase nor a plane, expected one\. \S[^\n]*$/);
  expect(() => c.orderOnDevice(c.kuramoto, { sites: 0 })).toThrow(/^order: sites is 0, expected a whole number of at least 1\. \S[^\n]*$/);
  const probe = c.orderOnDevice(c.kuramoto, { sites: 4, batch: 2 });
  await expect(probe.read({ theta: new Float32Array(7) })).rejects.toThrow(/^order: state theta has 7 values, expected 8 \(2 × 4\)\. \S[^\n]*$/);
  await expect(probe.read({})).rejects.toThrow(/^order: state theta has no values, expected 8/);
});
