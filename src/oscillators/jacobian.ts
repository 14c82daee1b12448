import math from 'mathjs/lib/browser/math.js';
import { translate, type Expression } from './expression.ts';

/**
 * ∂e/∂x for one symbol, by mathjs. `max` and `min` are written as (a + b ± |a − b|)/2 first, so they differentiate too; at the
 * kink itself, and for |x| at 0, the derivative does not exist and evaluates to NaN. Derivatives of `floor` and `sign` are 0.
 */
export function differentiate(e: Expression, symbol: string, symbols: string[]): Expression {
  const text = mathText(e);
  const whole = math.derivative(math.parse(text), math.parse(symbol), { simplify: false }), node = math.simplify(whole, {}, { exactFractions: false });
  return translate(node, { where: `derivative by ${symbol}`, text }, symbols, (fn, args) =>
    fn === 'sech' ? divide(num(2), add(call('exp', args[0]), call('exp', { kind: 'negate', of: args[0] }))) : undefined);
}

/** mathjs text with only differentiable functions. */
function mathText(e: Expression): string {
  switch (e.kind) {
    case 'number': return `(${e.value})`;
    case 'symbol': return e.name;
    case 'negate': return `(-${mathText(e.of)})`;
    case 'binary': return `(${mathText(e.left)} ${e.op} ${mathText(e.right)})`;
    case 'call': {
      const args = e.args.map(mathText);
      if (e.fn === 'max' || e.fn === 'min') {
        const sign = e.fn === 'max' ? '+' : '-';
        return args.reduce((a, b) => `((${a} + ${b} ${sign} abs(${a} - ${b})) / 2)`);
      }
      if (e.fn === 'floor' || e.fn === 'sign') return '(0)';
      return `${e.fn}(${args.join(', ')})`;
    }
  }
}

const num = (value: number): Expression => ({ kind: 'number', value });
const add = (left: Expression, right: Expression): Expression => ({ kind: 'binary', op: '+', left, right });
const divide = (left: Expression, right: Expression): Expression => ({ kind: 'binary', op: '/', left, right });
const call = (fn: 'exp', arg: Expression): Expression => ({ kind: 'call', fn, args: [arg] });
