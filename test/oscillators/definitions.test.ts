import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/oscillators/evaluate.ts';
import { oscillator, type OscillatorText } from '../../src/oscillators/oscillator.ts';

const hopf = (more: Partial<OscillatorText> = {}): OscillatorText => ({
  name: 'Hopf', state: { x: 'real', y: 'real' }, parameters: { mu: 0.25, omega: 2 },
  where: { growth: 'mu - r2', r2: 'x^2 + y^2', pull: 'growth + U' },
  rate: { x: 'pull*x - omega*y', y: 'growth*y + omega*x' }, emits: { U: 'x / (1 + r2)' }, noise: { x: '0.1*sqrt(r2)' }, ...more,
});

describe('named definitions', () => {
  it('stand for their equations wherever they occur, in any order', () => {
    const model = oscillator(hopf()), at = { x: 0.3, y: -0.4, mu: 0.25, omega: 2, U: 0.7, t: 0 };
    expect(evaluator(model.rate.x)(at)).toBeCloseTo((0.25 - 0.25 + 0.7) * 0.3 + 0.8, 12);
    expect(evaluator(model.emits.U)(at)).toBeCloseTo(0.3 / 1.25, 12);
    expect(evaluator(model.noise.x)(at)).toBeCloseTo(0.05, 12);
    expect(evaluator(model.jacobian().x.x)(at)).toBeCloseTo(0.7 - 2 * 0.3 * 0.3, 12); // the definition is differentiated with the rest
  });
  it('are shown as they were written', () => {
    const tex = oscillator(hopf()).tex();
    expect(tex.where).toEqual({ growth: ' \\mu- \\mathrm{r2}', r2: '{ x}^{2}+{ y}^{2}', pull: ' \\mathrm{growth}+ U' });
    expect(tex.rate.y).toContain('growth');
    const subscripts = oscillator({ name: 'units', state: { x: 'real' }, parameters: { m: 1, omega_0: 1, Gamma: 2 }, rate: { x: 'm*omega_0 - Gamma*x' }, emits: {} }).tex();
    expect(subscripts.rate.x).toBe(' m\\cdot \\omega_{0}- \\Gamma\\cdot x'); // m is no metre
  });
  it.each([
    ['a definition of itself', { a: 'a + 1' }, 'Hopf, where a: a → a is a circle of definitions, expected each to end in state, parameters or what is heard. Write one of them without the others.'],
    ['a circle', { a: 'b*x', b: 'sin(c)', c: 'x + a' }, 'Hopf, where a: a → b → c → a is a circle of definitions'],
    ['a circle that is not reached from the first', { a: 'x', b: 'a + c', c: 'b' }, 'Hopf, where b: b → c → b is a circle of definitions'],
    ['an unknown symbol', { a: 'omga' }, 'Hopf, where a: unknown symbol "omga" in "omga", expected arithmetic on known symbols. Did you mean "omega"?'],
    ['code', { a: 'x.constructor' }, 'Hopf, where a: '],
    ['a name in use', { mu: 'x' }, 'Hopf: "mu" names two things'],
    ['a name that is a function', { sin: 'x' }, 'Hopf: "sin" cannot be a symbol'],
  ])('%s is refused', (_, where, message) => {
    expect(() => oscillator(hopf({ where: where as unknown as Record<string, string>, rate: { x: '0', y: '0' }, emits: { U: 'x' }, noise: {} }))).toThrow(message);
  });
  it('that bring what is heard may not stand in an emission, in noise or in a projection', () => {
    expect(() => oscillator(hopf({ emits: { U: 'pull' } }))).toThrow('Hopf, emission of U: "pull" brings "U", which is heard, expected state, parameters and time only. Write a definition without it.');
    expect(() => oscillator(hopf({ noise: { x: 'pull' } }))).toThrow('Hopf, noise of x: "pull" brings "U"');
    expect(() => oscillator(hopf({ project: { x: 'pull' } }))).toThrow('Hopf, projection of x: "pull" brings "U"');
  });
  it('that double forty times are refused before memory is', () => {
    const where = Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`d${k}`, k === 39 ? 'x' : `d${k + 1} + d${k + 1}`]));
    expect(() => oscillator(hopf({ where, rate: { x: 'd0', y: '0' }, emits: { U: 'x' }, noise: {} }))).toThrow(/more than 10000 operations once all definitions are written out/);
    const deep = Object.fromEntries(Array.from({ length: 300 }, (_, k) => [`d${k}`, k === 299 ? 'x' : `sin(d${k + 1})`]));
    expect(() => oscillator(hopf({ where: deep, rate: { x: 'd0', y: '0' }, emits: { U: 'x' }, noise: {} }))).toThrow(/251 operations inside one another once all definitions/);
  });
});
