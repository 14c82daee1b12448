import type { Expression } from './expression.ts';

/**
 * Helper functions of every kernel, as source text. `psin`: x is reduced by whole half turns (two-part π) to |r| ≤ π/2, then the
 * odd polynomial of degree 11; absolute error at most 1.5e-7 up to |x| = 1e4 in float32 (`npx cymatic doctor`, test/field/backends.test.ts), where device sines
 * may be off by 5e-4. `pcos` reduces by odd quarter turns, so that nothing is lost by adding π/2 to a large x. `ptanh` is clamped at ±9, where tanh is 1 in float32, because some devices return NaN beyond. `psign` and
 * `wrap` (to [−π, π]) are branch-free.
 */
const HELPERS = [
  helper('psin', `const q = Math.floor(a*0.3183098861837907+0.5); let r = a-q*3.140625; r = r-q*0.0009676535897932795;
    const g = 1.0-2.0*(q-2.0*Math.floor(q*0.5)); const p = r*r;
    return g*r*(1.0+p*(-0.16666667+p*(0.0083333310+p*(-0.00019840874+p*(0.0000027525562+p*(-0.000000023889859))))));`),
  helper('pcos', `const q = Math.floor(a*0.3183098861837907+1.0); const h = q-0.5; let r = a-h*3.140625; r = r-h*0.0009676535897932795;
    const g = 1.0-2.0*(q-2.0*Math.floor(q*0.5)); const p = r*r;
    return g*r*(1.0+p*(-0.16666667+p*(0.0083333310+p*(-0.00019840874+p*(0.0000027525562+p*(-0.000000023889859))))));`),
  helper('ptanh', 'return Math.tanh(Math.max(-9.0, Math.min(9.0, a)));'),
  helper('psign', 'return Math.max(-1.0, Math.min(1.0, a*1.0e30));'),
  helper('wrap', 'const q = Math.floor(a*0.15915494309189535+0.5); let r = a-q*6.28125; r = r-q*0.0019353071795864769; return r;'),
];

/** The helpers that a kernel body calls; unused ones would be compiled all the same. */
export function helpersOf(body: string): object[] {
  return HELPERS.filter(({ name }) => body.includes(`${name}(`)).map(({ source, settings }) => ({ source, settings }));
}

function helper(name: string, body: string) {
  return { name, source: `function ${name}(a) { ${body} }`, settings: { argumentTypes: ['Number'], returnType: 'Number' } };
}

/**
 * The expression as kernel source. `name` gives each symbol's variable; `known` may replace a whole subexpression by a variable
 * that already holds its value (a site's own emitted sine, for example).
 */
export function kernelText(e: Expression, name: (symbol: string) => string, known?: (e: Expression) => string | undefined): string {
  const text = (x: Expression): string => known?.(x) ?? plain(x);
  const plain = (x: Expression): string => {
    switch (x.kind) {
      case 'number': return literal(x.value);
      case 'symbol': return name(x.name);
      case 'negate': return `(0.0 - ${text(x.of)})`;
      case 'call': return call(x.fn, x.args.map(text), x.args);
      case 'binary':
        if (x.op === '^') return call('pow', [text(x.left), text(x.right)], [x.left, x.right]);
        return `(${text(x.left)} ${x.op} ${text(x.right)})`;
    }
  };
  return text(e);
}

/** A number as float literal text. */
export function literal(value: number): string {
  if (value < 0) return `(0.0 - ${literal(-value)})`;
  const text = String(value);
  return /^\d+$/.test(text) ? `${text}.0` : text;
}

function call(fn: Extract<Expression, { kind: 'call' }>['fn'], text: string[], args: Expression[]): string {
  switch (fn) {
    case 'sin': return `psin(${text[0]})`;
    case 'cos': return `pcos(${text[0]})`;
    case 'tanh': return `ptanh(${text[0]})`;
    case 'sign': return `psign(${text[0]})`;
    case 'min': case 'max': return text.reduce((a, b) => `Math.${fn}(${a}, ${b})`);
    case 'pow': return power(text[0], text[1], args[1]);
    default: return `Math.${fn}(${text[0]})`;
  }
}

/** Small whole powers as products: exact for negative bases, where a device's pow answers NaN. */
function power(base: string, exponent: string, e: Expression): string {
  const n = e.kind === 'number' ? e.value : e.kind === 'negate' && e.of.kind === 'number' ? -e.of.value : NaN;
  if (!Number.isInteger(n) || Math.abs(n) > 12) return `Math.pow(${base}, ${exponent})`;
  const product = Array.from({ length: Math.abs(n) }, () => base).join(' * ') || '1.0';
  return n < 0 ? `(1.0 / (${product}))` : `(${product})`;
}
