import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';

describe('Lyapunov exponents', () => {
  it('V1: of a locked pair with detuning 0.6 and coupling 1 are 0 and −0.8', () => {
    const pair = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: 0.05 });
    const { exponents, scatter } = c.lyapunov(pair, { sites: 2, state: { theta: [0, Math.asin(0.6)] }, parameters: { omega: [0, 0.6], K: 1 }, time: 20, transient: 20, exponents: 2 });
    expect(exponents[0]).toBeCloseTo(0, 6); // vectors turn into their directions as e^(−0.8 · 20)
    expect(exponents[1]).toBeCloseTo(-0.8, 6); // RK4 of e^(−0.8 t): (0.04)⁴/120
    expect(scatter[1]).toBeLessThan(1e-6);
  });

  it('V2: of a beating pair are both 0: the flow on a torus neither contracts nor expands', () => {
    const period = 2 * Math.PI / 0.75, pair = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: period / 200 });
    const { exponents } = c.lyapunov(pair, { sites: 2, state: { theta: [0, 0.4] }, parameters: { omega: [0, 1.25], K: 1 }, time: 20 * period, exponents: 2 });
    exponents.forEach((value) => expect(Math.abs(value)).toBeLessThan(5e-3)); // ln(stretch within a beat)/T
  });

  it('of the twisted state of winding 2 on a ring of 6, at rest though unstable: the largest is 1 − cos π = 2 (V9)', () => {
    const n = 6, ring = c.defineField({ model: c.kuramoto, carriers: { near: c.lattice({ rows: 1, columns: n, boundary: 'periodic', stencil: [[0, -1, 1], [0, 1, 1]] }) }, dt: 0.05 });
    const theta = Array.from({ length: n }, (_, i) => (2 * Math.PI * 2 * i) / n);
    const { exponents } = c.lyapunov(ring, { sites: n, state: { theta }, time: 4, transient: 8 }); // over before rounding, 1e-16 e^(2 · 12), leaves the state
    expect(exponents[0]).toBeCloseTo(2, 3); // the next modes grow at 1.5 and are behind by e^(−0.5 · 8), squared
  });

  it('on the limit cycle of van der Pol, μ = 1, are 0 and the mean of the trace μ(1 − x²) (Liouville)', () => {
    const dt = 0.02, steps = 5000, vdp = c.defineField({ model: c.vanDerPol, dt });
    const { exponents, state } = c.lyapunov(vdp, { sites: 1, state: { x: 2, y: 0 }, parameters: { mu: 1 }, time: steps * dt, transient: 0, exponents: 2 });
    let x = 2, y = 0, trace = 0; // the same run by hand, with the midpoint rule for the trace
    const f = (a: number, b: number) => [b, (1 - a * a) * b - a];
    for (let k = 0; k < steps; k++) {
      const [a, b] = f(x, y), [p, q] = f(x + (dt / 2) * a, y + (dt / 2) * b), [r, s] = f(x + (dt / 2) * p, y + (dt / 2) * q), [u, v] = f(x + dt * r, y + dt * s), before = x;
      x += (dt / 6) * (a + 2 * p + 2 * r + u);
      y += (dt / 6) * (b + 2 * q + 2 * s + v);
      trace += (1 - ((before + x) / 2) ** 2) / steps;
    }
    expect(state.x[0]).toBeCloseTo(x, 8);
    expect(exponents[0] + exponents[1], `sum, mean trace ${trace}`).toBeCloseTo(trace, 3); // midpoint rule: dt²
    expect(Math.abs(exponents[0]), 'along the cycle').toBeLessThan(0.02); // ln(speed ratio)/T, T = 100
    expect(exponents[1]).toBeLessThan(-1);
  });

  it('of a model that a user types, Lorenz with σ = 10, ρ = 28, β = 8/3: one near 0.907, one 0, and −(σ + 1 + β) in all', () => {
    const lorenz = c.oscillator({
      name: 'Lorenz', state: { x: c.real, y: c.real, z: c.real }, parameters: { sigma: 10, rho: 28, beta: 8 / 3 },
      rate: { x: 'sigma*(y - x)', y: 'x*(rho - z) - y', z: 'x*y - beta*z' },
    });
    const { exponents } = c.lyapunov(c.defineField({ model: lorenz, dt: 0.01 }), { sites: 1, state: { x: 1, y: 1, z: 20 }, time: 150, exponents: 3 });
    expect(exponents[0] + exponents[1] + exponents[2]).toBeCloseTo(-(10 + 1 + 8 / 3), 3); // RK4's own contraction at rate 14.6, dt 0.01
    expect(Math.abs(exponents[0] - 0.907), `λ₁ = ${exponents[0]}`).toBeLessThan(0.06); // scatter of runs of this length
    expect(Math.abs(exponents[1])).toBeLessThan(0.02);
  });

  it('follow a projection: what a wall at |x| ≤ 1 holds does not grow, though the rate alone says 1', () => {
    const walls = c.oscillator({ name: 'walls', state: { x: c.real, y: c.real }, parameters: {}, rate: { x: 'x', y: '-2*y' }, project: { x: 'max(-1, min(1, x))' } });
    const run = (x: number) => c.lyapunov(c.defineField({ model: walls, dt: 0.1 }), { sites: 1, state: { x, y: 0.1 }, time: 10, transient: 0, exponents: 1, every: 1 }).exponents[0];
    expect(run(1e-9), 'inside').toBeGreaterThan(0.9);
    expect(run(0.5), 'at the wall only y is left, which decays at 2').toBeLessThan(-1.5);
  });

  it('refuse bad times, too many exponents, noise, and a run that diverges', () => {
    const alone = c.defineField({ model: c.kuramoto, dt: 0.05 }), at = { sites: 2, state: { theta: 0 }, time: 1 };
    expect(() => c.lyapunov(alone, { ...at, time: 0 })).toThrow(/^lyapunov: time is 0, expected a positive number/);
    expect(() => c.lyapunov(alone, { ...at, dt: NaN })).toThrow(/^lyapunov: dt is NaN, expected a positive number/);
    expect(() => c.lyapunov(alone, { ...at, transient: -1 })).toThrow(/^lyapunov: transient is -1, expected a time of at least 0/);
    expect(() => c.lyapunov(alone, { ...at, exponents: 3 })).toThrow(/^lyapunov: exponents is 3, expected a whole number from 1 to 2/);
    expect(() => c.lyapunov(alone, { ...at, every: 0 })).toThrow(/^lyapunov: every is 0/);
    const noisy = c.oscillator({ name: 'noisy', state: { x: c.real }, parameters: {}, rate: { x: '-x' }, noise: { x: '0.1' } });
    expect(() => c.lyapunov(c.defineField({ model: noisy, integrator: 'euler', dt: 0.1 }), { sites: 1, state: { x: 0 }, time: 1 })).toThrow(/^lyapunov: noisy has noise, expected equations without/);
    const runaway = c.oscillator({ name: 'runaway', state: { x: c.real }, parameters: {}, rate: { x: 'x^2' } });
    expect(() => c.lyapunov(c.defineField({ model: runaway, dt: 0.1 }), { sites: 1, state: { x: 1 }, time: 10 })).toThrow(/^lyapunov: runaway diverged before t = [\d.]+, expected a bounded run/);
  });
});
