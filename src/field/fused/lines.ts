import type { Lanes } from './lanes.ts';

/**
 * WebAssembly text, one instruction a line, each result in a local of its own. An instruction that was already written is not
 * written again: its local is handed back, so that common subexpressions cost nothing. What `before` holds runs once before the
 * loop; a value whose operands all live there is written there.
 */
export class Lines {
  private readonly known = new Map<string, string>();
  private readonly fixed = new Set<string>();
  private count = 0;
  /** Declarations of the locals made so far. */
  readonly locals: string[] = [];
  /** Runs once. */
  readonly before: string[] = [];
  /** Runs for every vector. */
  readonly lines: string[] = [];

  /** `prefix` keeps the locals of two loops of one function apart. */
  constructor(readonly lanes: Lanes, private readonly prefix = '$v') {}

  /** The local that holds the value of `op` applied to locals. */
  vector(op: string, ...operands: string[]): string {
    return this.made(`(${op} ${operands.map((o) => `(local.get ${o})`).join(' ')})`, operands.length > 0 && operands.every((o) => this.fixed.has(o)));
  }

  /** An arithmetic instruction of the lanes: `add`, `mul`, `sqrt`, … */
  f(op: string, ...operands: string[]): string {
    return this.vector(`${this.lanes.vector}.${op}`, ...operands);
  }

  /** The same number in all lanes, known before the loop. */
  constant(value: number): string {
    const { vector, scalar } = this.lanes, text = Object.is(value, -0) ? '-0' : String(value);
    return this.made(`(${vector}.splat (${scalar}.const ${text}))`, true);
  }

  /** A loop-invariant vector given as text. */
  invariant(text: string): string {
    return this.made(text, true);
  }

  /** A vector given as text that differs from turn to turn (a load). */
  varying(text: string): string {
    return this.made(text, false);
  }

  /** An instruction without a result. */
  act(text: string): void {
    this.lines.push(text);
  }

  private made(text: string, fixed: boolean): string {
    let name = this.known.get(text);
    if (name === undefined) {
      this.known.set(text, (name = `${this.prefix}${this.count++}`));
      this.locals.push(`(local ${name} v128)`);
      (fixed ? this.before : this.lines).push(`(local.set ${name} ${text})`);
      if (fixed) this.fixed.add(name);
    }
    return name;
  }
}
