import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { evaluator, type Values } from '../../src/oscillators/evaluate.ts';
import type { Expression } from '../../src/oscillators/expression.ts';
import { helpersOf, kernelText } from '../../src/oscillators/kernelText.ts';
import { MODELS } from '../../src/oscillators/models/all.ts';
import { daido } from '../../src/oscillators/models/daido.ts';
import { vectorKuramoto } from '../../src/oscillators/models/vectorKuramoto.ts';
import { injectedKuramoto } from '../../src/oscillators/models/injectedKuramoto.ts';
import { seeded } from '../support/engine.ts';

const ALL = { ...MODELS, 'daido(5)': daido(5), 'vector-kuramoto(2)': vectorKuramoto(2), 'vector-kuramoto(4)': vectorKuramoto(4), 'injection of order 7': injectedKuramoto(7) };

/** The kernel text of an expression as a function, with the same helper sources that gpu.js compiles. */
function compiled(e: Expression, symbols: string[]): (at: Values) => number {
  const text = kernelText(e, (s) => `s_${s}`), helpers = helpersOf(text).map((h) => (h as { source: string }).source).join('\n');
  const f = new Function(...symbols.map((s) => `s_${s}`), `${helpers}\nreturn ${text};`) as (...values: number[]) => number;
  return (at) => f(...symbols.map((s) => at[s]));
}

describe.each(Object.entries(ALL))('%s', (_, model) => {
  const own = [...model.variables, ...Object.keys(model.parameters), 't'], all = [...own, ...model.hears], random = seeded(11);
  const places = Array.from({ length: 6 }, () => Object.fromEntries(all.map((s) => [s, 0.1 + 1.4 * random()])));
  const equations = Object.entries({ ...model.rate, ...Object.fromEntries(Object.entries(model.emits).map(([s, e]) => [`emits ${s}`, e])), ...Object.fromEntries(Object.entries(model.project).map(([s, e]) => [`project ${s}`, e])) });

  it('its Jacobian is what finite differences of its rates say', () => {
    const jacobian = model.jacobian();
    for (const at of places) for (const v of model.variables) for (const by of [...model.variables, ...model.hears]) {
      const f = evaluator(model.rate[v]), h = 1e-6, slope = (f({ ...at, [by]: at[by] + h }) - f({ ...at, [by]: at[by] - h })) / (2 * h);
      expect(Math.abs(evaluator(jacobian[v][by])(at) - slope), `∂${v}'/∂${by}`).toBeLessThan(1e-6 * Math.max(10, Math.abs(slope)));
    }
  });
  it('its kernel text is its float64 function, but for the polynomial sine (1e-6)', () => {
    for (const [name, e] of equations) {
      const kernel = compiled(e, all), exact = evaluator(e);
      for (const at of places) expect(Math.abs(kernel(at) - exact(at)), name).toBeLessThan(1e-6 * Math.max(1, Math.abs(exact(at))));
    }
  });
  it('its TeX is read by KaTeX', () => {
    const { rate, emits, where } = model.tex();
    for (const tex of [...Object.values(rate), ...Object.values(emits), ...Object.values(where)]) expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex).not.toThrow();
  });
});

describe('walls and spheres are projections', () => {
  it('the bifurcation machines stop at |x| = 1 and lose their momentum there, and only there', () => {
    for (const name of ['ballistic-bifurcation', 'discrete-bifurcation']) {
      const { project, parameters } = MODELS[name], x = evaluator(project.x), y = evaluator(project.y);
      for (const [before, after] of [[0.4, [0.4, -3]], [1, [1, -3]], [1.0001, [1, 0]], [-7, [-1, 0]], [-0.999, [-0.999, -3]]] as const) {
        expect([x({ ...parameters, x: before, y: -3, t: 0 }), y({ ...parameters, x: before, y: -3, t: 0 }) + 0]).toEqual([...after]);
      }
    }
  });
  it.each([2, 3, 10])('the vector Kuramoto model in %s dimensions comes back to the sphere', (n) => {
    const { project, variables } = vectorKuramoto(n), at = Object.fromEntries(variables.map((v, k) => [v, Math.sin(k + 1) * 3]));
    expect(Math.hypot(...variables.map((v) => evaluator(project[v])(at)))).toBeCloseTo(1, 12);
  });
  it('families refuse members that do not exist', () => {
    expect(() => daido(0)).toThrow('daido: harmonics is 0, expected a whole number from 1 to 16.');
    expect(() => vectorKuramoto(1)).toThrow('vectorKuramoto: n is 1, expected');
    expect(() => injectedKuramoto(1.5)).toThrow('injectedKuramoto: order is 1.5, expected');
  });
});
