import { describe, expect, it } from 'vitest';
import * as cymatic from '../../src/index.ts';
import { oscillator, phase, type Oscillator } from '../../src/oscillators/oscillator.ts';
import { evaluator } from '../../src/oscillators/evaluate.ts';
import { seeded } from '../support/engine.ts';

const MODELS: Oscillator[] = [cymatic.kuramoto, cymatic.sakaguchiKuramoto, cymatic.stuartLandau, cymatic.resonator, cymatic.entrainment,
  cymatic.subharmonicOutput(10), cymatic.fitzHughNagumo, cymatic.vanDerPol, cymatic.winfree];

describe.each(MODELS.map((m) => [m.name, m] as const))('%s', (_, model) => {
  it('has a Jacobian that finite differences confirm', () => {
    const random = seeded(5), jacobian = model.jacobian(), symbols = [...model.variables, ...Object.keys(model.parameters), ...model.hears];
    for (let trial = 0; trial < 5; trial++) {
      const values = Object.fromEntries(symbols.map((s) => [s, random() * 1.5 + 0.1]));
      for (const v of model.variables) for (const by of [...model.variables, ...model.hears]) {
        const f = evaluator(model.rate[v]), h = 1e-6;
        const slope = (f({ ...values, [by]: values[by] + h }) - f({ ...values, [by]: values[by] - h })) / (2 * h);
        expect(evaluator(jacobian[v][by])(values), `∂${v}'/∂${by}`).toBeCloseTo(slope, 5);
      }
    }
  });
  it('writes every equation as TeX', () => {
    const { rate, emits } = model.tex();
    expect(Object.keys(rate)).toEqual(model.variables);
    expect(Object.keys(emits)).toEqual(Object.keys(model.emits));
    for (const tex of [...Object.values(rate), ...Object.values(emits)]) expect(tex.length).toBeGreaterThan(0);
  });
});

it('Kuramoto in TeX shows the natural frequency and the sine', () => {
  expect(cymatic.kuramoto.tex().rate.theta).toMatch(/\\omega.*\\cos.*\\sin/);
});

it('derivatives know tanh, exp, sqrt, log, abs, max and min', () => {
  const model = oscillator({ name: 'mix', state: { x: 'real' }, parameters: { phi: 0.5, tau: 2, e: 3 },
    rate: { x: 'tanh(tau*x) + exp(-x) + sqrt(x) + log(x)*e + abs(x - 2) + max(x, phi) - min(x*x, 3, tau) + x^tau' } });
  const d = evaluator(model.jacobian().x.x), f = evaluator(model.rate.x);
  for (const x of [0.3, 0.9, 1.6, 2.4]) {
    const at = (y: number) => f({ x: y, phi: 0.5, tau: 2, e: 3 });
    expect(d({ x, phi: 0.5, tau: 2, e: 3 })).toBeCloseTo((at(x + 1e-6) - at(x - 1e-6)) / 2e-6, 5);
  }
});

describe('a model that does not hold together is refused where it is made', () => {
  const good = { name: 'M', state: { theta: phase }, parameters: { omega: 1 }, rate: { theta: 'omega' } };
  it.each([
    ['no name', { ...good, name: '' }, /^oscillator: name is "", expected a word/],
    ['no state', { ...good, state: {} }, /^M: state is empty/],
    ['an unknown kind', { ...good, state: { theta: 'phaze' } }, /^M: state theta is "phaze", expected phase or real. Did you mean "phase"\?/],
    ['a missing rate', { ...good, rate: {} }, /^M: rate of theta is missing/],
    ['a rate of nothing', { ...good, rate: { theta: 'omega', thta: '1' } }, /^M: rate of "thta" is no state variable. Did you mean "theta"\?/],
    ['a default that is no number', { ...good, parameters: { omega: NaN } }, /^M: parameter omega is null, expected a finite number/],
    ['a name twice', { ...good, parameters: { omega: 1, S: 1 }, emits: { S: 'sin(theta)' } }, /^M: "S" names two things/],
    ['a reserved name', { ...good, parameters: { omega: 1, sin: 1 } }, /^M: "sin" cannot be a symbol/],
    ['an impossible name', { ...good, parameters: { omega: 1, 'a b': 1 } }, /^M: "a b" cannot be a symbol/],
    ['emission from what is heard', { ...good, emits: { S: 'sin(theta)', T: 'S' } }, /^M, emission of T: unknown symbol "S"/],
    ['a plane of phases', { ...good, planar: ['theta', 'theta'] }, /^M: planar names "theta", expected two real/],
  ])('%s', (_, text, message) => {
    expect(() => oscillator(text as never)).toThrow(message);
  });
});
