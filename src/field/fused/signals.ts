import type { Expression } from '../../oscillators/expression.ts';
import type { Field } from '../field.ts';

/** Signals that some carrier carries, in the order of their arrays. */
export const signalsOf = (field: Field): string[] => [...new Set(field.links.map((l) => l.signal))];

/** Whether some rate needs the state variable itself, not only what a carried signal already tells of it. */
export function readsState(field: Field, v: string): boolean {
  const { model } = field, stored = new Set(signalsOf(field).map((s) => JSON.stringify(model.emits[s])));
  const reads = (e: Expression): boolean => {
    if (stored.has(JSON.stringify(e))) return false;
    switch (e.kind) {
      case 'number': return false;
      case 'symbol': return e.name === v;
      case 'negate': return reads(e.of);
      case 'binary': return reads(e.left) || reads(e.right);
      case 'call': return e.args.some(reads);
    }
  };
  return model.variables.some((w) => reads(model.rate[w]));
}
