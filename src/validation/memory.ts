import { dense } from '../field/dense.ts';
import { defineField } from '../field/field.ts';
import { meanField } from '../field/meanField.ts';
import { stability } from '../field/stability.ts';
import { oscillator, phase } from '../oscillators/oscillator.ts';
import type { Check } from './check.ts';
import { steps } from './steps.ts';

const n = 32, stored = [1, 2, 4, 7], eps = 0.1;
/** Row k of the Hadamard matrix: rows are orthogonal patterns of ±1. */
const walsh = (k: number, i: number) => { let bits = k & i, sign = 1; for (; bits; bits &= bits - 1) sign = -sign; return sign; };
const pattern = (k: number) => Float64Array.from({ length: n }, (_, i) => (walsh(k, i) > 0 ? 0 : Math.PI));
const weight = Float32Array.from({ length: n * n }, (_, at) => stored.reduce((sum, k) => sum + walsh(k, Math.floor(at / n)) * walsh(k, at % n), 0) / n);
const model = oscillator({
  name: 'associative memory', state: { theta: phase }, parameters: { eps },
  rate: { theta: 'S*cos(theta) - C*sin(theta) + eps*(S2*cos(2*theta) - C2*sin(2*theta))' }, emits: { S: 'sin(theta)', C: 'cos(theta)', S2: 'sin(2*theta)', C2: 'cos(2*theta)' },
});
const field = defineField({ model, carriers: { links: dense({ from: { S: 'S', C: 'C' } }), all: meanField({ from: { S2: 'S2', C2: 'C2' } }) }, dt: 0.05 }), wiring = { links: { weight } };
const spectrum = (k: number, second: number) => stability(field, { sites: n, state: { theta: pattern(k) }, parameters: { eps: second }, wiring });
/** |mean of pattern × e^{iθ}|: 1 where the phases show the pattern, up to a common turn. */
const overlap = (theta: ArrayLike<number>, k: number) => {
  let re = 0, im = 0;
  for (let i = 0; i < n; i++) { re += walsh(k, i) * Math.cos(theta[i]); im += walsh(k, i) * Math.sin(theta[i]); }
  return Math.hypot(re, im) / n;
};

export const memory: Check[] = [{
  id: 'V20', title: 'a Hebbian memory with second harmonic ε keeps exactly what was stored, for 0 < ε < 1/2', formula: '\\{0,\\; -2\\varepsilon\\ (p-1\\times),\\; -(1+2\\varepsilon)\\},\\quad \\max = 1 - 2\\varepsilon \\text{ elsewhere}',
  source: 'validation-suite.md V20',
  async figures(precision) {
    const within = precision === 'float64' ? 1e-6 : 1e-3, at = spectrum(stored[0], eps).eigenvalues.map((z) => z.re), pushed = (k: number) => pattern(k).map((x, i) => x + 0.2 * Math.sin(7 * i + 1));
    const kept = await steps(precision, field, { sites: n, state: { theta: pushed(2) }, wiring, parameters: { eps } }, 3000), left = await steps(precision, field, { sites: n, state: { theta: pushed(8) }, wiring, parameters: { eps } }, 3000);
    return [
      { what: 'first eigenvalue at a stored pattern', expected: 0, measured: at[0], within: 1e-6 }, { what: 'the next three', expected: -2 * eps, measured: at[3], within: 1e-6 },
      { what: 'the fifth', expected: -(1 + 2 * eps), measured: at[4], within: 1e-6 }, { what: 'the last', expected: -(1 + 2 * eps), measured: at[n - 1], within: 1e-6 },
      { what: 'largest at a pattern not stored', expected: 1 - 2 * eps, measured: spectrum(8, eps).growth, within: 1e-6 }, { what: 'the same at ε = 0.6: stable', expected: 1 - 1.2, measured: spectrum(8, 0.6).growth, within: 1e-6 },
      { what: 'overlap after a stored pattern was pushed and let go', expected: 1, measured: overlap(kept.theta, 2), within },
      { what: 'overlap after one that was not stored was', expected: 0, measured: overlap(left.theta, 8), within: 0.2 },
    ];
  },
}];
