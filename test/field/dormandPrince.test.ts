import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { COUPLING, ERROR, NODES, QUARTIC, step, WEIGHTS } from '../../src/field/dormandPrince.ts';
import { denseOutput } from '../../src/field/denseOutput.ts';

/** Elementary weights: a tree is a list of trees; Φ_j(tree) = Π over branches Σ_k a_jk Φ_k(branch), order condition Σ b_j Φ_j = 1/γ. */
interface Tree { branches: Tree[] }
const order = (t: Tree): number => 1 + t.branches.reduce((s, b) => s + order(b), 0);
const density = (t: Tree): number => order(t) * t.branches.reduce((p, b) => p * density(b), 1);
const weight = (t: Tree, j: number): number => t.branches.reduce((p, b) => p * COUPLING[j].reduce((s, a, k) => s + a * weight(b, k), 0), 1);
/** All rooted trees with n nodes: root plus a multiset of smaller trees. */
const trees = (n: number): Tree[] => {
  const forests = (rest: number, most: number, from: number): Tree[][] => {
    if (rest === 0) return [[]];
    const all: Tree[][] = [];
    for (let m = Math.min(rest, most); m >= 1; m--) trees(m).forEach((t, k) => {
      if (m === most && k < from) return;
      for (const others of forests(rest - m, m, k)) all.push([t, ...others]);
    });
    return all;
  };
  return forests(n - 1, n - 1, 0).map((branches) => ({ branches }));
};

describe('the coefficients of Dormand and Prince', () => {
  it('rows add up to their nodes', () => COUPLING.forEach((row, j) => expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(NODES[j], 13)));
  it.each([[1, 1], [2, 1], [3, 2], [4, 4], [5, 9]])('order %d: all %d conditions hold', (n, count) => {
    expect(trees(n)).toHaveLength(count);
    for (const t of trees(n)) {
      const sum = (b: number[]) => b.reduce((s, w, j) => s + w * weight(t, j), 0);
      expect(sum(WEIGHTS)).toBeCloseTo(1 / density(t), 13);
      if (n <= 4) expect(sum(ERROR)).toBeCloseTo(0, 13); // the embedded scheme has order 4, and not more
    }
    if (n === 5) expect(Math.max(...trees(5).map((t) => Math.abs(ERROR.reduce((s, w, j) => s + w * weight(t, j), 0))))).toBeGreaterThan(1e-4);
  });
  it('order 6 does not hold: the test can tell', () => {
    expect(trees(6)).toHaveLength(20);
    expect(Math.max(...trees(6).map((t) => Math.abs(WEIGHTS.reduce((s, w, j) => s + w * weight(t, j), 0) - 1 / density(t))))).toBeGreaterThan(1e-4);
  });
  it('inside a step the weights meet all order conditions up to four, and join smoothly', () => {
    const unit = (k: number) => Float64Array.from({ length: 7 }, (_, j) => (j === k ? 1 : 0)), slopes = Array.from({ length: 7 }, (_, j) => unit(j)); // seven flows at once: number k sees stage k only
    const inside = denseOutput(new Float64Array(7), Float64Array.from(WEIGHTS), 1, slopes);
    for (const s of [0.1, 0.35, 0.5, 0.8, 1]) for (const n of [1, 2, 3, 4]) for (const t of trees(n)) {
      expect(inside(s).reduce((sum, w, j) => sum + w * weight(t, j), 0)).toBeCloseTo(s ** n / density(t), 12);
    }
    expect(QUARTIC.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
  });
});

it("V28: halving the step divides the error by 2^5 (Adler's flow φ' = 1.25 − sin φ)", () => {
  const Omega = 0.75, exact = (t: number) => 2 * Math.atan((1 + Omega * Math.tan((Omega * t) / 2 + Math.atan((1.25 * Math.tan(0.2) - 1) / Omega))) / 1.25);
  const f = (_: number, x: Float64Array) => x.map((v) => 1.25 - Math.sin(v)), T = 7;
  const error = (h: number) => {
    let x: Float64Array = Float64Array.of(0.4), slope: Float64Array = f(0, x);
    for (let s = 0; s < Math.round(T / h); s++) { const { next, slopes } = step(f, s * h, x, slope, h); x = next; slope = slopes[6]; }
    return Math.abs(Math.sin((x[0] - exact(T)) / 2));
  };
  const slope = Math.log2(error(0.1) / error(0.05));
  expect(Math.abs(slope - 5), `measured order ${slope}`).toBeLessThan(0.2);
});

const pair = c.defineField({ model: c.kuramoto, carriers: { all: c.meanField() }, dt: 1 });
const detuned = { sites: 2, state: { theta: [0, 0.4] }, parameters: { omega: [0, 1.25] } };

describe('integrate', () => {
  it('V2: two oscillators beat with period 8.3775804, reported anywhere by the dense output', () => {
    const period = (2 * Math.PI) / 0.75, run = c.integrate(pair, { ...detuned, until: 2 * period, times: [0, 1.234, period, 1.234 + period, 2 * period] });
    const gap = run.samples.map(({ theta }) => theta[1] - theta[0]);
    expect([run.status, run.samples.length]).toEqual(['done', 5]);
    expect(gap[0]).toBe(0.4);
    expect(gap[2] - 0.4).toBeCloseTo(2 * Math.PI, 6);
    expect(gap[3] - gap[1]).toBeCloseTo(2 * Math.PI, 6);
    expect(run.state.theta[1] - run.state.theta[0] - 0.4).toBeCloseTo(4 * Math.PI, 6);
    expect(run.evaluations).toBe(6 * (run.accepted + run.rejected) + 1);
  });
  it('the error follows the tolerance', () => {
    const at = (tol: number) => c.integrate(pair, { ...detuned, until: 20, atol: tol, rtol: tol }), exact = at(1e-13).state.theta[1], [coarse, fine] = [at(1e-5), at(1e-9)];
    expect(Math.abs(coarse.state.theta[1] - exact)).toBeLessThan(1e-3);
    expect(Math.abs(fine.state.theta[1] - exact)).toBeLessThan(1e-7);
    expect(Math.abs(fine.state.theta[1] - exact)).toBeLessThan(Math.abs(coarse.state.theta[1] - exact) / 100);
    expect(fine.accepted).toBeGreaterThan(2 * coarse.accepted);
  });
  it.each([[0.1, 6.2871124, 1e-6], [10, 19.07837, 1e-4], [100, 162.83707, 1e-3]])('V16: the period of van der Pol at μ = %d is %d', (mu, expected, within) => {
    const field = c.defineField({ model: c.vanDerPol, dt: 1 }), turn = { sites: 1, parameters: { mu }, rtol: 1e-9, atol: 1e-9, stop: (_: number, { x }: c.Sample) => x[0] };
    let state: Record<string, ArrayLike<number>> = { x: [2], y: [0] };
    const times: number[] = [];
    for (let k = 0; k < (mu < 1 ? 14 : 3); k++) { // upward passages of x = 0; the transient decays as e^(−μt)
      const run = c.integrate(field, { ...turn, state, until: 400 });
      expect(run.status).toBe('stopped');
      times.push(run.time);
      state = { x: [Math.max(run.state.x[0], 0) + 1e-300], y: [run.state.y[0]] };
    }
    expect(Math.abs(times.at(-1)! - expected), `period ${times.at(-1)}`).toBeLessThan(mu < 1 ? 1e-3 : within);
  });
  it('projections hold the sphere after every step', () => {
    const spin = c.oscillator({ name: 'spin', state: { x: 'real', y: 'real' }, parameters: {}, rate: { x: '-y', y: 'x' }, project: { x: 'x/sqrt(x^2+y^2)', y: 'y/sqrt(x^2+y^2)' } });
    const run = c.integrate(c.defineField({ model: spin, dt: 1 }), { sites: 1, state: { x: 1, y: 0 }, until: 50, atol: 1e-4, rtol: 1e-4 });
    expect(Math.hypot(run.state.x[0], run.state.y[0])).toBeCloseTo(1, 14);
  });
  it('what leaves the numbers in finite time is diverged, there; a step limit ends honestly', () => {
    const field = c.defineField({ model: c.oscillator({ name: 'explosion', state: { x: 'real' }, parameters: {}, rate: { x: 'x^2' } }), dt: 1 });
    const run = c.integrate(field, { sites: 1, state: { x: 1 }, until: 5 });
    expect(run.status).toBe('diverged');
    expect(run.time).toBeCloseTo(1, 6);
    expect(run.rejected).toBeGreaterThan(0);
    expect(c.integrate(pair, { ...detuned, until: 1e6, mostSteps: 50 }).status).toBe('stepLimit');
  });
  it.each<[string, object, RegExp]>([
    ['until', { until: 0 }, /^integrate: until is 0, expected a positive time\. \S/], ['times', { times: [2, 1] }, /^integrate: times\[1\] is 1, expected rising numbers from 0 to 5\. \S/],
    ['tolerance', { atol: -1 }, /^integrate: atol is -1 and rtol is 1e-9, expected numbers of at least 0/], ['state', { state: { theta: [1, 2, 3] } }, /^integrate: state theta has 3 values, expected 2 or 1\. \S/],
  ])('refused in one line: %s', (_, change, message) => expect(() => c.integrate(pair, { ...detuned, until: 5, ...change })).toThrow(message));
  it('refused in one line: noise and delays', () => {
    const noisy = c.oscillator({ name: 'walk', state: { x: 'real' }, parameters: {}, rate: { x: '0' }, noise: { x: '1' } });
    expect(() => c.integrate(c.defineField({ model: noisy, integrator: 'euler', dt: 1 }), { sites: 1, state: { x: 0 }, until: 1 })).toThrow(/^integrate: walk has noise on x, expected a smooth rate\. \S[^\n]+$/);
    const late = c.defineField({ model: c.kuramoto, carriers: { all: c.delayed(c.meanField(), { delay: 1 }) }, dt: 1 });
    expect(() => c.integrate(late, { ...detuned, until: 1 })).toThrow(/^integrate: carrier all is delayed by 1, expected none/);
  });
});
