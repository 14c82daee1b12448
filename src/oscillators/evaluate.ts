import type { Expression } from './expression.ts';

/** Values of the symbols while an expression is evaluated. */
export type Values = Record<string, number>;

const CALLS: Record<Extract<Expression, { kind: 'call' }>['fn'], (...a: number[]) => number> = {
  sin: Math.sin, cos: Math.cos, tanh: Math.tanh, exp: Math.exp, log: Math.log, sqrt: Math.sqrt, abs: Math.abs, sign: Math.sign,
  floor: Math.floor, pow: Math.pow, min: Math.min, max: Math.max,
};

/** The float64 function of an expression, the oracle that every kernel is compared with. */
export const evaluator = (e: Expression): ((values: Values) => number) => evaluatorOf<Values>(e, (name) => (v) => v[name]);

/** The same on values kept in another way: `symbol` says how each is read. */
export function evaluatorOf<V>(e: Expression, symbol: (name: string) => (values: V) => number): (values: V) => number {
  switch (e.kind) {
    case 'number': return () => e.value;
    case 'symbol': return symbol(e.name);
    case 'negate': { const of = evaluatorOf(e.of, symbol); return (v) => -of(v); }
    case 'call': {
      const args = e.args.map((arg) => evaluatorOf(arg, symbol)), fn = CALLS[e.fn], [a, b] = args;
      if (args.length === 1) return (v) => fn(a(v)); // without a list: half the time
      return args.length === 2 ? (v) => fn(a(v), b(v)) : (v) => fn(...args.map((arg) => arg(v)));
    }
    case 'binary': {
      const l = evaluatorOf(e.left, symbol), r = evaluatorOf(e.right, symbol);
      switch (e.op) {
        case '+': return (v) => l(v) + r(v);
        case '-': return (v) => l(v) - r(v);
        case '*': return (v) => l(v) * r(v);
        case '/': return (v) => l(v) / r(v);
        case '^': return e.right.kind === 'number' && e.right.value === 2 ? (v) => { const x = l(v); return x * x; } : (v) => Math.pow(l(v), r(v));
      }
    }
  }
}
