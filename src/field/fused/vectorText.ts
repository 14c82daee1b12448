import type { Expression } from '../../oscillators/expression.ts';
import type { Lines } from './lines.ts';

/** Why an expression cannot be written as vector instructions, or undefined where it can. */
export function obstacle(e: Expression): string | undefined {
  switch (e.kind) {
    case 'number': case 'symbol': return undefined;
    case 'negate': return obstacle(e.of);
    case 'binary':
      if (e.op === '^' && wholePower(e.right) === undefined) return 'a power that is no small whole number';
      return obstacle(e.left) ?? (e.op === '^' ? undefined : obstacle(e.right));
    case 'call':
      if (e.fn === 'pow') return wholePower(e.args[1]) === undefined ? 'a power that is no small whole number' : obstacle(e.args[0]);
      return ['tanh', 'exp', 'log'].includes(e.fn) ? `${e.fn}()` : e.args.map(obstacle).find((o) => o !== undefined);
  }
}

/**
 * Writes an expression as vector instructions and returns the local that holds it. `symbol` gives each symbol's local; `known` may
 * answer for a whole subexpression whose value is already at hand.
 */
export function vectorText(e: Expression, lines: Lines, symbol: (name: string) => string, known: (e: Expression) => string | undefined): string {
  const of = (x: Expression): string => known(x) ?? plain(x);
  const plain = (x: Expression): string => {
    switch (x.kind) {
      case 'number': return lines.constant(x.value);
      case 'symbol': return symbol(x.name);
      case 'negate': return lines.f('neg', of(x.of));
      case 'binary': {
        if (x.op === '^') return power(of(x.left), wholePower(x.right)!, lines);
        return lines.f({ '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' }[x.op], of(x.left), of(x.right));
      }
      case 'call': switch (x.fn) {
        case 'sin': return sineAndCosine(of(x.args[0]), lines)[0];
        case 'cos': return sineAndCosine(of(x.args[0]), lines)[1];
        case 'pow': return power(of(x.args[0]), wholePower(x.args[1])!, lines);
        case 'max': case 'min': return x.args.map(of).reduce((a, b) => lines.f(x.fn, a, b));
        case 'sign': return lines.f('max', lines.constant(-1), lines.f('min', lines.constant(1), lines.f('mul', of(x.args[0]), lines.constant(1e30))));
        case 'abs': case 'sqrt': case 'floor': return lines.f(x.fn, of(x.args[0]));
        default: throw new RangeError(`vectorText: ${x.fn} came, expected what obstacle() lets pass. Ask it first.`);
      }
    }
  };
  return of(e);
}

/**
 * sin x and cos x together: x = q π/2 + r with whole q and |r| ≤ π/4 (Cody-Waite reduction with π/2 in three parts), one polynomial
 * each for sin r and cos r, exchanged where q is odd and negated by the second bit of q and of q + 1. What both need is written once.
 */
function sineAndCosine(x: string, l: Lines): [sine: string, cosine: string] {
  const { integer, bits, rounder, quarterTurn, sine, cosine } = l.lanes, c = (value: number) => l.constant(value);
  const shifted = l.f('add', l.f('mul', x, c(2 / Math.PI)), c(rounder)), q = l.f('sub', shifted, c(rounder));
  const r = quarterTurn.reduce((rest, part) => l.f('sub', rest, l.f('mul', q, c(part))), x), z = l.f('mul', r, r);
  const horner = (terms: number[]) => terms.slice(0, -1).reduceRight((sum, term) => l.f('add', c(term), l.f('mul', z, sum)), c(terms.at(-1)!));
  const s = l.f('add', r, l.f('mul', l.f('mul', r, z), horner(sine)));
  const k = l.f('add', l.f('sub', c(1), l.f('mul', z, c(0.5))), l.f('mul', l.f('mul', z, z), horner(cosine)));
  const integers = (op: string, a: string, by: number) => l.varying(`(${integer}.${op} (local.get ${a}) (i32.const ${by}))`);
  const odd = integers('shr_s', integers('shl', shifted, bits - 1), bits - 1);
  const topBit = l.invariant(`(${integer}.splat (${bits === 32 ? 'i32' : 'i64'}.const ${bits === 32 ? '0x80000000' : '0x8000000000000000'}))`);
  const one = l.invariant(`(${integer}.splat (${bits === 32 ? 'i32' : 'i64'}.const 1))`);
  const sign = (of: string) => l.vector('v128.and', integers('shl', of, bits - 2), topBit);
  return [
    l.vector('v128.xor', l.vector('v128.bitselect', k, s, odd), sign(shifted)),
    l.vector('v128.xor', l.vector('v128.bitselect', s, k, odd), sign(l.vector(`${integer}.add`, shifted, one))),
  ];
}

/** An angle brought to [−π, π]: whole turns are taken off, 2π in three parts. */
export function wrapped(x: string, l: Lines): string {
  const { rounder, quarterTurn } = l.lanes;
  const q = l.f('sub', l.f('add', l.f('mul', x, l.constant(1 / (2 * Math.PI))), l.constant(rounder)), l.constant(rounder));
  return quarterTurn.reduce((rest, part) => l.f('sub', rest, l.f('mul', q, l.constant(4 * part))), x);
}

function wholePower(e: Expression): number | undefined {
  const n = e.kind === 'number' ? e.value : e.kind === 'negate' && e.of.kind === 'number' ? -e.of.value : NaN;
  return Number.isInteger(n) && Math.abs(n) <= 12 ? n : undefined;
}

/** Small whole powers as products, squaring on the way. */
function power(base: string, n: number, l: Lines): string {
  if (n < 0) return l.f('div', l.constant(1), power(base, -n, l));
  if (n === 0) return l.constant(1);
  if (n === 1) return base;
  const half = power(base, n >> 1, l), square = l.f('mul', half, half);
  return n % 2 ? l.f('mul', square, base) : square;
}
