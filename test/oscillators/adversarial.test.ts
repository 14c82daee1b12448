import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluator } from '../../src/oscillators/evaluate.ts';
import { readExpression, type Expression } from '../../src/oscillators/expression.ts';
import { kernelText } from '../../src/oscillators/kernelText.ts';
import { oscillator } from '../../src/oscillators/oscillator.ts';

const SYMBOLS = ['x', 'K', 'S'], FUNCTIONS = ['sin', 'cos', 'tanh', 'exp', 'log', 'sqrt', 'abs', 'sign', 'floor', 'pow', 'min', 'max'];
const read = (text: string) => readExpression('M, rate of x', text, SYMBOLS);

/** What a text comes to: an expression, or the one line that refuses it. Anything else is thrown on. */
function outcome(text: string): Expression | string {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** Fails unless an expression is arithmetic on known symbols and listed functions. */
function arithmetic(e: Expression): void {
  if (e.kind === 'number') expect(Number.isFinite(e.value)).toBe(true);
  else if (e.kind === 'symbol') expect([...SYMBOLS, 't']).toContain(e.name);
  else if (e.kind === 'negate') arithmetic(e.of);
  else if (e.kind === 'binary') { expect(['+', '-', '*', '/', '^']).toContain(e.op); arithmetic(e.left); arithmetic(e.right); }
  else { expect(e.kind).toBe('call'); expect(FUNCTIONS).toContain(e.fn); e.args.forEach(arithmetic); }
}

/** Everything that code could have left behind. */
const world = () => JSON.stringify([globalThis, Object.prototype, Array.prototype, Function.prototype, String.prototype, Number.prototype, process.env, Math].map((o) => Object.getOwnPropertyNames(o).sort()));

const ATTACKS: string[] = [
  // the way to Function
  'x.constructor', 'constructor', 'constructor("return 1")()', 'x.constructor.constructor("return process")()', 'sin.constructor("return 1")', 'cos.call', 'sin.apply(x)', 'sin.bind(x)(x)',
  '__proto__', 'x.__proto__', '__proto__.x = 1', '__defineGetter__("x", x)', 'prototype', 'valueOf()', 'toString()', 'hasOwnProperty("x")', 'isPrototypeOf(x)', 'toLocaleString(x)',
  // mathjs's own doors
  'import({a: 1})', 'import("fs")', 'createUnit("foo")', 'config({})', 'parse("1")', 'parser()', 'compile("1")', 'evaluate("1")', 'eval("1")', 'simplify("x")', 'derivative("x^2", "x")', 'help(sin)', 'typed("f", x)', 'chain(x)', 'print("$x", {x: 1})', 'map([1], sin)', 'filter([1], sin)', 'forEach([1], sin)', 'random()', 'randomInt(5)', 'reviver(x)',
  // assignment and scope
  'x = 1', 'x=K=S', 'f(x) = x^2', 'f(x) = eval(x)', 'x[1] = 2', 'x.y = 2', 'a = 1; a', 'x += 1', 'x++', 'ans', 'end',
  // other kinds of value
  '"a"', "'a'", '`a`', '`${x}`', '${x}', 'x`y`', '{a: 1}', '{"__proto__": x}', '{a: x}.a', '[x]', '[x, K; S, 1]', '[x][1]', 'x[1]', 'x[:]', '1:3', 'x:2:K', '3 + 2i', 'i', '2 cm', '5 cm to inch', 'x to deg', 'x in cm', 'bignumber(1)', 'complex(1, 2)', 'fraction(1, 2)', 'matrix([1])', 'unit("cm")', 'string(x)', 'null', 'undefined', 'true', 'NaN', 'Infinity', '-Infinity', '1e400', 'e', 'phi', 'tau', 'LN2', 'version',
  // control, logic, comparison
  'x ? K : S', 'x == K', 'x != K', 'x < K', 'x >= K', 'x and K', 'x or K', 'not x', 'x xor K', 'x & K', 'x | K', '~x', 'x << 1', 'x >>> 1', 'x % K', 'x mod K', 'x!', "x'", 'x .* K', 'x ./ K', 'x .^ 2', 'x ?? K', 'x?.y', 'x => x', '(x) => K', 'x -> K', 'if(x, K, S)', 'while(1)', 'function(){}', 'new Date()', 'return x', 'await x', 'yield', 'throw x', 'delete x', 'typeof x', 'void 0', 'x, K', 'x; K', 'x\nK', 'x\r\nK', 'x\u2028K',
  // escapes into kernel text
  'x); evil(', '0.0; while(1) {}', 'this', 'this.thread.x', 'thread', 'Math.sin(x)', 'Math.PI', 'globalThis', 'window', 'process.exit(1)', 'require("fs")', 'arguments', 'x /* K */', 'x // K', '/* */', '*/ x /*', '<!-- x', 'x # K', '#', '\\u0078', 'x\\', '\0', 'x\0K',
  // look-alikes: Cyrillic, Greek, full-width, mathematical letters, invisible characters, other minus and times
  'ѕin(x)', 'сos(x)', 'х', 'К * x', 'ｘ', 'ｓｉｎ(x)', '𝑥', 'x\u200b', '\u200bsin(x)', 'x\u00adK', 'x − K', 'x × K', 'x ÷ K', 'x²', '√x', 'π', '∞', 'x\u202eK', '１ + x',
  // a call of what is no function, of the wrong size, or of a hidden one
  'x(1)', 'x(K)(S)', '(sin)(x)', 'sin', 'sin()', 'sin(x, K)', 'pow(x)', 'min(x)', 'sin x', 'sin(sin)', 'sech(x)', 'atan2(x, K)', 'hypot(x, K)', 'cbrt(x)', 'gamma(x)', 'mean(x, K)', 'cumsum(x)', 'distance(x, K)',
];

describe('nothing but arithmetic and the listed functions can run', () => {
  it.each([...new Set(ATTACKS)].map((a) => [a]))('refuses %j in one line that names the place', (text) => {
    const before = world(), message = outcome(text);
    expect(message).toBeTypeOf('string');
    expect(message).toMatch(/^M, rate of x: .*[.?]$/);
    expect(message).not.toMatch(/[\n\r\u2028\u2029]/);
    expect((message as string).length).toBeLessThan(900);
    expect(world()).toBe(before);
  });

  it('refuses what is too long or too deep, whatever makes it deep, and never runs out of stack', () => {
    const times = (n: number, s: string) => s.repeat(n);
    for (const text of [
      `${times(1900, '(')}x${times(1900, ')')}`, `${times(990, 'sin(')}x${times(990, ')')}`, `${times(3900, '-')}x`, `${times(1990, 'x+')}x`, `${times(1990, 'x^')}x`, `${times(600, 'x*(1+')}x${times(600, ')')}`,
      `${times(1300, 'x -')}x`, times(3999, '('), times(3999, '['), times(1300, '{a:'), times(3000, 'x '), times(800, 'x ? '), times(1000, 'not '), `${times(400, 'f(x)=')}x`, times(4001, '1'), times(200_000, 'x+'), '9'.repeat(3999),
    ]) {
      const message = outcome(text);
      if (typeof message === 'string') {
        expect(message).toMatch(/^M, rate of x: /);
        expect(message.length).toBeLessThan(900);
      } else evaluator(message)({ x: 1, K: 1, S: 1, t: 0 }); // redundant brackets are no depth
    }
    expect(outcome(`${times(251, 'sin(')}x${times(251, ')')}`)).toMatch(/^M, rate of x: 251 operations inside one another in .*, expected at most 250\./);
    const deepest = read(`${times(250, 'sin(')}x${times(250, ')')}`);
    expect(evaluator(deepest)({ x: 0.5 })).toBeGreaterThan(0);
    expect(kernelText(deepest, (s) => s)).toContain('psin(psin(');
  });

  const TOKENS = ['x', 'K', 'S', 't', 'pi', 'e', 'i', 'sin', 'cos', 'max', 'pow', 'constructor', '__proto__', 'import', 'parse', 'eval', 'f', 'ans', 'end', 'in', 'to', 'mod', 'not', 'and', 'true', 'null',
    '+', '-', '*', '/', '^', '(', ')', '[', ']', '{', '}', ',', ';', ':', '.', '=', '==', '!', "'", '"', '`', '\\', '%', '?', '&', '|', '<', '>', '~', '#', '$', '\n', ' ', '1', '2', '.5', '1e9', '1e999', '0x1F', 'cm', 'ѕ', '\u200b', 'θ'];
  it('random texts: allowed nodes only, or one clear line; the value is a number and the kernel text has no strange character; no global is touched', () => {
    const before = world();
    const text = fc.oneof({ weight: 4, arbitrary: fc.array(fc.constantFrom(...TOKENS), { maxLength: 14 }).map((t) => t.join('')) },
      { weight: 3, arbitrary: fc.array(fc.constantFrom('x', 'K', 't', 'pi', '2', '0.5', '+', '-', '*', '/', '^', '(', ')', ',', 'sin(', 'max(', 'exp('), { maxLength: 12 }).map((t) => t.join('')) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) });
    let accepted = 0;
    fc.assert(fc.property(text, (words) => {
      const found = outcome(words);
      if (typeof found === 'string') return /^M, rate of x: [^\n\r\u2028\u2029]*$/.test(found) && found.length < 900;
      accepted++;
      arithmetic(found);
      const source = kernelText(found, (s) => `v_${s}`);
      return typeof evaluator(found)({ x: 0.3, K: -1, S: 2, t: 0 }) === 'number' && /^[\w.()+\-*/, ]*$/.test(source);
    }), { numRuns: 4000, seed: 20 });
    expect(accepted).toBeGreaterThan(50);
    expect(world()).toBe(before);
  });
});

describe('names that JavaScript gives every object cannot be symbols', () => {
  it.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', 'isPrototypeOf', '__defineGetter__'])('%s', (name) => {
    const named = JSON.parse(`{"name": "M", "state": {"x": "real"}, "parameters": {"${name}": 1}, "rate": {"x": "-x"}}`);
    expect(() => oscillator(named)).toThrow(/^M: ".*" cannot be a symbol, expected letters and digits/);
  });
});
