import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulationOf } from '../../src/runs/simulation.ts';
import { readSimulation } from '../../src/runs/simulationFile.ts';
import { Trouble } from '../../src/runs/trouble.ts';

const GOOD = {
  name: 'M', state: { x: 'phase', y: 'real' }, parameters: { a: 1, b: [1, 2, 3, 4], c: { uniform: [0, 1] } }, where: { w: 'a*x' }, rate: { x: 'w + S', y: '-b*y + c' }, emits: { S: 'sin(x)', C: 'cos(x)' },
  carriers: { one: { kind: 'circle', radius: 1 }, two: { kind: 'dense', weight: [[0, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 1], [1, 1, 1, 0]], from: { S: 'S' } }, three: { kind: 'lattice', neighbours: 4 } },
  plasticity: { every: 0.2, rules: [{ rule: 'adaptive-kuramoto', carrier: 'two', reads: { theta: 'x' }, parameters: { epsilon: 0.1 } }, { rule: { name: 'own', of: 'site', changes: 'a', reads: ['y'], averages: { m: { of: 'y', tau: 'T' } }, parameters: { T: 2 }, rate: 'T - m', decay: '0.1', bounds: [0, null], holds: { name: 'mean', of: 'm', at: 'T' } } }] },
  sites: [2, 2], batch: 1, dt: 0.1, integrator: 'rk4', time: 1, start: { x: { twisted: 1 }, y: { formula: 'site' } }, record: { variables: ['x'], every: 0.2, observables: ['orderParameter'] }, tolerance: 0, seed: 3, backend: 'cpu',
};

/** Every place in a JSON value. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([k, v]) => places(v, [...path, Array.isArray(value) ? Number(k) : k]))];
}

/** The same JSON with something else at one place (undefined: taken out). */
function altered(value: unknown, [key, ...rest]: (string | number)[], to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  if (rest.length === 0 && to === undefined) delete copy[key];
  else copy[key] = altered(copy[key], rest, to);
  return copy;
}

describe('a model file with something wrong in it', () => {
  it('any one thing replaced, taken out or renamed: a simulation, or one line that tells what to do', () => {
    const strange = fc.oneof(fc.constant(undefined), fc.constantFrom<unknown>(null, true, 0, -1, 1e300, 2.5, '', 'x', 'constructor', '__proto__', 'a*b', 'S', 'phase', [], [[]], {}, { kind: 'lattice' }, { uniform: [1] }, { normal: [0, -1] }, { twisted: 0.5 }, [1, 2], ['x', 'y'], { x: 'y' }), fc.jsonValue({ maxDepth: 2 }));
    let made = 0, refused = 0;
    fc.assert(fc.property(fc.constantFrom(...places(GOOD)), strange, (path, to) => {
      try {
        simulationOf(readSimulation('m.json', JSON.stringify(altered(GOOD, path, to)) ?? ''));
        made++;
        return true;
      } catch (error) {
        refused++;
        if (error instanceof Trouble) return /^m\.json: [^\n]+$/.test(error.message);
        const told = (error instanceof RangeError || error instanceof TypeError || error instanceof SyntaxError) && /^[^\n]+$/.test(error.message) && /expected|Known: |Did you mean/i.test(error.message);
        if (!told) throw error;
        return true;
      }
    }), { numRuns: 1500, seed: 8 });
    expect(made).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(500);
    expect(({} as Record<string, unknown>).kind).toBeUndefined();
  });
  it('cut off anywhere: one line', () => {
    const text = JSON.stringify(GOOD);
    for (let n = 0; n < text.length; n += 7) expect(() => readSimulation('m.json', text.slice(0, n)), String(n)).toThrow(/^m\.json: not JSON \([^\n]*\), expected a model file\. Is it cut off\?$/);
  });
});
