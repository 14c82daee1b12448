import type { Expression } from '../../oscillators/expression.ts';

/**
 * Functions of every shader. The sines of WebGPU are only good to 2⁻¹¹ (validation-suite, pitfalls), so x is reduced by quarter turns (π/2
 * in three parts) and a polynomial serves sine and cosine at once: the same coefficients as in fused/lanes.ts.
 */
export const HELPERS = `
fn sineAndCosine(x: f32) -> vec2f {
  let q = round(x * 0.6366197723675814);
  let r = ((x - q * 1.5703125) - q * 4.837512969970703e-4) - q * 7.549789954891882e-8;
  let z = r * r;
  let s = r + r * z * (-1.6666654611e-1 + z * (8.3321608736e-3 + z * -1.9515295891e-4));
  let c = 1.0 - 0.5 * z + z * z * (4.166664568298827e-2 + z * (-1.388731625493765e-3 + z * 2.443315711809948e-5));
  let n = i32(q) & 3;
  let turned = select(vec2f(s, c), vec2f(c, s), (n & 1) == 1);
  return vec2f(select(turned.x, -turned.x, n >= 2), select(turned.y, -turned.y, n == 1 || n == 2));
}
fn wrapped(x: f32) -> f32 {
  let q = round(x * 0.15915494309189535);
  return ((x - q * 6.28125) - q * 1.935005187988281e-3) - q * 3.019915981956753e-7;
}
fn tanhOf(x: f32) -> f32 { return tanh(clamp(x, -9.0, 9.0)); }
`;

/** Shader lines with every distinct expression in a variable of its own, written once. */
export class ShaderLines {
  readonly lines: string[] = [];
  private readonly known = new Map<string, string>();

  /** The variable that holds a value given as text. */
  let(text: string): string {
    let name = this.known.get(text);
    if (name === undefined) {
      this.known.set(text, (name = `v${this.known.size}`));
      this.lines.push(`let ${name} = ${text};`);
    }
    return name;
  }
}

/** Writes an expression and returns the variable that holds it; arguments as in fused/vectorText.ts. */
export function shaderText(e: Expression, lines: ShaderLines, symbol: (name: string) => string, known: (e: Expression) => string | undefined): string {
  const of = (x: Expression): string => known(x) ?? plain(x);
  const plain = (x: Expression): string => {
    switch (x.kind) {
      case 'number': return float(x.value);
      case 'symbol': return symbol(x.name);
      case 'negate': return lines.let(`-${of(x.of)}`);
      case 'binary': return x.op === '^' ? power(of(x.left), x.right, of, lines) : lines.let(`${of(x.left)} ${x.op} ${of(x.right)}`);
      case 'call': {
        const args = x.args.map(of);
        switch (x.fn) {
          case 'sin': return `${lines.let(`sineAndCosine(${args[0]})`)}.x`;
          case 'cos': return `${lines.let(`sineAndCosine(${args[0]})`)}.y`;
          case 'tanh': return lines.let(`tanhOf(${args[0]})`);
          case 'sign': return lines.let(`clamp(${args[0]} * 1e30, -1.0, 1.0)`);
          case 'pow': return power(args[0], x.args[1], of, lines);
          case 'min': case 'max': return args.reduce((a, b) => lines.let(`${x.fn}(${a}, ${b})`));
          default: return lines.let(`${x.fn}(${args[0]})`);
        }
      }
    }
  };
  return of(e);
}

/** A number as a float literal; negative ones in brackets, so that two signs never meet. */
export function float(value: number): string {
  const text = String(Math.fround(value)), whole = /^-?\d+$/.test(text) ? `${text}.0` : text;
  return value < 0 ? `(${whole})` : whole;
}

/** Small whole powers as products: exact for negative bases, where `pow` is not defined. */
function power(base: string, exponent: Expression, of: (e: Expression) => string, lines: ShaderLines): string {
  const n = exponent.kind === 'number' ? exponent.value : exponent.kind === 'negate' && exponent.of.kind === 'number' ? -exponent.of.value : NaN;
  if (!Number.isInteger(n) || Math.abs(n) > 12) return lines.let(`pow(${base}, ${of(exponent)})`);
  const product = Array.from({ length: Math.abs(n) }, () => base).reduce((a, b) => (a === '' ? b : lines.let(`${a} * ${b}`)), '') || '1.0';
  return n < 0 ? lines.let(`1.0 / ${product}`) : product;
}
