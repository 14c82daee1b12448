import type { MathNode } from 'mathjs';
import math from 'mathjs/lib/browser/math.js';
import { suggest } from './nearest.ts';
import { texOfNode } from './tex.ts';

/**
 * The only things an equation may be made of. A parsed text is translated into this type node by node; whatever has no
 * translation (assignment, member access, string, matrix, unlisted function, …) is refused, so no other code can run.
 */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'symbol'; name: string }
  | { kind: 'negate'; of: Expression }
  | { kind: 'binary'; op: Operator; left: Expression; right: Expression }
  | { kind: 'call'; fn: FunctionName; args: Expression[] };

type Operator = '+' | '-' | '*' | '/' | '^';

/** Allowed functions and how many arguments each takes (`max` and `min`: two or more). */
const FUNCTIONS = { sin: 1, cos: 1, tanh: 1, exp: 1, log: 1, sqrt: 1, abs: 1, sign: 1, floor: 1, pow: 2, min: -1, max: -1 } as const;
type FunctionName = keyof typeof FUNCTIONS;
const OPERATORS: readonly string[] = ['+', '-', '*', '/', '^'];
const CONSTANTS: Record<string, number> = { pi: Math.PI };

/** A symbol a model may name: letters, digits, underscore, a letter first. */
export const SYMBOL = /^[A-Za-z][A-Za-z0-9_]*$/;
/** Simulated time, 0 at the start of a run, may occur in every equation. */
export const TIME = 't';
/** Operations inside one another that every reader of an equation (kernel compilers too) takes without running out of stack. */
export const DEEPEST = 250;
export const RESERVED: readonly string[] = [...Object.keys(FUNCTIONS), ...Object.keys(CONSTANTS), TIME];

/** Where a text stands, for errors: `Kuramoto, rate of theta`. */
export interface Place { where: string; text: string }

/**
 * Reads an equation. `symbols` are the names that may occur beside `pi` and the time `t`.
 * Errors (SyntaxError): `where: what came at character n of "text", what was expected. What to do.`
 */
export function readExpression(where: string, text: string, symbols: string[]): Expression {
  const node = parsed(where, text), deep = (depth: string) => new SyntaxError(`${where}: ${depth} operations inside one another in ${quoted(text)}, expected at most ${DEEPEST}. Split the equation with named definitions.`);
  try {
    const e = translate(node, { where, text }, [...symbols, TIME]), depth = depthOf(e);
    if (depth > DEEPEST) throw deep(String(depth));
    return e;
  } catch (error) {
    throw error instanceof RangeError ? deep('too many') : error; // the stack of whoever asks was nearly full
  }
}

/** The equation as TeX, for pages and viewers. */
export function texOf(where: string, text: string): string {
  return texOfNode(parsed(where, text));
}

/** An equation's text in an error: on one line, and shortened where nobody would read on. */
const quoted = (text: string): string => JSON.stringify(text.length > 160 ? `${text.slice(0, 160)}…` : text).replace(/[\u2028\u2029]/g, ' ');

function parsed(where: string, text: string): MathNode {
  if (typeof text !== 'string' || text.trim() === '') throw new SyntaxError(`${where}: the equation is empty, expected a formula. Write for example "omega".`);
  if (text.length > 4000) throw new SyntaxError(`${where}: the equation has ${text.length} characters, expected at most 4000. Split the model.`);
  if (text.includes('#')) throw new SyntaxError(`${where}: a comment (#) in ${quoted(text)}, expected the formula alone. Remove it.`); // mathjs would skip the rest of the line
  try {
    return math.parse(text);
  } catch (error) {
    const why = error instanceof RangeError ? 'too many operations inside one another' : (error as Error).message.replace(/[\s\u2028\u2029]+/g, ' ').slice(0, 200);
    throw new SyntaxError(`${where}: ${quoted(text)} cannot be read: ${why}. Expected arithmetic as in "omega + K * S".`);
  }
}

/** Also used on mathjs derivatives; `extra` translates functions that only derivatives bring (sech). */
export function translate(node: MathNode, place: Place, symbols: string[], extra?: (fn: string, args: Expression[]) => Expression | undefined): Expression {
  const refuse = (what: string, todo: string): never => {
    throw new SyntaxError(`${place.where}: ${what} in ${quoted(place.text)}, expected arithmetic on known symbols. ${todo}`);
  };
  const walk = (n: MathNode): Expression => {
    const any = n as unknown as { type: string; value: unknown; name: string; op: string; implicit?: boolean; args: MathNode[]; content: MathNode; fn: unknown };
    switch (any.type) {
      case 'ConstantNode':
        if (typeof any.value !== 'number' || !Number.isFinite(any.value)) return refuse(`the constant ${JSON.stringify(any.value)}`, 'Write a finite number.');
        return { kind: 'number', value: any.value };
      case 'SymbolNode':
        if (Object.hasOwn(CONSTANTS, any.name)) return { kind: 'number', value: CONSTANTS[any.name] };
        if (!symbols.includes(any.name)) return refuse(`unknown symbol "${any.name.slice(0, 80)}"`, suggest(any.name, [...symbols, ...Object.keys(CONSTANTS)]));
        return { kind: 'symbol', name: any.name };
      case 'ParenthesisNode':
        return walk(any.content);
      case 'OperatorNode': {
        if (any.args.length === 1 && any.op === '-') return { kind: 'negate', of: walk(any.args[0]) };
        if (any.args.length === 1 && any.op === '+') return walk(any.args[0]);
        if (!OPERATORS.includes(any.op) || any.args.length !== 2) return refuse(`the operator "${any.op}"`, `Use ${OPERATORS.join(' ')}.`);
        if (any.implicit) return refuse(`a product without a sign (${n.toString().slice(0, 80)})`, 'Write * between the factors.'); // a/2 b would mean a/(2b)
        return { kind: 'binary', op: any.op as Operator, left: walk(any.args[0]), right: walk(any.args[1]) };
      }
      case 'FunctionNode': {
        const head = any.fn as { type: string; name: string };
        if (head.type !== 'SymbolNode') return refuse('a call of something that is not a name', `Use ${Object.keys(FUNCTIONS).join(', ')}.`);
        const args = any.args.map(walk), extraCall = extra?.(head.name, args);
        if (extraCall) return extraCall;
        if (!Object.hasOwn(FUNCTIONS, head.name)) return refuse(`unknown function "${head.name.slice(0, 80)}"`, suggest(head.name, Object.keys(FUNCTIONS)));
        const fn = head.name as FunctionName, count = FUNCTIONS[fn];
        if (count < 0 ? args.length < 2 : args.length !== count) return refuse(`${fn} with ${args.length} arguments`, `Give it ${count < 0 ? 'two or more' : count}.`);
        return { kind: 'call', fn, args };
      }
      default:
        return refuse(`a ${any.type.replace(/Node$/, '').toLowerCase()}`, 'Remove it.');
    }
  };
  return walk(node);
}

/** How many operations stand inside one another. */
export function depthOf(e: Expression): number {
  switch (e.kind) {
    case 'number': case 'symbol': return 0;
    case 'negate': return 1 + depthOf(e.of);
    case 'binary': return 1 + Math.max(depthOf(e.left), depthOf(e.right));
    case 'call': return 1 + Math.max(...e.args.map(depthOf));
  }
}

/** All symbols an expression reads. */
export function symbolsOf(e: Expression, into = new Set<string>()): Set<string> {
  if (e.kind === 'symbol') into.add(e.name);
  else if (e.kind === 'negate') symbolsOf(e.of, into);
  else if (e.kind === 'binary') { symbolsOf(e.left, into); symbolsOf(e.right, into); }
  else if (e.kind === 'call') e.args.forEach((a) => symbolsOf(a, into));
  return into;
}
