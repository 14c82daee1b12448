import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/oscillators/evaluate.ts';
import { readExpression } from '../../src/oscillators/expression.ts';

const SYMBOLS = ['theta', 'omega', 'K', 'S', 'C'];
const read = (text: string) => readExpression('Kuramoto, rate of theta', text, SYMBOLS);
const value = (text: string) => evaluator(read(text))({ theta: 0.3, omega: 2, K: -1.5, S: 0.25, C: 4 });

describe('what an equation may say', () => {
  it.each([
    ['omega + K * (S * cos(theta) - C * sin(theta))', 2 - 1.5 * (0.25 * Math.cos(0.3) - 4 * Math.sin(0.3))],
    ['-omega^2', -4], ['2^-1', 0.5], ['max(1, omega, K)', 2], ['min(1, omega, K)', -1.5], ['abs(K) + sign(K)', 0.5],
    ['tanh(S) + exp(-S) + log(C) + sqrt(C) + floor(K)', Math.tanh(0.25) + Math.exp(-0.25) + Math.log(4) + 2 - 2],
    ['pow(K, 3) / 2 * omega', (-3.375 / 2) * 2], ['cos(2*pi)', 1], ['1e-3 * +omega', 0.002],
  ])('%s means what arithmetic says', (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 12);
  });
});

describe('what an equation may not say', () => {
  it.each([
    'alert(1)', 'x = 3', 'f(theta) = theta', 'K.constructor', 'cos.constructor', 'K.constructor("return 1")', '"text"', '[1, 2]', '{a: 1}', 'theta[1]',
    'import("fs")', 'constructor(1)', 'toString', 'hasOwnProperty(theta)', '__proto__', 'process', 'globalThis', 'evaluate("1")', 'parse("1")', 'K; S', 'K\nS', 'theta\'', 'K!',
    '1:3', 'K == S', 'K ? S : C', 'K and S', 'not K', 'true', 'null', 'undefined', 'NaN', 'Infinity', 'i', '5 cm', 'K % 2', 'K | S', 'sin(theta', 'omega +* K', '', '   ',
    'sin', 'sin(theta, theta)', 'max(theta)', '(cos)(theta)', 'theta to deg', '1e999', 'this.thread.x', '`x`', '/* */', 'omega // K', 'random()', 'S .* C', '2 omega', 'K / 2 omega', '2(omega)',
  ])('refuses %j with one line that names the place', (text) => {
    let message = '';
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
      message = (error as Error).message;
    }
    expect(message).toMatch(/^Kuramoto, rate of theta: /);
    expect(message.replaceAll(JSON.stringify(text), '').replaceAll(`"${text}"`, '')).not.toContain('\n');
  });
  it('names the nearest known symbol', () => {
    expect(() => read('omga + K')).toThrow('Kuramoto, rate of theta: unknown symbol "omga" in "omga + K", expected arithmetic on known symbols. Did you mean "omega"?');
    expect(() => read('K * sinn(theta)')).toThrow('Did you mean "sin"?');
    expect(() => read('quasar * K')).toThrow('Known: theta, omega, K, S, C, t, pi.');
  });
  it('has no effect outside: a text that would set a global leaves none', () => {
    for (const text of ['globalThis.leak = 1', 'leak = 1', 'constructor.constructor("globalThis.leak = 1")()', '(function(){ globalThis.leak = 1 })()']) {
      expect(() => read(text)).toThrow(SyntaxError);
    }
    expect((globalThis as Record<string, unknown>).leak).toBeUndefined();
    expect(() => read('omega')).not.toThrow();
  });
});
