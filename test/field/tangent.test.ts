import { describe, expect, it } from 'vitest';
import * as c from '../../src/index.ts';
import { linearise } from '../../src/field/tangent.ts';
import { irregular, oracle } from '../support/engine.ts';

const everything = c.oscillator({
  name: 'everything', state: { theta: c.phase, x: c.real }, parameters: { a: 0.4, b: 1 },
  rate: { theta: 'a + S*cos(theta) - C*sin(theta) + x*tanh(S) + 0.1*t', x: '-b*x^3 + max(x, 2*C) + exp(-x^2)*sin(theta)' },
  emits: { S: 'sin(theta)*x', C: 'cos(theta + a*x)' },
});
const field = c.defineField({ model: everything, carriers: { all: c.meanField(), near: c.lattice({ rows: 2, columns: 3 }) }, integrator: 'euler', dt: 0.5 });
const standing = { sites: 6, state: { theta: irregular(6, -3, 3, 1), x: irregular(6, -1, 1, 2) }, parameters: { b: irregular(6, 0.5, 2, 3) } };

describe('the linearised field', () => {
  it('has the rate of the float64 oracle (one Euler step of it)', () => {
    const flow = linearise('test', field, standing), { rate } = flow.at(flow.start, 0), end = oracle(field, standing, 1);
    [...end.theta, ...end.x].forEach((value, i) => expect((value - flow.start[i]) / 0.5, `value ${i}`).toBeCloseTo(rate[i], 12));
  });
  it('maps a small change of the state to the change of the rate, through emissions and two carriers (central difference)', () => {
    const flow = linearise('test', field, standing), v = Float64Array.from(irregular(12, -1, 1, 7)), h = 1e-5;
    const [plus, minus] = [h, -h].map((d) => flow.at(flow.start.map((x, i) => x + d * v[i]), 0.3).rate), slope = flow.at(flow.start, 0.3).apply(v);
    slope.forEach((s, i) => expect(s, `value ${i}`).toBeCloseTo((plus[i] - minus[i]) / (2 * h), 7)); // h² of the central difference, times third derivatives
    expect(Math.max(...slope.map(Math.abs))).toBeGreaterThan(0.1);
  });
  it('projects a state, and small changes by the derivative of the projection: onto the unit circle, tangents stay, radii vanish', () => {
    const circle = c.oscillator({ name: 'circle', state: { x: c.real, y: c.real }, parameters: {}, rate: { x: '-y', y: 'x' }, project: { x: 'x/sqrt(x^2+y^2)', y: 'y/sqrt(x^2+y^2)' } });
    const flow = linearise('test', c.defineField({ model: circle, dt: 0.1 }), { sites: 1, state: { x: 3, y: 4 } });
    const x = flow.start.slice(), radial = Float64Array.from([3, 4]), tangential = Float64Array.from([-4, 3]);
    flow.project(x, [radial, tangential]);
    [...x, ...radial, ...tangential].forEach((value, k) => expect(value).toBeCloseTo([0.6, 0.8, 0, 0, -0.8, 0.6][k], 12));
  });
});

describe('refuses', () => {
  const begin = (change: object, f = field) => () => linearise('here', f, { ...standing, ...change });
  it.each([
    [{ sites: 0 }, /^here: sites is 0, expected a whole number/],
    [{ state: { theta: 0 } }, /^here: state x is missing, expected a number or 6 values/],
    [{ state: { theta: 0, x: [1, 2] } }, /^here: state x has 2 values, expected 6 or 1/],
    [{ state: { theta: 0, x: NaN } }, /^here: state x is NaN at site 0, expected finite/],
    [{ state: { theta: 0, x: 0, thetta: 0 } }, /^here: everything has no state "thetta".*theta/],
    [{ parameters: { c: 1 } }, /^here: everything has no parameter "c"/],
    [{ wiring: { al: 1 } }, /^here: the field has no carrier "al".*all/],
  ])('%j', (change, message) => expect(begin(change)).toThrow(message));
  it('a carrier that keeps the strongest', () => {
    const strongest = c.defineField({ model: c.entrainment, carriers: { heard: c.meanField({ reduce: 'strongest', from: 'signal' }) }, dt: 1 });
    expect(() => linearise('here', strongest, { sites: 2, state: { w: 0 } })).toThrow(/^here: carrier heard \(meanField\) keeps the strongest, expected one that adds/);
  });
});
