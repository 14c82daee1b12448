import { depthOf, DEEPEST, readExpression, symbolsOf, type Expression } from './expression.ts';

/** Nodes of an equation in which every definition has been written out. Definitions that use each other twice grow by powers of two. */
const LARGEST = 10_000;

/**
 * Reads named definitions, `where: { r2: 'x^2 + y^2', gain: 'mu - r2' }`, each written out in terms of `symbols` alone. Their order is free.
 * Errors (SyntaxError): an equation that cannot be read; a circle of definitions, which is named; definitions that grow without measure.
 */
export function readDefinitions(model: string, texts: Record<string, string>, symbols: string[]): Record<string, Expression> {
  const names = Object.keys(texts), read = new Map(names.map((d) => [d, readExpression(`${model}, where ${d}`, texts[d], [...symbols, ...names])]));
  const done: Record<string, Expression> = {};
  const resolve = (name: string, path: string[]): void => {
    if (Object.hasOwn(done, name)) return;
    if (path.includes(name)) throw new SyntaxError(`${model}, where ${name}: ${[...path.slice(path.indexOf(name)), name].join(' → ')} is a circle of definitions, expected each to end in state, parameters or what is heard. Write one of them without the others.`);
    const used = [...symbolsOf(read.get(name)!)].filter((s) => read.has(s));
    for (const other of used) resolve(other, [...path, name]);
    done[name] = inlined(`${model}, where ${name}`, read.get(name)!, done);
  };
  for (const name of names) resolve(name, []);
  return done;
}

/** The expression with every defined name replaced by what it stands for. */
export function inlined(where: string, e: Expression, definitions: Record<string, Expression>): Expression {
  let size = 0;
  const walk = (x: Expression): Expression => {
    switch (x.kind) {
      case 'number': return x;
      case 'symbol': {
        if (!Object.hasOwn(definitions, x.name)) return x;
        size += sizeOf(definitions[x.name]);
        if (size > LARGEST) throw new SyntaxError(`${where}: more than ${LARGEST} operations once all definitions are written out, expected fewer. Split the model, or give part of it a state variable of its own.`);
        return definitions[x.name];
      }
      case 'negate': return { kind: 'negate', of: walk(x.of) };
      case 'binary': return { ...x, left: walk(x.left), right: walk(x.right) };
      case 'call': return { ...x, args: x.args.map(walk) };
    }
  };
  const whole = walk(e), depth = depthOf(whole);
  if (depth > DEEPEST) throw new SyntaxError(`${where}: ${depth} operations inside one another once all definitions are written out, expected at most ${DEEPEST}. Split the model.`);
  return whole;
}

function sizeOf(e: Expression): number {
  switch (e.kind) {
    case 'number': case 'symbol': return 1;
    case 'negate': return 1 + sizeOf(e.of);
    case 'binary': return 1 + sizeOf(e.left) + sizeOf(e.right);
    case 'call': return e.args.reduce((sum, a) => sum + sizeOf(a), 1);
  }
}
